import { createHash } from 'node:crypto'
import Database from 'better-sqlite3'

/** `all`: everything a book says, its journals too. `data`: without what only tells of changes (batches, commands, audit). */
export type DumpScope = 'all' | 'data'

type Value = string | number | bigint | Buffer | null
type Row = Readonly<Record<string, Value>>

/** Numbers given out freely, which mean nothing by themselves; rows are told by what the numbers stand for. */
const DICTIONARIES = ['case_ref', 'charge_item', 'place']
const JOURNALS = ['batch', 'batch_issue', 'batch_removed', 'command', 'audit', 'setting', 'sync_package']
/** Times in these tables are of the clock, not of the data. */
const CLOCKED = [
  ...['batch', 'command', 'audit', 'trial', 'period_close', 'scheme', 'policy', 'import_template'],
  ...['activity_sheet', 'sync_party', 'sync_package', 'sync_item'],
]
const CLOCK_SETTINGS = ['lastImportAt', 'lastRecomputeAt', 'bookId', 'restoreUndo']
/** Columns that differ between two runs of the very same work. */
const ARBITRARY: Readonly<Record<string, readonly string[]>> = {
  charge_line: ['id'],
  batch: ['first_line', 'last_line'],
  audit: ['id', 'uid'],
}
/** Tables whose rows belong to a batch in another way than counting with it. */
const NOT_COUNTED = ['batch', 'batch_issue', 'batch_removed', 'hospital_case', 'case_before']

/**
 * A book as text that is the same for two books that say the same: one line per row, sorted; ids replaced by what they stand
 * for, batches by their rank among those that came to something, times of the clock by whether there is one. Rows that do
 * not count (of a load that did not finish) are left out, and their number stands in the last line.
 */
export function dumpBook(path: string, scope: DumpScope): string {
  const db = new Database(path, { readonly: true, fileMustExist: true })
  try {
    return db.transaction(() => dump(db, scope))()
  } finally {
    db.close()
  }
}

/** The first line in which two dumps differ, for a message. */
export function firstDifference(a: string, b: string): string {
  const [left, right] = [a.split('\n'), b.split('\n')]
  const at = left.findIndex((line, index) => line !== right[index])
  if (at < 0) return left.length === right.length ? 'the same' : `${left.length} lines against ${right.length}`
  return `line ${at + 1}\n- ${left[at]?.slice(0, 600)}\n+ ${right[at]?.slice(0, 600) ?? '(nothing)'}`
}

function dump(db: Database.Database, scope: DumpScope): string {
  const tables = readTables(db)
  const names = readNames(db)
  const lines: string[] = []
  for (const [table, { ofBatch }] of tables) {
    if (DICTIONARIES.includes(table) || (scope === 'data' && JOURNALS.includes(table))) continue
    const rows = db.prepare(`SELECT * FROM ${table} ${countedOnly(table, ofBatch)}`).all() as Row[]
    lines.push(...rows.map((row) => `${table} ${rowText(table, row, names)}`).sort())
  }
  return [...lines, `rows left of unfinished loads: ${leftovers(db, tables)}`].join('\n')
}

type Tables = ReadonlyMap<string, { readonly ofBatch: boolean }>

/** By name; `ofBatch` where rows count with the batch that they name. */
function readTables(db: Database.Database): Tables {
  const rows = db
    .prepare(
      `SELECT t.name, max(c.name = 'batch_id') FROM sqlite_master t, pragma_table_info(t.name) c
       WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' GROUP BY t.name ORDER BY t.name`,
    )
    .raw()
    .all() as [string, number][]
  return new Map(rows.map(([name, batchId]) => [name, { ofBatch: batchId === 1 && !NOT_COUNTED.includes(name) }]))
}

interface Names {
  readonly case: ReadonlyMap<number, string>
  readonly item: ReadonlyMap<number, string>
  readonly place: ReadonlyMap<number, string>
  readonly batch: ReadonlyMap<number, string>
}

