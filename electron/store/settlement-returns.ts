import { COMMITTED } from './batches.ts'
import type { ReadableDb } from './database.ts'
import { type FactFilter, factConditions } from './slices.ts'
import { type Sql, sql, sqlWhere } from './sql.ts'

/** A row of a return that counts; texts are exact decimals in yuan. */
export interface StoredReturn {
  readonly batchId: number
  readonly rowNo: number
  readonly caseNo: string
  readonly settlementNo: string | null
  readonly period: string
  readonly officialGroup: string | null
  readonly weight: string | null
  readonly standard: string | null
  readonly outlier: 'normal' | 'high' | 'low' | 'exempt' | null
  readonly charge: number | null
  readonly payment: number
  readonly deduction: number | null
  readonly reason: string | null
}

/** A case as it was settled here. */
export interface SettledFact {
  readonly caseId: number
  readonly caseNo: string
  readonly period: string
  readonly status: string
  readonly class: string
  readonly drg: string
  readonly charge: number
  /** Whole fen, and the exact payment in parts; null where no rule gives one. */
  readonly paid: number | null
  readonly paymentFen: number | null
  readonly paymentFrac: number | null
  readonly rwMicro: number | null
  readonly standardFen: number | null
  readonly standardFrac: number | null
}

const RETURN_COLUMNS: Sql = sql`s.batch_id AS batchId, s.row_no AS rowNo, s.case_no AS caseNo, s.settlement_no AS settlementNo,
  s.period AS period, s.official_group AS officialGroup, s.weight, s.standard, s.outlier, s.charge_fen AS charge,
  s.payment_fen AS payment, s.deduction_fen AS deduction, s.reason`

const FACT_COLUMNS: Sql = sql`f.case_id AS caseId, r.case_no AS caseNo, f.period, f.status, f.class, f.drg, f.charge_fen AS charge,
  f.paid_fen AS paid, f.payment_fen AS paymentFen, f.payment_frac AS paymentFrac, f.rw_micro AS rwMicro,
  f.standard_fen AS standardFen, f.standard_frac AS standardFrac`

/** The next settled cases after an id, in id order. */
export function settledAfter(db: ReadableDb, afterId: number, limit: number): SettledFact[] {
  return db.all(sql`SELECT ${FACT_COLUMNS} FROM case_fact AS f JOIN case_ref AS r ON r.id = f.case_id
    WHERE f.case_id > ${afterId} ORDER BY f.case_id LIMIT ${limit}`)
}

export function settledCases(db: ReadableDb, caseNos: readonly string[]): SettledFact[] {
  return db.all(sql`SELECT ${FACT_COLUMNS} FROM json_each(${JSON.stringify(caseNos)}) AS wanted
    JOIN case_ref AS r ON r.case_no = wanted.value JOIN case_fact AS f ON f.case_id = r.id`)
}

/** Returns of these cases, of whatever batch that counts. By case first: read by batch, all returns would be looked through each time. */
export function returnsOf(db: ReadableDb, caseNos: readonly string[]): StoredReturn[] {
  return db.all(sql`SELECT ${RETURN_COLUMNS} FROM json_each(${JSON.stringify(caseNos)}) AS wanted
    CROSS JOIN settlement_return AS s INDEXED BY settlement_return_case ON s.case_no = wanted.value WHERE s.${COMMITTED}`)
}

/** Returns of cases that have not been settled here. */
export function strayReturns(db: ReadableDb): StoredReturn[] {
  return db.all(sql`SELECT ${RETURN_COLUMNS} FROM settlement_return AS s WHERE s.${COMMITTED} AND NOT EXISTS (
      SELECT 1 FROM case_ref AS r JOIN case_fact AS f ON f.case_id = r.id WHERE r.case_no = s.case_no)
    ORDER BY s.batch_id, s.row_no`)
}

export const countReturns = (db: ReadableDb): number =>
  db.one<{ n: number }>(sql`SELECT count(*) AS n FROM settlement_return WHERE ${COMMITTED}`).n

/** Batches whose file names groups: an empty cell of theirs means that the insurer found none. */
export function batchesWithGroups(db: ReadableDb): ReadonlySet<number> {
  const rows = db.values<[number]>(
    sql`SELECT batch_id FROM settlement_return WHERE ${COMMITTED} GROUP BY batch_id HAVING max(official_group) IS NOT NULL`,
  )
  return new Set(rows.map(([id]) => id))
}

/** Ids of the settled cases of a slice. */
export function settledIds(db: ReadableDb, filter: FactFilter): ReadonlySet<number> {
  const rows = db.values<[number]>(sql`SELECT f.case_id FROM case_fact AS f ${sqlWhere(factConditions(filter))}`)
  return new Set(rows.map(([id]) => id))
}
