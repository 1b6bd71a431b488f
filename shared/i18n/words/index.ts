import { app } from './app.ts'
import { cases } from './cases.ts'
import { common } from './common.ts'
import { costing } from './costing.ts'
import { costingExplain } from './costing-explain.ts'
import { costingLevels } from './costing-levels.ts'
import { costingRuns } from './costing-runs.ts'
import { costingSheets } from './costing-sheets.ts'
import { data } from './data.ts'
import { grouping } from './grouping.ts'
import { imports } from './imports.ts'
import { indicators } from './indicators.ts'
import { lifecycle } from './lifecycle.ts'
import { overview } from './overview.ts'
import { portfolio } from './portfolio.ts'
import { settlement } from './settlement.ts'
import { settlementPlan } from './settlement-plan.ts'
import { settlementReprice } from './settlement-reprice.ts'
import { structure } from './structure.ts'
import { surplus } from './surplus.ts'
import { sync } from './sync.ts'
import { syncItems } from './sync-items.ts'
import { teams } from './teams.ts'
import { variance } from './variance.ts'
import { versions } from './versions.ts'
import { views } from './views.ts'

/** Every sentence the pages show, both languages side by side; an entry without one of them does not compile. */
export const words = {
  ...common,
  ...app,
  ...overview,
  ...surplus,
  ...structure,
  ...indicators,
  ...teams,
  ...variance,
  ...portfolio,
  ...settlement,
  ...settlementPlan,
  ...settlementReprice,
  ...costing,
  ...costingExplain,
  ...costingLevels,
  ...costingRuns,
  ...costingSheets,
  ...cases,
  ...grouping,
  ...versions,
  ...views,
  ...imports,
  ...data,
  ...lifecycle,
  ...sync,
  ...syncItems,
} as const
