import { bestTeam, type TeamOutcome } from '#engine/analysis/best-team.ts'
import type { ParsedOf } from '#shared/contract/contract.ts'
import type { TeamGroup, TeamGroups } from '#shared/contract/teams.ts'
import { type Exact, exact, exactFromFen } from '#shared/domain/exact.ts'
import { type Fen, fen } from '#shared/domain/money.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'
import { surplusOn, surplusText } from '#shared/domain/surplus-on-basis.ts'
import { groupNames } from '#store/book-queries.ts'
import { BLANK_KEY } from '#store/slices.ts'
import { outcomesBy, type TeamGroupRow } from '#store/team-groups.ts'
import { type Reading, remembered } from '../steady-reading.ts'
import { allTeams } from '../structure/best-team.ts'
import { surplusOfRow } from './comparisons.ts'
import { type Names, namesOf } from './masks.ts'
import { everybody } from './report.ts'

/** The groups of one team or physician beside the department's cases of the same groups. */
export async function teamGroupReport(reading: Reading, asked: ParsedOf<'teams.groups'>): Promise<TeamGroups> {
  const { slice, by, basis, masked, key } = asked
  const { db } = reading
  const names = await namesOf(reading, by, masked)
  const who = names.nameOf(key)
  const open = allTeams(slice)
  const rows = await everybody(reading, asked)
  const outcomes = await remembered(reading, JSON.stringify(['team-outcomes', by, open]), async () =>
    outcomesBy(db, by, open),
  )
  const groups = Map.groupBy(rows, ({ drg }) => drg)
  const known = groupNames(db)
  const own = rows.filter((row) => row.key === who).toSorted((a, b) => b.n - a.n || (a.drg < b.drg ? -1 : 1))
  return {
    label: names.labelOf(who),
    basis,
    rows: own.map((row) => ({
      ...groupRow(row, groups.get(row.drg) ?? [row], basis),
      name: known.get(row.drg) ?? '',
      best: bestOf(groups.get(row.drg) ?? [], outcomes, basis, names),
      slice: masked ? null : { ...open, [by]: who, drg: row.drg },
    })),
  }
}

function groupRow<Basis extends ComputedBasis>(
  own: TeamGroupRow,
  all: readonly TeamGroupRow[],
  basis: Basis,
): Omit<TeamGroup<Basis>, 'name' | 'best' | 'slice'> {
  const total = (pick: (row: TeamGroupRow) => number) => all.reduce((sum, row) => sum + pick(row), 0)
  const mean = (amount: Exact, n: number) => (n === 0 ? null : amount.div(n).toFixed())
  const yuan = (amount: number): Exact => exactFromFen(fen(amount))
  const surplus = (rows: readonly TeamGroupRow[]) => {
    const parts = rows.map((row) => surplusOfRow(row, basis))
    const n = parts.reduce((sum, part) => sum + part.n, 0)
    const sum = parts.reduce((amount, part) => amount.plus(part.sum), exact(0))
    return n === 0 ? null : surplusText(surplusOn<Basis>(basis, sum.div(n)))
  }
  return {
    drg: own.drg,
    n: own.n,
    nAll: total(({ n }) => n),
    charge: yuan(own.charge).div(own.n).toFixed(),
    chargeAll: yuan(total(({ charge }) => charge))
      .div(total(({ n }) => n))
      .toFixed(),
    cost: mean(yuan(own.cost), own.nWithCost),
    costAll: mean(
      yuan(total(({ cost }) => cost)),
      total(({ nWithCost }) => nWithCost),
    ),
    stay: mean(exact(own.bedDays), own.nWithLos),
    stayAll: mean(
      exact(total(({ bedDays }) => bedDays)),
      total(({ nWithLos }) => nWithLos),
    ),
    surplus: surplus([own]),
    surplusAll: surplus(all),
  }
}

/** What a case of the group took: charges on B1, cost on B3. */
const spentOf = (row: TeamGroupRow, basis: ComputedBasis): { readonly n: number; readonly spent: Fen } =>
  basis === 'B1' ? { n: row.n, spent: fen(row.charge) } : { n: row.nWithCost, spent: fen(row.cost) }

function bestOf(
  rows: readonly TeamGroupRow[],
  outcomes: readonly TeamOutcome[],
  basis: ComputedBasis,
  names: Names,
): TeamGroup['best'] {
  const named = rows.filter(({ key }) => key !== BLANK_KEY)
  const spent = named.map((row) => ({ team: row.key, group: row.drg, ...spentOf(row, basis) }))
  if (spent.length < 2) return null
  const { best } = bestTeam(spent, outcomes)
  const found = spent.find(({ team }) => team === best)
  return found === undefined
    ? null
    : {
        label: names.labelOf(found.team),
        mean: exactFromFen(found.spent).div(found.n).toFixed(),
        n: found.n,
      }
}
