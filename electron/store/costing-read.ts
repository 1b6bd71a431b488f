import { COST_ELEMENTS, type CostMethod, type Elements } from '#shared/domain/costing.ts'
import type { Fen } from '#shared/domain/money.ts'
import { elementColumns, elementsFrom, elementsOf } from './cost-elements.ts'
import { chosenRuns } from './costing-runs.ts'
import type { CenterRow, ItemRow, PartsInColumns, PoolRow, StatementRow, StepRow } from './costing-write.ts'
import type { ReadableDb } from './database.ts'
import { type Sql, sql, sqlWhere } from './sql.ts'

type Row = Readonly<Record<string, string | number | null>>

interface OfMonth {
  readonly runId: number
  readonly period: string
}

export function stepsOf(db: ReadableDb, { runId, period }: OfMonth): StepRow[] {
  return db
    .all<Row>(sql`SELECT *, driver_total AS driverTotal FROM costing_step WHERE run_id = ${runId} AND period = ${period}
      ORDER BY step`)
    .map((row) => ({
      ...(row as unknown as StepRow),
      pool: elementsOf(row),
      parts: partsFrom(JSON.parse(row.parts as string) as PartsInColumns),
    }))
}

function partsFrom({ receivers, quantities, fen }: PartsInColumns): StepRow['parts'] {
  const width = COST_ELEMENTS.length
  return receivers.map((receiver, at) => ({
    ...{ receiver, quantity: quantities[at]! },
    amount: elementsFrom(fen.slice(at * width, (at + 1) * width)),
  }))
}

export function centersOf(db: ReadableDb, { runId, period }: OfMonth): CenterRow[] {
  return db
    .all<Row>(sql`SELECT * FROM costing_center WHERE run_id = ${runId} AND period = ${period} ORDER BY position`)
    .map((row) => ({
      ...(row as unknown as CenterRow),
      department: row.department === 1,
      own: elementsOf(row, 'own_'),
      received: elementsOf(row, 'received_'),
    }))
}

/** Of one run; all of its months, or one. */
export function poolsOf(
  db: ReadableDb,
  { runId, period }: { readonly runId: number; readonly period?: string | undefined },
): (PoolRow & { readonly period: string })[] {
  const conditions: Sql[] = [sql`run_id = ${runId}`]
  if (period !== undefined) conditions.push(sql`period = ${period}`)
  return db
    .all<Row>(sql`SELECT * FROM costing_pool ${sqlWhere(conditions)} ORDER BY period, method, position`)
    .map((row) => ({
      ...(row as unknown as PoolRow & { period: string }),
      cost: elementsOf(row, 'cost_'),
      assigned: elementsOf(row, 'assigned_'),
    }))
}

/** Item costs of a month whose code or name contains a text, dearest income first. */
export function itemsOf(
  db: ReadableDb,
  { runId, period }: OfMonth,
  { text, offset, limit }: { readonly text?: string | undefined; readonly offset: number; readonly limit: number },
): { readonly total: number; readonly rows: readonly ItemRow[] } {
  const conditions: Sql[] = [sql`run_id = ${runId}`, sql`period = ${period}`]
  const wanted = text?.trim() ?? ''
  if (wanted !== '') conditions.push(sql`(instr(item, ${wanted}) > 0 OR instr(name, ${wanted}) > 0)`)
  const where = sqlWhere(conditions)
  return {
    total: db.one<{ n: number }>(sql`SELECT count(*) AS n FROM costing_item ${where}`).n,
    rows: db.all<ItemRow>(sql`SELECT center, item, name, volume, income_fen AS income, unit_cost AS unitCost, elements
      FROM costing_item ${where} ORDER BY income_fen DESC, center, item LIMIT ${limit} OFFSET ${offset}`),
  }
}

/** Unit costs of all items of a month: `center + item` → yuan. */
export function itemRates(
  db: ReadableDb,
  { runId, period }: OfMonth,
): { readonly center: string; readonly item: string; readonly name: string; readonly unitCost: string }[] {
  return db.all(sql`SELECT center, item, name, unit_cost AS unitCost FROM costing_item
    WHERE run_id = ${runId} AND period = ${period}`)
}

/** Statement lines of the months of a run, of one method or all. */
export function statementOf(
  db: ReadableDb,
  { runId, from, to }: { readonly runId: number; readonly from: string; readonly to: string },
  method?: CostMethod,
): (StatementRow & { readonly period: string; readonly elements: Elements<Fen> })[] {
  const conditions: Sql[] = [sql`run_id = ${runId}`, sql`period BETWEEN ${from} AND ${to}`]
  if (method !== undefined) conditions.push(sql`method = ${method}`)
  return db
    .all<Row>(sql`SELECT *, unsplit_fen AS unsplit FROM costing_statement ${sqlWhere(conditions)} ORDER BY period`)
    .map((row) => ({ ...(row as unknown as StatementRow & { period: string }), elements: elementsOf(row) }))
}

/** What all cases of the months of a slice took of each pool, whatever else narrows the slice. */
export function poolTotalsOf(
  db: ReadableDb,
  { from, to }: { readonly from?: string | undefined; readonly to?: string | undefined },
  runId?: number,
): { readonly method: CostMethod; readonly pool: string; readonly amount: number }[] {
  const conditions: Sql[] = []
  if (from !== undefined) conditions.push(sql`p.period >= ${from}`)
  if (to !== undefined) conditions.push(sql`p.period <= ${to}`)
  const all: Sql = { text: elementColumns('assigned_').join(' + '), values: [] }
  return db.all(sql`WITH ${chosenRuns(runId)} SELECT p.method, p.pool, sum(${all}) AS amount
    FROM costing_pool AS p JOIN chosen ON chosen.period = p.period AND chosen.run_id = p.run_id
    ${sqlWhere(conditions)} GROUP BY 1, 2`)
}
