import { COMMITTED } from './batches.ts'
import { costColumnBy } from './case-cost-columns.ts'
import type { ReadableDb } from './database.ts'
import { sql, sqlWhere } from './sql.ts'
import { type ComparedCases, comparedConditions } from './variance-cells.ts'

/** Charge lines of an item in the cases of a group and insurance type; refunds are taken off. */
export interface ItemUse {
  readonly drg: string
  readonly insurance: string
  readonly category: string
  readonly code: string
  readonly name: string
  /** Thousandths of the item's unit, each line rounded half away from zero. */
  readonly quantity: number
  readonly amount: number
}

const THOUSANDTHS = sql`CAST(round(l.quantity * 1000) AS INTEGER)`

export function itemUses(db: ReadableDb, cases: ComparedCases): ItemUse[] {
  return db.all(sql`WITH used AS (
      SELECT f.drg, coalesce(f.insurance, '') AS insurance, l.item_id, sum(${THOUSANDTHS}) AS quantity, sum(l.amount_fen) AS amount
      FROM case_fact AS f CROSS JOIN charge_line AS l ON l.case_id = f.case_id
      ${sqlWhere([...comparedConditions(cases, 'B1'), sql`l.${COMMITTED}`])} GROUP BY 1, 2, 3)
    SELECT u.drg, u.insurance, i.category, i.code, i.name, sum(u.quantity) AS quantity, sum(u.amount) AS amount
    FROM used AS u JOIN charge_item AS i ON i.id = u.item_id GROUP BY 1, 2, 3, 4, 5 ORDER BY 3, 4, 5`)
}

/** What one case used of an item or a pool. */
export interface OneCaseUse {
  readonly caseNo: string
  readonly insurance: string
  readonly quantity: number
  readonly amount: number
}

/** Cases that used an item, by what they were charged for it. */
export function casesOfItem(
  db: ReadableDb,
  cases: ComparedCases,
  item: { readonly category: string; readonly code: string; readonly name: string },
): OneCaseUse[] {
  return db.all(sql`SELECT r.case_no AS caseNo, coalesce(f.insurance, '') AS insurance, sum(${THOUSANDTHS}) AS quantity,
      sum(l.amount_fen) AS amount
    FROM case_fact AS f CROSS JOIN charge_line AS l ON l.case_id = f.case_id JOIN case_ref AS r ON r.id = f.case_id
    ${sqlWhere([
      ...comparedConditions(cases, 'B1'),
      sql`l.${COMMITTED}`,
      sql`l.item_id IN (SELECT id FROM charge_item
        WHERE category = ${item.category} AND code = ${item.code} AND name = ${item.name})`,
    ])} GROUP BY f.case_id ORDER BY amount DESC, caseNo`)
}

/** What cases took of a cost pool in one month of one run, with the rate it went by. */
export interface PoolUse {
  readonly drg: string
  readonly insurance: string
  readonly pool: string
  readonly measure: string
  /** Yuan a unit, decimal text as the run kept it; never zero. */
  readonly rate: string
  readonly amount: number
}

const IN_FORCE = sql`JOIN costing_in_force AS c ON c.period = f.period
  JOIN case_cost AS k ON k.case_id = f.case_id AND k.run_id = c.run_id,
  json_each(${costColumnBy(sql`c.method`, 'parts')}) AS part`
const POOL = sql`JOIN costing_pool AS p ON p.run_id = u.run_id AND p.period = u.period AND p.method = u.method
  AND p.position = u.position AND CAST(p.rate AS REAL) <> 0`

export function poolUses(db: ReadableDb, cases: ComparedCases): PoolUse[] {
  return db.all(sql`WITH used AS (
      SELECT f.drg, coalesce(f.insurance, '') AS insurance, k.run_id, f.period, c.method, part.key AS position, sum(part.value) AS amount
      FROM case_fact AS f ${IN_FORCE} ${sqlWhere([...comparedConditions(cases, 'B3'), sql`part.value <> 0`])}
      GROUP BY 1, 2, 3, 4, 5, 6)
    SELECT u.drg, u.insurance, p.pool, p.unit AS measure, p.rate, sum(u.amount) AS amount FROM used AS u ${POOL}
    GROUP BY 1, 2, 3, 4, 5 ORDER BY 3`)
}

/** The cases behind a pool, a row for each rate a case met. */
export function casesOfPool(
  db: ReadableDb,
  cases: ComparedCases,
  pool: { readonly pool: string; readonly measure: string },
): (Omit<OneCaseUse, 'quantity'> & { readonly rate: string })[] {
  return db.all(sql`WITH used AS (
      SELECT f.case_id, coalesce(f.insurance, '') AS insurance, k.run_id, f.period, c.method, part.key AS position, part.value AS amount
      FROM case_fact AS f ${IN_FORCE} ${sqlWhere([...comparedConditions(cases, 'B3'), sql`part.value <> 0`])})
    SELECT r.case_no AS caseNo, u.insurance, u.amount, p.rate FROM used AS u ${POOL} JOIN case_ref AS r ON r.id = u.case_id
    WHERE p.pool = ${pool.pool} AND p.unit = ${pool.measure} ORDER BY u.amount DESC, caseNo`)
}
