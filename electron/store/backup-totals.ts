import type { ReadableDb } from './database.ts'
import { readSettings } from './settings.ts'
import { type Sql, sql, sqlId } from './sql.ts'

/** Rows of a table and the sums of its amounts, as text: sums of 10⁻¹² fen exceed what a number holds exactly. */
export interface TableTotals {
  readonly rows: number
  readonly sums: Readonly<Record<string, string | null>>
}

/** What a book holds, read in one snapshot; two files with the same totals hold the same rows and money. */
export interface BookTotals {
  readonly schemaVersion: number
  readonly bookId: string | null
  readonly bookName: string
  readonly backupFolder: string | null
  /** Data changed after the last recompute. */
  readonly stale: boolean
  readonly cases: number
  readonly chargeLines: number
  /** Fen, of the charge lines that count. */
  readonly chargeFen: number
  readonly tables: Readonly<Record<string, TableTotals>>
}

/** Columns that hold money or weights, by the convention of the first migration. */
const AMOUNT = /_(fen|frac|micro)$/

/** Works on every structure a book has had: it asks the file which tables and columns there are. */
export function readTotals(db: ReadableDb): BookTotals {
  return db.snapshot(() => {
    const names = db.all<{ name: string }>(
      sql`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`,
    )
    const lines = db.one<{ lines: number; amount: number }>(sql`SELECT coalesce(sum(accepted), 0) AS lines,
      coalesce(sum(amount_fen), 0) AS amount FROM batch WHERE kind = 'charges' AND state = 'committed'`)
    const { bookId, name, backupFolder, dataRevision, computedRevision } = readSettings(db)
    const tables = Object.fromEntries(names.map(({ name }) => [name, totalsOfTable(db, name)]))
    return {
      schemaVersion: db.one<{ user_version: number }>({ text: 'PRAGMA user_version', values: [] }).user_version,
      bookId,
      bookName: name,
      backupFolder,
      stale: dataRevision !== computedRevision,
      cases: tables.hospital_case?.rows ?? 0,
      chargeLines: lines.lines,
      chargeFen: lines.amount,
      tables,
    }
  })
}

function totalsOfTable(db: ReadableDb, table: string): TableTotals {
  const columns = db
    .all<{ name: string }>(sql`SELECT name FROM pragma_table_info(${table})`)
    .map(({ name }) => name)
    .filter((name) => AMOUNT.test(name))
  const sums = columns.map((column) => `, CAST(sum(${sqlId(column).text}) AS TEXT) AS ${column}`).join('')
  const query: Sql = { text: `SELECT count(*) AS rows${sums} FROM ${sqlId(table).text}`, values: [] }
  const { rows, ...amounts } = db.one<{ rows: number } & Record<string, string | null>>(query)
  return { rows, sums: amounts as Record<string, string | null> }
}

/** The first table whose rows or sums differ, or null when all agree. */
export function firstDifference(a: BookTotals['tables'], b: BookTotals['tables']): string | null {
  const names = new Set([...Object.keys(a), ...Object.keys(b)])
  for (const name of [...names].sort()) {
    if (JSON.stringify(a[name]) !== JSON.stringify(b[name])) return name
  }
  return null
}
