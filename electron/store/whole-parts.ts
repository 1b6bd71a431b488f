import { costColumn, ofEachMethod } from './case-cost-columns.ts'
import type { PartTotal } from './case-costs.ts'
import { poolTotalsOf } from './costing-read.ts'
import { chosenRuns } from './costing-runs.ts'
import type { ReadableDb } from './database.ts'
import { sql } from './sql.ts'

/** Months, and nothing that would leave a case of theirs out. */
interface WholeMonths {
  readonly from?: string | undefined
  readonly to?: string | undefined
}

/**
 * What all cases of some months took of each pool, as the pools themselves tell it: the same as summing the cases, without reading
 * them. Null where a pool is of a stated ratio: what it put on cases is kept with them alone.
 */
export function wholeParts(db: ReadableDb, { from, to }: WholeMonths, runId?: number): PartTotal[] | null {
  const stated = db.get(sql`WITH ${chosenRuns(runId)} SELECT 1 FROM costing_pool AS p
    JOIN chosen ON chosen.period = p.period AND chosen.run_id = p.run_id
    WHERE p.kind = 'stated' AND p.rate IS NOT NULL AND p.period >= coalesce(${from ?? null}, p.period)
      AND p.period <= coalesce(${to ?? null}, p.period) LIMIT 1`)
  if (stated !== undefined) return null
  return poolTotalsOf(db, { from, to }, runId)
    .filter(({ amount }) => amount !== 0)
    .toSorted((a, b) => b.amount - a.amount)
}

/** What cases without a payment cost by each method: the part of a cost that is in no surplus. */
export function unpricedCosts(db: ReadableDb, { from, to }: WholeMonths, runId?: number): ReadonlyMap<string, number> {
  const costs = ofEachMethod(
    (method) => sql`SELECT ${method} AS method, ${costColumn(method, 'cost_fen')} AS cost
      FROM case_fact AS f JOIN chosen ON chosen.period = f.period
      JOIN case_cost AS k ON k.run_id = chosen.run_id AND k.case_id = f.case_id
      WHERE f.payment_fen IS NULL AND f.period >= coalesce(${from ?? null}, f.period)
        AND f.period <= coalesce(${to ?? null}, f.period) AND ${costColumn(method, 'cost_fen')} IS NOT NULL`,
  )
  const rows = db.all<{ method: string; cost: number }>(sql`WITH ${chosenRuns(runId)}
    SELECT method, sum(cost) AS cost FROM (${costs}) GROUP BY 1`)
  return new Map(rows.map(({ method, cost }) => [method, cost]))
}
