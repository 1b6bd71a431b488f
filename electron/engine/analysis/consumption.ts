import type { Bilingual } from '#shared/domain/bilingual.ts'
import { type Exact, exact, exactFromFen, ZERO } from '#shared/domain/exact.ts'
import type { Fen } from '#shared/domain/money.ts'

/** One group of the slice. */
export interface GroupUse {
  readonly key: string
  readonly n: number
  readonly charge: Fen
  /** Over the cases whose stay is known. */
  readonly bedDays: number
  readonly nWithLos: number
}

/** What a case of the group usually takes, in the region or wherever the source says. */
export interface GroupBaseline {
  /** Yuan. */
  readonly meanCharge: Exact | null
  readonly meanLos: Exact | null
}

/** Where baselines come from; an index without it cannot be compared with anything. */
export interface BaselineSource {
  readonly name: Bilingual
  readonly year: number | null
  /** Level of the hospitals they are of (三级, 二级), as the source names it. */
  readonly level: string | null
}

export interface ConsumptionSums {
  readonly cost: IndexSums
  readonly time: IndexSums
  readonly source: BaselineSource
}

/** An index is `weighted ÷ n`; 1 is the baseline. */
interface IndexSums {
  /** Σ n × (mean ÷ baseline mean), which is the same as every case's own ratio summed. */
  readonly weighted: Exact
  readonly n: number
  /** Cases of groups without a baseline: left out of both sides. */
  readonly excluded: number
  /** Σ amount and Σ n × baseline: some tools divide these, which weighs expensive groups more. */
  readonly amount: Exact
  readonly expected: Exact
}

/**
 * 费用消耗指数 and 时间消耗指数 (CHS-DRG evaluation): Σ(group mean ÷ baseline × cases) ÷ Σ cases. A group whose baseline is missing or not
 * above zero is left out and counted.
 */
export function consumptionOf(
  groups: readonly GroupUse[],
  baselines: ReadonlyMap<string, GroupBaseline>,
  source: BaselineSource,
): ConsumptionSums {
  const charge = groups.map(({ key, n, charge }) => ({ key, n, amount: exactFromFen(charge) }))
  const stay = groups.map(({ key, nWithLos, bedDays }) => ({ key, n: nWithLos, amount: exact(bedDays) }))
  return {
    cost: indexSums(charge, (key) => baselines.get(key)?.meanCharge ?? null),
    time: indexSums(stay, (key) => baselines.get(key)?.meanLos ?? null),
    source,
  }
}

/** Ratio of sums (合计比); null without an expected amount. */
export function ratioOfSums({ amount, expected }: IndexSums): Exact | null {
  return expected.eq(0) ? null : amount.div(expected)
}

function indexSums(
  groups: readonly { readonly key: string; readonly n: number; readonly amount: Exact }[],
  baselineOf: (key: string) => Exact | null,
): IndexSums {
  let [weighted, amount, expected] = [ZERO, ZERO, ZERO]
  let [n, excluded] = [0, 0]
  for (const group of groups) {
    const baseline = baselineOf(group.key)
    if (baseline === null || baseline.lte(0)) {
      excluded += group.n
      continue
    }
    n += group.n
    weighted = weighted.plus(group.amount.div(baseline))
    amount = amount.plus(group.amount)
    expected = expected.plus(baseline.times(group.n))
  }
  return { weighted, n, excluded, amount, expected }
}
