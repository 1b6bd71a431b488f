import { FEE_CATEGORIES } from '#shared/domain/fee-category.ts'
import type { SliceDimension } from '#shared/domain/slice.ts'
import { COMMITTED } from './batches.ts'
import { elementColumns, sumElementColumns } from './cost-elements.ts'
import type { ReadableDb } from './database.ts'
import { costedSource, factSource } from './fact-cells.ts'
import { COSTS, elementColumn, UNSPLIT } from './fact-costs.ts'
import { BLANK_KEY, type FactFilter, factConditions } from './slices.ts'
import { type Sql, sql, sqlWhere } from './sql.ts'
import { dimensionColumn } from './totals.ts'

/** Sums of the cases of one row: `whole` is the charge (or cost) of these cases, the rest one column a part, all in fen. */
interface StoredPartSums {
  /** Of as many dimensions as were asked for. */
  readonly keys: readonly string[]
  readonly n: number
  readonly whole: number
  readonly amounts: Readonly<Record<string, number>>
}

const CATEGORY_SUMS: Sql = {
  text: FEE_CATEGORIES.map((code) => `coalesce(sum(category_${code}), 0) AS category_${code}`).join(', '),
  values: [],
}

/** None, one or two dimensions that rows are told apart by. */
export type Dimensions = readonly SliceDimension[]

/** The two columns that rows are told apart by; one that isn't asked for is empty. Blank values have a key of their own. */
export function keyColumns([first, second]: Dimensions): Sql {
  const column = (by: SliceDimension | undefined): Sql =>
    by === undefined ? sql`''` : sql`coalesce(${dimensionColumn(by)}, ${BLANK_KEY})`
  return sql`${column(first)} AS firstKey, ${column(second)} AS secondKey`
}

/** Only cases with charge lines have a structure of charges. */
export const withLines = (filter: FactFilter): Sql => sqlWhere([...factConditions(filter), sql`f.lines > 0`])

/** Charges by fee category (`01`…`14`, `00`) of the cases that have lines. */
export function categorySums(db: ReadableDb, filter: FactFilter, by: Dimensions): StoredPartSums[] {
  return db
    .all<Row>(sql`SELECT ${keyColumns(by)}, coalesce(sum(f.n), 0) AS n, coalesce(sum(f.charge_fen), 0) AS whole, ${CATEGORY_SUMS}
      FROM ${factSource(filter)} AS f ${withLines(filter)} GROUP BY 1, 2 ORDER BY 1, 2`)
    .map((row) => asSums(row, by, (name) => name.replace('category_', ''), CATEGORY_COLUMNS))
}

const CATEGORY_COLUMNS = FEE_CATEGORIES.map((code) => `category_${code}`)

/**
 * Cost by element (`staff_fen`… as columns, and `unsplit`) of the cases that have a cost. A cost that came with its file, and what a run
 * could not split, is all unsplit.
 */
export function elementSums(db: ReadableDb, filter: FactFilter, by: Dimensions): StoredPartSums[] {
  return db
    .all<Row>(sql`SELECT ${keyColumns(by)}, sum(f.n) AS n, coalesce(sum(f.cost_fen), 0) AS whole,
        ${sumElementColumns('f')}, coalesce(sum(f.unsplit_fen), 0) AS unsplit
      FROM ${costedSource(filter)} AS f ${withCost(filter)} GROUP BY 1, 2 ORDER BY 1, 2`)
    .map((row) =>
      asSums(row, by, (name) => name.replace(/_fen$/, '').replace('_', '-'), [...elementColumns(), 'unsplit']),
    )
}

const withCost = (filter: FactFilter): Sql => sqlWhere([...factConditions(filter), sql`f.cost_fen IS NOT NULL`])

