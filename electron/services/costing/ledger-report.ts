import { noCost, totalFen } from '#engine/costing/elements.ts'
import { IN_FEN } from '#engine/costing/measure.ts'
import type { LedgerCell, LedgerReport } from '#shared/contract/costing-reports.ts'
import { type Compare, comparedSpan, type Span } from '#shared/domain/compare.ts'
import { COST_ELEMENTS, centerClassOf, costElementOf, type Elements, eachElement } from '#shared/domain/costing.ts'
import { type Fen, fen } from '#shared/domain/money.ts'
import { period, periodsBetween } from '#shared/domain/period.ts'
import { ledgerRows, type StoredLedgerRow } from '#store/costing-data.ts'
import type { ReadableDb } from '#store/database.ts'
import { ledgerRoundings } from '#store/ledger-rounding.ts'

/** The ledger as it was booked, by center and element, beside an earlier span of the same length. */
export function ledgerReport(db: ReadableDb, span: Span, compare: Compare): LedgerReport {
  const rows = ledgerRows(db, span)
  const before = comparedSpan(span, compare)
  const rowsBefore = before === null ? null : ledgerRows(db, before)
  const now = Map.groupBy(rows, ({ center }) => center)
  const then = Map.groupBy(rowsBefore ?? [], ({ center }) => center)
  const cells = (current: readonly StoredLedgerRow[], old: readonly StoredLedgerRow[] | null): LedgerCell[] => {
    const [amounts, amountsBefore] = [byElement(current), old === null ? null : byElement(old)]
    return COST_ELEMENTS.map((element) => ({
      element,
      amount: amounts[element],
      before: amountsBefore?.[element] ?? null,
    }))
  }
  const total = (of: readonly StoredLedgerRow[] | null) => (of === null ? null : totalFen(byElement(of)))
  return {
    ...span,
    before,
    rows: [...new Set([...now.keys(), ...then.keys()])].map((center) => {
      const [current, old] = [now.get(center) ?? [], rowsBefore === null ? null : (then.get(center) ?? [])]
      const type = (current[0] ?? old?.[0])?.type ?? ''
      return {
        center,
        class: centerClassOf(type) ?? 'clinical',
        elements: cells(current, old),
        total: total(current)!,
        totalBefore: total(old),
      }
    }),
    elements: cells(rows, rowsBefore),
    total: total(rows)!,
    totalBefore: total(rowsBefore),
    trend: trendOf(rows, span),
    unknown: unknownOf(rows),
    roundings: ledgerRoundings(db, span).map(({ zh, en, ...rounding }) => ({ ...rounding, message: { zh, en } })),
  }
}

function byElement(rows: readonly StoredLedgerRow[]): Elements<Fen> {
  const sums = { ...noCost(IN_FEN) }
  for (const { element, amount } of rows) {
    const known = costElementOf(element)
    if (known !== null) sums[known] = fen(sums[known] + amount)
  }
  return eachElement((element) => sums[element])
}

function trendOf(rows: readonly StoredLedgerRow[], { from, to }: Span): LedgerReport['trend'] {
  const months = Map.groupBy(rows, (row) => row.period)
  return periodsBetween(from, to).flatMap((month) => {
    const booked = months.get(month)
    if (booked === undefined) return []
    const elements = byElement(booked)
    return [{ period: period(month), elements, total: totalFen(elements) }]
  })
}

function unknownOf(rows: readonly StoredLedgerRow[]): LedgerReport['unknown'] {
  const strange = rows.filter(({ element }) => costElementOf(element) === null)
  return [...Map.groupBy(strange, ({ element }) => element)].map(([element, found]) => ({
    element,
    amount: fen(found.reduce((sum, { amount }) => sum + amount, 0)),
  }))
}
