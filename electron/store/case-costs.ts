import type { CostMethod, CostSource, Elements } from '#shared/domain/costing.ts'
import type { Fen } from '#shared/domain/money.ts'
import type { SliceDimension } from '#shared/domain/slice.ts'
import { costColumn, costColumnBy, costColumns, ofEachMethod } from './case-cost-columns.ts'
import { elementsOf, sumElementColumns } from './cost-elements.ts'
import { chosenRuns } from './costing-runs.ts'
import type { ReadableDb, WritableDb } from './database.ts'
import { factSource } from './fact-cells.ts'
import { type FactFilter, factConditions } from './slices.ts'
import { type Sql, sql, sqlWhere } from './sql.ts'

/** Exact payments summed without losing a digit: what fractions add up to beyond a fen is carried over. */
const PAYMENT = sql`coalesce(sum(f.payment_fen), 0) + coalesce(sum(f.payment_frac), 0) / 1000000000000 AS paymentFen,
  coalesce(sum(f.payment_frac), 0) % 1000000000000 AS paymentFrac`

/** Cases that share a tag; `estimated` and `partial` are flags. */
export interface TagCount {
  readonly method: CostSource
  readonly estimated: number
  readonly partial: number
  readonly n: number
}

/** How the costs in the facts of a slice were found, most cases first; cases without a cost are in none. */
export function factTags(db: ReadableDb, filter: FactFilter): TagCount[] {
  return db.all(sql`SELECT cost_method AS method, cost_estimated AS estimated, cost_partial AS partial, sum(f.n) AS n
    FROM ${factSource(filter)} AS f ${sqlWhere([...factConditions(filter), sql`cost_method IS NOT NULL`])}
    GROUP BY 1, 2, 3 ORDER BY n DESC`)
}

/** Costs of one method over a slice. */
export interface MethodTotals extends TagCount {
  readonly method: CostMethod
  readonly total: number
  readonly unsplit: number
  readonly drugs: number
  readonly materials: number
  readonly elements: Elements<Fen>
  /** Of the cases that have a payment. */
  readonly paymentFen: number
  readonly paymentFrac: number
  readonly totalPriced: number
}

/** Costs of the chosen runs over a slice by one method, with the columns named. */
const ofChosen = (
  columns: Sql,
  method: CostMethod,
  filter: FactFilter,
): Sql => sql`SELECT ${method} AS method, ${columns},
    ${costColumns(method)}
  FROM case_fact AS f JOIN chosen ON chosen.period = f.period
  JOIN case_cost AS k ON k.run_id = chosen.run_id AND k.case_id = f.case_id
  ${sqlWhere([...factConditions(filter), sql`${costColumn(method, 'cost_fen')} IS NOT NULL`])}`

/** What each method of the chosen runs comes to over a slice, a row for each tag. */
export function methodTotals(db: ReadableDb, filter: FactFilter, runId?: number): MethodTotals[] {
  const payment = sql`f.payment_fen, f.payment_frac`
  return db
    .all<Omit<MethodTotals, 'elements'>>(sql`WITH ${chosenRuns(runId)}
      SELECT method, estimated, partial, count(*) AS n, sum(f.cost_fen) AS total, sum(f.unsplit_fen) AS unsplit,
        sum(f.goods_drugs_fen) AS drugs, sum(f.goods_materials_fen) AS materials, ${sumElementColumns('f')},
        ${PAYMENT},
        coalesce(sum(f.cost_fen) FILTER (WHERE f.payment_fen IS NOT NULL), 0) AS totalPriced
      FROM (${ofEachMethod((method) => ofChosen(payment, method, filter))}) AS f GROUP BY method, estimated, partial`)
    .map((row) => ({ ...row, elements: elementsOf(row as unknown as Record<string, number>) }))
}

