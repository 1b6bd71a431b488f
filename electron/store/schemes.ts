import type { SchemeKind } from '#shared/domain/grouping.ts'
import type { ReadableDb, WritableDb } from './database.ts'
import { sql } from './sql.ts'

export interface StoredScheme {
  readonly id: number
  readonly kind: SchemeKind
  readonly code: string
  readonly name: string
  readonly region: string
  readonly year: number | null
  readonly sha256: string
  readonly mdcs: number
  readonly adrgs: number
  readonly drgs: number
  readonly addedAt: string
}

const SUMMARY = sql`id, kind, code, name, region, year, sha256, mdcs, adrgs, drgs, added_at AS addedAt`

export function listSchemes(db: ReadableDb): StoredScheme[] {
  return db.all(sql`SELECT ${SUMMARY} FROM scheme ORDER BY id`)
}

export function getScheme(db: ReadableDb, id: number): StoredScheme | undefined {
  return db.get(sql`SELECT ${SUMMARY} FROM scheme WHERE id = ${id}`)
}

export function schemeWithHash(db: ReadableDb, sha256: string): StoredScheme | undefined {
  return db.get(sql`SELECT ${SUMMARY} FROM scheme WHERE sha256 = ${sha256}`)
}

/** The package's tables as they were stored: compressed JSON. */
export function schemeContent(db: ReadableDb, id: number): Uint8Array | undefined {
  return db.get<{ content: Uint8Array }>(sql`SELECT content FROM scheme WHERE id = ${id}`)?.content
}

export function addScheme(
  db: WritableDb,
  scheme: Omit<StoredScheme, 'id'> & {
    readonly content: Uint8Array
    readonly names: readonly { readonly code: string; readonly name: string }[]
  },
): number {
  const { lastId } =
    db.run(sql`INSERT INTO scheme (kind, code, name, region, year, sha256, mdcs, adrgs, drgs, added_at, content)
    VALUES (${scheme.kind}, ${scheme.code}, ${scheme.name}, ${scheme.region}, ${scheme.year}, ${scheme.sha256}, ${scheme.mdcs},
      ${scheme.adrgs}, ${scheme.drgs}, ${scheme.addedAt}, ${scheme.content})`)
  const insert = db.prepare('INSERT OR IGNORE INTO group_name (scheme_id, code, name) VALUES (?, ?, ?)')
  for (const { code, name } of scheme.names) insert([lastId, code, name])
  return lastId
}

/** Takes a scheme out again (the inverse of adding it), with its trials. Facts that used it are stale, not lost: they name the id. */
export function removeScheme(db: WritableDb, id: number): void {
  db.run(sql`DELETE FROM trial_result WHERE trial_id IN (SELECT id FROM trial WHERE scheme_id = ${id})`)
  db.run(sql`DELETE FROM trial WHERE scheme_id = ${id}`)
  db.run(sql`DELETE FROM group_name WHERE scheme_id = ${id}`)
  db.run(sql`DELETE FROM scheme WHERE id = ${id}`)
}
