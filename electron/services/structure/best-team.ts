import { bestTeam } from '#engine/analysis/best-team.ts'
import { type Parts, type Profile, profileOfMeans } from '#engine/analysis/structure.ts'
import type { Slice } from '#shared/contract/slice.ts'
import type { StructureView } from '#shared/contract/structure.ts'
import { type Exact, exactFromFen, roundToFen, ZERO } from '#shared/domain/exact.ts'
import { ZERO_FEN } from '#shared/domain/money.ts'
import { BLANK_KEY } from '#store/slices.ts'
import { teamOutcomes } from '#store/structure-sums.ts'
import { type Reading, remembered } from '../steady-reading.ts'
import type { PartSums } from './sums.ts'

/** The best team's structure over the groups of a slice, as if it had had the slice's cases of them. */
export interface TeamProfile {
  readonly team: string
  /** Its cases of these groups. */
  readonly n: number
  /** Cases of the slice in groups that the team has, out of all. */
  readonly covered: number
  readonly profile: Profile
  readonly slice: Slice
}

/** The slice whichever team and physician it is of: a team is measured against all of them. */
export function allTeams({ team: _team, physician: _physician, ...open }: Slice): Slice {
  return open
}

/**
 * Best team of a slice; null where no team qualifies. Its mean case of each group is weighted by how many cases the slice has of the
 * group, so that heavier groups make no team dearer; means are rounded to the fen at the end.
 * @param teams sums by team and group of `allTeams(slice)`
 * @param groups sums by group of the slice itself
 */
export async function bestTeamProfile(
  reading: Reading,
  view: StructureView,
  slice: Slice,
  teams: readonly PartSums[],
  groups: readonly PartSums[],
): Promise<TeamProfile | null> {
  const known = teams.filter(({ keys: [team, group] }) => team !== BLANK_KEY && group !== '')
  const spent = known.map(({ keys: [team, group], n, whole }) => ({ team: team!, group: group!, n, spent: whole }))
  const open = allTeams(slice)
  const outcomes = await remembered(reading, JSON.stringify(['outcomes', open]), async () =>
    teamOutcomes(reading.db, open),
  )
  const { best } = bestTeam(spent, outcomes)
  if (best === null) return null
  const own = new Map(known.filter(({ keys }) => keys[0] === best).map((row) => [row.keys[1], row]))
  const weighted = groups.flatMap(({ keys: [group], n }) => {
    const found = own.get(group)
    return found === undefined ? [] : [{ weight: n, found }]
  })
  if (weighted.length === 0) return null
  const covered = weighted.reduce((sum, { weight }) => sum + weight, 0)
  const n = weighted.reduce((sum, { found }) => sum + found.n, 0)
  const profile = profileOfMeans(view, n, meansOf(weighted, covered))
  return { team: best, n, covered, slice: { ...open, team: best }, profile }
}

function meansOf(weighted: readonly { readonly weight: number; readonly found: PartSums }[], covered: number): Parts {
  const sums = new Map<string, Exact>()
  for (const { weight, found } of weighted)
    for (const [part, amount] of Object.entries(found.parts))
      sums.set(
        part,
        (sums.get(part) ?? ZERO).plus(
          exactFromFen(amount ?? ZERO_FEN)
            .times(weight)
            .div(found.n),
        ),
      )
  return Object.fromEntries([...sums].map(([part, sum]) => [part, roundToFen(sum.div(covered))]))
}
