import type { ReadableDb } from './database.ts'
import { factSource } from './fact-cells.ts'
import { type FactFilter, factConditions } from './slices.ts'
import { sql, sqlWhere } from './sql.ts'

/** Figures about the book as a whole, for the status bar. */
export interface BookCounts {
  readonly cases: number
  readonly chargeLines: number
  readonly firstPeriod: string | null
  readonly lastPeriod: string | null
}

export function bookCounts(db: ReadableDb): BookCounts {
  return db.one(sql`SELECT (SELECT count(*) FROM hospital_case) AS cases,
    (SELECT coalesce(sum(accepted), 0) - coalesce(sum(taken.rows), 0) FROM batch
      LEFT JOIN (SELECT batch_id, sum(row_count) AS rows FROM batch_removed GROUP BY 1) AS taken ON taken.batch_id = batch.id
      WHERE kind = 'charges' AND state = 'committed') AS chargeLines,
    (SELECT min(period) FROM hospital_case) AS firstPeriod, (SELECT max(period) FROM hospital_case) AS lastPeriod`)
}

const names = (rows: readonly { name: string }[]) => rows.map((row) => row.name)

/** Values the filter bar offers. */
export function filterValues(db: ReadableDb): { teams: string[]; physicians: string[]; insurances: string[] } {
  return {
    teams: names(db.all(sql`SELECT DISTINCT team AS name FROM hospital_case WHERE team IS NOT NULL ORDER BY 1`)),
    physicians: names(
      db.all(sql`SELECT DISTINCT physician AS name FROM hospital_case WHERE physician IS NOT NULL ORDER BY 1`),
    ),
    insurances: names(
      db.all(sql`SELECT DISTINCT insurance AS name FROM hospital_case WHERE insurance IS NOT NULL ORDER BY 1`),
    ),
  }
}

/** Case numbers among these that the book has already. */
export function knownCases(db: ReadableDb, caseNos: readonly string[]): Set<string> {
  const rows = db.all<{ case_no: string }>(sql`SELECT r.case_no FROM json_each(${JSON.stringify(caseNos)}) AS wanted
    JOIN case_ref AS r ON r.case_no = wanted.value JOIN hospital_case AS c ON c.id = r.id`)
  return new Set(rows.map((row) => row.case_no))
}

/** Names of the groups by code, of the schemes that the computed rows were grouped under; of two, the newer one names a code. */
export function groupNames(db: ReadableDb): Map<string, string> {
  const rows = db.all<{ code: string; name: string }>(sql`SELECT n.code, n.name FROM scheme AS s
    JOIN group_name AS n ON n.scheme_id = s.id
    WHERE EXISTS (SELECT 1 FROM case_fact WHERE scheme_id = s.id) ORDER BY s.id`)
  return new Map(rows.map((row) => [row.code, row.name]))
}

/** Schemes and policies that the computed rows of a slice were computed under, not those in force since. */
export function computedUnder(
  db: ReadableDb,
  filter: FactFilter,
): { readonly schemeIds: readonly number[]; readonly policyIds: readonly number[] } {
  const used = db.all<{ scheme: number | null; policy: number | null }>(sql`
    SELECT DISTINCT f.scheme_id AS scheme, f.policy_id AS policy FROM ${factSource(filter)} AS f ${sqlWhere(factConditions(filter))}`)
  const ids = (pick: (row: (typeof used)[number]) => number | null) => [
    ...new Set(used.map(pick).filter((id) => id !== null)),
  ]
  return { schemeIds: ids((row) => row.scheme), policyIds: ids((row) => row.policy) }
}

/** Cases whose header total differs from the sum of their lines (of the cases that have lines), and the difference. */
export function headerDifferences(
  db: ReadableDb,
  filter: FactFilter,
): { readonly cases: number; readonly amount: number } {
  return db.one(sql`SELECT coalesce(sum(f.n_differ), 0) AS cases, coalesce(sum(f.differ_fen), 0) AS amount
    FROM ${factSource(filter)} AS f ${sqlWhere(factConditions(filter))}`)
}
