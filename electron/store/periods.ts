import { createHash } from 'node:crypto'
import { type Exact, fromParts } from '#shared/domain/exact.ts'
import { type Fen, fen } from '#shared/domain/money.ts'
import { type Period, period } from '#shared/domain/period.ts'
import { COMMITTED } from './batches.ts'
import { PREVIOUS_PERIOD } from './case-content.ts'
import { PART_TABLES } from './case-parts.ts'
import type { ReadableDb, WritableDb } from './database.ts'
import { FACT_COLUMNS, type MonthRange } from './facts.ts'
import { type Sql, type SqlValue, sql } from './sql.ts'

/** Sums of a month; payment is exact, of the cases that have one. */
export interface StoredTotals {
  readonly cases: number
  readonly lines: number
  readonly charge: Fen
  readonly payment: Exact
}

export interface ClosedPeriod {
  readonly period: Period
  readonly at: string
  readonly by: string
  /** The command that closed it. */
  readonly commandId: number
  readonly totals: StoredTotals
  readonly sha256: string
}

export interface StoredPeriod extends StoredTotals {
  readonly period: Period
  readonly nPriced: number
  readonly closed: ClosedPeriod | null
}

const PAYMENT = sql`coalesce(sum(payment_fen), 0) + coalesce(sum(payment_frac), 0) / 1000000000000 AS payment_fen,
  coalesce(sum(payment_frac), 0) % 1000000000000 AS payment_frac`

interface TotalsRow {
  readonly cases: number
  readonly lines: number
  readonly charge_fen: number
  readonly payment_fen: number
  readonly payment_frac: number
}

const asTotals = (row: TotalsRow): StoredTotals => ({
  cases: row.cases,
  lines: row.lines,
  charge: fen(row.charge_fen),
  payment: fromParts({ fen: row.payment_fen, frac: row.payment_frac }),
})

/** Every month that has cases, the earliest first. */
export function listPeriods(db: ReadableDb): StoredPeriod[] {
  const closed = new Map(closedPeriods(db).map((entry) => [entry.period, entry]))
  return db
    .all<TotalsRow & { readonly period: string; readonly nPriced: number }>(sql`
      WITH facts AS (
        SELECT period, sum(lines) AS lines, count(payment_fen) AS nPriced, ${PAYMENT} FROM case_fact GROUP BY period
      ), cases AS (SELECT period, count(*) AS cases, sum(charge_fen) AS charge_fen FROM hospital_case GROUP BY period)
      SELECT cases.period, cases, charge_fen, coalesce(lines, 0) AS lines, coalesce(nPriced, 0) AS nPriced,
        coalesce(payment_fen, 0) AS payment_fen, coalesce(payment_frac, 0) AS payment_frac
      FROM cases LEFT JOIN facts ON facts.period = cases.period ORDER BY cases.period`)
    .map((row) => {
      const month = period(row.period)
      return { period: month, ...asTotals(row), nPriced: row.nPriced, closed: closed.get(month) ?? null }
    })
}

/** The earliest first. */
export function closedPeriods(db: ReadableDb): ClosedPeriod[] {
  return db
    .all<TotalsRow & Record<'period' | 'closed_at' | 'closed_by' | 'sha256', string> & { readonly command_id: number }>(
      sql`SELECT * FROM period_close ORDER BY period`,
    )
    .map((row) => ({
      period: period(row.period),
      at: row.closed_at,
      by: row.closed_by,
      commandId: row.command_id,
      totals: asTotals(row),
      sha256: row.sha256,
    }))
}

/** The closed months among those of a range. */
export function closedWithin(db: ReadableDb, { from, to }: MonthRange): Period[] {
  return closedPeriods(db)
    .map((entry) => entry.period)
    .filter((month) => (from === null || from <= month) && (to === null || month <= to))
}

/** Closed months of a trial's span that it keeps no results of. */
export function closedBeside(db: ReadableDb, trial: MonthRange & { readonly id: number }): Period[] {
  return closedWithin(db, trial).filter(
    (month) =>
      db.get(sql`SELECT 1 FROM hospital_case AS c JOIN trial_result AS t ON t.case_id = c.id AND t.trial_id = ${trial.id}
        WHERE c.period = ${month} LIMIT 1`) === undefined,
  )
}

/** Cases of closed months: a recompute leaves them as they are. */
export function countClosedCases(db: ReadableDb): number {
  return db.one<{ n: number }>(
    sql`SELECT count(*) AS n FROM hospital_case WHERE period IN (SELECT period FROM period_close)`,
  ).n
}

/**
 * The closed month a case of the book belongs to, by case number; undefined when its month is open or the book has no such case.
 * Remembers what it was asked, for a file names its cases over and over.
 */
export function closedMonthFinder(db: ReadableDb): (caseNo: string) => Period | undefined {
  const known = new Map<string, Period | undefined>()
  return (caseNo) => {
    if (known.has(caseNo)) return known.get(caseNo)
    const row = db.get<{ period: string }>(sql`SELECT c.period FROM case_ref AS r JOIN hospital_case AS c ON c.id = r.id
      WHERE r.case_no = ${caseNo} AND c.period IN (SELECT period FROM period_close)`)
    const found = row === undefined ? undefined : period(row.period)
    known.set(caseNo, found)
    return found
  }
}

