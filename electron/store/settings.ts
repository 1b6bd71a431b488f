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
}

const DEFAULTS: BookSettings = {
  name: '',
  demonstration: false,
  dataRevision: 0,
  computedRevision: 0,
  lastImportAt: null,
  lastRecomputeAt: null,
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

/** Call in every transaction that changes what figures are computed from. */
export function bumpDataRevision(db: WritableDb): void {
  writeSettings(db, { dataRevision: readSettings(db).dataRevision + 1 })
}
