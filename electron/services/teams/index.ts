import type { Handlers, ServiceEnv } from '#core/handler.ts'
import type { Session } from '../session.ts'
import { steadyReader } from '../steady-reading.ts'
import { exportTeams } from './export.ts'
import { teamGroupReport } from './groups.ts'
import { teamReport } from './report.ts'

type Method = 'teams.get' | 'teams.groups' | 'teams.export'

/** 医疗组/医师: who differs from the department within the same groups, down to the groups and their cases. */
export function teamHandlers(env: ServiceEnv, session: Session): Pick<Handlers, Method> {
  const steady = steadyReader(session)
  return {
    'teams.get': (request, context) => steady((reading) => teamReport(reading, request), context),
    'teams.groups': (request, context) => steady((reading) => teamGroupReport(reading, request), context),
    'teams.export': async ({ language, path, ...request }, context) => {
      const report = await steady((reading) => teamReport(reading, request), context)
      return await exportTeams(env, session, report, language, path)
    },
  }
}
