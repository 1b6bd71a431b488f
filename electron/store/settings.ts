import type { ReadableDb, WritableDb } from './database.ts'
import { sql } from './sql.ts'

/** What a book remembers about itself. Revisions tell whether derived figures are still those of the data. */
export interface BookSettings {
  readonly name: string
  readonly demonstration: boolean
  readonly dataRevision: number
  readonly computedRevision: number
  readonly lastImportAt: string | null
  readonly lastRecomputeAt: string | null
  /** Made with the first backup or patient; the same in all backups of a book, wherever its file is moved. */
  readonly bookId: string | null
  /** Tells the key that the patients' pseudonyms were made with; null while there are none. The key itself is never in the book. */
  readonly patientKeyCheck: string | null
  /** Null: the folder beside the book. */
  readonly backupFolder: string | null
  /** File name of the backup that takes back the restore this book came from; null where none did, or what it replaced was damaged. */
  readonly restoreUndo: string | null
}

const DEFAULTS: BookSettings = {
  name: '',
  demonstration: false,
  dataRevision: 0,
  computedRevision: 0,
  lastImportAt: null,
  lastRecomputeAt: null,
  bookId: null,
  patientKeyCheck: null,
  backupFolder: null,
  restoreUndo: null,
}

export function readSettings(db: ReadableDb): BookSettings {
  const rows = db.all<{ key: string; value: string }>(sql`SELECT key, value FROM setting`)
  const stored = Object.fromEntries(rows.map((row) => [row.key, JSON.parse(row.value) as unknown]))
  return { ...DEFAULTS, ...stored }
}

export function writeSettings(db: WritableDb, change: Partial<BookSettings>): void {
  for (const [key, value] of Object.entries(change)) {
    db.run(sql`INSERT INTO setting (key, value) VALUES (${key}, ${JSON.stringify(value)})
      ON CONFLICT (key) DO UPDATE SET value = excluded.value`)
  }
}

/** Data, schemes or policies changed after the last recompute. */
export function isStale(db: ReadableDb): boolean {
  const { dataRevision, computedRevision } = readSettings(db)
  return dataRevision !== computedRevision
}

/** Call in every transaction that changes what figures are computed from. */
export function bumpDataRevision(db: WritableDb): void {
  writeSettings(db, { dataRevision: readSettings(db).dataRevision + 1 })
}
