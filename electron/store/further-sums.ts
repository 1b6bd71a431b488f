import { FEE_CATEGORIES, type FeeCategory } from '#shared/domain/fee-category.ts'
import { COMMITTED } from './batches.ts'
import type { ReadableDb } from './database.ts'
import { factSource } from './fact-cells.ts'
import { BLANK_KEY, type FactFilter, factConditions } from './slices.ts'
import { type Sql, sql, sqlWhere } from './sql.ts'
import { dimensionColumn } from './totals.ts'

/** Sums over facts beside those of `SliceTotals`, of one value of a dimension; money in fen. All of them add up over months. */
export interface FurtherRow extends Readonly<Record<`category_${FeeCategory}`, number>> {
  readonly key: string
  readonly nWithPreop: number
  readonly preopDays: number
  /** Discharged alive with a known answer, and of them those who came back. */
  readonly nReturnKnown: number
  readonly readmitted: number
  readonly operated: number
  readonly nComplicationKnown: number
  readonly complicated: number
  readonly nDayKnown: number
  readonly daySurgery: number
  readonly selfPay: number
  readonly selfPayCharge: number
  readonly nSelfPay: number
  /** Cases paid less than their charge, and than their cost. */
  readonly losingB1: number
  readonly losingB3: number
}

const OF_LINED: Sql = {
  text: FEE_CATEGORIES.map(
    (code) => `coalesce(sum(category_${code}) FILTER (WHERE lines > 0), 0) AS category_${code}`,
  ).join(', '),
  values: [],
}

const total = (column: string, name: string) => `coalesce(sum(f.${column}), 0) AS ${name}`
const SUMS: Sql = {
  text: [
    ...[total('n_preop', 'nWithPreop'), total('preop_days', 'preopDays')],
    ...[total('n_return_known', 'nReturnKnown'), total('readmitted', 'readmitted'), total('operated', 'operated')],
    ...[total('n_complication_known', 'nComplicationKnown'), total('complicated', 'complicated')],
    ...[total('n_day_known', 'nDayKnown'), total('n_day_surgery', 'daySurgery'), total('self_pay_fen', 'selfPay')],
    ...[total('n_self_pay', 'nSelfPay'), total('self_pay_charge_fen', 'selfPayCharge')],
    ...[total('n_losing_b1', 'losingB1'), total('n_losing_b3', 'losingB3'), OF_LINED.text],
  ].join(', '),
  values: [],
}

export function furtherBy(db: ReadableDb, by: 'month' | 'team' | 'physician', filter: FactFilter): FurtherRow[] {
  const column = dimensionColumn(by)
  return db
    .all<FurtherRow & { key: string | null }>(sql`SELECT ${column} AS key, ${SUMS} FROM ${factSource(filter)} AS f
      ${sqlWhere(factConditions(filter))} GROUP BY ${column} ORDER BY ${column}`)
    .map((row) => ({ ...row, key: row.key ?? BLANK_KEY }))
}

/** Grouped cases of one group in one month. */
export interface GroupMonth {
  readonly period: string
  readonly drg: string
  readonly n: number
  readonly charge: number
  readonly bedDays: number
  readonly nWithLos: number
  readonly deaths: number
}

export function groupMonths(db: ReadableDb, filter: FactFilter): GroupMonth[] {
  return db.all(sql`SELECT f.period, f.drg, sum(f.n) AS n, sum(f.charge_fen) AS charge, coalesce(sum(f.los), 0) AS bedDays,
      sum(f.n_los) AS nWithLos, sum(f.death) AS deaths
    FROM ${factSource(filter)} AS f ${sqlWhere([...factConditions(filter), sql`f.status = 'grouped'`])} GROUP BY 1, 2 ORDER BY 1, 2`)
}

/** Means of a case by group for the months up to `to`; of several of a scope the latest. */
export function groupBaselines(
  db: ReadableDb,
  to: string | undefined,
): {
  readonly scope: string
  readonly drg: string
  readonly period: string | null
  readonly meanCharge: number | null
  readonly meanLos: string | null
}[] {
  const until = to === undefined ? sql`` : sql`AND (period IS NULL OR period <= ${to})`
  return db.all(sql`SELECT scope, group_code AS drg, period, mean_charge_fen AS meanCharge, mean_los AS meanLos FROM (
      SELECT *, row_number() OVER (PARTITION BY scope, group_code ORDER BY period DESC NULLS LAST, batch_id DESC, row_no DESC) AS place
      FROM benchmark WHERE ${COMMITTED} ${until}) WHERE place = 1 ORDER BY scope, group_code`)
}

/** Drivers that tell of beds, month by month; of two files that state the same the later one holds. */
export function bedDrivers(
  db: ReadableDb,
): { readonly period: string; readonly driver: string; readonly quantity: string }[] {
  return db.all(sql`SELECT period, driver, quantity FROM (
      SELECT *, row_number() OVER (PARTITION BY period, cost_center, driver ORDER BY batch_id DESC, row_no DESC) AS place
      FROM driver_quantity WHERE ${COMMITTED} AND (driver LIKE '%床%' OR driver LIKE '%bed%')) WHERE place = 1
    ORDER BY period, driver`)
}

/** Targets that may bind a month: stated for it, for its year, or for any span where no month is named. Later ones last. */
export function targetRows(
  db: ReadableDb,
  month: string | null,
): {
  readonly span: string
  readonly scope: string
  readonly indicator: string
  readonly target: string
  readonly direction: 'at-most' | 'at-least' | null
  readonly source: string
}[] {
  const spans =
    month === null
      ? sql``
      : sql`AND span IN (SELECT value FROM json_each(${JSON.stringify([month.slice(0, 4), month])}))`
  return db.all(sql`SELECT t.span, t.scope, t.indicator, t.target, t.direction, b.source_name AS source
    FROM target AS t JOIN batch AS b ON b.id = t.batch_id WHERE b.state = 'committed' ${spans}
    ORDER BY length(t.span), t.batch_id, t.row_no`)
}
