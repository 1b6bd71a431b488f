import { keyOf } from '#shared/domain/record-keys.ts'
import type { RecordKind, RecordOf } from '#shared/domain/records.ts'
import { COMMITTED } from './batches.ts'
import type { ReadableDb, WritableDb } from './database.ts'
import { type SqlValue, sql } from './sql.ts'

/** Kinds whose rows stand by themselves, each in one table. Of two batches that state the same thing the later one holds. */
export const ROW_KINDS = [
  'items',
  'ledger',
  'drivers',
  'benchmarks',
  'settlements',
  'inventory',
  'budgets',
  'targets',
  'quality-events',
] as const satisfies readonly RecordKind[]
export type RowKind = (typeof ROW_KINDS)[number]

interface RecordTable<K extends RowKind> {
  readonly table: string
  /** Column and the field it comes from. */
  readonly columns: readonly (readonly [column: string, field: keyof RecordOf[K] & string])[]
  /** Column by which the rows that a file names are found, and its field; each has an index. */
  readonly found: readonly [column: string, field: keyof RecordOf[K] & string]
  /** Column of the money that a batch brings in. */
  readonly amount?: string
  /** Rows are told apart by their key, not by a number. */
  readonly unnumbered?: true
}

export const RECORD_TABLES: { readonly [K in RowKind]: RecordTable<K> } = {
  items: {
    table: 'item',
    found: ['code', 'itemCode'],
    unnumbered: true,
    columns: [
      ['code', 'itemCode'],
      ['name', 'itemName'],
      ['category', 'category'],
      ['spec', 'spec'],
      ['unit', 'unit'],
      ['purchase_price', 'purchasePrice'],
      ['cost_element', 'costElement'],
      ['alternatives', 'alternatives'],
      ['origin', 'origin'],
    ],
  },
  ledger: {
    table: 'ledger_entry',
    found: ['period', 'period'],
    amount: 'amount_fen',
    columns: [
      ['period', 'period'],
      ['cost_center', 'costCenter'],
      ['center_type', 'centerType'],
      ['element', 'element'],
      ['amount_fen', 'amount'],
    ],
  },
  drivers: {
    table: 'driver_quantity',
    found: ['period', 'period'],
    columns: [
      ['period', 'period'],
      ['cost_center', 'costCenter'],
      ['driver', 'driver'],
      ['quantity', 'quantity'],
    ],
  },
  benchmarks: {
    table: 'benchmark',
    found: ['group_code', 'group'],
    columns: [
      ['scope', 'scope'],
      ['group_code', 'group'],
      ['period', 'period'],
      ['n', 'n'],
      ['mean_charge_fen', 'meanCharge'],
      ['mean_cost_fen', 'meanCost'],
      ['mean_los', 'meanLos'],
      ['categories', 'categories'],
    ],
  },
  settlements: {
    table: 'settlement_return',
    found: ['case_no', 'caseNo'],
    amount: 'payment_fen',
    columns: [
      ['case_no', 'caseNo'],
      ['settlement_no', 'settlementNo'],
      ['period', 'period'],
      ['settled_at', 'settledAt'],
      ['official_group', 'officialGroup'],
      ['weight', 'weight'],
      ['standard', 'standard'],
      ['outlier', 'outlier'],
      ['charge_fen', 'charge'],
      ['payment_fen', 'payment'],
      ['fund_fen', 'fundPay'],
      ['patient_fen', 'patientPay'],
      ['deduction_fen', 'deduction'],
      ['reason', 'reason'],
    ],
  },
  inventory: {
    table: 'inventory_month',
    found: ['item_code', 'itemCode'],
    columns: [
      ['period', 'period'],
      ['store', 'store'],
      ['item_code', 'itemCode'],
      ['item_name', 'itemName'],
      ['insurer_code', 'insurerCode'],
      ['category', 'category'],
      ['spec', 'spec'],
      ['unit', 'unit'],
      ['opening', 'opening'],
      ['received', 'received'],
      ['issued', 'issued'],
      ['closing', 'closing'],
      ['purchase_price', 'purchasePrice'],
      ['retail_price', 'retailPrice'],
    ],
  },
  budgets: {
    table: 'budget_line',
    found: ['span', 'period'],
    amount: 'budget_fen',
    columns: [
      ['span', 'period'],
      ['cost_center', 'costCenter'],
      ['element', 'element'],
      ['budget_fen', 'budget'],
    ],
  },
  targets: {
    table: 'target',
    found: ['span', 'period'],
    columns: [
      ['span', 'period'],
      ['scope', 'scope'],
      ['indicator', 'indicator'],
      ['target', 'target'],
      ['direction', 'direction'],
    ],
  },
  'quality-events': {
    table: 'quality_event',
    found: ['event_no', 'eventNo'],
    columns: [
      ['event_no', 'eventNo'],
      ['case_no', 'caseNo'],
      ['occurred_at', 'occurredAt'],
      ['period', 'period'],
      ['type', 'type'],
      ['level', 'level'],
      ['department', 'department'],
    ],
  },
}

