import { constants, copyFileSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { type ProblemError, problem } from '#shared/domain/problem.ts'
import { hashFile, renameDurably, requireSpace, syncFile, syncFolder, type Watch } from './backup-disk.ts'
import { type BackupRecord, readRecord } from './backup-record.ts'
import { type BookTotals, firstDifference, readTotals } from './backup-totals.ts'
import { checkVersion, connect, requireBookFile, takeLock } from './book-file.ts'
import { asBookProblem, isSqlite } from './book-problems.ts'
import { readableHandle, type WritableDb, writableHandle } from './database.ts'
import { LATEST_VERSION, migrate } from './migrations/index.ts'
import { RECONCILIATION_IDS, reconcile, type VerifyFinding } from './verify.ts'

/** What stands beside a book until it takes its place; opening the book clears it away. */
const STAGED = '.restoring'

/** A backup that was read from end to end. `record` is what it was recorded with, null when that is lost. */
export interface CheckedBackup {
  readonly totals: BookTotals
  readonly sha256: string
  readonly bytes: number
  readonly record: BackupRecord | null
}

/**
 * Copies a backup beside the book it is to replace and verifies the copy: what is checked is what will be used.
 * @param from a backup, or a book that nobody has open
 * @throws ProblemError `backup-damaged`, `book-foreign`, `book-newer`, `book-not-found`, `book-locked`,
 *   `file-unreadable`, `backup-folder` (no room), `cancelled`
 */
export function stageBackup(from: string, bookPath: string, watch: Watch): CheckedBackup {
  const staged = bookPath + STAGED
  requireBookFile(from)
  refuseOpenBook(from)
  try {
    discardStaged(bookPath)
    mkdirSync(dirname(bookPath), { recursive: true })
    const { size } = statSync(from)
    requireSpace(dirname(bookPath), size)
    const sha256 = hashFile(from, size, watch, 'copy', staged)
    const record = readRecord(from)
    requireRecorded(from, record, sha256)
    watch.report('check', 0, size)
    const totals = checkContents(staged, from, record)
    watch.check()
    syncFile(staged)
    return { totals, sha256, bytes: size, record }
  } catch (error) {
    discardStaged(bookPath)
    throw asBookProblem(error, bookPath)
  }
}

/**
 * Writes into the staged copy, brought to the latest structure first: what the book is to keep of the one it replaces appears
 * together with it.
 * @throws ProblemError `book-damaged`, `file-unreadable`
 */
export function writeStaged(bookPath: string, write: (db: WritableDb) => void): void {
  const staged = bookPath + STAGED
  try {
    const db = connect(staged, false)
    try {
      // Without a log beside it: it is one file that changes places.
      db.pragma('journal_mode = DELETE')
      db.pragma('synchronous = FULL')
      db.pragma('foreign_keys = ON')
      migrate(db)
      const writer = writableHandle(db)
      writer.transaction(() => write(writer))
    } finally {
      db.close()
    }
    syncFile(staged)
  } catch (error) {
    throw asBookProblem(error, bookPath)
  }
}

export function discardStaged(bookPath: string): void {
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(bookPath + STAGED + suffix, { force: true })
}

/**
 * Reads a backup from end to end where it lies; nothing is written. The reconciliations are empty for a structure older
 * than this program's, which they were not written for.
 * @throws ProblemError as `stageBackup`
 */
export function checkBackup(
  path: string,
  watch: Watch,
): CheckedBackup & { readonly findings: readonly VerifyFinding[] } {
  requireBookFile(path)
  refuseOpenBook(path)
  try {
    const bytes = statSync(path).size
    const sha256 = hashFile(path, bytes, watch, 'check')
    const record = readRecord(path)
    requireRecorded(path, record, sha256)
    const totals = checkContents(path, path, record)
    watch.check()
    return { totals, sha256, bytes, record, findings: totals.schemaVersion < LATEST_VERSION ? [] : reconcileAll(path) }
  } catch (error) {
    throw asBookProblem(error, path)
  }
}

function reconcileAll(path: string): VerifyFinding[] {
  const db = connect(path, true)
  try {
    return RECONCILIATION_IDS.map((id) => reconcile(readableHandle(db), id))
  } finally {
    db.close()
  }
}

/** A book somebody has open keeps a part of its rows in the write-ahead log beside it. */
function refuseOpenBook(path: string): void {
  if (!existsSync(`${path}-wal`) || statSync(`${path}-wal`).size === 0) return
  throw problem(
    'book-locked',
    `${path} 正被打开，其内容不完整。请先关闭它，或选择一个备份。`,
    `${path} is open somewhere, and the file alone is not all of it. Close it first, or choose a backup.`,
    { path },
  )
}

function requireRecorded(path: string, record: BackupRecord | null, sha256: string): void {
  if (record !== null && record.sha256 !== sha256) throw damaged(path, '与备份时的校验值不符', 'not the bytes recorded')
}

/** @param file what is read; @param path the backup as the person knows it */
function checkContents(file: string, path: string, record: BackupRecord | null): BookTotals {
  const db = connect(file, true)
  try {
    checkVersion(db, path, LATEST_VERSION)
    const faults = db.pragma('integrity_check(5)') as { integrity_check: string }[]
    const fault = faults.map((row) => row.integrity_check).find((message) => message !== 'ok')
    if (fault !== undefined) throw damaged(path, fault, fault)
    const totals = readTotals(readableHandle(db))
    const differs = record === null ? null : firstDifference(record.tables, totals.tables)
    if (differs !== null) throw damaged(path, `表 ${differs} 与记录不符`, `table ${differs} differs from the record`)
    return totals
  } catch (error) {
    if (isSqlite(error, 'SQLITE_CORRUPT') || isSqlite(error, 'SQLITE_NOTADB'))
      throw damaged(path, (error as Error).message, (error as Error).message)
    throw error
  } finally {
    db.close()
  }
}

function damaged(path: string, zh: string, en: string): ProblemError {
  return problem(
    'backup-damaged',
    `备份 ${path} 已损坏（${zh}），未作任何改动。请选择另一个备份。`,
    `The backup ${path} is damaged (${en}); nothing was changed. Choose another one.`,
    { path },
  )
}

/**
 * Puts the staged file in the place of a book that this process has closed. Until the one rename that does it the old
 * book stands complete in its file, after it the new one: its log is folded in first, which also proves that no other
 * process has the book open, so that no log of the old can be taken for one of the new.
 * @throws ProblemError `book-locked` when another window or command has the book open; nothing is changed then
 */
export function replaceBook(bookPath: string): void {
  const lock = takeLock(bookPath)
  try {
    foldLogIn(bookPath)
    renameDurably(bookPath + STAGED, bookPath)
  } catch (error) {
    throw asBookProblem(error, bookPath)
  } finally {
    lock.close()
  }
}

function foldLogIn(bookPath: string): void {
  const db = new Database(bookPath, { fileMustExist: true, timeout: 1_000 })
  try {
    db.pragma('synchronous = FULL')
    if (db.pragma('journal_mode = DELETE', { simple: true }) === 'delete') return
  } catch (error) {
    if (!isSqlite(error, 'SQLITE_BUSY')) throw error
  } finally {
    db.close()
  }
  throw problem(
    'book-locked',
    `另一个窗口或命令正在查看 ${bookPath}，不能替换。请先关闭它；数据库未作任何改动。`,
    `Another window or command is looking at ${bookPath}, so it cannot be replaced. Close it first; the book was not changed.`,
    { path: bookPath },
  )
}

/** Puts the staged file where no book is yet. @throws ProblemError `book-exists`, `book-locked` */
export function placeBook(bookPath: string): void {
  const lock = takeLock(bookPath)
  try {
    if (existsSync(bookPath)) throw problem('book-exists', `文件已存在：${bookPath}`, `The file exists: ${bookPath}`)
    renameDurably(bookPath + STAGED, bookPath)
  } catch (error) {
    throw asBookProblem(error, bookPath)
  } finally {
    lock.close()
  }
}

/**
 * Replaces a book that cannot be read: it is kept as it is, with its log, under the name that is returned.
 * @param at local time, for the name
 */
export function replaceDamagedBook(bookPath: string, at: string): string {
  const aside = `${bookPath}.damaged-${at.replaceAll(/[-: ]/g, '')}`
  const lock = takeLock(bookPath)
  try {
    copyFileSync(bookPath, aside, constants.COPYFILE_EXCL)
    syncFile(aside)
    // Its log must be gone before the new file stands there: SQLite would play it into that one.
    if (existsSync(`${bookPath}-wal`)) renameSync(`${bookPath}-wal`, `${aside}-wal`)
    rmSync(`${bookPath}-shm`, { force: true })
    syncFolder(dirname(bookPath))
    renameDurably(bookPath + STAGED, bookPath)
    return aside
  } catch (error) {
    throw asBookProblem(error, bookPath)
  } finally {
    lock.close()
  }
}
