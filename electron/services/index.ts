import type { CreateServices } from '#core/handler.ts'
import { auditHandlers } from './audit.ts'
import { makeBackup } from './backup-create.ts'
import { backupHandlers } from './backups.ts'
import { batchHandlers } from './batches.ts'
import { bookHandlers } from './book.ts'
import { caseHandlers } from './cases.ts'
import { commandHandlers } from './commands.ts'
import { comparisonHandlers } from './comparison.ts'
import { costingHandlers } from './costing/index.ts'
import { demoHandlers } from './demo.ts'
import { explainHandlers } from './explain.ts'
import { groupingHandlers } from './grouping.ts'
import { importHandlers } from './imports.ts'
import { createInbox } from './inbox.ts'
import { indicatorHandlers } from './indicators/index.ts'
import { overviewHandlers } from './overview.ts'
import { openPatientKeys } from './patient-keys.ts'
import { patientHandlers } from './patients.ts'
import { periodHandlers } from './periods.ts'
import { policyHandlers } from './policies.ts'
import { policyExportHandlers } from './policy-export.ts'
import { portfolioHandlers } from './portfolio.ts'
import { recomputeHandlers } from './recompute.ts'
import { schemeBrowserHandlers } from './scheme-browser.ts'
import { schemeExportHandlers } from './scheme-export.ts'
import { schemeHandlers } from './schemes.ts'
import { createSession } from './session.ts'
import { openSettingsFile } from './settings-file.ts'
import { settlementHandlers } from './settlement/index.ts'
import { structureHandlers } from './structure/index.ts'
import { surplusHandlers } from './surplus.ts'
import { syncHandlers } from './sync/index.ts'
import { systemSecrets } from './system-secrets.ts'
import { teamHandlers } from './teams/index.ts'
import { templateHandlers } from './templates.ts'
import { trialHandlers } from './trials.ts'
import { varianceService } from './variance/index.ts'
import { verifyHandlers } from './verify.ts'
import { viewHandlers } from './views.ts'

/** Every service of the contract, over one session. The type of `handlers` proves that no method is missing. */
export const createServices: CreateServices = (env) => {
  const settings = openSettingsFile(env.settingsFile)
  const session = createSession(settings, openPatientKeys(env, env.systemSecrets === true ? systemSecrets() : null))
  const schemes = schemeHandlers(session)
  const policies = policyHandlers(session)
  const imports = importHandlers(env, session)
  const recompute = recomputeHandlers(session)
  const trials = trialHandlers(session)
  const costing = costingHandlers(env, session)
  const variance = varianceService(env, session)
  const inbox = createInbox(session, settings, session.emit)
  return {
    handlers: {
      ...bookHandlers(env, session, settings),
      ...demoHandlers(session, settings, {
        ...schemes,
        ...trials,
        ...policies,
        ...imports,
        ...recompute,
        ...costing,
      }),
      ...verifyHandlers(session),
      ...backupHandlers(session),
      // Kept like one made by hand: it is all that is left of the year.
      ...periodHandlers(
        session,
        async (context) => (await makeBackup(session, 'before-deletion', context)).backup.path,
      ),
      ...auditHandlers(env, session),
      ...imports,
      ...inbox.handlers,
      ...patientHandlers(env, session),
      ...batchHandlers(session),
      ...templateHandlers(env, session),
      ...commandHandlers(session),
      ...schemes,
      ...schemeExportHandlers(env, session),
      ...policies,
      ...policyExportHandlers(env, session),
      ...recompute,
      ...costing,
      ...trials,
      ...overviewHandlers(session),
      ...portfolioHandlers(session),
      ...surplusHandlers(env, session),
      ...structureHandlers(session),
      ...indicatorHandlers(env, session),
      ...teamHandlers(env, session),
      ...caseHandlers(env, session),
      ...groupingHandlers(session),
      ...schemeBrowserHandlers(session),
      ...comparisonHandlers(session),
      ...variance.handlers,
      ...settlementHandlers(env, session),
      ...viewHandlers(session),
      ...explainHandlers(session, variance.explain),
      ...syncHandlers(env, session),
    },
    onDataChanged: session.onEvent,
    close() {
      inbox.close()
      session.close()
    },
  }
}
