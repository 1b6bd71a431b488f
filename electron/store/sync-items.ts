import { type Fen, fen } from '#shared/domain/money.ts'
import type { AnsweredTable, AnswerRow } from '#shared/domain/sync.ts'
import type { ReadableDb, WritableDb } from './database.ts'
import { type Sql, sql, sqlWhere } from './sql.ts'

/** An item of the outbox as stored; `content` is the JSON of its rows. */
export interface StoredItem {
  readonly id: string
  readonly kind: AnsweredTable
  readonly period: string
  readonly content: string
  readonly draft: boolean
  readonly sentIn: number | null
  readonly createdAt: string
  readonly changedAt: string
}

export interface ItemFilter {
  readonly period?: string | undefined
  readonly kind?: AnsweredTable | undefined
  readonly id?: string | undefined
}

type Row = Omit<StoredItem, 'draft'> & { readonly draft: number }

const COLUMNS = sql`id, kind, period, content, draft, sent_in AS sentIn, created_at AS createdAt, changed_at AS changedAt`

/** The newest change first. */
export function listItems(db: ReadableDb, { period, kind, id }: ItemFilter): StoredItem[] {
  const conditions: Sql[] = []
  if (period !== undefined) conditions.push(sql`period = ${period}`)
  if (kind !== undefined) conditions.push(sql`kind = ${kind}`)
  if (id !== undefined) conditions.push(sql`id = ${id}`)
  return db
    .all<Row>(sql`SELECT ${COLUMNS} FROM sync_item ${sqlWhere(conditions)} ORDER BY changed_at DESC, id`)
    .map((row) => ({ ...row, draft: row.draft === 1 }))
}

export function getItem(db: ReadableDb, id: string): StoredItem | undefined {
  return listItems(db, { id })[0]
}

/** Adds an item or changes one; it is a draft then, whatever went out before. */
export function putItem(
  db: WritableDb,
  item: Pick<StoredItem, 'id' | 'kind' | 'period' | 'content'> & { readonly at: string },
): void {
  db.run(sql`INSERT INTO sync_item (id, kind, period, content, draft, created_at, changed_at)
    VALUES (${item.id}, ${item.kind}, ${item.period}, ${item.content}, 1, ${item.at}, ${item.at})
    ON CONFLICT (id) DO UPDATE SET period = excluded.period, content = excluded.content, draft = 1, changed_at = excluded.changed_at`)
}

export function removeItem(db: WritableDb, id: string): void {
  db.run(sql`DELETE FROM sync_item WHERE id = ${id}`)
}

/** For the transaction that writes the return. */
export function markItemSent(db: WritableDb, id: string, packageId: number): void {
  db.run(sql`UPDATE sync_item SET draft = 0, sent_in = ${packageId} WHERE id = ${id}`)
}

export interface StoredEvidence {
  readonly name: string
  readonly title: string
  readonly sha256: string
  readonly bytes: number
}

export function evidenceOf(db: ReadableDb, itemId: string): StoredEvidence[] {
  return db.all(sql`SELECT name, title, sha256, bytes FROM sync_evidence WHERE item_id = ${itemId} ORDER BY id`)
}

export function evidenceContent(db: ReadableDb, itemId: string, name: string): Uint8Array | undefined {
  return db.get<{ content: Uint8Array }>(
    sql`SELECT content FROM sync_evidence WHERE item_id = ${itemId} AND name = ${name}`,
  )?.content
}

export function addEvidence(
  db: WritableDb,
  itemId: string,
  { name, title, sha256, bytes, content }: StoredEvidence & { readonly content: Uint8Array },
): void {
  db.run(sql`INSERT INTO sync_evidence (item_id, name, title, sha256, bytes, content)
    VALUES (${itemId}, ${name}, ${title}, ${sha256}, ${bytes}, ${content})`)
}

export function retitleEvidence(db: WritableDb, itemId: string, name: string, title: string): void {
  db.run(sql`UPDATE sync_evidence SET title = ${title} WHERE item_id = ${itemId} AND name = ${name}`)
}

export function removeEvidence(db: WritableDb, itemId: string, name: string): void {
  db.run(sql`DELETE FROM sync_evidence WHERE item_id = ${itemId} AND name = ${name}`)
}

/** An answer that counts: its package was not undone. */
export interface StoredAnswer extends Omit<AnswerRow, 'itemId' | 'subject'> {
  readonly packageId: number
  /** The return it answers, by the SHA-256 of its manifest. */
  readonly inReplyTo: string
  /** When the package with it was applied. */
  readonly at: string
}

type AnswerDbRow = Omit<StoredAnswer, 'approved'> & { readonly approved: number | null }

/** The newest first. */
export function answersOf(db: ReadableDb, kind: AnsweredTable, itemId: string): StoredAnswer[] {
  return db
    .all<AnswerDbRow>(sql`SELECT a.package_id AS packageId, json_extract(p.manifest, '$.inReplyTo') AS inReplyTo, p.at,
        a.decision, a.settlement, a.approved_fen AS approved, a.comment, a.decided_by AS decidedBy, a.decided_at AS decidedAt
      FROM sync_answer AS a JOIN sync_package AS p ON p.id = a.package_id
      WHERE a.item_id = ${itemId} AND a.subject = ${kind} AND p.undone_at IS NULL ORDER BY p.id DESC`)
    .map(({ approved, ...row }) => ({ ...row, approved: asFen(approved) }))
}

export function addAnswer(db: WritableDb, packageId: number, row: AnswerRow): void {
  db.run(sql`INSERT INTO sync_answer
    (package_id, subject, item_id, decision, settlement, approved_fen, comment, decided_by, decided_at)
    VALUES (${packageId}, ${row.subject}, ${row.itemId}, ${row.decision}, ${row.settlement}, ${row.approved},
      ${row.comment}, ${row.decidedBy}, ${row.decidedAt})`)
}

/** How many items went out last in a return, and how many of them its answers name. */
export function itemsOfReturn(
  db: ReadableDb,
  packageId: number,
  sha256: string,
): { readonly items: number; readonly answered: number } {
  return db.one(sql`SELECT count(*) AS items, count(*) FILTER (WHERE EXISTS (
      SELECT 1 FROM sync_answer AS a JOIN sync_package AS p ON p.id = a.package_id AND p.undone_at IS NULL
      WHERE a.item_id = i.id AND a.subject = i.kind AND json_extract(p.manifest, '$.inReplyTo') = ${sha256})) AS answered
    FROM sync_item AS i WHERE i.sent_in = ${packageId}`)
}

const asFen = (value: number | null): Fen | null => (value === null ? null : fen(value))

/** Charge lines of a month's cases, as of the last recompute. */
export function linesOfMonth(db: ReadableDb, period: string): number {
  return db.one<{ n: number }>(sql`SELECT coalesce(sum(lines), 0) AS n FROM case_fact WHERE period = ${period}`).n
}