/** The month of a case, by its number; null when the book has no such case. Remembers what it was asked. */
export function caseMonthFinder(db: ReadableDb): (caseNo: string) => Period | null {
  const known = new Map<string, Period | null>()
  return (caseNo) => {
    const remembered = known.get(caseNo)
    if (remembered !== undefined) return remembered
    const row = db.get<{ period: string }>(
      sql`SELECT c.period FROM case_ref AS r JOIN hospital_case AS c ON c.id = r.id WHERE r.case_no = ${caseNo}`,
    )
    const found = row === undefined ? null : period(row.period)
    known.set(caseNo, found)
    return found
  }
}

export interface Closing {
  readonly period: Period
  readonly at: string
  readonly by: string
  readonly commandId: number
}

/**
 * Closes a month over its computed rows as they stand, and notes what it stands on. Trials that are not in force lose their
 * results of it: a closed month is no longer tried.
 */
export function closePeriod(db: WritableDb, { period: month, at, by, commandId }: Closing): void {
  const totals = db.one<TotalsRow>(sql`SELECT count(*) AS cases, coalesce(sum(lines), 0) AS lines,
    coalesce(sum(charge_fen), 0) AS charge_fen, ${PAYMENT} FROM case_fact WHERE period = ${month}`)
  db.run(sql`INSERT INTO period_close
      (period, closed_at, closed_by, command_id, cases, lines, charge_fen, payment_fen, payment_frac, sha256)
    VALUES (${month}, ${at}, ${by}, ${commandId}, ${totals.cases}, ${totals.lines}, ${totals.charge_fen},
      ${totals.payment_fen}, ${totals.payment_frac}, ${digestOf(db, month)})`)
  const cases = sql`SELECT id FROM hospital_case WHERE period = ${month}`
  db.run(sql`DELETE FROM trial_result WHERE case_id IN (${cases})
    AND trial_id IN (SELECT id FROM trial WHERE accepted_at IS NULL)`)
  const lock = (kind: LockKind, refs: Sql) =>
    db.run(sql`INSERT OR IGNORE INTO period_lock (kind, ref, period) SELECT ${kind}, ref, ${month} FROM (${refs})`)
  // Lines and cases of the month, what other tables add to them, cases that a later file moved out of it, what was booked in it.
  lock('batch', sql`SELECT DISTINCT batch_id AS ref FROM case_category WHERE case_id IN (${cases}) AND ${COMMITTED}`)
  for (const table of ['case_before', ...Object.values(PART_TABLES)])
    lock('batch', sql`SELECT DISTINCT batch_id AS ref FROM ${{ text: table, values: [] }} WHERE case_id IN (${cases})`)
  lock('batch', sql`SELECT DISTINCT batch_id AS ref FROM case_before WHERE ${PREVIOUS_PERIOD} = ${month}`)
  for (const table of BOOKED_BY_MONTH)
    lock('batch', {
      text: `SELECT DISTINCT batch_id AS ref FROM ${table} WHERE period = ? AND ${COMMITTED.text}`,
      values: [month],
    })
  const facts = sql`FROM case_fact WHERE period = ${month}`
  lock('scheme', sql`SELECT DISTINCT scheme_id AS ref ${facts} AND scheme_id IS NOT NULL`)
  lock('policy', sql`SELECT DISTINCT policy_id AS ref ${facts} AND policy_id IS NOT NULL`)
  lock('trial', sql`SELECT DISTINCT trial_id AS ref FROM trial_result WHERE case_id IN (${cases})`)
}

/** Tables whose rows are booked in a month of their own: what a closing covers besides cases and lines. */
const BOOKED_BY_MONTH = ['ledger_entry', 'driver_quantity', 'inventory_month'] as const

export function reopenPeriod(db: WritableDb, month: Period): void {
  db.run(sql`DELETE FROM period_lock WHERE period = ${month}`)
  db.run(sql`DELETE FROM period_close WHERE period = ${month}`)
}

type LockKind = 'batch' | 'scheme' | 'policy' | 'trial'

/** The first closed month that stands on something, or undefined. */
export function lockedBy(db: ReadableDb, kind: LockKind, ref: number): string | undefined {
  return db.get<{ period: string }>(
    sql`SELECT period FROM period_lock WHERE kind = ${kind} AND ref = ${ref} ORDER BY period LIMIT 1`,
  )?.period
}

/** Computed rows hashed between two looks at memory. */
const DIGEST_CHUNK = 1_000

/** SHA-256 over the month's computed rows in the order of their cases, each as a JSON array of `FACT_COLUMNS`. */
function digestOf(db: ReadableDb, month: Period): string {
  const hash = createHash('sha256')
  const columns: Sql = { text: FACT_COLUMNS.join(', '), values: [] }
  for (let last = 0; ; ) {
    const rows = db.all<Record<string, SqlValue>>(sql`SELECT ${columns} FROM case_fact
      WHERE period = ${month} AND case_id > ${last} ORDER BY case_id LIMIT ${DIGEST_CHUNK}`)
    for (const row of rows) hash.update(`${JSON.stringify(FACT_COLUMNS.map((column) => row[column]))}\n`)
    const end = rows.at(-1)
    if (end === undefined) return hash.digest('hex')
    last = end.case_id as number
  }
}

/** Closed months whose computed rows are no longer those they were closed with: nothing the program does leads there. */
export function changedSinceClosing(db: ReadableDb): { readonly wrong: number; readonly example: string | null } {
  const changed = closedPeriods(db).filter(({ period: month, sha256 }) => digestOf(db, month) !== sha256)
  return { wrong: changed.length, example: changed[0]?.period ?? null }
}
