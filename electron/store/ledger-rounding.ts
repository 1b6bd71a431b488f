import { COMMITTED } from './batches.ts'
import type { ReadableDb } from './database.ts'
import type { MonthRange } from './facts.ts'
import { sql } from './sql.ts'

/** The rounding row (尾差) an import of the ledger left with its batch. */
export interface StoredRounding {
  readonly batchId: number
  readonly source: string
  /** Exact yuan: what the rounded total is more than the file's own. */
  readonly amount: string
  readonly zh: string
  readonly en: string
}

/** Rounding rows of the files that some months' ledger came with, in the order they came in. */
export function ledgerRoundings(db: ReadableDb, { from, to }: MonthRange): StoredRounding[] {
  return db.all(sql`SELECT b.id AS batchId, b.source_name AS source, i.value AS amount, i.message_zh AS zh, i.message_en AS en
    FROM batch AS b JOIN batch_issue AS i ON i.batch_id = b.id AND i.code = 'ledger-rounding'
    WHERE b.state = 'committed' AND b.id IN (SELECT batch_id FROM ledger_entry WHERE ${COMMITTED}
      AND period >= coalesce(${from}, period) AND period <= coalesce(${to}, period))
    ORDER BY b.id`)
}
