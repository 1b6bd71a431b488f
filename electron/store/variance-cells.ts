import { type Exact, fromParts } from '#shared/domain/exact.ts'
import { type Fen, fen } from '#shared/domain/money.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'
import { COMMITTED } from './batches.ts'
import type { ReadableDb } from './database.ts'
import { factSource } from './fact-cells.ts'
import { BLANK_KEY, type FactFilter, factConditions } from './slices.ts'
import { type Sql, sql, sqlWhere } from './sql.ts'

/** Cases of a comparison: a slice, or what lies in it outside one team (cases without a team included). */
export interface ComparedCases extends FactFilter {
  readonly exceptTeam?: string | undefined
}

const PAYMENT = sql`sum(f.payment_fen) + sum(f.payment_frac) / 1000000000000 AS paymentFen,
  sum(f.payment_frac) % 1000000000000 AS paymentFrac`

/** Only cases with a payment and what the basis needs: the same cases on both sides of a surplus. */
export function comparedConditions({ exceptTeam, ...filter }: ComparedCases, basis: ComputedBasis): Sql[] {
  const conditions = [...factConditions(filter), sql`f.payment_fen IS NOT NULL`]
  if (basis === 'B3') conditions.push(sql`f.cost_fen IS NOT NULL`)
  if (exceptTeam === BLANK_KEY) conditions.push(sql`f.team IS NOT NULL`)
  else if (exceptTeam !== undefined) conditions.push(sql`f.team IS NOT ${exceptTeam}`)
  return conditions
}

const spentColumn = (basis: ComputedBasis): Sql => (basis === 'B3' ? sql`f.cost_fen` : sql`f.charge_fen`)

/** Cases of a group, insurance type and policy; `insurance` empty where none is recorded. */
export interface CellSums {
  readonly drg: string
  readonly insurance: string
  readonly policyId: number | null
  readonly n: number
  readonly payment: Exact
  readonly spent: Fen
  readonly lines: number
  /** How all of their costs were found; null where ways differ or there is none. */
  readonly costMethod: string | null
}

export function cellSums(db: ReadableDb, cases: ComparedCases, basis: ComputedBasis): CellSums[] {
  return db
    .all<
      Omit<CellSums, 'payment' | 'spent'> & {
        readonly paymentFen: number
        readonly paymentFrac: number
        readonly spent: number
      }
    >(sql`SELECT f.drg, coalesce(f.insurance, '') AS insurance, f.policy_id AS policyId, sum(f.n) AS n, ${PAYMENT},
        sum(${spentColumn(basis)}) AS spent, sum(f.lines) AS lines,
        iif(min(f.cost_method) = max(f.cost_method), min(f.cost_method), NULL) AS costMethod
      FROM ${factSource(cases)} AS f ${sqlWhere(comparedConditions(cases, basis))} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`)
    .map(({ paymentFen, paymentFrac, spent, ...row }) => ({
      ...row,
      payment: fromParts({ fen: paymentFen, frac: paymentFrac }),
      spent: fen(spent),
    }))
}

/** All cases of a slice, whatever they lack. */
export function countCompared(db: ReadableDb, { exceptTeam, ...filter }: ComparedCases): number {
  const team = exceptTeam === undefined ? [] : [sql`f.team IS NOT ${exceptTeam === BLANK_KEY ? null : exceptTeam}`]
  return db.one<{ n: number }>(
    sql`SELECT coalesce(sum(f.n), 0) AS n FROM ${factSource(filter)} AS f ${sqlWhere([...factConditions(filter), ...team])}`,
  ).n
}

/** A group's month: what tells whether a variance is usual. Payments rounded to fen. */
export interface GroupMonth {
  readonly drg: string
  readonly period: string
  readonly payment: number
  readonly spent: number
}

export function groupMonths(db: ReadableDb, cases: ComparedCases, basis: ComputedBasis): GroupMonth[] {
  return db.all(sql`SELECT f.drg, f.period, sum(f.payment_fen) + CAST(round(sum(f.payment_frac) / 1e12) AS INTEGER) AS payment,
      sum(${spentColumn(basis)}) AS spent
    FROM ${factSource(cases)} AS f ${sqlWhere(comparedConditions(cases, basis))} GROUP BY 1, 2`)
}

/** What a benchmark of this name says a case of a group costs, fen; of several periods the latest. */
export function benchmarkMeans(db: ReadableDb, scope: string, basis: ComputedBasis): ReadonlyMap<string, number> {
  const column = basis === 'B3' ? sql`mean_cost_fen` : sql`mean_charge_fen`
  const rows = db.all<{ drg: string; mean: number }>(sql`SELECT group_code AS drg, ${column} AS mean FROM benchmark
    WHERE scope = ${scope} AND ${column} IS NOT NULL AND ${COMMITTED} ORDER BY coalesce(period, ''), batch_id`)
  return new Map(rows.map(({ drg, mean }) => [drg, mean]))
}

export function benchmarkScopes(db: ReadableDb): string[] {
  return db
    .all<{ scope: string }>(sql`SELECT DISTINCT scope FROM benchmark WHERE ${COMMITTED} ORDER BY scope`)
    .map(({ scope }) => scope)
}

/** How a table of targets calls the planned mean of a case of a group. */
const PLANNED: Readonly<Record<ComputedBasis, readonly string[]>> = {
  B1: ['次均费用', '例均费用', 'charge-per-case'],
  B3: ['例均成本', '次均成本', 'cost-per-case'],
}

/**
 * What the budget allows a case of a group, yuan as decimal text, from targets whose scope is a group: those of the month before those of
 * its year, of several the latest. `month` null: whether there are any at all is asked.
 */
export function budgetMeans(db: ReadableDb, month: string | null, basis: ComputedBasis): ReadonlyMap<string, string> {
  const names = JSON.stringify(PLANNED[basis])
  const spans =
    month === null
      ? sql``
      : sql`AND span IN (SELECT value FROM json_each(${JSON.stringify([month.slice(0, 4), month])}))`
  const rows = db.all<{ drg: string; mean: string }>(sql`SELECT scope AS drg, target AS mean FROM target
    WHERE indicator IN (SELECT value FROM json_each(${names})) ${spans} AND ${COMMITTED}
    ORDER BY length(span), batch_id, row_no`)
  return new Map(rows.map(({ drg, mean }) => [drg, mean]))
}
