import { FEE_CATEGORIES, type FeeCategory } from '#shared/domain/fee-category.ts'
import { COMMITTED } from './batches.ts'
import { COST_IN_FORCE } from './case-costs.ts'
import { type CaseResult, RESULT_COLUMNS, resultValues } from './case-result.ts'
import type { ReadableDb, WritableDb } from './database.ts'
import { ARISEN, EXTRA_COLUMNS, extraColumns, extraValues, type FactExtras } from './fact-extras.ts'
import { type Sql, sql } from './sql.ts'

/** What a recompute reads of one case: inputs of grouping and settlement, and its lines' sums. */
export interface CaseForComputing extends CategorySums, FactExtras {
  readonly id: number
  readonly period: string
  readonly team: string | null
  readonly physician: string | null
  readonly insurance: string | null
  readonly department: string | null
  readonly sex: 'M' | 'F' | null
  readonly age: number | null
  readonly ageDays: number | null
  readonly birthWeight: number | null
  readonly los: number | null
  readonly icuHours: number | null
  readonly discharge: string | null
  readonly death: number | null
  readonly charge: number
  /** Of the costing run in force in its month, else as its file gave it; null where there is none. */
  readonly cost: number | null
  readonly costMethod: string | null
  readonly costEstimated: number | null
  readonly costPartial: number | null
  readonly patient: number | null
  readonly officialGroup: string | null
  readonly codeSystem: string | null
  /** Codes joined by `|` in their order; null when the case has none. */
  readonly dx: string | null
  readonly proc: string | null
  readonly lines: number
  readonly linesFen: number
}

/** Net charges of the case's lines by fee category, in fen. */
type CategorySums = Readonly<Record<`category_${FeeCategory}`, number>>

const CATEGORY_COLUMNS = FEE_CATEGORIES.map((category) => `category_${category}` as const)
const CATEGORY_SUMS: Sql = {
  text: FEE_CATEGORIES.map((code) => `sum(amount_fen) FILTER (WHERE category = '${code}') AS category_${code}`).join(
    ', ',
  ),
  values: [],
}
const CATEGORIES_OR_ZERO: Sql = {
  text: CATEGORY_COLUMNS.map((column) => `coalesce(sums.${column}, 0) AS ${column}`).join(', '),
  values: [],
}

/** Which cases to compute: months between two, both included; an open end is null. */
export interface MonthRange {
  readonly from: string | null
  readonly to: string | null
}

export const ALL_MONTHS: MonthRange = { from: null, to: null }

const inMonths = ({ from, to }: MonthRange): Sql =>
  sql`${from === null ? sql`` : sql`AND period >= ${from}`} ${to === null ? sql`` : sql`AND period <= ${to}`}`

/** Closed months are computed no more: what they came to is settled. */
const OPEN = sql`period NOT IN (SELECT period FROM period_close)`

/** The next cases of open months after an id, in id order: a recompute walks the book in chunks. */
export function casesForComputing(
  db: ReadableDb,
  afterId: number,
  limit: number,
  months: MonthRange = ALL_MONTHS,
): CaseForComputing[] {
  return computingRows(
    db,
    sql`SELECT id FROM hospital_case WHERE id > ${afterId} AND ${OPEN} ${inMonths(months)} ORDER BY id LIMIT ${limit}`,
  )
}

export function countForComputing(db: ReadableDb, months: MonthRange): number {
  return db.one<{ n: number }>(sql`SELECT count(*) AS n FROM hospital_case WHERE ${OPEN} ${inMonths(months)}`).n
}

/** The same of cases by their ids. */
export function casesByIds(db: ReadableDb, ids: readonly number[]): CaseForComputing[] {
  return computingRows(
    db,
    sql`SELECT id FROM hospital_case WHERE id IN (SELECT value FROM json_each(${JSON.stringify(ids)})) ORDER BY id LIMIT ${ids.length}`,
  )
}

function computingRows(db: ReadableDb, chunk: Sql): CaseForComputing[] {
  return db.all(sql`
    WITH chunk AS (${chunk}),
    sums AS (
      SELECT case_id, sum(lines) AS lines, sum(amount_fen) AS linesFen, sum(self_pay_fen) AS selfPay, ${CATEGORY_SUMS}
      FROM case_category WHERE case_id IN chunk AND ${COMMITTED} GROUP BY case_id
    ),
    dx AS (SELECT case_id, group_concat(code, '|' ORDER BY position) AS codes, ${ARISEN} FROM diagnosis WHERE case_id IN chunk GROUP BY case_id),
    pr AS (SELECT case_id, group_concat(code, '|' ORDER BY position) AS codes, min(done_at) AS firstDone FROM procedure_done WHERE case_id IN chunk GROUP BY case_id)
    SELECT c.id, c.period, c.team, c.physician, c.insurance, c.department, c.sex, c.age, c.age_days AS ageDays,
      c.birth_weight AS birthWeight, c.los, c.icu_hours AS icuHours, c.discharge, c.death, c.charge_fen AS charge,
      ${COST_IN_FORCE.cost} AS cost, ${COST_IN_FORCE.method} AS costMethod, ${COST_IN_FORCE.estimated} AS costEstimated,
      ${COST_IN_FORCE.partial} AS costPartial, c.patient_fen AS patient, c.official_group AS officialGroup, c.code_system AS codeSystem,
      dx.codes AS dx, pr.codes AS proc, coalesce(sums.lines, 0) AS lines, coalesce(sums.linesFen, 0) AS linesFen,
      ${CATEGORIES_OR_ZERO}, ${extraColumns}
    FROM chunk JOIN hospital_case AS c ON c.id = chunk.id ${COST_IN_FORCE.join}
    LEFT JOIN sums ON sums.case_id = c.id LEFT JOIN dx ON dx.case_id = c.id LEFT JOIN pr ON pr.case_id = c.id
    ORDER BY c.id`)
}

/** One computed row. */
export interface CaseFact extends CaseResult {
  readonly from: CaseForComputing
}

/** Takes out the computed rows of open months. */
export function clearFacts(db: WritableDb): void {
  db.run(sql`DELETE FROM case_fact WHERE ${OPEN}`)
}

/** In the order of the table. A closing hashes them: a column added later is not among them. */
export const FACT_COLUMNS: readonly string[] = [
  ...['case_id', 'period', 'team', 'physician', 'insurance'],
  ...RESULT_COLUMNS,
  ...['charge_fen', 'cost_fen', 'los', 'death', 'lines', 'lines_fen'],
  ...CATEGORY_COLUMNS,
]

export function factWriter(db: WritableDb): (fact: CaseFact) => void {
  const columns = [...FACT_COLUMNS, 'cost_method', 'cost_estimated', 'cost_partial', 'official_group', ...EXTRA_COLUMNS]
  const insert = db.prepare(
    `INSERT INTO case_fact (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  )
  return ({ from, ...result }) => {
    insert([
      from.id,
      from.period,
      from.team,
      from.physician,
      from.insurance,
      ...resultValues(result),
      from.charge,
      from.cost,
      from.los,
      from.death === 1 || from.discharge === '5' ? 1 : 0,
      from.lines,
      from.linesFen,
      ...CATEGORY_COLUMNS.map((column) => from[column]),
      from.costMethod,
      from.costEstimated,
      from.costPartial,
      from.officialGroup,
      ...extraValues(from),
    ])
  }
}
