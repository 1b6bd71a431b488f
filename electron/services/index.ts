import type { CreateServices } from '#core/handler.ts'
import { batchHandlers } from './batches.ts'
import { bookHandlers } from './book.ts'
import { caseHandlers } from './cases.ts'
import { commandHandlers } from './commands.ts'
import { comparisonHandlers } from './comparison.ts'
import { demoHandlers } from './demo.ts'
import { explainHandlers } from './explain.ts'
import { groupingHandlers } from './grouping.ts'
import { importHandlers } from './imports.ts'
import { overviewHandlers } from './overview.ts'
import { policyHandlers } from './policies.ts'
import { recomputeHandlers } from './recompute.ts'
import { schemeBrowserHandlers } from './scheme-browser.ts'
import { schemeExportHandlers } from './scheme-export.ts'
import { schemeHandlers } from './schemes.ts'
import { createSession } from './session.ts'
import { openSettingsFile } from './settings-file.ts'
import { surplusHandlers } from './surplus.ts'
import { templateHandlers } from './templates.ts'
import { trialHandlers } from './trials.ts'
import { verifyHandlers } from './verify.ts'

/** Every service of the contract, over one session. The type of `handlers` proves that no method is missing. */
export const createServices: CreateServices = (env) => {
  const settings = openSettingsFile(env.settingsFile)
  const session = createSession(settings)
  const schemes = schemeHandlers(session)
  const policies = policyHandlers(session)
  const imports = importHandlers(session)
  const recompute = recomputeHandlers(session)
  const trials = trialHandlers(session)
  return {
    handlers: {
      ...bookHandlers(env, session, settings),
      ...demoHandlers(session, settings, { ...schemes, ...trials, ...policies, ...imports, ...recompute }),
      ...verifyHandlers(session),
      ...imports,
      ...batchHandlers(session),
      ...templateHandlers(session),
      ...commandHandlers(session),
      ...schemes,
      ...schemeExportHandlers(env, session),
      ...policies,
      ...recompute,
      ...trials,
      ...overviewHandlers(session),
      ...surplusHandlers(env, session),
      ...caseHandlers(env, session),
      ...groupingHandlers(session),
      ...schemeBrowserHandlers(session),
      ...comparisonHandlers(session),
      ...explainHandlers(session),
    },
    onDataChanged: session.onEvent,
    close: session.close,
  }
}
