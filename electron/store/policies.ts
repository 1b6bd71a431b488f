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
  /** When it was taken out of use; null while it settles its months. */
  readonly removedAt: string | null
  readonly content: string
}

/** What of a policy can change while it is in the book: which months it holds, if any. */
export interface PolicyState {
  readonly policyId: number
  readonly validTo: string | null
  readonly removedAt: string | null
}

const COLUMNS = sql`id, code, name_zh AS nameZh, name_en AS nameEn, status, source, scheme_code AS schemeCode,
  valid_from AS validFrom, valid_to AS validTo, groups, sha256, added_at AS addedAt, removed_at AS removedAt, content`

/** Those in use, in the order they were added. Of one scheme no two hold the same month. */
export function listPolicies(db: ReadableDb): StoredPolicy[] {
  return db.all(sql`SELECT ${COLUMNS} FROM policy WHERE removed_at IS NULL ORDER BY id`)
}

/** Those taken out of use too: figures of closed months stand on them. */
export function everyPolicy(db: ReadableDb): StoredPolicy[] {
  return db.all(sql`SELECT ${COLUMNS} FROM policy ORDER BY id`)
}

export function getPolicy(db: ReadableDb, id: number): StoredPolicy | undefined {
  return db.get(sql`SELECT ${COLUMNS} FROM policy WHERE id = ${id}`)
}

export function policyWithHash(db: ReadableDb, sha256: string): StoredPolicy | undefined {
  return db.get(sql`SELECT ${COLUMNS} FROM policy WHERE sha256 = ${sha256}`)
}

export function addPolicy(db: WritableDb, policy: Omit<StoredPolicy, 'id' | 'removedAt'>): number {
  return db.run(sql`INSERT INTO policy
    (code, name_zh, name_en, status, source, scheme_code, valid_from, valid_to, groups, sha256, added_at, content)
    VALUES (${policy.code}, ${policy.nameZh}, ${policy.nameEn}, ${policy.status}, ${policy.source}, ${policy.schemeCode},
      ${policy.validFrom}, ${policy.validTo}, ${policy.groups}, ${policy.sha256}, ${policy.addedAt}, ${policy.content})`)
    .lastId
}

export function removePolicy(db: WritableDb, id: number): void {
  db.run(sql`DELETE FROM policy WHERE id = ${id}`)
}

export function setPolicyState(db: WritableDb, { policyId, validTo, removedAt }: PolicyState): void {
  db.run(sql`UPDATE policy SET valid_to = ${validTo}, removed_at = ${removedAt} WHERE id = ${policyId}`)
}

/** Cases by month of discharge; `foreign` 1: their group came with the data, under codes of another system. */
export function casesByMonth(
  db: ReadableDb,
): { readonly month: string; readonly foreign: number; readonly cases: number }[] {
  return db.all(sql`SELECT period AS month, code_system IS NOT NULL AS "foreign", count(*) AS cases
    FROM hospital_case GROUP BY 1, 2`)
}
