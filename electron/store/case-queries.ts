import type { CostSource } from '#shared/domain/costing.ts'
import { COMMITTED } from './batches.ts'
import type { ReadableDb } from './database.ts'
import { factSource } from './fact-cells.ts'
import { type FactFilter, factConditions } from './slices.ts'
import { type Sql, sql, sqlWhere } from './sql.ts'

/** One case of the grid, as stored. */
export interface StoredCaseRow {
  readonly id: number
  readonly caseNo: string
  readonly patientId: string | null
  readonly sex: string | null
  readonly age: number | null
  readonly ageBand: string | null
  readonly admittedAt: string | null
  readonly dischargedAt: string | null
  readonly period: string
  readonly los: number | null
  readonly team: string | null
  readonly physician: string | null
  readonly insurance: string | null
  readonly principalDx: string | null
  readonly principalDxName: string | null
  readonly mainProc: string | null
  readonly mainProcName: string | null
  readonly mdc: string
  readonly adrg: string
  readonly drg: string
  readonly drgName: string | null
  readonly status: string
  readonly class: string
  readonly rwMicro: number | null
  readonly charge: number
  readonly cost: number | null
  readonly costMethod: CostSource | null
  readonly costEstimated: number | null
  readonly costPartial: number | null
  readonly standardFen: number | null
  readonly standardFrac: number | null
  readonly paymentFen: number | null
  readonly paymentFrac: number | null
}

const GRID_COLUMNS: Sql = sql`f.case_id AS id, r.case_no AS caseNo, c.patient_id AS patientId, c.sex, c.age,
  c.age_band AS ageBand, c.admitted_at AS admittedAt, c.discharged_at AS dischargedAt, f.period, f.los, f.team, f.physician,
  f.insurance, d.code AS principalDx, d.name AS principalDxName, p.code AS mainProc, p.name AS mainProcName,
  f.mdc, f.adrg, f.drg, n.name AS drgName, f.status, f.class, f.rw_micro AS rwMicro, f.charge_fen AS charge,
  f.cost_fen AS cost, f.cost_method AS costMethod, f.cost_estimated AS costEstimated, f.cost_partial AS costPartial,
  f.standard_fen AS standardFen, f.standard_frac AS standardFrac, f.payment_fen AS paymentFen,
  f.payment_frac AS paymentFrac`

const GRID_JOINS: Sql = sql`JOIN case_ref AS r ON r.id = f.case_id JOIN hospital_case AS c ON c.id = f.case_id
  LEFT JOIN diagnosis AS d ON d.case_id = f.case_id AND d.position = 0
  LEFT JOIN procedure_done AS p ON p.case_id = f.case_id AND p.position = 0
  LEFT JOIN group_name AS n ON n.scheme_id = f.scheme_id AND n.code = f.drg`

/** What the grid may sort by. Missing values sort last either way, and the case breaks ties, so pages never overlap. */
const SORT_COLUMNS = {
  caseNo: sql`(SELECT case_no FROM case_ref WHERE id = f.case_id)`,
  dischargedAt: sql`(SELECT discharged_at FROM hospital_case WHERE id = f.case_id)`,
  period: sql`f.period`,
  team: sql`f.team`,
  physician: sql`f.physician`,
  insurance: sql`f.insurance`,
  drg: sql`f.drg`,
  settlement: sql`f.class`,
  los: sql`f.los`,
  age: sql`(SELECT age FROM hospital_case WHERE id = f.case_id)`,
  rw: sql`f.rw_micro`,
  charge: sql`f.charge_fen`,
  cost: sql`f.cost_fen`,
  payment: sql`f.payment_fen`,
  surplusB1: sql`f.payment_fen - f.charge_fen`,
  surplusB3: sql`f.payment_fen - f.cost_fen`,
} as const satisfies Record<string, Sql>

export type CaseSortColumn = keyof typeof SORT_COLUMNS

export interface CaseSort {
  readonly column: CaseSortColumn
  readonly descending: boolean
}

/**
 * One page of cases. The page's ids are found on the narrow fact table first; only those rows are then joined, so a
 * deep page costs no more joins than the first.
 */
export function casePage(
  db: ReadableDb,
  filter: FactFilter,
  sort: CaseSort | undefined,
  offset: number,
  limit: number,
): StoredCaseRow[] {
  const order = orderBy(sort)
  return db.all(sql`WITH page AS (
      SELECT f.case_id, row_number() OVER (ORDER BY ${order}) AS place FROM case_fact AS f ${sqlWhere(factConditions(filter))}
      ORDER BY ${order} LIMIT ${limit} OFFSET ${offset}
    )
    SELECT ${GRID_COLUMNS} FROM page JOIN case_fact AS f ON f.case_id = page.case_id ${GRID_JOINS} ORDER BY page.place`)
}

