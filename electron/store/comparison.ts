import type { GroupingStatus } from '#shared/domain/grouping.ts'
import type { ReadableDb } from './database.ts'
import { BLANK_KEY, type FactFilter, factConditions } from './slices.ts'
import { type Sql, sql, sqlWhere } from './sql.ts'

/** One side of a comparison: the figures, or what a trial keeps. */
export type StoredSide = 'current' | number

/** Exact amounts come split; the carry is brought over, so a sum of any number of cases loses no digit. */
const exactSum = (fen: string, frac: string, name: string): string =>
  `coalesce(sum(${fen}), 0) + coalesce(sum(${frac}), 0) / 1000000000000 AS ${name}Fen, coalesce(sum(${frac}), 0) % 1000000000000 AS ${name}Frac`

const source = (side: StoredSide): Sql =>
  side === 'current' ? sql`case_fact` : sql`(SELECT * FROM trial_result WHERE trial_id = ${side})`

/** Cases that both sides have, in a slice of the figures: `f` the figures, `b` and `a` the sides before and after. */
function compared(filter: FactFilter, before: StoredSide, after: StoredSide, more: readonly Sql[] = []): Sql {
  return sql`FROM case_fact AS f JOIN ${source(before)} AS b ON b.case_id = f.case_id
    JOIN ${source(after)} AS a ON a.case_id = f.case_id ${sqlWhere([...factConditions(filter), ...more])}`
}

export interface StoredSums {
  readonly n: number
  readonly grouped: number
  readonly ambiguous: number
  readonly ungrouped: number
  readonly rejected: number
  readonly nPriced: number
  readonly charge: number
  readonly chargePriced: number
  readonly paymentFen: number
  readonly paymentFrac: number
}

const sumsOf = (side: 'a' | 'b' | 't'): Sql => ({
  text: `count(*) AS n, ${['grouped', 'ambiguous', 'ungrouped', 'rejected']
    .map((status) => `count(*) FILTER (WHERE ${side}.status = '${status}') AS ${status}`)
    .join(', ')}, count(${side}.payment_fen) AS nPriced, coalesce(sum(f.charge_fen), 0) AS charge,
    coalesce(sum(f.charge_fen) FILTER (WHERE ${side}.payment_fen IS NOT NULL), 0) AS chargePriced,
    ${exactSum(`${side}.payment_fen`, `${side}.payment_frac`, 'payment')}`,
  values: [],
})

export function sumsOfTrial(db: ReadableDb, trialId: number): StoredSums {
  return db.one(sql`SELECT ${sumsOf('t')} FROM trial_result AS t JOIN case_fact AS f ON f.case_id = t.case_id
    WHERE t.trial_id = ${trialId}`)
}

/** Sums of one side over the compared cases, and the schemes that grouped them. */
export function sideSums(
  db: ReadableDb,
  filter: FactFilter,
  before: StoredSide,
  after: StoredSide,
  side: 'a' | 'b',
): { readonly sums: StoredSums; readonly schemeIds: readonly number[] } {
  const column: Sql = { text: `${side}.scheme_id`, values: [] }
  const schemes = db.all<{ id: number | null }>(
    sql`SELECT DISTINCT ${column} AS id ${compared(filter, before, after)} ORDER BY 1`,
  )
  return {
    sums: db.one(sql`SELECT ${sumsOf(side)} ${compared(filter, before, after)}`),
    schemeIds: schemes.map(({ id }) => id).filter((id) => id !== null),
  }
}

export interface StoredComparison {
  readonly n: number
  readonly nBoth: number
  readonly charge: number
  readonly chargeBoth: number
  readonly beforeFen: number
  readonly beforeFrac: number
  readonly afterFen: number
  readonly afterFrac: number
}

const BOTH = 'FILTER (WHERE b.payment_fen IS NOT NULL AND a.payment_fen IS NOT NULL)'
const exactSumBoth = (side: 'a' | 'b', name: string): string => {
  const sum = (part: string) => `coalesce(sum(${side}.payment_${part}) ${BOTH}, 0)`
  return `${sum('fen')} + ${sum('frac')} / 1000000000000 AS ${name}Fen, ${sum('frac')} % 1000000000000 AS ${name}Frac`
}
const MEASURES: Sql = {
  text: `count(*) AS n, count(*) ${BOTH} AS nBoth, coalesce(sum(f.charge_fen), 0) AS charge,
    coalesce(sum(f.charge_fen) ${BOTH}, 0) AS chargeBoth, ${exactSumBoth('b', 'before')}, ${exactSumBoth('a', 'after')}`,
  values: [],
}
const DIFFERS: Sql = sql`(b.status <> a.status OR b.drg <> a.drg)`

export function comparisonTotal(
  db: ReadableDb,
  filter: FactFilter,
  before: StoredSide,
  after: StoredSide,
): StoredComparison & { readonly changed: number } {
  return db.one(
    sql`SELECT ${MEASURES}, count(*) FILTER (WHERE ${DIFFERS}) AS changed ${compared(filter, before, after)}`,
  )
}

export interface StoredPairRow extends StoredComparison {
  readonly beforeStatus: GroupingStatus
  readonly beforeCode: string
  readonly beforeName: string | null
  readonly afterStatus: GroupingStatus
  readonly afterCode: string
  readonly afterName: string | null
}

