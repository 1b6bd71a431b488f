import { createContext, type ReactNode, useContext } from 'react'
import type { BookStatus } from '#shared/contract/book.ts'

export type OpenBook = Extract<BookStatus, { open: true }>

const BookContext = createContext<OpenBook | null>(null)

export function BookProvider({ book, children }: { readonly book: OpenBook; readonly children: ReactNode }) {
  return <BookContext value={book}>{children}</BookContext>
}

/** The book that is open; pages exist only while one is. */
export function useBook(): OpenBook {
  const book = useContext(BookContext)
  if (book === null) throw new Error('useBook outside BookProvider')
  return book
}
