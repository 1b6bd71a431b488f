import { type Fen, fen } from '#shared/domain/money.ts'
import type { ReadableDb, WritableDb } from './database.ts'
import { sql } from './sql.ts'

/** An import batch as stored; `loading` ones are invisible and are cleaned away when a book opens. */
export interface StoredBatch {
  readonly id: number
  readonly kind: string
  readonly sourceName: string
  readonly sha256: string
  readonly state: 'loading' | 'committed' | 'undone'
  readonly rows: number
  readonly accepted: number
  readonly warned: number
  readonly rejected: number
  readonly replaced: number
  /** Rows taken out with their year; the counts above stay those of the import. */
  readonly removed: number
  readonly amount: Fen | null
  readonly committedAt: string | null
  readonly undoneAt: string | null
}

export interface StoredIssue {
  readonly row: number
  readonly verdict: string
  readonly code: string
  readonly column: string | null
  readonly value: string | null
  readonly zh: string
  readonly en: string
}

/** SQL condition for rows that count: used wherever `charge_line`, `case_category` or a reference table is read. */
export const COMMITTED = sql`batch_id IN (SELECT id FROM batch WHERE state = 'committed')`

export function beginBatch(
  db: WritableDb,
  batch: {
    readonly kind: string
    readonly sourceName: string
    readonly sha256: string
    readonly template: string
    readonly at: string
  },
): number {
  return db.run(sql`INSERT INTO batch (kind, source_name, sha256, template, state, started_at)
    VALUES (${batch.kind}, ${batch.sourceName}, ${batch.sha256}, ${batch.template}, 'loading', ${batch.at})`).lastId
}

export interface BatchOutcome {
  readonly rows: number
  readonly accepted: number
  readonly warned: number
  readonly rejected: number
  readonly replaced: number
  readonly amount: Fen | null
  readonly at: string
}

/** The one statement that makes a loaded batch count. */
export function commitBatch(db: WritableDb, id: number, outcome: BatchOutcome): void {
  db.run(sql`UPDATE batch SET state = 'committed', row_count = ${outcome.rows}, accepted = ${outcome.accepted},
    warned = ${outcome.warned}, rejected = ${outcome.rejected}, replaced = ${outcome.replaced},
    amount_fen = ${outcome.amount}, committed_at = ${outcome.at} WHERE id = ${id} AND state = 'loading'`)
}

export function markBatchUndone(db: WritableDb, id: number, at: string): void {
  db.run(sql`UPDATE batch SET state = 'undone', undone_at = ${at} WHERE id = ${id} AND state = 'committed'`)
}

interface BatchRow {
  id: number
  kind: string
  source_name: string
  sha256: string
  state: StoredBatch['state']
  row_count: number
  accepted: number
  warned: number
  rejected: number
  replaced: number
  removed: number
  amount_fen: number | null
  committed_at: string | null
  undone_at: string | null
}

const asBatch = (row: BatchRow): StoredBatch => ({
  id: row.id,
  kind: row.kind,
  sourceName: row.source_name,
  sha256: row.sha256,
  state: row.state,
  rows: row.row_count,
  accepted: row.accepted,
  warned: row.warned,
  rejected: row.rejected,
  replaced: row.replaced,
  removed: row.removed,
  amount: row.amount_fen === null ? null : fen(row.amount_fen),
  committedAt: row.committed_at,
  undoneAt: row.undone_at,
})

const REMOVED = sql`(SELECT coalesce(sum(row_count), 0) FROM batch_removed WHERE batch_id = batch.id)`
const STORED = sql`SELECT *, ${REMOVED} AS removed FROM batch`

export function listBatches(db: ReadableDb): StoredBatch[] {
  return db.all<BatchRow>(sql`${STORED} WHERE state <> 'loading' ORDER BY id DESC`).map(asBatch)
}

export function getBatch(db: ReadableDb, id: number): StoredBatch | undefined {
  const row = db.get<BatchRow>(sql`${STORED} WHERE id = ${id} AND state <> 'loading'`)
  return row && asBatch(row)
}

/**
 * A committed batch of the very same bytes and kind that still has rows in the book, if any: importing a file twice doubles the
 * money.
 */
export function committedWithHash(db: ReadableDb, kind: string, sha256: string): StoredBatch | undefined {
  const row = db.get<BatchRow>(
    sql`${STORED} WHERE sha256 = ${sha256} AND kind = ${kind} AND state = 'committed' AND ${REMOVED} < accepted LIMIT 1`,
  )
  return row && asBatch(row)
}

/** Hashes of all files that have rows in the book. */
export function importedHashes(db: ReadableDb): Set<string> {
  const rows = db.all<{ sha256: string }>(
    sql`SELECT DISTINCT sha256 FROM batch WHERE state = 'committed' AND ${REMOVED} < accepted`,
  )
  return new Set(rows.map(({ sha256 }) => sha256))
}

export function saveIssues(db: WritableDb, batchId: number, issues: readonly StoredIssue[]): void {
  const insert = db.prepare(`INSERT INTO batch_issue
    (batch_id, row_no, verdict, code, column_name, value, message_zh, message_en) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`)
  for (const issue of issues) {
    insert([batchId, issue.row, issue.verdict, issue.code, issue.column, issue.value, issue.zh, issue.en])
  }
}

const PURGE_CHUNK = 10_000

/**
 * Deletes the lines that uncommitted and undone batches left, a chunk per transaction. Nothing visible changes: they stopped counting
 * when their batch did. All other rows come in and go out with the last statement of their batch.
 */
export async function purgeDeadRows(db: WritableDb, breathe: () => Promise<void>): Promise<void> {
  const dead = db.all<{ id: number; first_line: number | null; last_line: number | null; state: string }>(
    sql`SELECT id, first_line, last_line, state FROM batch WHERE state <> 'committed' AND (state = 'loading' OR first_line IS NOT NULL)`,
  )
  for (const batch of dead) {
    if (batch.first_line !== null && batch.last_line !== null) {
      for (let from = batch.first_line; from <= batch.last_line; from += PURGE_CHUNK) {
        const to = Math.min(from + PURGE_CHUNK - 1, batch.last_line)
        db.transaction(() => {
          const cases = sql`SELECT DISTINCT case_id FROM charge_line WHERE id BETWEEN ${from} AND ${to} AND batch_id = ${batch.id}`
          db.run(sql`DELETE FROM case_category WHERE batch_id = ${batch.id} AND case_id IN (${cases})`)
          db.run(sql`DELETE FROM charge_line WHERE id BETWEEN ${from} AND ${to} AND batch_id = ${batch.id}`)
        })
        await breathe()
      }
    }
    db.transaction(() => {
      if (batch.state === 'loading') {
        db.run(sql`DELETE FROM batch_issue WHERE batch_id = ${batch.id}`)
        db.run(sql`DELETE FROM batch WHERE id = ${batch.id}`)
      } else {
        db.run(sql`UPDATE batch SET first_line = NULL, last_line = NULL WHERE id = ${batch.id}`)
      }
    })
    await breathe()
  }
}
