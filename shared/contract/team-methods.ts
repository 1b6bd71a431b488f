import { job, reply } from './method-spec.ts'
import { TEAM_REQUESTS, type TeamGroups, type TeamReport } from './teams.ts'

/** Teams and physicians beside each other within the same groups. */
export const TEAM_METHODS = {
  'teams.get': reply<TeamReport>()(TEAM_REQUESTS.get),
  'teams.groups': reply<TeamGroups>()(TEAM_REQUESTS.groups),
  'teams.export': job<{ readonly path: string; readonly rows: number }>()(TEAM_REQUESTS.export),
} as const
