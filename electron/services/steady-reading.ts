import type { CallContext } from '#core/handler.ts'
import type { ReadableDb } from '#store/database.ts'
import { readSettings } from '#store/settings.ts'
import type { Session } from './session.ts'

/** What a question about the cases is answered from. */
export interface Reading {
  readonly db: ReadableDb
  /** Called between pieces of what takes longer than a moment, so that others are answered. */
  readonly breathe: CallContext['breathe']
  /** What was read before, as long as the book is the same: a page asks for the same sums in several ways, some at once. */
  readonly known: Map<string, Promise<unknown>>
}

/** Answers kept at once; the oldest go. */
const KEPT = 60

/** @param question names what is read: the same text always means the same type */
export function remembered<T>({ known }: Reading, question: string, read: () => Promise<T>): Promise<T> {
  const found = (known.get(question) as Promise<T> | undefined) ?? read()
  known.delete(question)
  known.set(question, found)
  if (known.size > KEPT) known.delete(known.keys().next().value!)
  // What could not be read is asked for again.
  found.catch(() => known.delete(question))
  return found
}

/**
 * Answers from one state of the book. What was read while others were answered in between holds only if the book stayed the same:
 * otherwise it is read again. Data change by whole commands, so this ends. A book that another process writes tells nobody of its
 * changes, so nothing of it is kept.
 */
export function steadyReader(session: Session) {
  let known: Reading['known'] = new Map()
  session.onEvent(() => {
    known = new Map()
  })
  return async <T>(read: (reading: Reading) => Promise<T>, { breathe }: Pick<CallContext, 'breathe'>): Promise<T> => {
    const { reader } = session.book()
    for (;;) {
      const before = revision(reader)
      const kept = session.isReadOnly() ? new Map() : known
      const value = await read({ db: reader, breathe, known: kept })
      if (revision(reader) === before && (kept === known || session.isReadOnly())) return value
    }
  }
}

function revision(db: ReadableDb): string {
  const { dataRevision, computedRevision, lastRecomputeAt } = readSettings(db)
  return `${dataRevision} ${computedRevision} ${lastRecomputeAt}`
}
