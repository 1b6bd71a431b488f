import { type Exact, exact, ZERO } from '#shared/domain/exact.ts'

/** Cases of one group that one team (or physician) treated: an amount of each, its sum, and the sum of squares. */
export interface OwnGroup {
  readonly who: string
  readonly group: string
  readonly n: number
  readonly sum: Exact
  /** Statistics, not money: floating point serves. */
  readonly squares: number
}

/** What someone's cases came to against what the same groups come to on average in the whole department. */
export interface SameGroupComparison {
  /** Cases in groups that others treated too, and those in groups nobody else had: these say nothing of a difference. */
  readonly n: number
  readonly alone: number
  readonly actual: Exact
  readonly expected: Exact
  /** Actual ÷ expected with its 95% interval; null where nothing above zero was to be expected. */
  readonly index: Interval | null
  /** (Actual − expected) ÷ n with its 95% interval; null without cases. */
  readonly perCase: Interval | null
}

/** `value` is exact text, cut at 24 decimals. */
export interface Interval {
  readonly value: string
  readonly low: number
  readonly high: number
}

/** 97.5th percentile of the standard normal distribution. */
const Z = 1.959963984540054

interface GroupSums {
  n: number
  sum: Exact
  squares: number
  readonly members: Set<string>
}

/**
 * Like with like (indirect standardisation): expected is what the same cases would have come to at the mean of their groups over the whole
 * department, so that nobody is dearer for heavier groups. Only groups that several treated are compared.
 *
 * The interval takes expected as given and the spread of each group as that of its cases in the whole department:
 * Var(actual − expected) = Σ n s² (1 − n ÷ N), as the mean holds the own cases too.
 */
export function compareSameGroups(rows: readonly OwnGroup[]): ReadonlyMap<string, SameGroupComparison> {
  const groups = new Map<string, GroupSums>()
  for (const { who, group, n, sum, squares } of rows) {
    const known = groups.get(group) ?? { n: 0, sum: ZERO, squares: 0, members: new Set<string>() }
    known.n += n
    known.sum = known.sum.plus(sum)
    known.squares += squares
    if (n > 0) known.members.add(who)
    groups.set(group, known)
  }
  const owners = Map.groupBy(rows, ({ who }) => who)
  return new Map([...owners].map(([who, own]) => [who, comparisonOf(own, groups)]))
}

function comparisonOf(own: readonly OwnGroup[], groups: ReadonlyMap<string, GroupSums>): SameGroupComparison {
  let [n, alone, variance] = [0, 0, 0]
  let [actual, expected] = [ZERO, ZERO]
  for (const row of own) {
    const all = groups.get(row.group)!
    if (row.n === 0) continue
    if (all.members.size < 2) {
      alone += row.n
      continue
    }
    n += row.n
    actual = actual.plus(row.sum)
    expected = expected.plus(all.sum.times(row.n).div(all.n))
    variance += row.n * varianceOf(all) * (1 - row.n / all.n)
  }
  const reach = Z * Math.sqrt(Math.max(0, variance))
  const around = (value: Exact, half: number): Interval => ({
    value: value.toFixed(),
    low: value.toNumber() - half,
    high: value.toNumber() + half,
  })
  return {
    n,
    alone,
    actual,
    expected,
    index: expected.gt(0) ? around(actual.div(expected), reach / expected.toNumber()) : null,
    perCase: n === 0 ? null : around(actual.minus(expected).div(exact(n)), reach / n),
  }
}

/** Sample variance; 0 of a single case. */
function varianceOf({ n, sum, squares }: GroupSums): number {
  if (n < 2) return 0
  const whole = sum.toNumber()
  return Math.max(0, (squares - (whole * whole) / n) / (n - 1))
}