/** The migration table: pairs of groups, those that differ first, then most cases first; and how many pairs there are. */
export function comparisonPairs(
  db: ReadableDb,
  filter: FactFilter,
  before: StoredSide,
  after: StoredSide,
  limit: number,
): { readonly rows: readonly StoredPairRow[]; readonly total: number } {
  const pairs = sql`SELECT b.status AS beforeStatus, b.drg AS beforeCode, b.scheme_id AS beforeScheme, a.status AS afterStatus,
      a.drg AS afterCode, a.scheme_id AS afterScheme, ${MEASURES} ${compared(filter, before, after)} GROUP BY 1, 2, 3, 4, 5, 6`
  return {
    rows: db.all(sql`SELECT p.*, x.name AS beforeName, y.name AS afterName FROM (${pairs}) AS p
      LEFT JOIN group_name AS x ON x.scheme_id = p.beforeScheme AND x.code = p.beforeCode
      LEFT JOIN group_name AS y ON y.scheme_id = p.afterScheme AND y.code = p.afterCode
      ORDER BY (beforeStatus = afterStatus AND beforeCode = afterCode), n DESC, beforeCode, afterCode LIMIT ${limit}`),
    total: db.one<{ n: number }>(sql`SELECT count(*) AS n FROM (${pairs})`).n,
  }
}

const ROW_COLUMNS = {
  month: sql`f.period`,
  team: sql`f.team`,
  physician: sql`f.physician`,
  insurance: sql`f.insurance`,
  settlement: sql`b.class`,
} as const satisfies Record<string, Sql>

export function comparisonBy(
  db: ReadableDb,
  filter: FactFilter,
  before: StoredSide,
  after: StoredSide,
  by: keyof typeof ROW_COLUMNS,
): readonly (StoredComparison & { readonly key: string })[] {
  return db
    .all<StoredComparison & { readonly key: string | null }>(
      sql`SELECT ${ROW_COLUMNS[by]} AS key, ${MEASURES} ${compared(filter, before, after)} GROUP BY 1 ORDER BY 1`,
    )
    .map((row) => ({ ...row, key: row.key ?? BLANK_KEY }))
}

/** A group as a pair names it. */
export interface GroupKey {
  readonly status: GroupingStatus
  readonly code: string
}

export interface StoredComparedCase {
  readonly caseNo: string
  readonly period: string
  readonly team: string | null
  readonly principalDx: string | null
  readonly principalDxName: string | null
  readonly charge: number
  readonly beforeStatus: GroupingStatus
  readonly beforeCode: string
  readonly beforeName: string | null
  readonly beforeClass: string
  readonly beforeFen: number | null
  readonly beforeFrac: number | null
  readonly afterStatus: GroupingStatus
  readonly afterCode: string
  readonly afterName: string | null
  readonly afterClass: string
  readonly afterFen: number | null
  readonly afterFrac: number | null
}

/** Compared cases, the greatest difference of payment first. */
export function comparedCases(
  db: ReadableDb,
  filter: FactFilter,
  before: StoredSide,
  after: StoredSide,
  {
    pair,
    changedOnly,
  }: { readonly pair: { readonly before: GroupKey; readonly after: GroupKey } | null; readonly changedOnly: boolean },
  offset: number,
  limit: number,
): { readonly rows: readonly StoredComparedCase[]; readonly total: number } {
  const conditions = [
    ...(changedOnly ? [DIFFERS] : []),
    ...(pair === null
      ? []
      : [
          sql`b.status = ${pair.before.status} AND b.drg = ${pair.before.code}
            AND a.status = ${pair.after.status} AND a.drg = ${pair.after.code}`,
        ]),
  ]
  const cases = compared(filter, before, after, conditions)
  return {
    total: db.one<{ n: number }>(sql`SELECT count(*) AS n ${cases}`).n,
    rows: db.all(sql`WITH page AS (
        SELECT f.case_id, f.period, f.team, f.charge_fen AS charge, b.status AS beforeStatus, b.drg AS beforeCode,
          b.scheme_id AS beforeScheme, b.class AS beforeClass, b.payment_fen AS beforeFen, b.payment_frac AS beforeFrac,
          a.status AS afterStatus, a.drg AS afterCode, a.scheme_id AS afterScheme, a.class AS afterClass,
          a.payment_fen AS afterFen, a.payment_frac AS afterFrac
        ${cases} ORDER BY abs(a.payment_fen - b.payment_fen) DESC NULLS LAST, f.case_id LIMIT ${limit} OFFSET ${offset}
      )
      SELECT page.*, r.case_no AS caseNo, d.code AS principalDx, d.name AS principalDxName, x.name AS beforeName,
        y.name AS afterName
      FROM page JOIN case_ref AS r ON r.id = page.case_id
        LEFT JOIN diagnosis AS d ON d.case_id = page.case_id AND d.position = 0
        LEFT JOIN group_name AS x ON x.scheme_id = beforeScheme AND x.code = beforeCode
        LEFT JOIN group_name AS y ON y.scheme_id = afterScheme AND y.code = afterCode
      ORDER BY abs(afterFen - beforeFen) DESC NULLS LAST, page.case_id`),
  }
}
