import { type Exact, exact, exactFromFen, ZERO } from '#shared/domain/exact.ts'
import { addFen, type Fen } from '#shared/domain/money.ts'
import { FEW_CASES } from './measure.ts'
import { wilsonInterval } from './wilson.ts'

/** What one team (or physician) spent on the cases of one group: charges on B1, cost on B3. */
export interface TeamGroup {
  readonly team: string
  readonly group: string
  readonly n: number
  readonly spent: Fen
}

/** Cases with a bad outcome (readmission, complication or death) out of the cases where it is known. */
export interface TeamOutcome {
  readonly team: string
  readonly n: number
  readonly events: number
}

export interface TeamStanding {
  readonly team: string
  readonly n: number
  /** Spent ÷ what the same cases cost at the mean of their groups; below 1 is less than usual. Null when nothing was to be expected. */
  readonly index: Exact | null
  /** Why it cannot be the best team; null when it can. */
  readonly excluded: 'few-cases' | 'worse-outcome' | 'no-index' | null
}

/**
 * Which team the others are laid beside. Teams are compared like with like: what a team spent against what its own cases would have cost at
 * the mean of their groups over all teams (indirect standardisation), so a team with heavier groups is not the dearer one for that.
 *
 * The best team has the lowest index of those with at least ten cases and no outcome that is worse than the others' beyond chance (its
 * 95% Wilson interval lies wholly above the rate of all teams). Equal indices: the team with more cases, then by name.
 */
export function bestTeam(
  rows: readonly TeamGroup[],
  outcomes: readonly TeamOutcome[] = [],
): { readonly best: string | null; readonly teams: readonly TeamStanding[] } {
  const means = groupMeans(rows)
  const worse = worseTeams(outcomes)
  const teams = [...new Set(rows.map(({ team }) => team))].sort().map((team): TeamStanding => {
    const own = rows.filter((row) => row.team === team)
    const n = own.reduce((sum, row) => sum + row.n, 0)
    const spent = own.reduce((sum, row) => sum.plus(exactFromFen(row.spent)), ZERO)
    const expected = own.reduce((sum, { group, n }) => sum.plus(means.get(group)!.times(n)), ZERO)
    const index = expected.gt(0) ? spent.div(expected) : null
    const excluded =
      n < FEW_CASES ? 'few-cases' : index === null ? 'no-index' : worse.has(team) ? 'worse-outcome' : null
    return { team, n, index, excluded }
  })
  const eligible = teams.filter(({ excluded }) => excluded === null)
  const [best] = eligible.toSorted((a, b) => a.index!.cmp(b.index!) || b.n - a.n || (a.team < b.team ? -1 : 1))
  return { best: best?.team ?? null, teams }
}

/** Yuan of a case, over all teams. */
function groupMeans(rows: readonly TeamGroup[]): ReadonlyMap<string, Exact> {
  const sums = new Map<string, { n: number; spent: Fen }>()
  for (const { group, n, spent } of rows) {
    const sum = sums.get(group)
    sums.set(group, sum === undefined ? { n, spent } : { n: sum.n + n, spent: addFen(sum.spent, spent) })
  }
  return new Map([...sums].map(([group, { n, spent }]) => [group, n === 0 ? exact(0) : exactFromFen(spent).div(n)]))
}

function worseTeams(outcomes: readonly TeamOutcome[]): ReadonlySet<string> {
  const known = outcomes.filter(({ n }) => n > 0)
  const cases = known.reduce((sum, { n }) => sum + n, 0)
  const rate = cases === 0 ? 0 : known.reduce((sum, { events }) => sum + events, 0) / cases
  return new Set(known.filter(({ n, events }) => wilsonInterval(events, n).low > rate).map(({ team }) => team))
}
