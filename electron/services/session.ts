import { existsSync, realpathSync } from 'node:fs'
import type { DataEvent } from '#core/handler.ts'
import { ProblemError, problem } from '#shared/domain/problem.ts'
import { type Book, createBook, openBook, openReadOnly } from '#store/book.ts'
import { readSettings } from '#store/settings.ts'
import { actorName } from './actor.ts'
import { openPatientKeys, type PatientKeys } from './patient-keys.ts'
import { namePatients } from './pseudonym.ts'
import type { SettingsFile } from './settings-file.ts'

/** The one open book of a core, and who is told when it or its data change. */
export interface Session {
  /** @throws ProblemError `no-book` when none is open. Its `writer` throws `book-locked` when the book is only read. */
  book(): Book
  /** True when another process has the book open for writing: pages show it, nothing changes it. */
  isReadOnly(): boolean
  isOpen(): boolean
  /** What patients' pseudonyms are made with, kept outside the books. */
  readonly patientKeys: PatientKeys
  /** Who is at work, for the audit log. */
  who(): string
  open(path: string): void
  create(path: string): void
  close(): void
  /** To be called after every committed write. */
  changed(): void
  onEvent(listener: (event: DataEvent) => void): void
  emit(event: DataEvent): void
  /** Things kept for the open book (compiled schemes, previews) and dropped with it. */
  readonly cache: Map<string, unknown>
}

/** @param patientKeys left out, keys are kept until the program ends */
export function createSession(
  settings: SettingsFile,
  patientKeys: PatientKeys = openPatientKeys({ settingsFile: null }),
): Session {
  let current: Book | null = null
  let revision = 0
  const listeners: ((event: DataEvent) => void)[] = []
  const cache = new Map<string, unknown>()
  const emit = (event: DataEvent) => {
    for (const listener of listeners) listener(event)
  }

  let readOnly = false
  const close = () => {
    readOnly = false
    current?.close()
    current = null
    cache.clear()
  }
  const take = (book: Book) => {
    close()
    current = book
    settings.rememberBook(book.path, readSettings(book.reader).name)
    emit({ type: 'book-changed' })
  }

  const session: Session = {
    cache,
    patientKeys,
    book() {
      if (current !== null) return current
      throw problem(
        'no-book',
        '还没有打开数据库。请先新建或打开一个。',
        'No database is open. Create or open one first.',
      )
    },
    isOpen: () => current !== null,
    who: () => actorName(settings),
    open(path) {
      // Opening the book that is open already must not fight its own lock; one that was only read is tried again.
      if (current !== null && !readOnly && isSameFile(current.path, path)) return
      const { book, locked } = openOrLook(path)
      take(book)
      readOnly = locked
      if (!locked) namePatientsOnce(session)
    },
    isReadOnly: () => readOnly,
    create: (path) => take(createBook(path)),
    close() {
      close()
      emit({ type: 'book-changed' })
    },
    changed() {
      current?.checkpoint()
      revision++
      emit({ type: 'data-changed', revision })
    },
    emit,
    onEvent(listener) {
      listeners.push(listener)
    },
  }
  return session
}

/** A book opens although there is no place for its key: the next import of patients says so. */
function namePatientsOnce(session: Session): void {
  try {
    namePatients(session)
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.code !== 'patient-key') throw error
  }
}

/** However the paths are spelt; a file that is not there is no other. */
function isSameFile(a: string, b: string): boolean {
  return existsSync(a) && existsSync(b) && realpathSync(a) === realpathSync(b)
}

/** Opens for writing, or to look when another window or command holds the book. */
function openOrLook(path: string): { readonly book: Book; readonly locked: boolean } {
  try {
    return { book: openBook(path), locked: false }
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.code !== 'book-locked') throw error
    const looked = openReadOnly(path)
    const book: Book = {
      ...looked,
      get writer(): never {
        throw error
      },
      checkpoint: () => {},
    }
    return { book, locked: true }
  }
}
