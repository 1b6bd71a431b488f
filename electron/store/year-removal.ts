import { COMMITTED } from './batches.ts'
import { PART_TABLES } from './case-parts.ts'
import type { ReadableDb, WritableDb } from './database.ts'
import { type Sql, sql } from './sql.ts'

/** What a year has: numbers of its cases, and of those that have lines only. */
export interface YearContents {
  readonly caseIds: readonly number[]
  /** Case numbers without a case whose last line was charged in the year. */
  readonly linesOnly: readonly number[]
}

export interface YearRemoved {
  readonly cases: number
  readonly lines: number
  readonly otherRows: number
  readonly batches: number
}

/** @param year `2024` */
export function yearContents(db: ReadableDb, year: string): YearContents {
  const ids = (rows: readonly { id: number }[]) => rows.map(({ id }) => id)
  return {
    caseIds: ids(db.all(sql`SELECT id FROM hospital_case WHERE ${inYear('period', year)} ORDER BY id`)),
    linesOnly: ids(
      db.all(sql`WITH waiting AS (SELECT DISTINCT case_id AS id FROM case_category
          WHERE case_id NOT IN (SELECT id FROM hospital_case))
        SELECT id FROM waiting
        WHERE (SELECT substr(max(charged_at), 1, 4) FROM charge_line WHERE case_id = waiting.id) = ${year}`),
    ),
  }
}

/** Rows that name a month of the year, besides those of its cases; benchmarks and catalogues are nobody's year. */
export function countOtherRows(db: ReadableDb, year: string): number {
  return MONTHLY.reduce(
    (sum, [table, column]) =>
      sum +
      db.one<{ n: number }>(
        sql`SELECT count(*) AS n FROM ${named(table)} WHERE ${inYear(column, year)} AND ${COMMITTED}`,
      ).n,
    0,
  )
}

/** Tables with a month, or a month or a whole year, of their own. */
const MONTHLY = [
  ['ledger_entry', 'period'],
  ['driver_quantity', 'period'],
  ['inventory_month', 'period'],
  ['settlement_return', 'period'],
  ['quality_event', 'period'],
  ['budget_line', 'span'],
  ['target', 'span'],
] as const
/** Tables that name cases by their number; their rows go with the case, whatever month they stand in. */
const BY_CASE_NO = ['settlement_return', 'quality_event'] as const

const named = (name: string): Sql => ({ text: name, values: [] })
/** Text order finds the year's months by an index, and the year itself. */
const inYear = (column: string, year: string): Sql =>
  sql`${named(column)} >= ${year} AND ${named(column)} < ${`${year}~`}`

/** Cases taken out between two looks at what else is waiting: a thousand lines or two. */
const CHUNK = 5

/**
 * Takes a year out: cases, codes, computed rows and trial results, lines and roll-ups, what the batches kept for putting cases
 * back, and every row that names the year or one of its cases. Notes with each batch how many of its rows went. For use in one
 * long transaction, with dead rows purged before.
 */
export async function removeYear(
  db: WritableDb,
  year: string,
  { caseIds, linesOnly }: YearContents,
  { onProgress, breathe }: { onProgress(done: number): void; breathe(): Promise<void> },
): Promise<YearRemoved> {
  const removed = removalNotes(db, year)
  const ids = [...caseIds, ...linesOnly]
  let lines = 0
  let otherRows = 0
  for (let from = 0; from < ids.length; from += CHUNK) {
    const chunk = sql`(SELECT value FROM json_each(${JSON.stringify(ids.slice(from, from + CHUNK))}))`
    for (const table of BY_CASE_NO)
      otherRows += takeOut(db, removed, table, sql`case_no IN (SELECT case_no FROM case_ref WHERE id IN ${chunk})`)
    lines += removeCases(db, removed, chunk)
    onProgress(Math.min(from + CHUNK, ids.length))
    await breathe()
  }
  for (const [table, column] of MONTHLY) {
    otherRows += takeOut(db, removed, table, inYear(column, year))
    await breathe()
  }
  db.run(sql`DELETE FROM trial WHERE NOT EXISTS (SELECT 1 FROM trial_result WHERE trial_id = trial.id)`)
  return { cases: caseIds.length, lines, otherRows, batches: removed.batches() }
}

/** Codes, computed rows and trial results go with their case by the foreign keys. */
function removeCases(db: WritableDb, removed: RemovalNotes, chunk: Sql): number {
  const ofLines = db.all<Removal>(sql`SELECT batch_id AS batchId, sum(lines) AS rows, sum(amount_fen) AS amount
    FROM case_category WHERE case_id IN ${chunk} GROUP BY batch_id`)
  for (const removal of ofLines) removed.add(removal)
  for (const table of ['charge_line', 'case_category'])
    db.run(sql`DELETE FROM ${named(table)} WHERE case_id IN ${chunk}`)
  for (const table of ['case_before', ...Object.values(PART_TABLES)])
    takeOut(db, removed, table, sql`case_id IN ${chunk}`)
  db.run(sql`DELETE FROM stay_number WHERE case_no IN (SELECT case_no FROM case_ref WHERE id IN ${chunk})`)
  db.run(sql`DELETE FROM hospital_case WHERE id IN ${chunk}`)
  db.run(sql`DELETE FROM case_ref WHERE id IN ${chunk}`)
  return ofLines.reduce((sum, { rows }) => sum + rows, 0)
}

/** Returns the rows that counted; those of undone batches go with them, and are nobody's loss. */
function takeOut(db: WritableDb, removed: RemovalNotes, table: string, condition: Sql): number {
  const gone = db.all<Removal>(sql`SELECT batch_id AS batchId, count(*) AS rows, 0 AS amount
    FROM ${named(table)} WHERE ${condition} AND ${COMMITTED} GROUP BY batch_id`)
  for (const removal of gone) removed.add(removal)
  db.run(sql`DELETE FROM ${named(table)} WHERE ${condition}`)
  return gone.reduce((sum, { rows }) => sum + rows, 0)
}

interface Removal {
  readonly batchId: number
  readonly rows: number
  readonly amount: number
}

interface RemovalNotes {
  add(removal: Removal): void
  /** Batches noted so far. */
  batches(): number
}

function removalNotes(db: WritableDb, year: string): RemovalNotes {
  const note = db.prepare(`INSERT INTO batch_removed (batch_id, year, row_count, amount_fen) VALUES (?, ?, ?, ?)
    ON CONFLICT (batch_id, year) DO UPDATE SET row_count = row_count + excluded.row_count,
    amount_fen = amount_fen + excluded.amount_fen`)
  const seen = new Set<number>()
  return {
    add({ batchId, rows, amount }) {
      seen.add(batchId)
      note([batchId, year, rows, amount])
    },
    batches: () => seen.size,
  }
}

/** The years that took rows of a batch out, and how many rows; undefined where none did. */
export function rowsRemoved(
  db: ReadableDb,
  batchId: number,
): { readonly years: string; readonly rows: number } | undefined {
  const found = db.one<{ years: string | null; rows: number | null }>(
    sql`SELECT group_concat(year, ', ') AS years, sum(row_count) AS rows FROM batch_removed WHERE batch_id = ${batchId}`,
  )
  return found.years === null || found.rows === null ? undefined : { years: found.years, rows: found.rows }
}
