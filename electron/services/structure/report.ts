import { type Profile, profileOfSums, structureOf } from '#engine/analysis/structure.ts'
import { OVERLAY_NAMES } from '#engine/analysis/structure-views.ts'
import type { ParsedOf } from '#shared/contract/contract.ts'
import type { OverlayState, StructureOverlay, StructureReport } from '#shared/contract/structure.ts'
import { settledSums } from '#store/structure-sums.ts'
import { targetMargin } from '../costing/settings.ts'
import { costTags } from '../costing/tags.ts'
import { boundsOf, comparedSlice } from '../overview.ts'
import { type Reading, remembered } from '../steady-reading.ts'
import { benchmarksFor } from './benchmark.ts'
import { allTeams, bestTeamProfile } from './best-team.ts'
import { budgetFor } from './budget.ts'
import { definitionOf } from './definitions.ts'
import { benchmarkState, bestTeamState, budgetState, missing, previousState } from './overlay-states.ts'
import { BY_TEAM_AND_GROUP, foldTo, partSums, together, wholeOf } from './sums.ts'

/** The structure of a slice beside what it can be laid beside. */
export async function structureReport(
  reading: Reading,
  { slice, view, compare, scope }: ParsedOf<'structure.get'>,
): Promise<StructureReport> {
  const { db } = reading
  const teams = await partSums(reading, view, allTeams(slice), BY_TEAM_AND_GROUP)
  const oneTeam = slice.team !== undefined || slice.physician !== undefined
  const groups = oneTeam ? await partSums(reading, view, slice, ['drg']) : foldTo(teams, 1)
  const actual = together(groups)
  const benchmarks = benchmarksFor(db, view, slice, groups, scope)
  const { from, to } = boundsOf(db, slice)
  const before = from === null || to === null ? null : comparedSlice(slice, from, to, compare)
  const earlier = before === null ? null : together(await partSums(reading, view, before, BY_TEAM_AND_GROUP))
  const shape = benchmarks.found?.parts ?? (earlier !== null && earlier.n > 0 ? earlier.parts : null)
  const sums = await remembered(reading, JSON.stringify(['settled', slice]), async () => settledSums(db, slice))
  const budget = shape === null ? null : budgetFor(view, sums, targetMargin(db), shape)
  const team = actual.n === 0 ? null : await bestTeamProfile(reading, view, slice, teams, groups)
  const profiles: Partial<Record<StructureOverlay, Profile>> = {
    ...(benchmarks.found === null ? {} : { benchmark: benchmarks.found.profile }),
    ...(budget === null ? {} : { budget: budget.profile }),
    ...(earlier === null || earlier.n === 0 ? {} : { previous: profileOfSums(view, earlier.n, earlier.parts) }),
    ...(team === null ? {} : { 'best-team': team.profile }),
  }
  const structure = structureOf(view, actual, profiles)
  const states: readonly OverlayState[] = [
    benchmarkState(benchmarks, actual.n, view),
    budgetState(budget, benchmarks.found !== null, shape !== null),
    before === null ? missing('previous', 'none-chosen') : previousState(before, earlier?.n ?? 0, profiles.previous),
    bestTeamState(team, actual.n),
  ]
  return {
    slice,
    view,
    of: wholeOf(view),
    n: actual.n,
    cases: sums.cases,
    parts: structure.rows.map((row) => ({
      key: row.key,
      name: row.name,
      amount: row.amount,
      perCase: row.perCase?.toFixed() ?? null,
      share: row.share?.toFixed() ?? null,
      overlays: Object.fromEntries(
        Object.keys(OVERLAY_NAMES).flatMap((id) => {
          const cell = row.overlays[id as StructureOverlay]
          if (cell === undefined) return []
          const { perCase, share, perCaseGap, shareGap } = cell
          return [
            [
              id,
              {
                perCase: perCase.toFixed(),
                share: share?.toFixed() ?? null,
                perCaseGap: perCaseGap?.toFixed() ?? null,
                shareGap: shareGap?.toFixed() ?? null,
              },
            ],
          ]
        }),
      ),
    })),
    total: structure.total,
    perCase: actual.n === 0 ? null : profileOfSums(view, actual.n, actual.parts).perCase.toFixed(),
    outside: structure.outside,
    overlays: states,
    scopes: benchmarks.scopes,
    scope: benchmarks.scope,
    costTags: view === 'elements' ? costTags(db, slice) : [],
    definition: definitionOf(view),
  }
}