/** The same for the cost that came with the files. */
export function givenTotals(
  db: ReadableDb,
  filter: FactFilter,
): Record<'n' | 'total' | 'paymentFen' | 'paymentFrac' | 'totalPriced', number> {
  return db.one(sql`SELECT count(c.cost_fen) AS n, coalesce(sum(c.cost_fen), 0) AS total,
      ${PAYMENT},
      coalesce(sum(c.cost_fen) FILTER (WHERE f.payment_fen IS NOT NULL), 0) AS totalPriced
    FROM case_fact AS f JOIN hospital_case AS c ON c.id = f.case_id
    ${sqlWhere([...factConditions(filter), sql`c.cost_fen IS NOT NULL`])}`)
}

/** What the cases of a slice took of each pool. */
export interface PartTotal {
  readonly method: CostMethod
  readonly pool: string
  readonly amount: number
}

export function partTotals(db: ReadableDb, filter: FactFilter, runId?: number): PartTotal[] {
  const month = sql`k.run_id, f.period`
  return db.all(sql`WITH ${chosenRuns(runId)},
    parts AS (SELECT f.run_id, f.period, f.method, part.key AS position, sum(part.value) AS amount
      FROM (${ofEachMethod((method) => ofChosen(month, method, filter))}) AS f, json_each(f.parts) AS part
      GROUP BY 1, 2, 3, 4)
    SELECT parts.method, p.pool, sum(parts.amount) AS amount FROM parts
    JOIN costing_pool AS p ON p.run_id = parts.run_id AND p.period = parts.period AND p.method = parts.method
      AND p.position = parts.position
    GROUP BY 1, 2 ORDER BY 1, 3 DESC`)
}

/** Cost in force, by the key of a row: what break-even and levels are made from. Only runs know elements. */
export interface InForceTotals {
  readonly key: string
  readonly n: number
  readonly total: number
  readonly unsplit: number
  readonly elements: Elements<Fen>
  readonly paymentFen: number
  readonly paymentFrac: number
  readonly bedDays: number
}

const DIMENSION_COLUMNS: Readonly<Record<SliceDimension, Sql>> = {
  drg: sql`f.drg`,
  adrg: sql`f.adrg`,
  mdc: sql`f.mdc`,
  team: sql`f.team`,
  physician: sql`f.physician`,
  month: sql`f.period`,
  insurance: sql`f.insurance`,
}

/** Of the cases that have a payment and a cost of a run in force; without a dimension they share one empty key. */
export function inForceTotals(db: ReadableDb, filter: FactFilter, by?: SliceDimension): InForceTotals[] {
  return inForce(db, factConditions(filter), by === undefined ? sql`''` : DIMENSION_COLUMNS[by])
}

/** The same of day surgery; undefined where there is none. */
export function daySurgeryTotals(db: ReadableDb, filter: FactFilter): InForceTotals | undefined {
  const day = sql`f.case_id IN (SELECT id FROM hospital_case WHERE day_surgery = 1)`
  return inForce(db, [...factConditions(filter), day], sql`''`)[0]
}

/** Facts first (CROSS JOIN keeps the order): a few cases would else be looked up once for every month in force. */
function inForce(db: ReadableDb, conditions: readonly Sql[], key: Sql): InForceTotals[] {
  const costs = ofEachMethod(
    (method) => sql`SELECT coalesce(${key}, '—') AS key, f.payment_fen, f.payment_frac, f.los, ${costColumns(method)}
      FROM case_fact AS f CROSS JOIN costing_in_force AS i ON i.period = f.period AND i.method = ${method}
      JOIN case_cost AS k ON k.run_id = i.run_id AND k.case_id = f.case_id
      ${sqlWhere([...conditions, sql`f.payment_fen IS NOT NULL`, sql`${costColumn(method, 'cost_fen')} IS NOT NULL`])}`,
  )
  return db
    .all<Omit<InForceTotals, 'elements'>>(sql`SELECT key, count(*) AS n, sum(f.cost_fen) AS total,
        sum(f.unsplit_fen) AS unsplit, ${sumElementColumns('f')}, ${PAYMENT}, coalesce(sum(f.los), 0) AS bedDays
      FROM (${costs}) AS f GROUP BY 1 ORDER BY 1`)
    .map((row) => ({ ...row, elements: elementsOf(row as unknown as Record<string, number>) }))
}