function orderBy(sort: CaseSort | undefined): Sql {
  if (sort === undefined) return sql`f.period DESC, f.case_id DESC`
  const column = SORT_COLUMNS[sort.column]
  return sort.descending ? sql`${column} DESC NULLS LAST, f.case_id DESC` : sql`${column} ASC NULLS LAST, f.case_id ASC`
}

export function countCases(db: ReadableDb, filter: FactFilter): number {
  return db.one<{ n: number }>(
    sql`SELECT coalesce(sum(f.n), 0) AS n FROM ${factSource(filter)} AS f ${sqlWhere(factConditions(filter))}`,
  ).n
}

export function caseByNumber(db: ReadableDb, caseNo: string): StoredCaseRow | undefined {
  return db.get(sql`SELECT ${GRID_COLUMNS} FROM case_ref AS q JOIN case_fact AS f ON f.case_id = q.id ${GRID_JOINS}
    WHERE q.case_no = ${caseNo}`)
}

/** What the case page shows beside the grid's columns. */
export interface StoredCaseExtra {
  readonly department: string | null
  readonly discharge: string | null
  readonly officialGroup: string | null
  readonly codeSystem: string | null
  readonly groupSource: 'scheme' | 'official'
  readonly schemeId: number | null
  readonly policyId: number | null
  /** What the case says the patient paid, and the part the settlement gave the patient. */
  readonly patientFen: number | null
  readonly patientPartFen: number | null
  readonly batchId: number
}

export function caseExtra(db: ReadableDb, id: number): StoredCaseExtra {
  return db.one(sql`SELECT c.department, c.discharge, c.official_group AS officialGroup, c.code_system AS codeSystem,
    f.group_source AS groupSource, f.scheme_id AS schemeId, f.policy_id AS policyId, c.patient_fen AS patientFen,
    f.patient_fen AS patientPartFen, c.batch_id AS batchId FROM hospital_case AS c JOIN case_fact AS f ON f.case_id = c.id WHERE c.id = ${id}`)
}

export interface StoredCode {
  readonly position: number
  readonly code: string
  readonly name: string | null
  readonly detail: string | null
}

export function diagnosesOf(db: ReadableDb, id: number): StoredCode[] {
  return db.all(sql`SELECT position, code, name, poa AS detail FROM diagnosis WHERE case_id = ${id} ORDER BY position`)
}

export function proceduresOf(db: ReadableDb, id: number): StoredCode[] {
  return db.all(
    sql`SELECT position, code, name, done_at AS detail FROM procedure_done WHERE case_id = ${id} ORDER BY position`,
  )
}

export function categoriesOf(
  db: ReadableDb,
  id: number,
): { readonly category: string; readonly amount: number; readonly lines: number }[] {
  return db.all(sql`SELECT category, sum(amount_fen) AS amount, sum(lines) AS lines FROM case_category
    WHERE case_id = ${id} AND ${COMMITTED} GROUP BY category ORDER BY category`)
}

/** Batches that brought in the case or its lines. */
export function batchesOf(
  db: ReadableDb,
  id: number,
): { readonly id: number; readonly sourceName: string; readonly committedAt: string }[] {
  return db.all(sql`SELECT id, source_name AS sourceName, committed_at AS committedAt FROM batch WHERE state = 'committed'
    AND (id IN (SELECT batch_id FROM hospital_case WHERE id = ${id}) OR id IN (SELECT batch_id FROM case_category WHERE case_id = ${id}))
    ORDER BY id`)
}

export interface StoredLine {
  readonly id: number
  readonly chargedAt: string
  readonly itemCode: string
  readonly itemName: string
  readonly category: string
  readonly quantity: string
  readonly unitPrice: string | null
  readonly amount: number
  readonly performingDept: string | null
  readonly flags: number
  readonly batchId: number
}

const lineConditions = (id: number, category: string | undefined): Sql =>
  sql`l.case_id = ${id} AND l.${COMMITTED}${category === undefined ? sql`` : sql` AND i.category = ${category}`}`

export function linesOf(
  db: ReadableDb,
  id: number,
  category: string | undefined,
  offset: number,
  limit: number,
): StoredLine[] {
  return db.all(sql`SELECT l.id, l.charged_at AS chargedAt, i.code AS itemCode, i.name AS itemName, i.category, l.quantity,
      l.unit_price AS unitPrice, l.amount_fen AS amount, w.name AS performingDept, l.flags, l.batch_id AS batchId
    FROM charge_line AS l JOIN charge_item AS i ON i.id = l.item_id LEFT JOIN place AS w ON w.id = l.place_id
    WHERE ${lineConditions(id, category)} ORDER BY l.charged_at, l.id LIMIT ${limit} OFFSET ${offset}`)
}

export function countLines(db: ReadableDb, id: number, category: string | undefined): number {
  return db.one<{ n: number }>(sql`SELECT count(*) AS n FROM charge_line AS l JOIN charge_item AS i ON i.id = l.item_id
    WHERE ${lineConditions(id, category)}`).n
}
