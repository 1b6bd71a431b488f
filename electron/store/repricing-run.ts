import type { SettlementClass } from '#shared/domain/slice.ts'
import type { ReadableDb, WritableDb } from './database.ts'
import { type SqlValue, sql } from './sql.ts'

/** What pricing a case again needs of it, as a list: objects would take longer than the query. */
export type CaseToReprice = readonly [
  id: number,
  period: string,
  status: string,
  drg: string,
  insurance: string | null,
  charge: number,
  patient: number | null,
  groupSource: 'scheme' | 'official',
  schemeId: number | null,
  policyId: number | null,
  className: SettlementClass,
  paymentFen: number | null,
  paymentFrac: number | null,
]

export interface RepricedMonths {
  readonly from: string | null
  readonly to: string | null
}

/** The next settled cases of some months after an id, in id order: by the primary key (`+` keeps the months' index out). */
export function casesToReprice(
  db: ReadableDb,
  afterId: number,
  limit: number,
  { from, to }: RepricedMonths,
): readonly CaseToReprice[] {
  return db.values(sql`SELECT f.case_id, f.period, f.status, f.drg, f.insurance, f.charge_fen, c.patient_fen, f.group_source,
      f.scheme_id, f.policy_id, f.class, f.payment_fen, f.payment_frac
    FROM case_fact AS f JOIN hospital_case AS c ON c.id = f.case_id
    WHERE f.case_id > ${afterId} AND +f.period >= ${from ?? ''} AND +f.period <= ${to ?? '9999-12'}
    ORDER BY f.case_id LIMIT ${limit}`)
}

export const countToReprice = (db: ReadableDb, { from, to }: RepricedMonths): number =>
  db.one<{ n: number }>(
    sql`SELECT count(*) AS n FROM case_fact WHERE period >= ${from ?? ''} AND period <= ${to ?? '9999-12'}`,
  ).n

interface Parts {
  readonly fen: number
  readonly frac: number
}

/** A case priced again. Exact amounts come split (see `toParts`). */
export interface RepricedRow {
  readonly class: SettlementClass
  readonly rwMicro: number | null
  readonly ratio: number | null
  readonly standard: Parts | null
  readonly payment: Parts | null
  readonly paid: number | null
  readonly patient: number | null
  readonly fund: Parts | null
  readonly beforeClass: SettlementClass
  readonly before: Parts | null
  readonly cause: 'none' | 'priced' | 'class' | 'factors'
  /** Of the cause `factors`; the rate has the rest. */
  readonly weight: Parts | null
  readonly coefficient: Parts | null
}

/** In the order of the table. */
const COLUMNS = [
  ...['repricing_id', 'case_id', 'class', 'rw_micro', 'ratio', 'standard_fen', 'standard_frac', 'payment_fen'],
  ...['payment_frac', 'paid_fen', 'patient_fen', 'fund_fen', 'fund_frac', 'before_class', 'before_fen', 'before_frac'],
  ...['cause', 'weight_fen', 'weight_frac', 'coefficient_fen', 'coefficient_frac'],
]

export function repricedWriter(db: WritableDb, repricingId: number): (caseId: number, row: RepricedRow) => void {
  const insert = db.prepare(
    `INSERT INTO repriced_case (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map(() => '?').join(', ')})`,
  )
  return (caseId, row) => {
    const { standard, payment, fund, before, weight, coefficient } = row
    const values: SqlValue[] = [
      repricingId,
      caseId,
      row.class,
      row.rwMicro,
      row.ratio,
      standard === null ? null : standard.fen,
      standard === null ? null : standard.frac,
      payment === null ? null : payment.fen,
      payment === null ? null : payment.frac,
      row.paid,
      row.patient,
      fund === null ? null : fund.fen,
      fund === null ? null : fund.frac,
      row.beforeClass,
      before === null ? null : before.fen,
      before === null ? null : before.frac,
      row.cause,
      weight === null ? null : weight.fen,
      weight === null ? null : weight.frac,
      coefficient === null ? null : coefficient.fen,
      coefficient === null ? null : coefficient.frac,
    ]
    insert(values)
  }
}

export interface StoredRepricing extends RepricedMonths {
  readonly id: number
  readonly policyId: number
  readonly dataRevision: number
  readonly computedRevision: number
  readonly at: string
  readonly cases: number
  readonly leftOut: number
}

/** Newest first. */
export function listRepricings(db: ReadableDb): StoredRepricing[] {
  return db.all(sql`SELECT id, policy_id AS policyId, valid_from AS "from", valid_to AS "to", data_revision AS dataRevision,
    computed_revision AS computedRevision, at, cases, left_out AS leftOut FROM repricing ORDER BY id DESC`)
}

export function addRepricing(db: WritableDb, run: Omit<StoredRepricing, 'id' | 'cases' | 'leftOut'>): number {
  return db.run(sql`INSERT INTO repricing (policy_id, valid_from, valid_to, data_revision, computed_revision, at, cases, left_out)
    VALUES (${run.policyId}, ${run.from}, ${run.to}, ${run.dataRevision}, ${run.computedRevision}, ${run.at}, 0, 0)`)
    .lastId
}

export function closeRepricing(db: WritableDb, id: number, cases: number, leftOut: number): void {
  db.run(sql`UPDATE repricing SET cases = ${cases}, left_out = ${leftOut} WHERE id = ${id}`)
}

/** With its cases. */
export function removeRepricing(db: WritableDb, id: number): void {
  db.run(sql`DELETE FROM repriced_case WHERE repricing_id = ${id}`)
  db.run(sql`DELETE FROM repricing WHERE id = ${id}`)
}
