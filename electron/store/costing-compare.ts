import type { CostMethod, CostSource } from '#shared/domain/costing.ts'
import { costColumnBy } from './case-cost-columns.ts'
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
    compared AS (SELECT c.id AS case_id, c.period, ${method} AS source, ${cost} AS before,
        ${costColumnBy(sql`wanted.method`, 'cost_fen', 'n')} AS after
      FROM wanted JOIN hospital_case AS c ON c.period = wanted.period ${join}
      LEFT JOIN case_cost AS n ON n.run_id = ${runId} AND n.case_id = c.id)`
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

/** Which of the cases that differ: by case number or group, and whether they cost more or less than before. */
export interface ComparedFilter {
  readonly text?: string | undefined
  readonly way?: 'up' | 'down' | undefined
}

const CHANGE = sql`coalesce(after, 0) - coalesce(before, 0)`

function matching({ text, way }: ComparedFilter): Sql {
  const named =
    text === undefined || text === ''
      ? sql``
      : sql`AND (instr(r.case_no, ${text}) > 0 OR instr(coalesce(f.drg, ''), upper(${text})) = 1)`
  return sql`before IS NOT after ${named} ${way === undefined ? sql`` : way === 'up' ? sql`AND ${CHANGE} > 0` : sql`AND ${CHANGE} < 0`}`
}

/** How many cases of a comparison a filter finds. */
export function countCompared(db: ReadableDb, runId: number, months: MethodOfMonth, filter: ComparedFilter): number {
  return db.one<{ n: number }>(sql`WITH ${compared(runId, months)}
    SELECT count(*) AS n FROM compared AS d JOIN case_ref AS r ON r.id = d.case_id
      LEFT JOIN case_fact AS f ON f.case_id = d.case_id
    WHERE ${matching(filter)}`).n
}

/** Cases that differ, largest change first. */
export function comparedRows(
  db: ReadableDb,
  runId: number,
  months: MethodOfMonth,
  filter: ComparedFilter,
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
    WHERE ${matching(filter)}
    ORDER BY abs(${CHANGE}) DESC, caseNo LIMIT ${limit} OFFSET ${offset}`)
}
