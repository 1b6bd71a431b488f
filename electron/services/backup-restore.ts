import { existsSync } from 'node:fs'
import type { CallContext } from '#core/handler.ts'
import type { BackupEntry, RestoreReport } from '#shared/contract/backups.ts'
import { ProblemError, problem } from '#shared/domain/problem.ts'
import { carryAuditOver, recordAudit } from '#store/audit.ts'
import {
  type CheckedBackup,
  discardStaged,
  placeBook,
  replaceBook,
  replaceDamagedBook,
  writeStaged,
} from '#store/backup-restore.ts'
import { purgeDeadRows } from '#store/batches.ts'
import { readSettings, writeSettings } from '#store/settings.ts'
import { makeBackup } from './backup-create.ts'
import { inBackupThread, phaseLabel } from './backup-thread.ts'
import { now } from './clock.ts'
import type { Session } from './session.ts'

export interface RestoreOrder {
  readonly from: string
  readonly bookPath: string
  /** The backup may be of another book than the one it replaces. */
  readonly anotherBook: boolean
}

/**
 * Puts a backup in the place of a book and opens it. The backup is copied beside the book and verified there, the book
 * as it is gets a backup of its own, and only then the two change places in one rename; up to it a cancel, a failure or
 * a crash leaves the book as it was. A book that is too damaged to be backed up is kept under another name.
 * @throws ProblemError `backup-damaged`, `backup-other-book`, `book-newer`, `book-foreign`, `book-locked`,
 *   `book-not-found`, `backup-folder`, `file-unreadable`, `cancelled`
 */
export async function restoreBackup(
  session: Session,
  order: RestoreOrder,
  context: CallContext,
): Promise<RestoreReport> {
  const { from, bookPath } = order
  if (!existsSync(bookPath)) return await restoreToNewPlace(session, order, context)
  const sound = opensForWriting(session, bookPath)
  const checked = await inBackupThread('stage', { from, bookPath }, context)
  let undo: BackupEntry | null = null
  let setAside: string | null = null
  try {
    if (sound) {
      requireSameBook(session, checked, order)
      undo = await backUpIfReadable(session, context)
    }
    context.signal.throwIfAborted()
    keepInStaged(session, order, { sound, undo })
  } catch (error) {
    discardStaged(bookPath)
    throw error
  }
  context.report({ phase: phaseLabel('place'), done: 0, total: null })
  // In one go from here: no call meets a book that is closed.
  if (session.isOpen()) session.close()
  try {
    if (undo === null) setAside = replaceDamagedBook(bookPath, now())
    else replaceBook(bookPath)
  } catch (error) {
    if (sound) session.open(bookPath)
    throw error
  }
  await open(session, bookPath, context)
  return { path: bookPath, from, undo, setAside }
}

async function restoreToNewPlace(session: Session, order: RestoreOrder, context: CallContext): Promise<RestoreReport> {
  const { from, bookPath } = order
  await inBackupThread('stage', { from, bookPath }, context)
  try {
    context.signal.throwIfAborted()
    keepInStaged(session, order, { sound: false, undo: null })
    placeBook(bookPath)
  } catch (error) {
    discardStaged(bookPath)
    throw error
  }
  await open(session, bookPath, context)
  return { path: bookPath, from, undo: null, setAside: null }
}

/**
 * Writes into the copy what the book keeps of the one it replaces: its audit log, whose last row is the restore, where its
 * backups lie, and which of them takes the restore back. Before they change places: a crash right after leaves no book without its log.
 */
function keepInStaged(
  session: Session,
  { from, bookPath }: RestoreOrder,
  { sound, undo }: { readonly sound: boolean; readonly undo: BackupEntry | null },
): void {
  const replaced = sound ? session.book().reader : null
  const folder = replaced === null ? null : readSettings(replaced).backupFolder
  writeStaged(bookPath, (staged) => {
    if (folder !== null) writeSettings(staged, { backupFolder: folder })
    writeSettings(staged, { restoreUndo: undo?.fileName ?? null })
    if (replaced !== null && undo !== null) carryAuditOver(replaced, staged)
    const what = { zh: `恢复：${from}`, en: `Restore: ${from}` }
    recordAudit(staged, { at: now(), who: session.who(), action: 'restore', what })
  })
}

async function open(session: Session, bookPath: string, context: CallContext): Promise<void> {
  session.open(bookPath)
  await purgeDeadRows(session.book().writer, context.breathe)
  session.changed()
}

/**
 * Opens the book that is to be replaced, for its backup and its lock. False when it is damaged.
 * @throws ProblemError `book-locked`, `book-newer`, `book-foreign`: such a file is not ours to replace
 */
function opensForWriting(session: Session, bookPath: string): boolean {
  try {
    session.open(bookPath)
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'book-damaged') return false
    throw error
  }
  if (session.isReadOnly()) {
    throw problem(
      'book-locked',
      `${bookPath} 正被另一个科衡窗口或命令写入，不能恢复。请先关闭它。`,
      `Another Keheng window or command is writing ${bookPath}, so nothing can be restored to it. Close it first.`,
      { path: bookPath },
    )
  }
  return true
}

/** Null when the book opens but is damaged further in: it is set aside then. */
async function backUpIfReadable(session: Session, context: CallContext): Promise<BackupEntry | null> {
  try {
    return (await makeBackup(session, 'before-restore', context)).backup
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'backup-failed') return null
    throw error
  }
}

function requireSameBook(
  session: Session,
  { totals, record }: CheckedBackup,
  { from, anotherBook }: RestoreOrder,
): void {
  const { path, reader } = session.book()
  const { bookId, name } = readSettings(reader)
  const same = totals.bookId === null || totals.bookId === bookId || record?.bookPath === path
  if (same || anotherBook) return
  throw problem(
    'backup-other-book',
    `${from} 是“${totals.bookName}”的备份，而当前数据库是“${name}”。如确要替换，请确认恢复另一个数据库的备份。`,
    `${from} is a backup of “${totals.bookName}”, and this book is “${name}”. To replace it all the same, confirm that the backup is of another book.`,
    { path: from, backup: totals.bookName, book: name },
  )
}
