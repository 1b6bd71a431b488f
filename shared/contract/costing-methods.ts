import type { ActivitySheet } from '#shared/domain/activity-sheet.ts'
import type { ComparedCost, CostingComparison, CostingRun, CostingSettings } from './costing.ts'
import type { CostingConfig } from './costing-config.ts'
import type {
  AllocationReport,
  CaseCosting,
  CostBehaviourReport,
  CostLevels,
  DaySurgeryReport,
  ItemCosts,
  LedgerReport,
  MethodComparison,
  ReconciliationStatement,
  SheetCosting,
  SheetSummary,
  StoredSheet,
  UnitCosts,
} from './costing-reports.ts'
import { COSTING_REQUESTS } from './costing-requests.ts'
import { job, reply } from './method-spec.ts'

/** How cases are costed, and what came of it. */
export const COSTING_METHODS = {
  /** How the department is costed, or what the book suggests while nobody has said so; and what there is to cost by. */
  'costing.settings': reply<CostingSettings>()(COSTING_REQUESTS.config),
  /** What the book suggests, for these months or all that have a ledger (else cases). */
  'costing.propose': reply<CostingConfig>()(COSTING_REQUESTS.propose),
  'costing.saveSettings': reply<CostingSettings>()(COSTING_REQUESTS.saveConfig),
  /** Costs every case of the open months; the costs the pages show stay until a run is accepted. */
  'costing.run': job<CostingRun>()(COSTING_REQUESTS.run),
  /** Newest first. */
  'costing.runs': reply<readonly CostingRun[]>()(COSTING_REQUESTS.runs),
  /** Puts the costs of a run in the place of those the pages show. */
  'costing.accept': job<CostingRun>()(COSTING_REQUESTS.accept),
  /** Throws away a run that is in force for no month. */
  'costing.discard': job<null>()(COSTING_REQUESTS.discard),
  'costing.compare': reply<CostingComparison>()(COSTING_REQUESTS.compare),
  'costing.comparedCases': reply<{ readonly total: number; readonly rows: readonly ComparedCost[] }>()(
    COSTING_REQUESTS.comparedCases,
  ),
  'costing.ledger': reply<LedgerReport>()(COSTING_REQUESTS.ledger),
  'costing.allocation': reply<AllocationReport>()(COSTING_REQUESTS.allocation),
  'costing.unitCosts': reply<UnitCosts>()(COSTING_REQUESTS.unitCosts),
  'costing.items': reply<ItemCosts>()(COSTING_REQUESTS.items),
  /** The methods side by side over the cases of a slice, with the given cost, and why they differ. */
  'costing.methods': reply<MethodComparison>()(COSTING_REQUESTS.methods),
  'costing.reconciliation': reply<ReconciliationStatement>()(COSTING_REQUESTS.reconciliation),
  'costing.case': reply<CaseCosting>()(COSTING_REQUESTS.case),
  'costing.levels': reply<CostLevels>()(COSTING_REQUESTS.levels),
  'costing.behaviour': reply<CostBehaviourReport>()(COSTING_REQUESTS.behaviour),
  'costing.daySurgery': reply<DaySurgeryReport>()(COSTING_REQUESTS.daySurgery),
  'costing.export': job<{ readonly path: string; readonly rows: number }>()(COSTING_REQUESTS.export),
  'costing.sheets': reply<readonly SheetSummary[]>()(COSTING_REQUESTS.sheets),
  'costing.sheet': reply<StoredSheet>()(COSTING_REQUESTS.sheet),
  'costing.saveSheet': reply<StoredSheet>()(COSTING_REQUESTS.saveSheet),
  'costing.readSheet': reply<ActivitySheet>()(COSTING_REQUESTS.readSheet),
  'costing.sheetCost': reply<SheetCosting>()(COSTING_REQUESTS.sheetCost),
} as const
