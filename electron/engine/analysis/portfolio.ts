import type { Exact } from '#shared/domain/exact.ts'
import type { SliceTotals } from '#shared/domain/slice.ts'
import { FEW_CASES } from './measure.ts'
import {
  type Classified,
  classify,
  DEFAULT_THRESHOLDS,
  PORTFOLIO_CLASSES,
  type PortfolioClass,
  type PortfolioThresholds,
} from './portfolio-class.ts'
import { surplusSides } from './surplus.ts'

/** The cases of one disease (or group) in one slice. */
export interface DiseaseTotals {
  readonly key: string
  readonly totals: SliceTotals
}

/** One bubble of the chart: weight across, return upwards, cases as size. */
export interface PortfolioRow extends Classified {
  readonly key: string
  readonly n: number
  /** Mean weight of the cases that have one. */
  readonly cmi: Exact | null
  /** (payment − cost) ÷ cost, on B3. */
  readonly costReturn: Exact | null
  /** Payment − cost, yuan. */
  readonly surplus: Exact | null
  /** Fewer than ten cases: the class may change with one of them. */
  readonly few: boolean
}

/** Every disease in exactly one class. Always on cost (B3): a return needs what was spent, not what was charged. */
export function portfolio(
  diseases: readonly DiseaseTotals[],
  thresholds: PortfolioThresholds = DEFAULT_THRESHOLDS,
): readonly PortfolioRow[] {
  return diseases.map(({ key, totals }) => {
    const { payment, spent, n } = surplusSides(totals, 'B3')
    const cmi = totals.nWeighted === 0 ? null : totals.rw.div(totals.nWeighted)
    const surplus = n === 0 ? null : payment.minus(spent)
    const costReturn = surplus === null || spent.lte(0) ? null : surplus.div(spent)
    return {
      key,
      n: totals.n,
      cmi,
      costReturn,
      surplus,
      few: totals.n < FEW_CASES,
      ...classify(cmi, costReturn, thresholds),
    }
  })
}

/** Where a disease was and is; null where the slice does not have it. */
export interface Movement {
  readonly from: PortfolioClass | null
  readonly to: PortfolioClass | null
  readonly keys: readonly string[]
}

/**
 * How diseases moved between two slices, one entry per pair of classes that occurs: each disease of either slice is in exactly one. A
 * disease that stayed has the same class on both sides.
 */
export function movements(before: readonly PortfolioRow[], now: readonly PortfolioRow[]): readonly Movement[] {
  const from = new Map(before.map((row) => [row.key, row.class]))
  const to = new Map(now.map((row) => [row.key, row.class]))
  const keys = [...new Set([...from.keys(), ...to.keys()])].sort()
  const classes = [...PORTFOLIO_CLASSES, null]
  return classes.flatMap((was) =>
    classes.flatMap((is) => {
      const moved = keys.filter((key) => (from.get(key) ?? null) === was && (to.get(key) ?? null) === is)
      return moved.length === 0 ? [] : [{ from: was, to: is, keys: moved }]
    }),
  )
}
