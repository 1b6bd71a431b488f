import { job, reply } from './method-spec.ts'
import { type DifferingCases, RECONCILE_REQUESTS, type Reconciliation } from './settlement.ts'
import { PLAN_REQUESTS, type PlanReport } from './settlement-plan.ts'
import { REPRICE_REQUESTS, type RepricedCase, type RepricedTable, type Repricing } from './settlement-reprice.ts'

interface Written {
  readonly path: string
  readonly rows: number
}

/** What the insurer settled beside what was computed here. */
export const SETTLEMENT_METHODS = {
  'settlement.reconcile': reply<Reconciliation>()(RECONCILE_REQUESTS.reconcile),
  /** Cases whose settlements differ, the largest difference first; `total` counts them all. */
  'settlement.cases': reply<DifferingCases>()(RECONCILE_REQUESTS.cases),
  'settlement.saveNotes': reply<null>()(RECONCILE_REQUESTS.saveNotes),
  'settlement.export': job<Written>()(RECONCILE_REQUESTS.export),
  /** Advances of a year by month and insurance type, and its clearing. */
  'settlement.plan': reply<PlanReport>()(PLAN_REQUESTS.plan),
  'settlement.savePlan': reply<null>()(PLAN_REQUESTS.savePlan),
  'settlement.exportPlan': job<Written>()(PLAN_REQUESTS.exportPlan),
  /** Prices the cases of some months under a policy of the book; the figures in force stay. */
  'settlement.reprice': job<Repricing>()(REPRICE_REQUESTS.reprice),
  /** Newest first; one for each policy. */
  'settlement.repricings': reply<readonly Repricing[]>()(REPRICE_REQUESTS.repricings),
  'settlement.repriced': reply<RepricedTable>()(REPRICE_REQUESTS.repriced),
  /** The greatest change first. */
  'settlement.repricedCases': reply<{ readonly total: number; readonly rows: readonly RepricedCase[] }>()(
    REPRICE_REQUESTS.repricedCases,
  ),
  'settlement.dropRepricing': reply<null>()(REPRICE_REQUESTS.dropRepricing),
} as const
