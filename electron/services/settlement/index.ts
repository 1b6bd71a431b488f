import type { CallContext, Handlers, ServiceEnv } from '#core/handler.ts'
import type { Reconciliation } from '#shared/contract/settlement.ts'
import type { Slice } from '#shared/contract/slice.ts'
import type { ReadableDb } from '#store/database.ts'
import { removeRepricing } from '#store/repricing-run.ts'
import { isStale, readSettings } from '#store/settings.ts'
import { allDifferenceNotes } from '#store/settlement-notes.ts'
import { settledIds } from '#store/settlement-returns.ts'
import { audit } from '../audit.ts'
import { recompute } from '../recompute.ts'
import type { Session } from '../session.ts'
import { detailed, differingCases } from './cases.ts'
import { exportReconciliation } from './export.ts'
import { differenceOf, type LedgerEntry, type ReturnLedger, readLedger } from './ledger.ts'
import { saveDifferenceNotes } from './notes.ts'
import { exportPlan } from './plan/export.ts'
import { planReport } from './plan/report.ts'
import { savePlan } from './plan/save.ts'
import { reconciliation } from './report.ts'
import { repricedCasePage, repricedTable, repricings, requireRepricing } from './reprice/report.ts'
import { reprice } from './reprice/run.ts'

type Method =
  | 'settlement.reconcile'
  | 'settlement.cases'
  | 'settlement.saveNotes'
  | 'settlement.export'
  | 'settlement.plan'
  | 'settlement.savePlan'
  | 'settlement.exportPlan'
  | 'settlement.reprice'
  | 'settlement.repricings'
  | 'settlement.repriced'
  | 'settlement.repricedCases'
  | 'settlement.dropRepricing'

/** 对账: what the insurer settled beside what was computed here, every difference under one cause. */
export function settlementHandlers(env: ServiceEnv, session: Session): Pick<Handlers, Method> {
  const reader = () => session.book().reader
  const ledger = keptLedger(session)
  /** Answers of the book as it is, by slice. */
  let reports = new Map<string, Reconciliation>()
  session.onEvent(() => {
    reports = new Map()
  })
  const ofSlice = async (slice: Slice, context: CallContext) => {
    const { entries, returns } = await ledger(context)
    return { returns, entries: within(reader(), entries, slice), notes: allDifferenceNotes(reader()) }
  }
  return {
    'settlement.reconcile': async ({ slice }, context) => {
      const key = JSON.stringify(slice)
      const kept = session.isReadOnly() ? new Map<string, Reconciliation>() : reports
      const known = kept.get(key)
      if (known !== undefined) return known
      const { entries, returns, notes } = await ofSlice(slice, context)
      const report = reconciliation(entries, returns, notes)
      kept.set(key, report)
      return report
    },
    'settlement.cases': async ({ slice, ...asked }, context) => {
      const { entries, notes } = await ofSlice(slice, context)
      return differingCases(reader(), entries, notes, asked)
    },
    'settlement.saveNotes': async (request, context) => {
      const { entries } = await ledger(context)
      const wanted = new Set(request.caseNos)
      const differences = new Map(
        entries
          .filter(({ caseNo, parts }) => parts.length > 0 && wanted.has(caseNo))
          .map((entry) => [entry.caseNo, differenceOf(entry)]),
      )
      return saveDifferenceNotes(session, request, (caseNo) => differences.get(caseNo))
    },
    'settlement.export': async ({ slice, language, path }, context) => {
      const { entries, returns, notes } = await ofSlice(slice, context)
      const differing = entries.filter(({ parts }) => parts.length > 0)
      const report = reconciliation(entries, returns, notes)
      return exportReconciliation(env, session, report, detailed(reader(), differing, notes), language, path)
    },
    'settlement.plan': ({ year }) => reader().snapshot(() => planReport(session, reader(), year)),
    'settlement.savePlan': (request) => savePlan(session, request),
    'settlement.exportPlan': ({ year, language, path }) => {
      const report = reader().snapshot(() => planReport(session, reader(), year))
      return exportPlan(env, session, report, language, path)
    },
    'settlement.reprice': async (request, context) => {
      // What is compared with must be true of the same data.
      if (isStale(session.book().writer)) await recompute(session, context)
      return requireRepricing(reader(), await reprice(session, request, context))
    },
    'settlement.repricings': () => reader().snapshot(() => repricings(reader())),
    'settlement.repriced': (request) => reader().snapshot(() => repricedTable(reader(), request)),
    'settlement.repricedCases': (request) => reader().snapshot(() => repricedCasePage(reader(), request)),
    'settlement.dropRepricing': ({ repricingId }) => {
      const { writer } = session.book()
      const { policy } = requireRepricing(writer, repricingId)
      writer.transaction(() => {
        removeRepricing(writer, repricingId)
        audit(session, 'reprice', {
          zh: `删除支付政策 ${policy.code} 的重新计价`,
          en: `Discard the pricing under policy ${policy.code}`,
        })
      })
      session.changed()
      return null
    },
  }
}

/**
 * The ledger of the open book, read once for as long as nothing changes; what was read while the book changed is read again. A book
 * that another process writes tells nobody of its changes, so nothing of it is kept.
 */
function keptLedger(session: Session): (context: CallContext) => Promise<ReturnLedger> {
  let kept: { readonly revision: string; readonly ledger: ReturnLedger } | null = null
  session.onEvent(({ type }) => {
    if (type === 'book-changed') kept = null
  })
  return async ({ breathe }) => {
    const { reader } = session.book()
    for (;;) {
      const before = revisionOf(reader)
      if (kept?.revision === before && !session.isReadOnly()) return kept.ledger
      const ledger = await readLedger(reader, breathe)
      if (revisionOf(reader) !== before) continue
      kept = { revision: before, ledger }
      return ledger
    }
  }
}

function revisionOf(db: ReadableDb): string {
  const { dataRevision, computedRevision, lastImportAt, lastRecomputeAt } = readSettings(db)
  return `${dataRevision} ${computedRevision} ${lastImportAt} ${lastRecomputeAt}`
}

/** Entries of a slice. A return whose case is not here has nothing but its month, so any other filter leaves it out. */
function within(db: ReadableDb, entries: readonly LedgerEntry[], slice: Slice): readonly LedgerEntry[] {
  const { from, to, ...rest } = slice
  const inMonths = entries.filter(
    ({ month }) => (from === undefined || month >= from) && (to === undefined || month <= to),
  )
  if (Object.values(rest).every((value) => value === undefined)) return inMonths
  const ids = settledIds(db, slice)
  return inMonths.filter(({ caseId }) => caseId !== null && ids.has(caseId))
}
