import { createHash } from 'node:crypto'
import { COMMITTED } from './batches.ts'
import type { ReadableDb } from './database.ts'
import type { MonthRange } from './facts.ts'
import { type Sql, sql } from './sql.ts'

/** A row of the ledger as it was imported: class and element in the words of the file. */
export interface StoredLedgerRow {
  readonly period: string
  readonly center: string
  readonly type: string | null
  readonly element: string
  readonly amount: number
}

export interface StoredDriverRow {
  readonly period: string
  readonly center: string
  readonly driver: string
  readonly quantity: string
}

const between = ({ from, to }: MonthRange): Sql =>
  sql`${from === null ? sql`` : sql`AND period >= ${from}`} ${to === null ? sql`` : sql`AND period <= ${to}`}`

/**
 * The ledger of some months, in the order of its files. Of two files that state an element of a center in a month the later one
 * holds; several lines of one file add up.
 */
export function ledgerRows(db: ReadableDb, months: MonthRange): StoredLedgerRow[] {
  // In the order they are kept in; SQLite takes longer to sort and compare them than for all the rest.
  const rows = db.all<StoredLedgerRow & { readonly batch: number }>(sql`SELECT period, cost_center AS center,
      center_type AS type, element, amount_fen AS amount, batch_id AS batch FROM ledger_entry
    WHERE ${COMMITTED} ${between(months)} ORDER BY batch_id, row_no`)
  return latestOf(rows).toSorted((a, b) => (a.period < b.period ? -1 : a.period > b.period ? 1 : 0))
}

function latestOf<Row extends StoredLedgerRow & { readonly batch: number }>(rows: readonly Row[]): readonly Row[] {
  if (rows.every(({ batch }) => batch === rows[0]!.batch)) return rows
  const latest = new Map<string, number>()
  const stated = ({ period, center, element }: StoredLedgerRow): string => `${period}\n${center}\n${element}`
  for (const row of rows) latest.set(stated(row), row.batch)
  return rows.filter((row) => latest.get(stated(row)) === row.batch)
}

/** Drivers of some months; a later file replaces what an earlier one said of a driver at a center. */
export function driverRows(db: ReadableDb, months: MonthRange): StoredDriverRow[] {
  return db.all(sql`SELECT period, cost_center AS center, driver, quantity FROM (
      SELECT *, max(batch_id) OVER (PARTITION BY period, cost_center, driver) AS latest FROM driver_quantity
      WHERE ${COMMITTED} ${between(months)})
    WHERE batch_id = latest ORDER BY period, batch_id, row_no`)
}

/** Purchase prices of the catalogue by item code; the latest catalogue that names an item holds. */
export function purchasePrices(db: ReadableDb): { readonly item: string; readonly price: string }[] {
  return db.all(sql`SELECT code AS item, purchase_price AS price FROM (
      SELECT code, purchase_price, batch_id, max(batch_id) OVER (PARTITION BY code) AS latest FROM item WHERE ${COMMITTED})
    WHERE batch_id = latest AND purchase_price IS NOT NULL`)
}

/** Budgets stated for months or whole years; the later of two files that state the same holds. */
export function budgetRows(
  db: ReadableDb,
): { readonly span: string; readonly center: string; readonly element: string; readonly amount: number }[] {
  return db.all(sql`SELECT span, cost_center AS center, element, budget_fen AS amount FROM (
      SELECT *, max(batch_id) OVER (PARTITION BY span, cost_center, element) AS latest FROM budget_line WHERE ${COMMITTED})
    WHERE batch_id = latest ORDER BY span, batch_id, row_no`)
}

/** Months that have cases, with what was charged; ascending. */
export function caseMonths(
  db: ReadableDb,
): { readonly period: string; readonly cases: number; readonly charge: number }[] {
  return db.all(
    sql`SELECT period, count(*) AS cases, sum(charge_fen) AS charge FROM hospital_case GROUP BY period ORDER BY period`,
  )
}

/** Performing departments that charge lines name. */
export function places(db: ReadableDb): { readonly id: number; readonly name: string }[] {
  return db.all(sql`SELECT id, name FROM place ORDER BY name`)
}

/** Any charge line at all counts as having lines; quick on a book of millions. */
export function hasChargeLines(db: ReadableDb): boolean {
  return db.get(sql`SELECT 1 FROM batch WHERE kind = 'charges' AND state = 'committed' LIMIT 1`) !== undefined
}

/**
 * Tells whether the data that costs are made from is still the same: which files count, less what was taken out with its year.
 * Schemes and policies change no cost.
 */
export function costingInputs(db: ReadableDb): string {
  const batches = db.one<{ ids: string | null }>(sql`SELECT group_concat(id, ',' ORDER BY id) AS ids FROM batch
    WHERE state = 'committed' AND kind IN ('cases', 'stays', 'procedures', 'charges', 'items', 'ledger', 'drivers')`)
  const removed = db.one<{ rows: number }>(sql`SELECT coalesce(sum(row_count), 0) AS rows FROM batch_removed`)
  return createHash('sha256')
    .update(`${batches.ids ?? ''};${removed.rows}`)
    .digest('hex')
}

/** The department most cases name, or null. */
export function commonDepartment(db: ReadableDb): string | null {
  return (
    db.get<{ department: string }>(sql`SELECT department FROM hospital_case WHERE department IS NOT NULL
      GROUP BY department ORDER BY count(*) DESC LIMIT 1`)?.department ?? null
  )
}
