import type { AuditAction, AuditCounts } from '#shared/domain/audit.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { bookCounts } from './book-queries.ts'
import type { ReadableDb, WritableDb } from './database.ts'
import { type Sql, type SqlValue, sql, sqlWhere } from './sql.ts'

export interface StoredAudit {
  readonly id: number
  readonly at: string
  readonly who: string
  readonly action: AuditAction
  readonly what: Bilingual
  readonly before: AuditCounts
  readonly after: AuditCounts
}

/** Who did what, and when (local time). */
export interface AuditNote {
  readonly at: string
  readonly who: string
  readonly action: AuditAction
  readonly what: Bilingual
}

/**
 * Adds a row to the log, for use in the transaction of what it is about. What was there before is what the row before it left, so
 * that a change nobody wrote down shows as a gap.
 */
export function recordAudit(db: WritableDb, { at, who, action, what }: AuditNote): void {
  const before = lastCounts(db) ?? { cases: 0, lines: 0, batches: 0 }
  const after = countsNow(db)
  db.run(sql`INSERT INTO audit (uid, at, who, action, what_zh, what_en,
      cases_before, lines_before, batches_before, cases_after, lines_after, batches_after)
    VALUES (lower(hex(randomblob(16))), ${at}, ${who}, ${action}, ${what.zh}, ${what.en},
      ${before.cases}, ${before.lines}, ${before.batches}, ${after.cases}, ${after.lines}, ${after.batches})`)
}

function countsNow(db: ReadableDb): AuditCounts {
  const { cases, chargeLines } = bookCounts(db)
  const { batches } = db.one<{ batches: number }>(sql`SELECT count(*) AS batches FROM batch WHERE state = 'committed'`)
  return { cases, lines: chargeLines, batches }
}

function lastCounts(db: ReadableDb): AuditCounts | undefined {
  return db.get(sql`SELECT cases_after AS cases, lines_after AS lines, batches_after AS batches
    FROM audit ORDER BY id DESC LIMIT 1`)
}

/** Sizes of the book that are not what the last row left; none of a book without a log. */
export function auditGaps(db: ReadableDb): { readonly wrong: number; readonly example: string | null } {
  const last = lastCounts(db)
  const now = countsNow(db)
  const gaps =
    last === undefined ? [] : (['cases', 'lines', 'batches'] as const).filter((key) => last[key] !== now[key])
  const [first] = gaps
  return { wrong: gaps.length, example: first === undefined ? null : `${first} ${last![first]} ≠ ${now[first]}` }
}

export interface AuditFilter {
  readonly action?: AuditAction | undefined
  /** Found in who or what, in either language. */
  readonly text?: string | undefined
}

function conditions({ action, text }: AuditFilter): Sql {
  const found: Sql[] = []
  if (action !== undefined) found.push(sql`action = ${action}`)
  const wanted = text?.trim().toLowerCase()
  if (wanted) found.push(sql`instr(lower(who || char(10) || what_zh || char(10) || what_en), ${wanted}) > 0`)
  return sqlWhere(found)
}

export function countAudit(db: ReadableDb, filter: AuditFilter): number {
  return db.one<{ n: number }>(sql`SELECT count(*) AS n FROM audit ${conditions(filter)}`).n
}

/** Newest first. */
export function listAudit(db: ReadableDb, filter: AuditFilter, offset: number, limit: number): StoredAudit[] {
  return db
    .all<Record<string, string | number>>(
      sql`SELECT * FROM audit ${conditions(filter)} ORDER BY id DESC LIMIT ${limit} OFFSET ${offset}`,
    )
    .map((row) => {
      const counts = (side: 'before' | 'after'): AuditCounts => ({
        cases: row[`cases_${side}`] as number,
        lines: row[`lines_${side}`] as number,
        batches: row[`batches_${side}`] as number,
      })
      return {
        id: row.id as number,
        at: row.at as string,
        who: row.who as string,
        action: row.action as AuditAction,
        what: { zh: row.what_zh as string, en: row.what_en as string },
        before: counts('before'),
        after: counts('after'),
      }
    })
}

const COLUMNS = [
  ...['uid', 'at', 'who', 'action', 'what_zh', 'what_en'],
  ...['cases_before', 'lines_before', 'batches_before', 'cases_after', 'lines_after', 'batches_after'],
]

/**
 * Appends the rows that another book's log has and this one's lacks, in their order: a book that takes the place of another keeps
 * its whole log. For use in the transaction that records the restore. Rows are the same when their `uid` is, whatever their number.
 */
export function carryAuditOver(from: ReadableDb, to: WritableDb): void {
  const insert = to.prepare(
    `INSERT OR IGNORE INTO audit (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map(() => '?').join(', ')})`,
  )
  for (const row of from.all<Record<string, SqlValue>>(sql`SELECT * FROM audit ORDER BY id`))
    insert(COLUMNS.map((name) => row[name]!))
}
