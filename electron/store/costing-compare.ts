import type { CostMethod, CostSource } from '#shared/domain/costing.ts'
import { COST_IN_FORCE } from './case-costs.ts'
import type { ReadableDb } from './database.ts'
import { type Sql, sql } from './sql.ts'

/** Which method of a run stands for each of its months in a comparison. */
export type MethodOfMonth = readonly { readonly period: string; readonly method: CostMethod }[]

/** Cases of the run's months with their cost before and after, as `compared (case_id, period, source, before, after)`. */
function compared(runId: number, months: MethodOfMonth): Sql {
  const { join, cost, method } = COST_IN_FORCE
  return sql`wanted AS (SELECT json_extract(value, '$.period') AS period, json_extract(value, '$.method') AS method
      FROM json_each(${JSON.stringify(months)})),
    compared AS (SELECT c.id AS case_id, c.period, ${method} AS source, ${cost} AS before, n.cost_fen AS after
      FROM wanted JOIN hospital_case AS c ON c.period = wanted.period ${join}
      LEFT JOIN case_cost AS n ON n.case_id = c.id AND n.run_id = ${runId} AND n.method = wanted.method)`
}

/** Both totals of each month, and how many cases differ. */
export function comparedMonths(
  db: ReadableDb,
  runId: number,
  months: MethodOfMonth,
): {
  readonly period: string
  readonly source: CostSource | null
  readonly before: number
  readonly after: number
  readonly changed: number
}[] {
  return db.all(sql`WITH ${compared(runId, months)} SELECT period, max(source) AS source, coalesce(sum(before), 0) AS before,
      coalesce(sum(after), 0) AS after, count(*) FILTER (WHERE before IS NOT after) AS changed
    FROM compared GROUP BY period ORDER BY period`)
}

/** Cases that differ, largest change first. */
export function comparedRows(
  db: ReadableDb,
  runId: number,
  months: MethodOfMonth,
  offset: number,
  limit: number,
): {
  readonly caseNo: string
  readonly period: string
  readonly drg: string | null
  readonly before: number | null
  readonly after: number | null
}[] {
  return db.all(sql`WITH ${compared(runId, months)}
    SELECT r.case_no AS caseNo, d.period, f.drg, before, after FROM compared AS d JOIN case_ref AS r ON r.id = d.case_id
      LEFT JOIN case_fact AS f ON f.case_id = d.case_id
    WHERE before IS NOT after
    ORDER BY abs(coalesce(after, 0) - coalesce(before, 0)) DESC, caseNo LIMIT ${limit} OFFSET ${offset}`)
}
