import { COMMITTED } from './batches.ts'
import type { ReadableDb } from './database.ts'
import { type FactFilter, factConditions } from './slices.ts'
import { sql, sqlWhere } from './sql.ts'

/** What a case used, as its own record tells. */
export interface CaseForCosting {
  readonly id: number
  readonly caseNo: string
  readonly los: number | null
  readonly opMinutes: number | null
  readonly anaesthesiaMinutes: number | null
  readonly icuHours: number | null
  readonly ventHours: number | null
  readonly charge: number
}

/** Cases of one month in the order of their ids: the order in which they take their share of a pool. */
export function casesOfMonth(db: ReadableDb, month: string): CaseForCosting[] {
  return db.all(sql`SELECT c.id, r.case_no AS caseNo, c.los, c.op_minutes AS opMinutes,
      c.anaesthesia_minutes AS anaesthesiaMinutes, c.icu_hours AS icuHours, c.vent_hours AS ventHours, c.charge_fen AS charge
    FROM hospital_case AS c JOIN case_ref AS r ON r.id = c.id WHERE c.period = ${month} ORDER BY c.id`)
}

/** An article or service as charge lines name it. */
export interface ChargedItem {
  readonly id: number
  readonly code: string
  readonly name: string
  readonly category: string
}

export function chargedItems(db: ReadableDb): ChargedItem[] {
  return db.all(sql`SELECT id, code, name, category FROM charge_item`)
}

/** The record of one case, for sheets and for its own page; the group as computed, if it is. */
export interface RecordOfCase extends CaseForCosting {
  readonly period: string
  readonly age: number | null
  readonly daySurgery: number | null
  readonly given: number | null
  readonly adrg: string | null
  readonly drg: string | null
}

export function recordOfCase(db: ReadableDb, caseNo: string): RecordOfCase | undefined {
  return db.get(sql`SELECT c.id, r.case_no AS caseNo, c.period, c.age, c.day_surgery AS daySurgery, c.los,
      c.op_minutes AS opMinutes, c.anaesthesia_minutes AS anaesthesiaMinutes, c.icu_hours AS icuHours,
      c.vent_hours AS ventHours, c.charge_fen AS charge, c.cost_fen AS given, f.adrg, f.drg
    FROM case_ref AS r JOIN hospital_case AS c ON c.id = r.id LEFT JOIN case_fact AS f ON f.case_id = c.id
    WHERE r.case_no = ${caseNo}`)
}

/** Days of stay of a month's cases. */
export function bedDaysOf(db: ReadableDb, month: string): number {
  return db.one<{ days: number }>(sql`SELECT coalesce(sum(los), 0) AS days FROM hospital_case WHERE period = ${month}`)
    .days
}

/** Service lines of one case by item and performing department; quantity in thousandths. Goods are not among them. */
export function itemLinesOfCase(
  db: ReadableDb,
  caseId: number,
): {
  readonly item: string
  readonly name: string
  readonly place: string | null
  readonly quantity: number
  readonly amount: number
}[] {
  return db.all(sql`SELECT i.code AS item, min(i.name) AS name, p.name AS place,
      CAST(round(sum(l.quantity * 1000)) AS INTEGER) AS quantity, sum(l.amount_fen) AS amount
    FROM charge_line AS l JOIN charge_item AS i ON i.id = l.item_id LEFT JOIN place AS p ON p.id = l.place_id
    WHERE l.case_id = ${caseId} AND ${COMMITTED} AND i.category NOT IN ('08', '09', '10', '11') GROUP BY i.code, p.name`)
}

/** All lines of one case by fee category and performing department; quantity in thousandths, each line rounded for itself. */
export function quantitiesOfCase(
  db: ReadableDb,
  caseId: number,
): {
  readonly category: string
  readonly place: string | null
  readonly quantity: number
  readonly amount: number
}[] {
  return db.all(sql`SELECT i.category, p.name AS place, sum(CAST(round(l.quantity * 1000) AS INTEGER)) AS quantity,
      sum(l.amount_fen) AS amount
    FROM charge_line AS l JOIN charge_item AS i ON i.id = l.item_id LEFT JOIN place AS p ON p.id = l.place_id
    WHERE l.case_id = ${caseId} AND ${COMMITTED} GROUP BY i.category, p.name`)
}

/** Lines of the cases of a slice by what tells their stage of care: day charged, category, operation and discharge. */
export function stagedLines(
  db: ReadableDb,
  filter: FactFilter,
): {
  readonly chargedOn: string
  readonly category: string
  readonly operatedAt: string | null
  readonly dischargedAt: string | null
  readonly amount: number
}[] {
  return db.all(sql`WITH staged AS (
      SELECT f.case_id, (SELECT min(done_at) FROM procedure_done WHERE case_id = f.case_id AND position = 0) AS operatedAt,
        c.discharged_at AS dischargedAt
      FROM case_fact AS f JOIN hospital_case AS c ON c.id = f.case_id ${sqlWhere(factConditions(filter))})
    SELECT substr(l.charged_at, 1, 10) AS chargedOn, i.category, operatedAt, dischargedAt, sum(l.amount_fen) AS amount
    FROM staged JOIN charge_line AS l ON l.case_id = staged.case_id AND l.${COMMITTED}
    JOIN charge_item AS i ON i.id = l.item_id GROUP BY staged.case_id, 1, 2`)
}
