import type { CostMethod } from '#shared/domain/costing.ts'
import type { ReadableDb, WritableDb } from './database.ts'
import { type Sql, sql } from './sql.ts'

/** A costing run; its results lie in the other tables of migration 006. */
export interface StoredRun {
  readonly id: number
  readonly from: string
  readonly to: string
  readonly preferred: CostMethod
  /** JSON. */
  readonly config: string
  readonly inputs: string
  /** JSON. */
  readonly outcome: string
  readonly at: string
  readonly acceptedAt: string | null
}

const COLUMNS = sql`id, valid_from AS "from", valid_to AS "to", preferred, config, inputs, outcome, at,
  accepted_at AS acceptedAt`

/** Newest first. */
export function listRuns(db: ReadableDb): StoredRun[] {
  return db.all(sql`SELECT ${COLUMNS} FROM costing_run ORDER BY id DESC`)
}

export function getRun(db: ReadableDb, id: number): StoredRun | undefined {
  return db.get(sql`SELECT ${COLUMNS} FROM costing_run WHERE id = ${id}`)
}

export function addRun(db: WritableDb, run: Omit<StoredRun, 'id' | 'acceptedAt' | 'outcome'>): number {
  return db.run(sql`INSERT INTO costing_run (valid_from, valid_to, preferred, config, inputs, outcome, at)
    VALUES (${run.from}, ${run.to}, ${run.preferred}, ${run.config}, ${run.inputs}, '{}', ${run.at})`).lastId
}

export function finishRun(db: WritableDb, id: number, outcome: string): void {
  db.run(sql`UPDATE costing_run SET outcome = ${outcome} WHERE id = ${id}`)
}

export function markRun(db: WritableDb, id: number, acceptedAt: string | null): void {
  db.run(sql`UPDATE costing_run SET accepted_at = ${acceptedAt} WHERE id = ${id}`)
}

/** Costs of cases taken out between two looks at what else is waiting. */
const CHUNK = 5_000

/** Takes a run out with all it came to. For use in a long transaction. */
export async function removeRun(db: WritableDb, id: number, breathe: () => Promise<void>): Promise<void> {
  const chunk = sql`SELECT case_id FROM case_cost WHERE run_id = ${id} LIMIT ${CHUNK}`
  while (db.run(sql`DELETE FROM case_cost WHERE run_id = ${id} AND case_id IN (${chunk})`).changes === CHUNK)
    await breathe()
  db.run(sql`DELETE FROM costing_run WHERE id = ${id}`)
}

/** Whose costs are the figures of a month. */
export interface InForce {
  readonly period: string
  readonly runId: number
  readonly method: CostMethod
}

export function listInForce(db: ReadableDb): InForce[] {
  return db.all(sql`SELECT period, run_id AS runId, method FROM costing_in_force ORDER BY period`)
}

/** Null: the costs that came with the files are the figures again. */
export function putInForce(
  db: WritableDb,
  month: string,
  chosen: { readonly runId: number; readonly method: CostMethod } | null,
): void {
  if (chosen === null) db.run(sql`DELETE FROM costing_in_force WHERE period = ${month}`)
  else
    db.run(sql`INSERT INTO costing_in_force (period, run_id, method) VALUES (${month}, ${chosen.runId}, ${chosen.method})
      ON CONFLICT (period) DO UPDATE SET run_id = excluded.run_id, method = excluded.method`)
}

export interface StoredRunMonth {
  readonly period: string
  readonly cases: number
  readonly ledger: number | null
  /** JSON: item → price; driver → center → quantity. */
  readonly prices: string
  readonly drivers: string
}

export function runMonths(db: ReadableDb, runId: number): StoredRunMonth[] {
  return db.all(
    sql`SELECT period, cases, ledger_fen AS ledger, prices, drivers FROM costing_month WHERE run_id = ${runId} ORDER BY period`,
  )
}

/**
 * The run that stands for each month, as a table `chosen (period, run_id)`: the one asked for, else the one in force, else the
 * newest that costed it.
 */
export function chosenRuns(runId?: number): Sql {
  if (runId !== undefined) return sql`chosen AS (SELECT period, run_id FROM costing_month WHERE run_id = ${runId})`
  return sql`chosen AS (SELECT m.period, coalesce(max(i.run_id), max(m.run_id)) AS run_id FROM costing_month AS m
    LEFT JOIN costing_in_force AS i ON i.period = m.period GROUP BY m.period)`
}

/** The same as a list. */
export function runOfMonths(db: ReadableDb, runId?: number): { readonly period: string; readonly runId: number }[] {
  return db.all(sql`WITH ${chosenRuns(runId)} SELECT period, run_id AS runId FROM chosen ORDER BY period`)
}