export const isRowKind = (kind: string): kind is RowKind => (ROW_KINDS as readonly string[]).includes(kind)

/** For use inside one transaction. Returns how many rows take the place of one that an earlier batch brought. */
export function recordWriter<K extends RowKind>(
  db: WritableDb,
  kind: K,
  batchId: number,
): (records: readonly RecordOf[K][]) => number {
  const { table, columns, unnumbered }: RecordTable<K> = RECORD_TABLES[kind]
  const names = ['batch_id', ...(unnumbered ? [] : ['row_no']), ...columns.map(([column]) => column)]
  const insert = db.prepare(
    `INSERT OR REPLACE INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
  )
  const key = keyOf(kind)
  let rowNo = 0
  return (records) => {
    const held = key === null ? null : recordsHeld(db, kind, records)
    let replaced = 0
    for (const record of records) {
      if (key !== null && held?.has(key(record))) replaced++
      const values = columns.map(([, field]) => asSqlValue(record[field]))
      insert(unnumbered ? [batchId, ...values] : [batchId, ++rowNo, ...values])
    }
    return replaced
  }
}

function asSqlValue(value: unknown): SqlValue {
  // The parts of a benchmark; everything else of these kinds is text or number.
  return value !== null && typeof value === 'object' ? JSON.stringify(value) : (value as SqlValue)
}

/** What the book has of the keys of these records, by `keyOf`: of each the row of the latest committed batch. */
export function recordsHeld<K extends RowKind>(
  db: ReadableDb,
  kind: K,
  records: readonly RecordOf[K][],
): Map<string, RecordOf[K]> {
  const { table, columns, found }: RecordTable<K> = RECORD_TABLES[kind]
  const key = keyOf(kind)
  const held = new Map<string, RecordOf[K]>()
  if (key === null) return held
  const wanted = new Set(records.map(key))
  const values = [...new Set(records.map((record) => record[found[1]]))]
  const rows = db.all<Record<string, unknown>>({
    text: `SELECT * FROM ${table} WHERE ${found[0]} IN (SELECT value FROM json_each(?)) AND ${COMMITTED.text} ORDER BY batch_id`,
    values: [JSON.stringify(values)],
  })
  for (const row of rows) {
    const record = Object.fromEntries(
      columns.map(([column, field]) => [field, field === 'categories' ? JSON.parse(String(row[column])) : row[column]]),
    ) as unknown as RecordOf[K]
    const name = key(record)
    if (wanted.has(name)) held.set(name, record)
  }
  return held
}

/** Cost centers that have entries in these months, and by which batches. */
export function bookedCenters(
  db: ReadableDb,
  periods: readonly string[],
): { readonly period: string; readonly costCenter: string; readonly batchId: number }[] {
  return db.all(sql`SELECT DISTINCT period, cost_center AS costCenter, batch_id AS batchId FROM ledger_entry
    WHERE period IN (SELECT value FROM json_each(${JSON.stringify(periods)})) AND ${COMMITTED} ORDER BY 1, 2, 3`)
}

/** Takes the rows of a batch out; they are few enough for one statement. */
export function removeRecords(db: WritableDb, kind: RowKind, batchId: number): void {
  db.run({ text: `DELETE FROM ${RECORD_TABLES[kind].table} WHERE batch_id = ?`, values: [batchId] })
}
