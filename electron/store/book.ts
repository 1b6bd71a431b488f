import { closeSync, existsSync, mkdirSync, openSync, readSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { problem } from '#shared/domain/problem.ts'
import { asBookProblem, foreignBook, isSqlite } from './book-problems.ts'
import { type ReadableDb, readableHandle, type WritableDb, writableHandle } from './database.ts'
import { LATEST_VERSION, MIGRATIONS, type Migration, migrate } from './migrations/index.ts'

/** "KHNG": tells a Keheng book from any other SQLite file. */
const APPLICATION_ID = 0x4b484e47

/** An open book: a reading handle for every page, and the one writing handle. */
export interface Book {
  readonly path: string
  readonly schemaVersion: number
  readonly reader: ReadableDb
  readonly writer: WritableDb
  /** Moves what is committed from the write-ahead log into the file; short when done often. */
  checkpoint(): void
  close(): void
}

/** A book opened to look: commands that only ask work beside a window that has it open. */
export interface ReadOnlyBook {
  readonly path: string
  readonly schemaVersion: number
  readonly reader: ReadableDb
  close(): void
}

/**
 * Creates a book and opens it.
 * @throws ProblemError `book-exists` when the file is there already (it is not touched), `file-unreadable` when it cannot
 *   be written there
 */
export function createBook(path: string): Book {
  if (existsSync(path)) {
    throw problem(
      'book-exists',
      `文件已存在：${path}。请换一个文件名，或打开它。`,
      `The file exists already: ${path}. Choose another name, or open it.`,
      { path },
    )
  }
  let db: Database.Database | undefined
  try {
    mkdirSync(dirname(path), { recursive: true })
    db = new Database(path)
    db.pragma(`application_id = ${APPLICATION_ID}`)
    db.pragma('journal_mode = WAL')
    migrate(db)
    db.close()
  } catch (error) {
    if (db !== undefined) {
      db.close()
      for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true })
    }
    throw asBookProblem(error, path)
  }
  return openBook(path)
}

/**
 * Opens a book for reading and writing; one process at a time may.
 * @throws ProblemError `book-not-found`, `book-foreign`, `book-newer`, `book-damaged`, `book-locked`,
 *   `file-unreadable`
 */
export function openBook(path: string, migrations: readonly Migration[] = MIGRATIONS): Book {
  requireBookFile(path)
  const lock = takeLock(path)
  let write: Database.Database | undefined
  let read: Database.Database | undefined
  try {
    write = connect(path, false)
    checkVersion(write, path, migrations)
    const version = write.pragma('user_version', { simple: true }) as number
    if (version < migrations[migrations.length - 1]!.version) {
      backUpBeforeMigration(write, path, version)
      migrate(write, migrations)
    }
    write.pragma('journal_mode = WAL')
    write.pragma('synchronous = FULL')
    write.pragma('foreign_keys = ON') // SQLite leaves it off
    write.pragma('temp_store = MEMORY')
    read = connect(path, true)
    read.pragma('temp_store = MEMORY')
    read.pragma('cache_size = -65536')
    const writer = write
    const reader = read
    return {
      path,
      schemaVersion: writer.pragma('user_version', { simple: true }) as number,
      reader: readableHandle(reader),
      writer: writableHandle(writer),
      checkpoint: () => {
        writer.pragma('wal_checkpoint(PASSIVE)')
      },
      close: () => {
        reader.close()
        writer.pragma('optimize')
        writer.close()
        lock.close()
      },
    }
  } catch (error) {
    read?.close()
    write?.close()
    lock.close()
    throw asBookProblem(error, path)
  }
}

/** Opens a book to ask only. @throws ProblemError as `openBook`, but never `book-locked`. */
export function openReadOnly(path: string): ReadOnlyBook {
  requireBookFile(path)
  let db: Database.Database | undefined
  try {
    db = connect(path, true)
    checkVersion(db, path, MIGRATIONS)
    const version = db.pragma('user_version', { simple: true }) as number
    if (version < LATEST_VERSION) {
      throw problem(
        'book-locked',
        `此数据库需要先升级：请用科衡打开一次 ${path}。`,
        `This book must be upgraded first: open ${path} in Keheng once.`,
        { path },
      )
    }
    const opened = db
    return { path, schemaVersion: version, reader: readableHandle(opened), close: () => opened.close() }
  } catch (error) {
    db?.close()
    throw asBookProblem(error, path)
  }
}

/**
 * Looks at the first bytes before SQLite does: another program's file is refused without a lock file left beside it.
 * The application id stands in bytes 68–71 of a database (https://www.sqlite.org/fileformat.html).
 */
function requireBookFile(path: string): void {
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

function connect(path: string, readonly: boolean): Database.Database {
  return new Database(path, { readonly, fileMustExist: true, timeout: 10_000 })
}

/**
 * One writer per book. The lock is an open exclusive transaction on a small file beside the book: the operating
 * system frees it when the process ends, however it ends.
 */
function takeLock(path: string): Database.Database {
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

function checkVersion(db: Database.Database, path: string, migrations: readonly Migration[]): void {
  const version = db.pragma('user_version', { simple: true }) as number
  const latest = migrations[migrations.length - 1]!.version
  if (version > latest) {
    throw problem(
      'book-newer',
      `${path} 由更新版本的科衡保存（结构 ${version}，本程序支持到 ${latest}）。文件未作任何改动，请升级程序后再打开。`,
      `${path} was saved by a newer Keheng (structure ${version}; this program knows ${latest}). It was not changed: update the program, then open it.`,
      { path, version, latest },
    )
  }
}

function backUpBeforeMigration(db: Database.Database, path: string, version: number): void {
  const backup = `${path}.before-v${version + 1}.backup`
  rmSync(backup, { force: true })
  db.prepare('VACUUM INTO ?').run(backup)
  const copy = new Database(backup, { readonly: true })
  const verdict = copy.pragma('quick_check', { simple: true })
  copy.close()
  if (verdict !== 'ok') throw new Error(`the backup before migration did not verify: ${String(verdict)}`)
}
