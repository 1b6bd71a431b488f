import type { ReadableDb } from './database.ts'
import { BLANK_KEY, type FactFilter, factConditions } from './slices.ts'
import { sql, sqlWhere } from './sql.ts'
import { dimensionColumn } from './totals.ts'

/**
 * Grouped cases of one team (or physician) in one group. Amounts are fen, of the cases that have them; squares are floating point, in
 * yuan². Payments are kept as fen and a rest of 10⁻¹² fen.
 */
export interface TeamGroupRow {
  readonly key: string
  readonly drg: string
  readonly n: number
  readonly charge: number
  readonly chargeSquares: number
  readonly nWithCost: number
  readonly cost: number
  readonly costSquares: number
  readonly nWithLos: number
  readonly bedDays: number
  readonly losSquares: number
  readonly nB1: number
  readonly paymentB1: number
  readonly restB1: number
  readonly spentB1: number
  readonly squaresB1: number
  readonly nB3: number
  readonly paymentB3: number
  readonly restB3: number
  readonly spentB3: number
  readonly squaresB3: number
}

const yuanSquares = (amount: string) => `coalesce(sum((${amount}) / 100.0 * (${amount}) / 100.0), 0)`

const SUMS = {
  text: `count(*) AS n, sum(f.charge_fen) AS charge, ${yuanSquares('f.charge_fen')} AS chargeSquares,
    count(f.cost_fen) AS nWithCost, coalesce(sum(f.cost_fen), 0) AS cost, ${yuanSquares('f.cost_fen')} AS costSquares,
    count(f.los) AS nWithLos, coalesce(sum(f.los), 0) AS bedDays, coalesce(sum(f.los * f.los), 0) AS losSquares,
    count(f.payment_fen) AS nB1, coalesce(sum(f.payment_fen), 0) AS paymentB1, coalesce(sum(f.payment_frac), 0) AS restB1,
    coalesce(sum(f.charge_fen) FILTER (WHERE f.payment_fen IS NOT NULL), 0) AS spentB1,
    ${yuanSquares('f.payment_fen - f.charge_fen')} AS squaresB1,
    count(f.payment_fen + f.cost_fen) AS nB3,
    coalesce(sum(f.payment_fen) FILTER (WHERE f.cost_fen IS NOT NULL), 0) AS paymentB3,
    coalesce(sum(f.payment_frac) FILTER (WHERE f.cost_fen IS NOT NULL), 0) AS restB3,
    coalesce(sum(f.cost_fen) FILTER (WHERE f.payment_fen IS NOT NULL), 0) AS spentB3,
    ${yuanSquares('f.payment_fen - f.cost_fen')} AS squaresB3`,
  values: [],
}

export function teamGroups(db: ReadableDb, by: 'team' | 'physician', filter: FactFilter): TeamGroupRow[] {
  const column = dimensionColumn(by)
  return db.all(sql`SELECT coalesce(${column}, ${BLANK_KEY}) AS key, f.drg, ${SUMS} FROM case_fact AS f
    ${sqlWhere([...factConditions(filter), sql`f.status = 'grouped'`])} GROUP BY 1, 2 ORDER BY 1, 2`)
}

/** Cases of everybody, and those that died, came back or had a complication of their operation. */
export function outcomesBy(
  db: ReadableDb,
  by: 'team' | 'physician',
  filter: FactFilter,
): { readonly team: string; readonly n: number; readonly events: number }[] {
  const column = dimensionColumn(by)
  return db.all(sql`SELECT coalesce(${column}, ${BLANK_KEY}) AS team, count(*) AS n,
      sum(max(f.death, coalesce(f.readmitted, 0), coalesce(f.complicated, 0))) AS events
    FROM case_fact AS f ${sqlWhere(factConditions(filter))} GROUP BY 1 ORDER BY 1`)
}

/** Names in the whole book, in their order: a mask given by place is the same on every page. */
export function namesInBook(db: ReadableDb, by: 'team' | 'physician'): string[] {
  const column = dimensionColumn(by)
  return db
    .all<{ name: string }>(
      sql`SELECT DISTINCT ${column} AS name FROM fact_cell AS f WHERE ${column} IS NOT NULL ORDER BY 1`,
    )
    .map(({ name }) => name)
}

/** Whether any quality event was imported, and how many concern cases of each team of a slice. */
export function qualityEvents(
  db: ReadableDb,
  by: 'team' | 'physician',
  filter: FactFilter,
): { readonly known: boolean; readonly counts: ReadonlyMap<string, number> } {
  const latest = sql`SELECT event_no, case_no FROM (
      SELECT event_no, case_no, row_number() OVER (PARTITION BY event_no ORDER BY batch_id DESC, row_no DESC) AS place
      FROM quality_event WHERE batch_id IN (SELECT id FROM batch WHERE state = 'committed')) WHERE place = 1`
  const known = db.one<{ known: number }>(sql`SELECT EXISTS (${latest}) AS known`).known === 1
  if (!known) return { known, counts: new Map() }
  const column = dimensionColumn(by)
  const rows = db.all<{ key: string; n: number }>(sql`SELECT coalesce(${column}, ${BLANK_KEY}) AS key, count(*) AS n
    FROM (${latest}) AS e JOIN case_ref AS r ON r.case_no = e.case_no JOIN case_fact AS f ON f.case_id = r.id
    ${sqlWhere(factConditions(filter))} GROUP BY 1`)
  return { known, counts: new Map(rows.map(({ key, n }) => [key, n])) }
}
