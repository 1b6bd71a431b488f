import type { Handlers } from '#core/handler.ts'
import type { ReadableDb } from '#store/database.ts'
import type { Session } from '../session.ts'
import { allocationReport } from './allocation-report.ts'
import { behaviourReport, daySurgeryReport } from './behaviour-report.ts'
import { caseReport } from './case-report.ts'
import { ledgerReport } from './ledger-report.ts'
import { levelsReport } from './levels-report.ts'
import { methodsReport } from './methods-report.ts'
import { runForMonth, runForSpan } from './runs.ts'
import { statement } from './statement.ts'
import { itemCostPage, unitCosts } from './unit-costs.ts'

type ReportHandlers = Pick<
  Handlers,
  | 'costing.ledger'
  | 'costing.allocation'
  | 'costing.unitCosts'
  | 'costing.items'
  | 'costing.methods'
  | 'costing.reconciliation'
  | 'costing.case'
  | 'costing.levels'
  | 'costing.behaviour'
  | 'costing.daySurgery'
>

/** What the cost page reads. Every answer is of one state of the book. */
export function reportHandlers(session: Session): ReportHandlers {
  const read = <T>(answer: (db: ReadableDb) => T): T => {
    const { reader } = session.book()
    return reader.snapshot(() => answer(reader))
  }
  return {
    'costing.ledger': ({ from, to, compare }) => read((db) => ledgerReport(db, { from, to }, compare)),
    'costing.allocation': ({ month, runId }) =>
      read((db) => allocationReport(db, runForMonth(db, month, runId), month)),
    'costing.unitCosts': ({ from, to, runId }) =>
      read((db) => unitCosts(db, runForSpan(db, from, to, runId), { from, to }, runId)),
    'costing.items': ({ month, runId, ...page }) =>
      read((db) => itemCostPage(db, runForMonth(db, month, runId), month, page)),
    'costing.methods': ({ slice, runId }) => read((db) => methodsReport(db, slice, runId)),
    'costing.reconciliation': ({ from, to, method, runId }) =>
      read((db) => statement(db, runForSpan(db, from, to, runId), { from, to }, method)),
    'costing.case': ({ caseNo, runId }) => read((db) => caseReport(db, caseNo, runId)),
    'costing.levels': ({ slice, group }) => read((db) => levelsReport(db, slice, group)),
    'costing.behaviour': ({ slice, by }) => read((db) => behaviourReport(db, slice, by)),
    'costing.daySurgery': ({ slice, beds }) => read((db) => daySurgeryReport(db, slice, beds)),
  }
}
