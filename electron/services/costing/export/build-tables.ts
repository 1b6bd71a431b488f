import type { RequestOf } from '#shared/contract/contract.ts'
import type { ItemCostRow } from '#shared/contract/costing-reports.ts'
import type { CostTable } from '#shared/contract/costing-requests.ts'
import { assertNever } from '#shared/domain/assert-never.ts'
import { type Period, periodsBetween } from '#shared/domain/period.ts'
import { runOfMonths } from '#store/costing-runs.ts'
import type { ReadableDb } from '#store/database.ts'
import { allocationReport } from '../allocation-report.ts'
import { ledgerReport } from '../ledger-report.ts'
import { methodsReport } from '../methods-report.ts'
import { runForMonth, runForSpan } from '../runs.ts'
import { statement } from '../statement.ts'
import { itemCostPage, unitCosts } from '../unit-costs.ts'
import { allocationTable, centersTable, ledgerTable } from './ledger-tables.ts'
import { methodPartTable, methodReasonTable, methodTable, statementTable } from './method-tables.ts'
import { type ReportTable, type Words, wordsOf } from './report-table.ts'
import { itemTable, unitTable, unusedTable } from './unit-tables.ts'

type Request = RequestOf<'costing.export'>

/** Items of a month come in pieces of this size. */
const ITEM_PAGE = 1000

/**
 * A table of the cost page as the page shows it, of the same run.
 * @throws ProblemError `costing-missing` where the months were not costed
 */
export function buildTable(db: ReadableDb, request: Request, table: CostTable): ReportTable {
  const words = wordsOf(request.language)
  switch (table) {
    case 'ledger':
      return ledgerTable(words, ledgerReport(db, spanOf(request), request.compare ?? 'none'))
    case 'allocation':
      return allocationTable(words, allocations(db, request))
    case 'centers':
      return centersTable(words, allocations(db, request))
    case 'unit-costs':
      return unitTable(words, unitCostsOf(db, request, request.month))
    case 'unused':
      return unusedTable(words, unitCostsOf(db, request, undefined))
    case 'items':
      return itemTable(
        words,
        monthsOf(db, request).flatMap((month) => itemsOf(db, request, month)),
      )
    case 'methods':
      return comparison(db, request, words, methodTable)
    case 'method-parts':
      return comparison(db, request, words, methodPartTable)
    case 'method-reasons':
      return comparison(db, request, words, methodReasonTable)
    case 'statement':
      return statementTable(words, statementOf(db, request))
    default:
      return assertNever(table)
  }
}

const spanOf = ({ from, to }: Request) => ({ from, to })

export const statementOf = (db: ReadableDb, { from, to, runId, method }: Request) =>
  statement(db, runForSpan(db, from, to, runId), { from, to }, method)

/** The month asked for, else every month of the span that was costed. */
function monthsOf(db: ReadableDb, { from, to, month, runId }: Request): Period[] {
  if (month !== undefined) return [month]
  const costed = new Set(runOfMonths(db, runId).map((entry) => entry.period))
  return periodsBetween(from, to).filter((one) => costed.has(one))
}

const allocations = (db: ReadableDb, request: Request) =>
  monthsOf(db, request).map((month) => allocationReport(db, runForMonth(db, month, request.runId), month))

function unitCostsOf(db: ReadableDb, { from, to, runId }: Request, month: Period | undefined) {
  const span = { from: month ?? from, to: month ?? to }
  return unitCosts(db, runForSpan(db, span.from, span.to, runId), span, runId)
}

function itemsOf(db: ReadableDb, { runId }: Request, month: Period): (ItemCostRow & { readonly period: Period })[] {
  const run = runForMonth(db, month, runId)
  const found: (ItemCostRow & { readonly period: Period })[] = []
  for (let offset = 0; ; offset += ITEM_PAGE) {
    const { rows } = itemCostPage(db, run, month, { offset, limit: ITEM_PAGE })
    found.push(...rows.map((row) => ({ ...row, period: month })))
    if (rows.length < ITEM_PAGE) return found
  }
}

const comparison = (
  db: ReadableDb,
  request: Request,
  words: Words,
  asTable: (words: Words, report: ReturnType<typeof methodsReport>) => ReportTable,
) => asTable(words, methodsReport(db, request.slice ?? spanOf(request), request.runId))
