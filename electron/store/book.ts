import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { problem } from '#shared/domain/problem.ts'
import { backUpBeforeMigration } from './backup-make.ts'
import { BACKUP_SUFFIX } from './backup-record.ts'
import { discardStaged } from './backup-restore.ts'
import { APPLICATION_ID, checkVersion, connect, requireBookFile, schemaVersionOf, takeLock } from './book-file.ts'
import { asBookProblem } from './book-problems.ts'
import { type ReadableDb, readableHandle, type WritableDb, writableHandle } from './database.ts'
import { foldChangedMonths } from './fact-cells.ts'
import { LATEST_VERSION, MIGRATIONS, type Migration, migrate } from './migrations/index.ts'

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
  refuseBackup(path)
  const lock = takeLock(path)
  let write: Database.Database | undefined
  let read: Database.Database | undefined
  try {
    discardStaged(path) // of a restore that was ended before it took place
    write = connect(path, false)
    const latest = migrations[migrations.length - 1]!.version
    checkVersion(write, path, latest)
    if (schemaVersionOf(write) < latest) {
      backUpBeforeMigration(write, path)
      migrate(write, migrations)
    }
    write.pragma('journal_mode = WAL')
    write.pragma('synchronous = FULL')
    write.pragma('foreign_keys = ON') // SQLite leaves it off
    write.pragma('temp_store = MEMORY')
    write.pragma('cache_size = -16384') // of the 2 MB that SQLite takes, an import's indexes would fall out again and again
    read = connect(path, true)
    read.pragma('temp_store = MEMORY')
    read.pragma('cache_size = -65536')
    const writer = write
    const reader = read
    const handle = writableHandle(writer, foldChangedMonths)
    handle.transaction(() => {}) // a migration leaves what it changed to be folded
    return {
      path,
      schemaVersion: schemaVersionOf(writer),
      reader: readableHandle(reader),
      writer: handle,
      checkpoint: () => {
        writer.pragma('wal_checkpoint(PASSIVE)')
      },
      close: () => {
        reader.close()
        try {
          writer.pragma('optimize')
        } catch {
          // Only a help for the next time; a damaged book must still be closed, and its lock freed.
        }
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
    checkVersion(db, path, LATEST_VERSION)
    const version = schemaVersionOf(db)
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

/** Opening for writing would change the bytes that its record vouches for. */
function refuseBackup(path: string): void {
  if (!path.endsWith(BACKUP_SUFFIX)) return
  throw problem(
    'not-allowed',
    `${path} 是备份文件，不能直接打开。请在“数据 › 备份”中恢复它，或用 keheng restore。`,
    `${path} is a backup and is not opened as it is. Restore it under Data › Backups, or with keheng restore.`,
    { path },
  )
}