function readNames(db: Database.Database): Names {
  const map = (text: string) => new Map(db.prepare(text).raw().all() as [number, string][])
  return {
    case: map('SELECT id, case_no FROM case_ref'),
    item: map(`SELECT id, code || '|' || name || '|' || insurer_code || '|' || category FROM charge_item`),
    place: map('SELECT id, name FROM place'),
    batch: map(`SELECT id, 'b' || row_number() OVER (ORDER BY id) FROM batch WHERE state <> 'loading'`),
  }
}

function countedOnly(table: string, ofBatch: boolean): string {
  if (table === 'batch') return `WHERE state <> 'loading'`
  // Noted by itself, before the change it was made for, and stays whatever becomes of that.
  if (table === 'audit') return `WHERE action <> 'backup'`
  if (table === 'sync_answer') return 'WHERE package_id IN (SELECT id FROM sync_package WHERE undone_at IS NULL)'
  return ofBatch ? `WHERE batch_id IN (SELECT id FROM batch WHERE state = 'committed')` : ''
}

/** Rows that nothing will ever clear away: of batches that are gone or still loading, and lines of undone ones. */
function leftovers(db: Database.Database, tables: Tables): number {
  const counts = [`SELECT count(*) AS n FROM batch WHERE state = 'loading'`]
  for (const [table, { ofBatch }] of tables) {
    if (!ofBatch) continue
    const states = table === 'charge_line' || table === 'case_category' ? `'committed'` : `'committed', 'undone'`
    counts.push(`SELECT count(*) FROM ${table} WHERE batch_id NOT IN (SELECT id FROM batch WHERE state IN (${states}))`)
  }
  return db
    .prepare(`SELECT sum(n) FROM (${counts.join(' UNION ALL ')})`)
    .pluck()
    .get() as number
}

function rowText(table: string, row: Row, names: Names): string {
  const parts: string[] = []
  for (const [column, value] of Object.entries(row)) {
    if (ARBITRARY[table]?.includes(column)) continue
    parts.push(`${column}=${valueText(table, column, value, row, names)}`)
  }
  return parts.join(' ')
}

function valueText(table: string, column: string, value: Value, row: Row, names: Names): string {
  if (value === null) return '∅'
  if (Buffer.isBuffer(value)) return createHash('sha256').update(value).digest('hex').slice(0, 16)
  if (column === 'case_id' || (table === 'hospital_case' && column === 'id'))
    return names.case.get(Number(value)) ?? '?'
  if (column === 'item_id' && table === 'charge_line') return names.item.get(Number(value)) ?? '?'
  if (column === 'place_id') return names.place.get(Number(value)) ?? '?'
  if (column === 'batch_id' || (table === 'batch' && column === 'id')) return names.batch.get(Number(value)) ?? '?'
  if (table === 'period_lock' && column === 'ref' && row.kind === 'batch') return names.batch.get(Number(value)) ?? '?'
  if (CLOCKED.includes(table) && /(^|_)at$/.test(column)) return 'once'
  if (table === 'setting' && column === 'value' && CLOCK_SETTINGS.includes(String(row.key)))
    return value === 'null' ? '∅' : 'once'
  if (table === 'command' && column === 'inverse') return withoutIds(String(value), names)
  if (table === 'case_before' && column === 'previous') return withoutIds(String(value), names)
  if (table === 'audit' && column.startsWith('what_'))
    return String(value).replaceAll(/\S*keheng-backup\S*/g, '(backup)')
  return JSON.stringify(typeof value === 'bigint' ? Number(value) : value)
}

/** Of stored JSON: batches by rank, and no times of the clock. */
function withoutIds(text: string, names: Names): string {
  const rank = (id: string) => names.batch.get(Number(id)) ?? '?'
  return text
    .replaceAll(/"batchId":(\d+)/g, (_, id: string) => `"batchId":${rank(id)}`)
    .replaceAll(/"batchIds":\[([\d,]*)\]/g, (_, ids: string) => `"batchIds":[${ids.split(',').map(rank).join(',')}]`)
    .replaceAll(/"at":"[^"]*"/g, '"at":once')
}
