import { auditGaps } from './audit.ts'
import { batchContents } from './batch-contents.ts'
import { COST_IN_FORCE } from './case-costs.ts'
import { wronglyJoined } from './case-parts.ts'
import type { ReadableDb } from './database.ts'
import { CELLS_EQUAL_FACTS } from './fact-cells.ts'
import { changedSinceClosing } from './periods.ts'
import { type Sql, sql } from './sql.ts'

/** One check: what was counted as wrong (0 is right), with up to a few examples. */
export interface VerifyFinding {
  readonly id: ReconciliationId
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
  /**
   * A committed batch holds as many rows and as much money as it was accepted with, less what was taken out with its year. Rows of a
   * catalogue that repeat a code are one.
   */
  'batch-totals': sql`
    WITH held AS (${batchContents})
    SELECT count(*) AS wrong, min(b.source_name) AS example FROM batch AS b
    LEFT JOIN held ON held.batch_id = b.id
    LEFT JOIN (SELECT batch_id, sum(row_count) AS n, sum(amount_fen) AS amount FROM batch_removed GROUP BY 1) AS out
      ON out.batch_id = b.id
    WHERE b.state = 'committed' AND (
      CASE WHEN b.kind = 'items' THEN coalesce(held.n, 0) + coalesce(out.n, 0) > b.accepted
        ELSE coalesce(held.n, 0) + coalesce(out.n, 0) <> b.accepted END
      OR held.amount IS NOT NULL AND out.n IS NULL AND held.amount <> coalesce(b.amount_fen, 0)
      OR b.kind = 'charges' AND coalesce(held.amount, 0) + coalesce(out.amount, 0) <> coalesce(b.amount_fen, 0))`,
  /** A case is what its row and the other tables of it come to. */
  'cases-joined': wronglyJoined,
  /** A fact repeats its case's charge and month, and the cost in force there. */
  'facts-equal-cases': sql`
    SELECT count(*) AS wrong, min(r.case_no) AS example FROM case_fact AS f JOIN hospital_case AS c ON c.id = f.case_id
    JOIN case_ref AS r ON r.id = c.id ${COST_IN_FORCE.join}
    WHERE f.charge_fen <> c.charge_fen OR f.cost_fen IS NOT ${COST_IN_FORCE.cost} OR f.period <> c.period`,
  /** Pages sum cells: they are what the facts come to. */
  'cells-equal-facts': CELLS_EQUAL_FACTS,
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
  /** Computed rows of a closed month are those it was closed with. */
  'closed-months-hold': changedSinceClosing,
  /** Every change of the book left a row in the audit log. */
  'audit-complete': auditGaps,
} as const satisfies Readonly<Record<string, Sql | ((db: ReadableDb) => Omit<VerifyFinding, 'id'>)>>

export type ReconciliationId = keyof typeof RECONCILIATIONS
export const RECONCILIATION_IDS = Object.keys(RECONCILIATIONS) as ReconciliationId[]

export function reconcile(db: ReadableDb, id: ReconciliationId): VerifyFinding {
  const check = RECONCILIATIONS[id]
  return { id, ...(typeof check === 'function' ? check(db) : db.one<Omit<VerifyFinding, 'id'>>(check)) }
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
