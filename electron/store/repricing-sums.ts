import { assertNever } from '#shared/domain/assert-never.ts'
import type { SettlementClass, SliceDimension } from '#shared/domain/slice.ts'
import type { ReadableDb } from './database.ts'
import { BLANK_KEY, type FactFilter, factConditions } from './slices.ts'
import { type Sql, sql, sqlWhere } from './sql.ts'
import { dimensionColumn } from './totals.ts'

/** What repriced cases are broken down by; `class`: how they were settled before and after. */
export type RepricedDimension = SliceDimension | 'class'

/** Sums of exact amounts: whole fen and the rest in 10⁻¹² fen. */
export interface RepricedSums {
  readonly key: string | null
  readonly label: string | null
  readonly n: number
  readonly changed: number
  readonly beforeFen: number
  readonly beforeFrac: number
  readonly afterFen: number
  readonly afterFrac: number
  readonly pricedN: number
  readonly pricedFen: number
  readonly pricedFrac: number
  readonly classN: number
  readonly classFen: number
  readonly classFrac: number
  readonly weightN: number
  readonly weightFen: number
  readonly weightFrac: number
  readonly coefficientN: number
  readonly coefficientFen: number
  readonly coefficientFrac: number
  /** All of the cause `factors`, weight and coefficient among it. */
  readonly factorsN: number
  readonly factorsFen: number
  readonly factorsFrac: number
  /** Cases that both sides pay, and what they pay and charge. */
  readonly bothN: number
  readonly bothCharge: number
  readonly bothBeforeFen: number
  readonly bothBeforeFrac: number
  readonly bothAfterFen: number
  readonly bothAfterFrac: number
}

/** Carries over in SQL; the rest may be below zero where parts of a difference are, and is never beyond 10¹². */
const exactSum = (name: string, fenOf: string, fracOf: string, when = ''): string =>
  `coalesce(sum(${fenOf})${when}, 0) + coalesce(sum(${fracOf})${when}, 0) / 1000000000000 AS ${name}Fen,
   coalesce(sum(${fracOf})${when}, 0) % 1000000000000 AS ${name}Frac`
const change = (part: string) => `coalesce(p.payment_${part}, 0) - coalesce(p.before_${part}, 0)`
const ofCause = (name: string, cause: string) =>
  exactSum(name, change('fen'), change('frac'), ` FILTER (WHERE p.cause = '${cause}')`)
const count = (name: string, condition: string) => `count(*) FILTER (WHERE ${condition}) AS ${name}N`
const BOTH = 'p.payment_fen IS NOT NULL AND p.before_fen IS NOT NULL'

const SUMS: Sql = {
  text: `count(*) AS n, count(*) FILTER (WHERE p.cause <> 'none') AS changed,
    ${exactSum('before', 'p.before_fen', 'p.before_frac')}, ${exactSum('after', 'p.payment_fen', 'p.payment_frac')},
    ${count('priced', "p.cause = 'priced'")}, ${ofCause('priced', 'priced')},
    ${count('class', "p.cause = 'class'")}, ${ofCause('class', 'class')},
    ${count('factors', "p.cause = 'factors'")}, ${ofCause('factors', 'factors')},
    ${count('weight', 'p.weight_fen <> 0 OR p.weight_frac <> 0')}, ${exactSum('weight', 'p.weight_fen', 'p.weight_frac')},
    ${count('coefficient', 'p.coefficient_fen <> 0 OR p.coefficient_frac <> 0')},
    ${exactSum('coefficient', 'p.coefficient_fen', 'p.coefficient_frac')},
    ${count('both', BOTH)}, coalesce(sum(f.charge_fen) FILTER (WHERE ${BOTH}), 0) AS bothCharge,
    ${exactSum('bothBefore', 'p.before_fen', 'p.before_frac', ` FILTER (WHERE ${BOTH})`)},
    ${exactSum('bothAfter', 'p.payment_fen', 'p.payment_frac', ` FILTER (WHERE ${BOTH})`)}`,
  values: [],
}