/** Cases of a slice that have a cost by what they took of one element, the most first. */
export function elementCases(
  db: ReadableDb,
  filter: FactFilter,
  element: string,
  offset: number,
  limit: number,
): readonly StoredPartCase[] {
  const column: Sql = element === 'unsplit' ? UNSPLIT : sql`coalesce(${elementColumn(nameOf(element))}, 0)`
  return db.all(sql`WITH page AS (
      SELECT f.case_id, ${column} AS amount FROM case_fact AS f ${COSTS} ${withCost(filter)}
      ORDER BY amount DESC, f.case_id LIMIT ${limit} OFFSET ${offset})
    SELECT r.case_no AS caseNo, f.period, f.team, f.physician, f.los, NULL AS quantity, page.amount
    FROM page JOIN case_fact AS f ON f.case_id = page.case_id JOIN case_ref AS r ON r.id = f.case_id
    ORDER BY page.amount DESC, f.case_id`)
}

/** How many cases `elementCases` goes through. */
export function countElementCases(db: ReadableDb, filter: FactFilter): number {
  return db.one<{ n: number }>(
    sql`SELECT coalesce(sum(f.n), 0) AS n FROM ${factSource(filter)} AS f ${withCost(filter)}`,
  ).n
}

function nameOf(element: string): ReturnType<typeof elementColumns>[number] {
  const column = elementColumns().find((name) => name === `${element.replace('-', '_')}_fen`)
  if (column === undefined) throw new RangeError(`no cost element ${element}`)
  return column
}

/** A case behind a part or an item: quantity of the item in thousandths where it has one, amount in fen. */
export interface StoredPartCase {
  readonly caseNo: string
  readonly period: string
  readonly team: string | null
  readonly physician: string | null
  readonly los: number | null
  readonly quantity: number | null
  readonly amount: number
}

/** All cases of a slice, the settled ones among them, and what these were paid. */
export function settledSums(
  db: ReadableDb,
  filter: FactFilter,
): { readonly cases: number; readonly settled: number; readonly paymentFen: number; readonly paymentFrac: number } {
  return db.one(sql`SELECT coalesce(sum(f.n), 0) AS cases, coalesce(sum(f.n) FILTER (WHERE f.payment_fen IS NOT NULL), 0) AS settled,
      coalesce(sum(f.payment_fen), 0) + coalesce(sum(f.payment_frac), 0) / 1000000000000 AS paymentFen,
      coalesce(sum(f.payment_frac), 0) % 1000000000000 AS paymentFrac
    FROM ${factSource(filter)} AS f ${sqlWhere(factConditions(filter))}`)
}

/** Cases of each team, and those that died, came back unplanned or had a complication of their operation. */
export function teamOutcomes(
  db: ReadableDb,
  filter: FactFilter,
): { readonly team: string; readonly n: number; readonly events: number }[] {
  return db.all(sql`SELECT f.team, count(*) AS n,
      sum(max(f.death, coalesce(c.readmit_31d, 0), coalesce(c.complication, 0))) AS events
    FROM case_fact AS f JOIN hospital_case AS c ON c.id = f.case_id
    ${sqlWhere([...factConditions(filter), sql`f.team IS NOT NULL`])} GROUP BY 1 ORDER BY 1`)
}

type Row = Readonly<Record<string, number | string>>

function asSums(
  row: Row,
  by: Dimensions,
  nameOf: (column: string) => string,
  columns: readonly string[],
): StoredPartSums {
  return {
    keys: [row.firstKey as string, row.secondKey as string].slice(0, by.length),
    n: row.n as number,
    whole: row.whole as number,
    amounts: Object.fromEntries(columns.map((column) => [nameOf(column), row[column] as number])),
  }
}

/** Means of benchmarks for the months up to `to`, all scopes: of two files or periods that state a group the later one holds. */
export function benchmarkMeans(
  db: ReadableDb,
  to: string | undefined,
): {
  readonly scope: string
  readonly group: string
  readonly period: string | null
  /** JSON: fen a case by part. */
  readonly categories: string
}[] {
  const until = to === undefined ? sql`` : sql`AND (period IS NULL OR period <= ${to})`
  return db.all(sql`SELECT scope, group_code AS "group", period, categories FROM (
      SELECT *, row_number() OVER (PARTITION BY scope, group_code ORDER BY period DESC NULLS LAST, batch_id DESC, row_no DESC) AS place
      FROM benchmark WHERE ${COMMITTED} ${until}) WHERE place = 1 ORDER BY scope, group_code`)
}
