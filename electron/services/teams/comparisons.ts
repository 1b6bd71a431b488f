import {
  compareSameGroups,
  type Interval,
  type OwnGroup,
  type SameGroupComparison,
} from '#engine/analysis/same-group.ts'
import type { TeamIndex, TeamMeasure, TeamSurplus } from '#shared/contract/teams.ts'
import { type Exact, exact, exactFromFen, fromParts } from '#shared/domain/exact.ts'
import { fen } from '#shared/domain/money.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'
import { surplusOn, surplusText } from '#shared/domain/surplus-on-basis.ts'
import type { TeamGroupRow } from '#store/team-groups.ts'

export type Comparisons = ReadonlyMap<string, SameGroupComparison>

/** Everybody against the same groups of all, by each measure. */
export function measureComparisons(rows: readonly TeamGroupRow[]): Readonly<Record<TeamMeasure, Comparisons>> {
  const of = (pick: (row: TeamGroupRow) => Pick<OwnGroup, 'n' | 'sum' | 'squares'>): Comparisons =>
    compareSameGroups(rows.map((row) => ({ who: row.key, group: row.drg, ...pick(row) })))
  return {
    charge: of(({ n, charge, chargeSquares }) => ({ n, sum: exactFromFen(fen(charge)), squares: chargeSquares })),
    cost: of(({ nWithCost, cost, costSquares }) => ({
      n: nWithCost,
      sum: exactFromFen(fen(cost)),
      squares: costSquares,
    })),
    stay: of(({ nWithLos, bedDays, losSquares }) => ({ n: nWithLos, sum: exact(bedDays), squares: losSquares })),
  }
}

/** Surplus of a team's cases of one group, and how many of them have one. */
export function surplusOfRow(row: TeamGroupRow, basis: ComputedBasis): { readonly n: number; readonly sum: Exact } {
  const [n, payment, rest, spent] =
    basis === 'B1'
      ? [row.nB1, row.paymentB1, row.restB1, row.spentB1]
      : [row.nB3, row.paymentB3, row.restB3, row.spentB3]
  return { n, sum: fromParts({ fen: payment, frac: rest }).minus(exactFromFen(fen(spent))) }
}

export function surplusComparisons(rows: readonly TeamGroupRow[], basis: ComputedBasis): Comparisons {
  return compareSameGroups(
    rows.map((row) => ({
      who: row.key,
      group: row.drg,
      ...surplusOfRow(row, basis),
      squares: basis === 'B1' ? row.squaresB1 : row.squaresB3,
    })),
  )
}

/** Null without a case to compare. */
export function indexOf(comparison: SameGroupComparison | undefined): TeamIndex | null {
  if (comparison === undefined || comparison.n === 0) return null
  const { n, actual, expected, index } = comparison
  return {
    n,
    perCase: actual.div(n).toFixed(),
    expectedPerCase: expected.div(n).toFixed(),
    index: index?.value ?? null,
    low: index?.low ?? 0,
    high: index?.high ?? 0,
    beyond: index === null ? null : beyond(index, 1),
  }
}

export function surplusDifference<Basis extends ComputedBasis>(
  basis: Basis,
  comparison: SameGroupComparison | undefined,
): TeamSurplus<Basis> | null {
  if (comparison === undefined || comparison.perCase === null) return null
  const { n, actual, expected, perCase } = comparison
  const text = (amount: Exact) => surplusText(surplusOn(basis, amount))
  return {
    n,
    perCase: text(actual.div(n)),
    expectedPerCase: text(expected.div(n)),
    difference: text(exact(perCase.value)),
    low: perCase.low,
    high: perCase.high,
    beyond: beyond(perCase, 0),
  }
}

const beyond = ({ low, high }: Interval, line: number): 'below' | 'above' | null =>
  high < line ? 'below' : low > line ? 'above' : null
