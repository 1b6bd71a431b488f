import { app } from './app.ts'
import { cases } from './cases.ts'
import { common } from './common.ts'
import { data } from './data.ts'
import { grouping } from './grouping.ts'
import { imports } from './imports.ts'
import { overview } from './overview.ts'
import { surplus } from './surplus.ts'
import { versions } from './versions.ts'

/** Every sentence the pages show, both languages side by side; an entry without one of them does not compile. */
export const words = {
  ...common,
  ...app,
  ...overview,
  ...surplus,
  ...cases,
  ...grouping,
  ...versions,
  ...imports,
  ...data,
} as const
