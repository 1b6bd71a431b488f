import type { ReadableDb } from './database.ts'
import { sql } from './sql.ts'

/** Cases of a month, an insurance type and the rules that priced them. Payments in fen and 10⁻¹² fen. */
export interface SettledMonthSums {
  readonly month: string
  readonly insurance: string | null
  readonly policyId: number | null
  readonly schemeId: number | null
  readonly n: number
  readonly priced: number
  readonly paymentFen: number
  readonly paymentFrac: number
  /** What floats with the rate: payments that are the standard of weight × rate, and payments by points. */
  readonly floatFen: number
  readonly floatFrac: number
  readonly floatRwMicro: number
  readonly patient: number
  readonly withPatient: number
}

/**
 * Sums of the settled cases of a year, cases outside payment by group left out. A payment by weight floats where it is the standard: an
 * outlier's has parts that don't.
 */
export function settledMonths(db: ReadableDb, year: string): SettledMonthSums[] {
  const floats = sql`iif(policy_id IS NOT NULL, payment_fen = standard_fen AND payment_frac = standard_frac,
    class IN ('normal', 'low', 'high', 'extreme'))`
  return db.all(sql`SELECT period AS month, insurance, policy_id AS policyId, scheme_id AS schemeId, count(*) AS n,
      count(payment_fen) AS priced,
      coalesce(sum(payment_fen), 0) + coalesce(sum(payment_frac), 0) / 1000000000000 AS paymentFen,
      coalesce(sum(payment_frac), 0) % 1000000000000 AS paymentFrac,
      coalesce(sum(payment_fen) FILTER (WHERE ${floats}), 0)
        + coalesce(sum(payment_frac) FILTER (WHERE ${floats}), 0) / 1000000000000 AS floatFen,
      coalesce(sum(payment_frac) FILTER (WHERE ${floats}), 0) % 1000000000000 AS floatFrac,
      coalesce(sum(rw_micro) FILTER (WHERE ${floats}), 0) AS floatRwMicro,
      coalesce(sum(patient_fen) FILTER (WHERE payment_fen IS NOT NULL), 0) AS patient,
      count(patient_fen) FILTER (WHERE payment_fen IS NOT NULL) AS withPatient
    FROM case_fact WHERE period >= ${`${year}-01`} AND period <= ${`${year}-12`} AND class NOT IN ('exempt', 'excluded')
    GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, priced DESC`)
}

/** Years that have settled cases, the last first. */
export function settledYears(db: ReadableDb): readonly string[] {
  return db
    .values<[string]>(
      sql`SELECT DISTINCT substr(period, 1, 4) FROM (SELECT DISTINCT period FROM case_fact) ORDER BY 1 DESC`,
    )
    .map(([year]) => year)
}