const FROM = sql`FROM repriced_case AS p JOIN case_fact AS f ON f.case_id = p.case_id`

const where = (repricingId: number, filter: FactFilter, more: readonly Sql[] = []): Sql =>
  sqlWhere([sql`p.repricing_id = ${repricingId}`, ...factConditions(filter), ...more])

export function repricedTotal(db: ReadableDb, repricingId: number, filter: FactFilter): RepricedSums {
  return db.one(sql`SELECT NULL AS key, NULL AS label, ${SUMS} ${FROM} ${where(repricingId, filter)}`)
}

function keyOf(by: RepricedDimension): Sql {
  switch (by) {
    case 'class':
      return sql`p.before_class || '>' || p.class`
    case 'drg':
    case 'adrg':
    case 'mdc':
    case 'team':
    case 'physician':
    case 'month':
    case 'insurance':
      return dimensionColumn(by)
    default:
      return assertNever(by)
  }
}

/** By a dimension, the greatest change first; a blank value has the key `BLANK_KEY`. */
export function repricedBy(
  db: ReadableDb,
  repricingId: number,
  filter: FactFilter,
  by: RepricedDimension,
): readonly RepricedSums[] {
  return db
    .all<RepricedSums>(
      sql`SELECT s.*, g.name AS label FROM (
          SELECT ${keyOf(by)} AS key, max(f.scheme_id) AS scheme, ${SUMS} ${FROM} ${where(repricingId, filter)} GROUP BY 1) AS s
        LEFT JOIN group_name AS g ON ${by === 'drg' ? sql`g.scheme_id = s.scheme AND g.code = s.key` : sql`0`}
        ORDER BY abs(afterFen - beforeFen) DESC, key`,
    )
    .map((row) => ({ ...row, key: row.key ?? BLANK_KEY }))
}

export interface RepricedCaseRow {
  readonly caseNo: string
  readonly month: string
  readonly team: string | null
  readonly insurance: string | null
  readonly drg: string
  readonly charge: number
  readonly beforeClass: SettlementClass
  readonly afterClass: SettlementClass
  readonly beforeFen: number | null
  readonly beforeFrac: number | null
  readonly afterFen: number | null
  readonly afterFrac: number | null
  readonly cause: 'none' | 'priced' | 'class' | 'factors'
}

/** Repriced cases, the greatest change first. */
export function repricedCases(
  db: ReadableDb,
  repricingId: number,
  filter: FactFilter,
  row: { readonly by: RepricedDimension; readonly key: string } | null,
  changedOnly: boolean,
  offset: number,
  limit: number,
): { readonly total: number; readonly rows: readonly RepricedCaseRow[] } {
  const one =
    row === null ? [] : [row.key === BLANK_KEY ? sql`${keyOf(row.by)} IS NULL` : sql`${keyOf(row.by)} = ${row.key}`]
  const cases = where(repricingId, filter, [...one, ...(changedOnly ? [sql`p.cause <> 'none'`] : [])])
  return {
    total: db.one<{ n: number }>(sql`SELECT count(*) AS n ${FROM} ${cases}`).n,
    rows: db.all(sql`SELECT r.case_no AS caseNo, f.period AS month, f.team, f.insurance, f.drg, f.charge_fen AS charge,
        p.before_class AS beforeClass, p.class AS afterClass, p.before_fen AS beforeFen, p.before_frac AS beforeFrac,
        p.payment_fen AS afterFen, p.payment_frac AS afterFrac, p.cause
      ${FROM} JOIN case_ref AS r ON r.id = p.case_id ${cases}
      ORDER BY abs(coalesce(p.payment_fen, 0) - coalesce(p.before_fen, 0)) DESC, p.case_id LIMIT ${limit} OFFSET ${offset}`),
  }
}
