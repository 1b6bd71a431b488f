import { randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import type { CallContext } from '#core/handler.ts'
import type { BackupEntry, CreatedBackup } from '#shared/contract/backups.ts'
import { fen } from '#shared/domain/money.ts'
import { type Problem, ProblemError } from '#shared/domain/problem.ts'
import { type BackupReason, type DatedBackup, isDueToday, retention } from '#shared/domain/retention.ts'
import { type FoundBackup, findBackups, removeBackup } from '#store/backup-record.ts'
import { bookCounts } from '#store/book-queries.ts'
import { readSettings, writeSettings } from '#store/settings.ts'
import { audit } from './audit.ts'
import { type BackedUpBook, openBookOf, probeFolder } from './backup-folder.ts'
import { inBackupThread } from './backup-thread.ts'
import { now } from './clock.ts'
import type { Session } from './session.ts'

/** A change of so many rows or more is backed up before it begins. */
const LARGE_CHANGE_ROWS = 50_000
const FAILURE = 'backups.failure'

type Context = Pick<CallContext, 'signal' | 'report'>

/**
 * To be called before anything that changes many rows (an import of `rows` rows, the undo of such a batch): makes the
 * backup of the day if there is none, and one of its own before a large change. The demonstration can be built again,
 * so it gets neither, and an empty book holds nothing to lose.
 * @param rows how many, or what counts them up to a number: asked for only where it matters
 * @throws ProblemError `backup-folder`, `backup-failed` before a large change only: that one is not begun without;
 *   `cancelled`
 */
export async function backUpBefore(
  session: Session,
  rows: number | ((atMost: number) => Promise<number>),
  context: Context,
): Promise<void> {
  if (!holdsWork(session)) return
  const large = (typeof rows === 'number' ? rows : await rows(LARGE_CHANGE_ROWS)) >= LARGE_CHANGE_ROWS
  if (!(large || isDue(session))) return
  try {
    await makeBackup(session, large ? 'before-batch' : 'daily', context)
  } catch (error) {
    if (large || context.signal.aborted || !(error instanceof ProblemError)) throw error
    // A small change can be undone by itself: it goes on, and the backup page says what is wrong.
    session.cache.set(FAILURE, error.problem)
  }
}

/** Makes the backup of the day unless there is one; what went wrong is also kept for the backup page. */
export async function backUpDaily(session: Session, context: Context): Promise<CreatedBackup> {
  if (!holdsWork(session) || !isDue(session)) return { backup: null, cleared: [] }
  try {
    return await makeBackup(session, 'daily', context)
  } catch (error) {
    if (error instanceof ProblemError && !context.signal.aborted) session.cache.set(FAILURE, error.problem)
    throw error
  }
}

/**
 * The backup that takes the last restore back. Not simply the newest made before one: a restore that was cancelled or cut short
 * has left one too, of the book as it still is.
 */
export function undoCandidate(backups: readonly BackupEntry[], { undo }: BackedUpBook): BackupEntry | null {
  return backups.find(({ fileName, good }) => fileName === undo && good) ?? null
}

/** Why the last backup that nobody asked for failed, since the book was opened. */
export const lastFailure = (session: Session): Problem | null =>
  (session.cache.get(FAILURE) as Problem | undefined) ?? null

function holdsWork(session: Session): boolean {
  const { reader } = session.book()
  if (session.isReadOnly() || readSettings(reader).demonstration) return false
  const { cases, chargeLines } = bookCounts(reader)
  return cases > 0 || chargeLines > 0
}

/** A folder that cannot be read is found out about by trying to write there. */
function isDue(session: Session): boolean {
  try {
    return isDueToday(found(openBookOf(session)).map(dated), now())
  } catch {
    return true
  }
}

/**
 * Backs up the open book, then clears away what the rule gives up.
 * @param to a folder for this one only
 * @throws ProblemError `backup-folder`, `backup-failed`, `cancelled`
 */
export async function makeBackup(
  session: Session,
  reason: BackupReason,
  context: Context,
  to?: string,
): Promise<CreatedBackup & { readonly backup: BackupEntry }> {
  identify(session)
  const own = openBookOf(session)
  const book = { ...own, folder: to ?? own.folder }
  probeFolder(book.folder)
  const made = await inBackupThread('make', { bookPath: book.path, folder: book.folder, reason, at: now() }, context)
  session.cache.delete(FAILURE)
  writeDown(session, made.path, reason)
  // Before a restore nothing is cleared away: it may be what is being restored.
  const cleared = to === undefined && reason !== 'before-restore' ? clearAway(book, made.path) : []
  const entry = entries(book).find(({ path }) => path === made.path)
  if (entry === undefined) throw new Error('the backup that was just made is not in its folder')
  return { backup: entry, cleared }
}

/** Gives the book the id its backups are known by; a book that is only read keeps to its path. */
function identify(session: Session): void {
  if (session.isReadOnly()) return
  const { writer } = session.book()
  writer.transaction(() => {
    if (readSettings(writer).bookId === null) writeSettings(writer, { bookId: randomUUID() })
  })
}

/** Before a restore there is no use in it: the book it would stand in is replaced. */
function writeDown(session: Session, path: string, reason: BackupReason): void {
  if (session.isReadOnly() || reason === 'before-restore') return
  session.book().writer.transaction(() => audit(session, 'backup', { zh: `备份：${path}`, en: `Back up: ${path}` }))
  session.changed()
}

/** The backup just made is never cleared away, whatever the clock says of the others; nor those of a copy elsewhere. */
function clearAway(book: BackedUpBook, made: string): string[] {
  const given = entries(book).filter(
    ({ keptBecause, path, contents }) => keptBecause === null && path !== made && contents?.bookPath === book.path,
  )
  return given.flatMap(({ path, fileName }) => (removed(path) ? [fileName] : []))
}

/** A file that something holds is cleared away the next time. */
function removed(path: string): boolean {
  try {
    removeBackup(path)
    return true
  } catch {
    return false
  }
}

const found = ({ folder, path, bookId }: BackedUpBook): FoundBackup[] => findBackups(folder, path, bookId)

const dated = ({ at, reason, bytes, record }: FoundBackup): DatedBackup => ({
  at,
  reason,
  good: record !== null && record.bytes === bytes,
})

/** The backups of a book in its folder, newest first, with what the rule says of each. */
export function entries(book: BackedUpBook): BackupEntry[] {
  const backups = found(book)
  const verdicts = retention(backups.map(dated), now())
  return backups.map((backup, index) => ({
    path: backup.path,
    fileName: basename(backup.path),
    at: backup.at,
    reason: backup.reason,
    bytes: backup.bytes,
    contents: contentsOf(backup),
    good: dated(backup).good,
    keptBecause: verdicts[index] ?? (basename(backup.path) === book.undo ? 'undo' : null),
  }))
}

function contentsOf({ record }: FoundBackup): BackupEntry['contents'] {
  if (record === null) return null
  const { sha256, schemaVersion, appVersion, bookName, bookPath, cases, chargeLines, chargeFen } = record
  return { sha256, schemaVersion, appVersion, bookName, bookPath, cases, chargeLines, charge: fen(chargeFen) }
}
