import { COMMITTED } from './batches.ts'
import type { ReadableDb } from './database.ts'
import type { FactFilter } from './slices.ts'
import { type Sql, sql } from './sql.ts'
import { type Dimensions, keyColumns, type StoredPartCase, withLines } from './structure-sums.ts'

/**
 * Reading of charge lines by case: a slice of a department is tens of thousands of cases and a million lines, so its cases are listed
 * first and their lines are read some hundred cases at a time.
 */
export interface LinedCase {
  readonly id: number
  readonly firstKey: string
  readonly secondKey: string
  readonly charge: number
  readonly operatedAt: string | null
  readonly dischargedAt: string | null
}

const ids = (cases: readonly number[]): Sql => sql`(SELECT value FROM json_each(${JSON.stringify(cases)}))`

/** Ids of the cases of a slice that have lines. */
export function linedCaseIds(db: ReadableDb, filter: FactFilter): number[] {
  return db
    .values<[number]>(sql`SELECT f.case_id FROM case_fact AS f ${withLines(filter)} ORDER BY 1`)
    .map(([id]) => id)
}

/** The same with what tells the stages of their lines, and the values of dimensions. */
export function linedCases(db: ReadableDb, filter: FactFilter, by: Dimensions): LinedCase[] {
  return db.all(sql`SELECT f.case_id AS id, ${keyColumns(by)}, f.charge_fen AS charge, c.discharged_at AS dischargedAt,
      (SELECT min(done_at) FROM procedure_done WHERE case_id = f.case_id AND position = 0) AS operatedAt
    FROM case_fact AS f JOIN hospital_case AS c ON c.id = f.case_id ${withLines(filter)} ORDER BY 1`)
}

/** Amounts of cases by day and fee category. */
export function dayAmounts(
  db: ReadableDb,
  cases: readonly number[],
): (readonly [caseId: number, day: string, category: string, amount: number])[] {
  return db.values(sql`SELECT l.case_id, substr(l.charged_at, 1, 10), i.category, sum(l.amount_fen)
    FROM charge_line AS l JOIN charge_item AS i ON i.id = l.item_id
    WHERE l.case_id IN ${ids(cases)} AND l.${COMMITTED} GROUP BY 1, 2, 3`)
}

const inCategories = (categories: readonly string[] | null): Sql =>
  categories === null ? sql`` : sql`AND i.category IN (SELECT value FROM json_each(${JSON.stringify(categories)}))`

/** What cases were charged for each item: quantity in thousandths, amount in fen. `days`: also by day of charge, else one empty day. */
export function itemAmounts(
  db: ReadableDb,
  cases: readonly number[],
  categories: readonly string[] | null,
  days: boolean,
): (readonly [caseId: number, itemId: number, category: string, day: string, quantity: number, amount: number])[] {
  const day = days ? sql`substr(l.charged_at, 1, 10)` : sql`''`
  return db.values(sql`SELECT l.case_id, l.item_id, i.category, ${day}, CAST(round(sum(l.quantity * 1000)) AS INTEGER), sum(l.amount_fen)
    FROM charge_line AS l JOIN charge_item AS i ON i.id = l.item_id
    WHERE l.case_id IN ${ids(cases)} AND l.${COMMITTED} ${inCategories(categories)} GROUP BY 1, 2, 3, 4`)
}

/** Code, name and category of items by id. */
export function namedItems(
  db: ReadableDb,
  items: readonly number[],
): { readonly id: number; readonly code: string; readonly name: string; readonly category: string }[] {
  return db.all(sql`SELECT id, code, name, category FROM charge_item WHERE id IN ${ids(items)}`)
}

/** What the case table shows of cases by id. */
export function namedCases(
  db: ReadableDb,
  cases: readonly number[],
): (Omit<StoredPartCase, 'quantity' | 'amount'> & { readonly id: number })[] {
  return db.all(sql`SELECT f.case_id AS id, r.case_no AS caseNo, f.period, f.team, f.physician, f.los
    FROM case_fact AS f JOIN case_ref AS r ON r.id = f.case_id WHERE f.case_id IN ${ids(cases)}`)
}
