import type { GroupingStatus } from '#shared/domain/grouping.ts'
import type { ReadableDb } from './database.ts'
import { factSource } from './fact-cells.ts'
import { type FactFilter, factConditions } from './slices.ts'
import { type Sql, sql, sqlWhere } from './sql.ts'

/** Cases of one month that ended with one status, and how many of them kept the group that came with them. */
export interface StatusOfMonth {
  readonly period: string
  readonly status: GroupingStatus
  readonly n: number
  readonly nOfficial: number
}

export function statusByMonth(db: ReadableDb, filter: FactFilter): StatusOfMonth[] {
  return db.all(sql`SELECT f.period, f.status, sum(f.n) AS n,
      coalesce(sum(f.n) FILTER (WHERE f.group_source = 'official'), 0) AS nOfficial
    FROM ${factSource(filter)} AS f ${sqlWhere(factConditions(filter))} GROUP BY 1, 2 ORDER BY 1, 2`)
}

export interface StoredWorklistRow {
  readonly status: Exclude<GroupingStatus, 'grouped'>
  readonly principalDx: string | null
  readonly principalDxName: string | null
  readonly n: number
  readonly charge: number
}

/** Cases without a group by status and principal diagnosis, most cases first. */
export function worklist(db: ReadableDb, filter: FactFilter): StoredWorklistRow[] {
  const conditions = [...factConditions(filter), sql`f.status <> 'grouped'`]
  return db.all(sql`SELECT f.status, d.code AS principalDx, max(d.name) AS principalDxName, count(*) AS n, sum(f.charge_fen) AS charge
    FROM case_fact AS f LEFT JOIN diagnosis AS d ON d.case_id = f.case_id AND d.position = 0
    ${sqlWhere(conditions)} GROUP BY 1, 2 ORDER BY n DESC, f.status, d.code`)
}

/** How many cases of a month have this pair of groups. Only cases that a scheme grouped. */
export interface StoredPair {
  readonly schemeId: number
  readonly period: string
  readonly official: string | null
  readonly status: GroupingStatus
  readonly mdc: string
  readonly adrg: string
  readonly drg: string
  readonly n: number
}

const byScheme = (filter: FactFilter): Sql[] => [...factConditions(filter), sql`f.group_source = 'scheme'`]

export function groupPairs(db: ReadableDb, filter: FactFilter): StoredPair[] {
  return db.all(sql`SELECT f.period, f.scheme_id AS schemeId, f.official_group AS official, f.status, f.mdc, f.adrg, f.drg, sum(f.n) AS n
    FROM ${factSource(filter)} AS f ${sqlWhere(byScheme(filter))}
    GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 3, 7`)
}

/** Which pairs of groups a page of disagreements is about; the engine decides that they disagree. */
export interface PairKey {
  readonly schemeId: number
  readonly official: string
  readonly status: GroupingStatus
  readonly drg: string
}

export interface StoredDisagreement {
  readonly schemeId: number
  readonly caseNo: string
  readonly period: string
  readonly principalDx: string | null
  readonly principalDxName: string | null
  readonly official: string
  readonly status: GroupingStatus
  readonly mdc: string
  readonly adrg: string
  readonly drg: string
  readonly charge: number
  readonly paymentFen: number | null
  readonly paymentFrac: number | null
}

/** Cases with one of these pairs, the newest month first. */
export function casesOfPairs(
  db: ReadableDb,
  filter: FactFilter,
  pairs: readonly PairKey[],
  offset: number,
  limit: number,
): StoredDisagreement[] {
  return db.all(sql`SELECT r.case_no AS caseNo, f.period, d.code AS principalDx, d.name AS principalDxName,
      f.scheme_id AS schemeId, f.official_group AS official, f.status, f.mdc, f.adrg, f.drg, f.charge_fen AS charge, f.payment_fen AS paymentFen,
      f.payment_frac AS paymentFrac
    FROM case_fact AS f JOIN case_ref AS r ON r.id = f.case_id
      LEFT JOIN diagnosis AS d ON d.case_id = f.case_id AND d.position = 0
    ${sqlWhere([...byScheme(filter), amongPairs(pairs)])} ORDER BY f.period DESC, f.case_id LIMIT ${limit} OFFSET ${offset}`)
}

/** The sign keeps SQLite from reading a whole scheme by its index where a slice names a month. */
const amongPairs = (pairs: readonly PairKey[]): Sql => sql`(+f.scheme_id, f.official_group, f.status, f.drg) IN (
  SELECT value ->> 'schemeId', value ->> 'official', value ->> 'status', value ->> 'drg' FROM json_each(${JSON.stringify(pairs)}))`