/** Months the cases of a slice were discharged in. */
export function slicedMonths(db: ReadableDb, filter: FactFilter): string[] {
  return db
    .all<{ period: string }>(
      sql`SELECT DISTINCT f.period FROM ${factSource(filter)} AS f ${sqlWhere(factConditions(filter))}`,
    )
    .map((row) => row.period)
}

/** Cost in the facts by group, whatever way it was found; cases without a cost are in none. */
export function costByKey(
  db: ReadableDb,
  filter: FactFilter,
): {
  readonly key: string
  readonly n: number
  readonly cost: number
  readonly paymentFen: number
  readonly paymentFrac: number
}[] {
  return db.all(sql`SELECT iif(f.drg = '', '—', f.drg) AS key, sum(f.n) AS n, sum(f.cost_fen) AS cost,
      ${PAYMENT}
    FROM ${factSource(filter)} AS f ${sqlWhere([...factConditions(filter), sql`f.cost_fen IS NOT NULL`])} GROUP BY 1
    ORDER BY cost DESC`)
}

/** What one case came to by each method of a run. */
export interface CaseCostRow {
  readonly method: CostMethod
  readonly cost: number
  readonly estimated: number
  readonly partial: number
  readonly elements: Elements<Fen>
  readonly unsplit: number
  readonly drugs: number
  readonly materials: number
  /** JSON. */
  readonly parts: string
}

export function costsOfCase(db: ReadableDb, caseId: number, runId: number): CaseCostRow[] {
  const costs = ofEachMethod(
    (method) => sql`SELECT ${method} AS method, ${costColumns(method)} FROM case_cost AS k
      WHERE k.run_id = ${runId} AND k.case_id = ${caseId} AND ${costColumn(method, 'cost_fen')} IS NOT NULL`,
  )
  return db
    .all<
      Record<string, number | string>
    >(sql`SELECT *, cost_fen AS cost, unsplit_fen AS unsplit, goods_drugs_fen AS drugs,
      goods_materials_fen AS materials FROM (${costs}) ORDER BY method`)
    .map((row) => ({ ...(row as unknown as Omit<CaseCostRow, 'elements'>), elements: elementsOf(row) }))
}

const inForceColumn = (name: 'cost_fen' | 'estimated' | 'partial'): Sql => costColumnBy(sql`cif.method`, name)

/** The cost of a case as the figures should have it, of `hospital_case AS c`: of the run in force in its month, else as given. */
export const COST_IN_FORCE = {
  join: sql`LEFT JOIN costing_in_force AS cif ON cif.period = c.period
    LEFT JOIN case_cost AS k ON k.run_id = cif.run_id AND k.case_id = c.id`,
  cost: sql`iif(cif.run_id IS NULL, c.cost_fen, ${inForceColumn('cost_fen')})`,
  method: sql`iif(cif.run_id IS NULL, iif(c.cost_fen IS NULL, NULL, 'given'),
    iif(${inForceColumn('cost_fen')} IS NULL, NULL, cif.method))`,
  estimated: sql`iif(cif.run_id IS NULL, iif(c.cost_fen IS NULL, NULL, 0), ${inForceColumn('estimated')})`,
  partial: sql`iif(cif.run_id IS NULL, iif(c.cost_fen IS NULL, NULL, 0), ${inForceColumn('partial')})`,
} as const

/** Brings the costs in the facts of a month to those in force. */
export function refreshFacts(db: WritableDb, month: string): void {
  const { join, cost, method, estimated, partial } = COST_IN_FORCE
  db.run(sql`UPDATE case_fact SET (cost_fen, cost_method, cost_estimated, cost_partial) =
      (SELECT ${cost}, ${method}, ${estimated}, ${partial} FROM hospital_case AS c ${join} WHERE c.id = case_fact.case_id)
    WHERE period = ${month}`)
}
