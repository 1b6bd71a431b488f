import { mkdirSync, rmSync, statSync } from 'node:fs'
import type Database from 'better-sqlite3'
import { problem } from '#shared/domain/problem.ts'
import {
  asFolderProblem,
  hashFile,
  NOBODY_WATCHES,
  renameDurably,
  requireSpace,
  syncFile,
  type Watch,
} from './backup-disk.ts'
import {
  type BackupOccasion,
  clearLeftovers,
  defaultBackupFolder,
  type FoundBackup,
  makeRecord,
  newBackupPath,
  partialPath,
  writeRecord,
} from './backup-record.ts'
import { type BookTotals, firstDifference, readTotals } from './backup-totals.ts'
import { connect, schemaVersionOf } from './book-file.ts'
import { asBookProblem, isSqlite } from './book-problems.ts'
import { readableHandle } from './database.ts'

/** Pages copied between two looks for a cancellation: 4 MB. */
const PAGES_PER_STEP = 1024

/**
 * Backs up a book while others read and write it: the copy and the totals it is held against are one snapshot. The
 * file gets its final name only when it is on disk and verified; anything else leaves nothing behind.
 * Takes its time in one go while it checks, so it belongs in a thread of its own.
 * @throws ProblemError `backup-folder`, `backup-failed`, `cancelled`
 */
export async function backUpOnline(occasion: BackupOccasion, watch: Watch): Promise<FoundBackup> {
  const source = connectTo(occasion.bookPath)
  let path: string | undefined
  try {
    path = prepare(occasion, source)
    source.exec('BEGIN')
    const totals = readTotals(readableHandle(source))
    const { pageSize, bytes } = sizeOf(source)
    await source.backup(partialPath(path), {
      progress({ totalPages, remainingPages }) {
        watch.check()
        watch.report('copy', (totalPages - remainingPages) * pageSize, bytes)
        return PAGES_PER_STEP
      },
    })
    source.exec('COMMIT')
    return seal(path, occasion, totals, watch)
  } catch (error) {
    if (path !== undefined) removePartial(path)
    throw asMakingProblem(error, occasion.folder)
  } finally {
    source.close()
  }
}

/**
 * The same for a book about to be migrated, whose lock the caller holds, so that nothing changes between copy and
 * totals. @throws ProblemError `backup-folder`, `backup-failed`
 */
export function backUpBeforeMigration(db: Database.Database, bookPath: string): void {
  const totals = readTotals(readableHandle(db))
  const folder = totals.backupFolder ?? defaultBackupFolder(bookPath)
  const { at } = db.prepare("SELECT datetime('now', 'localtime') AS at").get() as { at: string }
  const occasion: BackupOccasion = { bookPath, folder, reason: 'before-migration', at }
  let path: string | undefined
  try {
    path = prepare(occasion, db)
    db.prepare('VACUUM INTO ?').run(partialPath(path))
    seal(path, occasion, totals, NOBODY_WATCHES)
  } catch (error) {
    if (path !== undefined) removePartial(path)
    throw asMakingProblem(error, folder)
  }
}

function connectTo(bookPath: string): Database.Database {
  try {
    return connect(bookPath, true)
  } catch (error) {
    throw asBookProblem(error, bookPath)
  }
}

/** Room for the file and a name for it, in a folder that is made where there is none. */
function prepare(occasion: BackupOccasion, db: Database.Database): string {
  const { folder } = occasion
  mkdirSync(folder, { recursive: true })
  clearLeftovers(folder)
  requireSpace(folder, sizeOf(db).bytes)
  return newBackupPath(occasion, schemaVersionOf(db))
}

function removePartial(path: string): void {
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(partialPath(path) + suffix, { force: true })
}

/** Verifies the copy against the snapshot it was made from, then gives it its record and its name. */
function seal(path: string, occasion: BackupOccasion, totals: BookTotals, watch: Watch): FoundBackup {
  const partial = partialPath(path)
  const { size } = statSync(partial)
  watch.report('check', 0, size)
  const copy = connect(partial, false)
  try {
    // One file that opens anywhere, also where nothing can be written beside it.
    copy.pragma('journal_mode = DELETE')
    const faults = copy.pragma('integrity_check(5)') as { integrity_check: string }[]
    const fault = faults.map((row) => row.integrity_check).find((message) => message !== 'ok')
    if (fault !== undefined) throw unsound(fault)
    watch.check()
    const differs = firstDifference(totals.tables, readTotals(readableHandle(copy)).tables)
    if (differs !== null) throw new Error(`the copy of table ${differs} does not agree with the book`)
  } finally {
    copy.close()
  }
  syncFile(partial)
  const bytes = statSync(partial).size
  const record = makeRecord(occasion, totals, { bytes, sha256: hashFile(partial, bytes, watch, 'check') })
  watch.check()
  writeRecord(path, record)
  renameDurably(partial, path)
  return { path, at: record.at, reason: record.reason, bytes, record }
}

function sizeOf(db: Database.Database): { readonly pageSize: number; readonly bytes: number } {
  const pageSize = db.pragma('page_size', { simple: true }) as number
  return { pageSize, bytes: pageSize * (db.pragma('page_count', { simple: true }) as number) }
}

const unsound = (fault: string) =>
  problem(
    'backup-failed',
    `数据库未通过完整性检查（${fault}），没有生成备份。已有的备份未受影响，请先校验数据库，必要时从备份恢复。`,
    `The book failed the integrity check (${fault}), so no backup was made. Earlier backups are untouched: verify the book, and restore one if need be.`,
    { fault },
  )

/** Damage found on the way is a problem of the book; what the file system says here is about the folder. */
function asMakingProblem(error: unknown, folder: string): unknown {
  if (isSqlite(error, 'SQLITE_CORRUPT') || isSqlite(error, 'SQLITE_NOTADB')) return unsound((error as Error).message)
  return asFolderProblem(error, folder)
}
