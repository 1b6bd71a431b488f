import type { ReadableDb } from './database.ts'
import type { MonthRange } from './facts.ts'
import { type Sql, sql, sqlWhere } from './sql.ts'

/** Lines a case may pass; null: the rule has none of the kind. Money in fen. */
export interface ReviewLines {
  readonly ratio: number | null
  readonly days: number | null
  readonly icuHours: number | null
  readonly loss: number | null
}

export interface StoredReviewCase {
  readonly caseNo: string
  readonly month: string
  readonly drg: string
  readonly drgName: string | null
  readonly team: string | null
  readonly charge: number
  readonly paymentFen: number | null
  readonly paymentFrac: number | null
  readonly ratio: number | null
  readonly los: number | null
  readonly icuHours: number | null
}

const inMonths = ({ from, to }: MonthRange, policyId: number | null): Sql =>
  sqlWhere([
    sql`f.policy_id IS ${policyId}`,
    ...(from === null ? [] : [sql`f.period >= ${from}`]),
    ...(to === null ? [] : [sql`f.period <= ${to}`]),
  ])

/** Computed cases by the policy that settled them; null: by a directory, or by none. */
export function dischargesByPolicy(
  db: ReadableDb,
  { from, to }: MonthRange,
): { readonly policyId: number | null; readonly discharges: number }[] {
  const months = sqlWhere([
    ...(from === null ? [] : [sql`period >= ${from}`]),
    ...(to === null ? [] : [sql`period <= ${to}`]),
  ])
  return db.all(
    sql`SELECT policy_id AS policyId, count(*) AS discharges FROM case_fact ${months} GROUP BY policy_id ORDER BY policy_id`,
  )
}

/** Cases of a policy that may pass one of the lines; the engine decides, on exact money. */
export function casesNearLines(
  db: ReadableDb,
  months: MonthRange,
  policyId: number | null,
  { ratio, days, icuHours, loss }: ReviewLines,
): StoredReviewCase[] {
  return db.all(sql`SELECT r.case_no AS caseNo, f.period AS month, f.drg, n.name AS drgName, f.team, f.charge_fen AS charge,
      f.payment_fen AS paymentFen, f.payment_frac AS paymentFrac, f.ratio, f.los, c.icu_hours AS icuHours
    FROM case_fact AS f JOIN case_ref AS r ON r.id = f.case_id JOIN hospital_case AS c ON c.id = f.case_id
    LEFT JOIN group_name AS n ON n.scheme_id = f.scheme_id AND n.code = f.drg
    ${inMonths(months, policyId)} AND (f.ratio >= ${ratio} OR f.los > ${days} OR c.icu_hours > ${icuHours}
      OR f.charge_fen - f.payment_fen >= ${loss})`)
}
