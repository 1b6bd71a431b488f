import { closeSync, openSync, readSync } from 'node:fs'
import Database from 'better-sqlite3'
import { problem } from '#shared/domain/problem.ts'
import { asBookProblem, foreignBook, isSqlite } from './book-problems.ts'

/** "KHNG": tells a Keheng book from any other SQLite file. */
export const APPLICATION_ID = 0x4b484e47

/**
 * Looks at the first bytes before SQLite does: another program's file is refused without a lock file left beside it.
 * The application id stands in bytes 68–71 of a database (https://www.sqlite.org/fileformat.html).
 */
export function requireBookFile(path: string): void {
  const head = Buffer.alloc(72)
  try {
    const file = openSync(path, 'r')
    try {
      readSync(file, head, 0, head.length, 0)
    } finally {
      closeSync(file)
    }
  } catch (error) {
    throw asBookProblem(error, path)
  }
  if (head.toString('latin1', 0, 15) !== 'SQLite format 3' || head.readUInt32BE(68) !== APPLICATION_ID)
    throw foreignBook(path)
}

export function connect(path: string, readonly: boolean): Database.Database {
  return new Database(path, { readonly, fileMustExist: true, timeout: 10_000 })
}

export const schemaVersionOf = (db: Database.Database): number => db.pragma('user_version', { simple: true }) as number

/** @throws ProblemError `book-newer` */
export function checkVersion(db: Database.Database, path: string, latest: number): void {
  const version = schemaVersionOf(db)
  if (version <= latest) return
  throw problem(
    'book-newer',
    `${path} 由更新版本的科衡保存（结构 ${version}，本程序支持到 ${latest}）。文件未作任何改动，请升级程序后再打开。`,
    `${path} was saved by a newer Keheng (structure ${version}; this program knows ${latest}). It was not changed: update the program, then open it.`,
    { path, version, latest },
  )
}

/**
 * One writer per book. The lock is an open exclusive transaction on a small file beside the book: the operating
 * system frees it when the process ends, however it ends.
 * @throws ProblemError `book-locked`, `file-unreadable`
 */
export function takeLock(path: string): Database.Database {
  let lock: Database.Database | undefined
  try {
    lock = new Database(`${path}.lock`, { timeout: 300 })
    lock.pragma('journal_mode = MEMORY')
    lock.exec('BEGIN EXCLUSIVE')
    return lock
  } catch (error) {
    lock?.close()
    if (!isSqlite(error, 'SQLITE_BUSY')) throw asBookProblem(error, path)
    throw problem(
      'book-locked',
      `另一个科衡窗口或命令正在使用 ${path}。请先关闭它。`,
      `Another Keheng window or command is using ${path}. Close it first.`,
      { path },
    )
  }
}
