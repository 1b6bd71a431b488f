import type { SettlementFacts } from '#engine/payment/settle.ts'
import type { GroupingResult, GroupingStatus } from '#shared/domain/grouping.ts'
import { fen } from '#shared/domain/money.ts'
import { period } from '#shared/domain/period.ts'
import { problem } from '#shared/domain/problem.ts'
import { addOnsOfCase } from '#store/add-ons.ts'
import { caseByNumber, type StoredCaseExtra, type StoredCaseRow } from '#store/case-queries.ts'
import type { ReadableDb } from '#store/database.ts'
import { type CaseForComputing, casesByIds } from '#store/facts.ts'

/** @throws ProblemError `not-found` when no computed case has this number */
export function requireCase(db: ReadableDb, caseNo: string): StoredCaseRow {
  const stored = caseByNumber(db, caseNo)
  if (stored !== undefined) return stored
  throw problem(
    'not-found',
    `没有病例号为 ${caseNo} 的已计算病例。若刚导入数据，请先重新计算。`,
    `There is no computed case ${caseNo}. If data was just imported, recompute first.`,
    { caseNo },
  )
}

/** What grouping was computed from, read again for explaining. */
export function computingRow(db: ReadableDb, id: number): CaseForComputing {
  const row = casesByIds(db, [id])[0]
  if (row === undefined) throw new Error(`case ${id} has a fact and no case`)
  return row
}

export const groupingOf = (stored: StoredCaseRow): GroupingResult => ({
  status: stored.status as GroupingStatus,
  mdc: stored.mdc,
  adrg: stored.adrg,
  drg: stored.drg,
})

/**
 * What the settlement was computed from, as the computed row kept it: an explanation leads to the figure that is shown,
 * also while newer data waits for a recompute.
 */
export function settledFrom(db: ReadableDb, stored: StoredCaseRow, extra: StoredCaseExtra): SettlementFacts {
  const kept = extra.policyId === null ? [] : addOnsOfCase(db, stored.id, extra.policyId)
  const amount = (value: number | null) => (value === null ? null : fen(value))
  return {
    status: stored.status as GroupingStatus,
    drg: stored.drg,
    insurance: stored.insurance,
    charge: fen(stored.charge),
    patientPay: amount(extra.patientPartFen),
    cost: amount(stored.cost),
    month: period(stored.period),
    los: stored.los,
    addOns: new Map([...kept].map(([code, sum]) => [code, fen(sum)])),
  }
}
