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

/** Sums of one side, each name beginning with `prefix`. */
const sumsOf = (side: 'a' | 'b' | 't', prefix = ''): string => {
  const name = (plain: string) => (prefix === '' ? plain : `${prefix}_${plain}`)
  const counts = ['grouped', 'ambiguous', 'ungrouped', 'rejected'].map(
    (status) => `count(*) FILTER (WHERE ${side}.status = '${status}') AS ${name(status)}`,
  )
  return `count(*) AS ${name('n')}, ${counts.join(', ')}, count(${side}.payment_fen) AS ${name('nPriced')},
    coalesce(sum(f.charge_fen), 0) AS ${name('charge')},
    coalesce(sum(f.charge_fen) FILTER (WHERE ${side}.payment_fen IS NOT NULL), 0) AS ${name('chargePriced')},
    ${exactSum(`${side}.payment_fen`, `${side}.payment_frac`, name('payment'))}`
}

const plain = (text: string): Sql => ({ text, values: [] })

export function sumsOfTrial(db: ReadableDb, trialId: number): StoredSums {
  return db.one(sql`SELECT ${plain(sumsOf('t'))} FROM trial_result AS t JOIN case_fact AS f ON f.case_id = t.case_id
    WHERE t.trial_id = ${trialId}`)
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

/** One side of the compared cases: its sums, and the schemes that grouped them. */
export interface StoredSideSums {
  readonly sums: StoredSums
  readonly schemeIds: readonly number[]
}

/** Everything there is to tell of all compared cases together, in one pass. */
export function comparisonTotal(
  db: ReadableDb,
  filter: FactFilter,
  before: StoredSide,
  after: StoredSide,
): {
  readonly total: StoredComparison
  readonly changed: number
  readonly before: StoredSideSums
  readonly after: StoredSideSums
} {
  const row = db.one<
    StoredComparison & { readonly changed: number } & Readonly<Record<string, number | string | null>>
  >(
    sql`SELECT ${MEASURES}, count(*) FILTER (WHERE ${DIFFERS}) AS changed, ${plain(sumsOf('b', 'b'))}, ${plain(sumsOf('a', 'a'))},
      group_concat(DISTINCT b.scheme_id) AS b_schemes, group_concat(DISTINCT a.scheme_id) AS a_schemes
      ${compared(filter, before, after)}`,
  )
  const side = (prefix: 'a' | 'b'): StoredSideSums => {
    const value = (name: string) => row[`${prefix}_${name}`] as number
    const schemes = row[`${prefix}_schemes`] as string | null
    return {
      schemeIds:
        schemes === null
          ? []
          : schemes
              .split(',')
              .map(Number)
              .toSorted((x, y) => x - y),
      sums: {
        n: value('n'),
        grouped: value('grouped'),
        ambiguous: value('ambiguous'),
        ungrouped: value('ungrouped'),
        rejected: value('rejected'),
        nPriced: value('nPriced'),
        charge: value('charge'),
        chargePriced: value('chargePriced'),
        paymentFen: value('paymentFen'),
        paymentFrac: value('paymentFrac'),
      },
    }
  }
  return { total: row, changed: row.changed, before: side('b'), after: side('a') }
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
