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
import { lifecycle } from './lifecycle.ts'
import { overview } from './overview.ts'
import { structure } from './structure.ts'
import { surplus } from './surplus.ts'
import { sync } from './sync.ts'
import { syncItems } from './sync-items.ts'
import { variance } from './variance.ts'
import { versions } from './versions.ts'

/** Every sentence the pages show, both languages side by side; an entry without one of them does not compile. */
export const words = {
  ...common,
  ...app,
  ...overview,
  ...surplus,
  ...structure,
  ...variance,
  ...costing,
  ...costingExplain,
  ...costingLevels,
  ...costingRuns,
  ...costingSheets,
  ...cases,
  ...grouping,
  ...versions,
  ...imports,
  ...data,
  ...lifecycle,
  ...sync,
  ...syncItems,
} as const
