import type { ReadableDb } from './database.ts'
import { sql } from './sql.ts'

/** One check: what was counted as wrong (0 is right), with up to a few examples. */
export interface VerifyFinding {
  readonly id: string
  readonly wrong: number
  readonly example: string | null
}

const RECONCILIATIONS = {
  /** The roll-up by category is the sum of its lines, to the fen. */
  'rollup-equals-lines': sql`
    WITH lines AS (
      SELECT l.case_id, i.category, l.batch_id, sum(l.amount_fen) AS amount, count(*) AS lines
      FROM charge_line AS l JOIN charge_item AS i ON i.id = l.item_id GROUP BY 1, 2, 3
    )
    SELECT count(*) AS wrong, min(r.case_no) AS example FROM (
      SELECT coalesce(a.case_id, b.case_id) AS case_id FROM lines AS a
      FULL JOIN case_category AS b ON b.case_id = a.case_id AND b.category = a.category AND b.batch_id = a.batch_id
      WHERE a.amount IS NOT b.amount_fen OR a.lines IS NOT b.lines
    ) AS bad JOIN case_ref AS r ON r.id = bad.case_id`,
  /** A committed charge batch holds as many lines and as much money as it was accepted with. */
  'batch-totals': sql`
    SELECT count(*) AS wrong, min(b.source_name) AS example FROM batch AS b
    LEFT JOIN (SELECT batch_id, sum(lines) AS lines, sum(amount_fen) AS amount FROM case_category GROUP BY 1) AS k ON k.batch_id = b.id
    WHERE b.kind = 'charges' AND b.state = 'committed'
      AND (coalesce(k.lines, 0) <> b.accepted OR coalesce(k.amount, 0) IS NOT coalesce(b.amount_fen, 0))`,
  /** A fact repeats its case's charge, cost and month. */
  'facts-equal-cases': sql`
    SELECT count(*) AS wrong, min(r.case_no) AS example FROM case_fact AS f JOIN hospital_case AS c ON c.id = f.case_id
    JOIN case_ref AS r ON r.id = c.id
    WHERE f.charge_fen <> c.charge_fen OR f.cost_fen IS NOT c.cost_fen OR f.period <> c.period`,
  /** What was paid is the exact payment rounded once, half away from zero. */
  'paid-is-rounded-payment': sql`
    SELECT count(*) AS wrong, min(r.case_no) AS example FROM case_fact AS f JOIN case_ref AS r ON r.id = f.case_id
    WHERE payment_fen IS NOT NULL AND paid_fen <> payment_fen +
      (CASE WHEN payment_frac > 500000000000 OR (payment_frac = 500000000000 AND payment_fen >= 0) THEN 1 ELSE 0 END)`,
  /** Fund part and patient part make up the payment. */
  'fund-and-patient-make-payment': sql`
    SELECT count(*) AS wrong, min(r.case_no) AS example FROM case_fact AS f JOIN case_ref AS r ON r.id = f.case_id
    WHERE fund_fen IS NOT NULL AND patient_fen IS NOT NULL
      AND (fund_fen + patient_fen <> payment_fen OR fund_frac <> payment_frac)`,
  /** A month belongs to its discharge date. */
  'month-of-discharge': sql`
    SELECT count(*) AS wrong, min(r.case_no) AS example FROM hospital_case AS c JOIN case_ref AS r ON r.id = c.id
    WHERE discharged_at IS NOT NULL AND substr(discharged_at, 1, 7) <> period`,
  /** Lines whose case is not in the book (yet): they are in no case's figures. */
  'lines-without-case': sql`
    SELECT count(DISTINCT k.case_id) AS wrong, min(r.case_no) AS example FROM case_category AS k
    JOIN batch AS b ON b.id = k.batch_id AND b.state = 'committed' JOIN case_ref AS r ON r.id = k.case_id
    LEFT JOIN hospital_case AS c ON c.id = k.case_id WHERE c.id IS NULL`,
  /** Header total against its lines: told, not wrong in itself. */
  'header-equals-lines': sql`
    SELECT count(*) AS wrong, min(r.case_no) AS example FROM case_fact AS f JOIN case_ref AS r ON r.id = f.case_id
    WHERE lines > 0 AND charge_fen <> lines_fen`,
} as const

export type ReconciliationId = keyof typeof RECONCILIATIONS
export const RECONCILIATION_IDS = Object.keys(RECONCILIATIONS) as ReconciliationId[]

export function reconcile(db: ReadableDb, id: ReconciliationId): VerifyFinding {
  return { id, ...db.one<{ wrong: number; example: string | null }>(RECONCILIATIONS[id]) }
}

/** SQLite's own checks: pages, indexes and references. Returns the messages; none means sound. */
export function checkFile(db: ReadableDb): string[] {
  const integrity = db.all<{ integrity_check: string }>({ text: 'PRAGMA integrity_check(20)', values: [] })
  const references = db.all<{ table: string }>({ text: 'PRAGMA foreign_key_check', values: [] })
  return [
    ...integrity.map((row) => row.integrity_check).filter((message) => message !== 'ok'),
    ...references.map((row) => `a row of ${row.table} refers to nothing`),
  ]
}
