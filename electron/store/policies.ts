import type { ReadableDb, WritableDb } from './database.ts'
import { sql } from './sql.ts'

export interface StoredPolicy {
  readonly id: number
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  readonly status: string
  readonly source: string
  readonly schemeCode: string | null
  readonly validFrom: string
  readonly validTo: string | null
  readonly groups: number
  readonly sha256: string
  readonly addedAt: string
  readonly content: string
}

const COLUMNS = sql`id, code, name_zh AS nameZh, name_en AS nameEn, status, source, scheme_code AS schemeCode,
  valid_from AS validFrom, valid_to AS validTo, groups, sha256, added_at AS addedAt, content`

/** Newest last: of two policies valid in the same month, the one added later is in force. */
export function listPolicies(db: ReadableDb): StoredPolicy[] {
  return db.all(sql`SELECT ${COLUMNS} FROM policy ORDER BY id`)
}

export function policyWithHash(db: ReadableDb, sha256: string): StoredPolicy | undefined {
  return db.get(sql`SELECT ${COLUMNS} FROM policy WHERE sha256 = ${sha256}`)
}

export function addPolicy(db: WritableDb, policy: Omit<StoredPolicy, 'id'>): number {
  return db.run(sql`INSERT INTO policy
    (code, name_zh, name_en, status, source, scheme_code, valid_from, valid_to, groups, sha256, added_at, content)
    VALUES (${policy.code}, ${policy.nameZh}, ${policy.nameEn}, ${policy.status}, ${policy.source}, ${policy.schemeCode},
      ${policy.validFrom}, ${policy.validTo}, ${policy.groups}, ${policy.sha256}, ${policy.addedAt}, ${policy.content})`)
    .lastId
}

export function removePolicy(db: WritableDb, id: number): void {
  db.run(sql`DELETE FROM policy WHERE id = ${id}`)
}
