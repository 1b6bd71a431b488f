import { type Exact, exact } from '#shared/domain/exact.ts'
import type { DipSettlementRules } from './tables.ts'

/**
 * The deviation coefficient d (偏差系数) with the institution's coefficient k in it, as one quotient: multiplied first and divided
 * last, a score loses nothing on the way. Class by class, r = C ÷ mean:
 *
 * - normal: k × 1;
 * - low: k × r, or r alone where the region leaves the hospital coefficient out of low cases;
 * - high: k × ((r − above) + 1), or (r − above) + k; both meet the normal formula on the line;
 * - extreme: as high or as normal, and put up for review.
 *
 * `by-actual` pays the charge, so there is no coefficient.
 */
export interface Deviation {
  readonly class: 'normal' | 'low' | 'high' | 'extreme'
  /** (coefficient × d) = over ÷ under. */
  readonly over: Exact
  readonly under: Exact
  readonly formula: 'normal' | 'low' | 'low-alone' | 'plus-one' | 'plus-h' | 'by-actual'
}

const ONE = exact(1)

/**
 * @param charge yuan
 * @param mean yuan, above zero; null: nothing to compare with
 * @param k hospital coefficient, or the own coefficient of a basic-level entry
 * @param hospital whether `k` is the hospital coefficient
 */
export function deviationOf(
  rules: DipSettlementRules,
  charge: Exact,
  mean: Exact | null,
  k: Exact,
  hospital: boolean,
): Deviation {
  const normal = { over: k, under: ONE, formula: 'normal' } as const
  if (mean === null || mean.lte(0)) return { class: 'normal', ...normal }
  const { low, high, extreme } = rules
  const beyond = (rule: { readonly above: string; readonly inclusive: boolean }) => {
    const line = mean.times(rule.above)
    return rule.inclusive ? charge.gte(line) : charge.gt(line)
  }
  const risen = (): Pick<Deviation, 'over' | 'under' | 'formula'> => {
    if (high === null) return normal
    const over = charge.minus(mean.times(high.above))
    return high.add === 'one'
      ? { over: over.plus(mean).times(k), under: mean, formula: 'plus-one' }
      : { over: over.plus(mean.times(k)), under: mean, formula: 'plus-h' }
  }
  if (extreme !== null && beyond(extreme)) {
    if (extreme.settle === 'by-actual') return { class: 'extreme', ...normal, formula: 'by-actual' }
    return { class: 'extreme', ...(extreme.settle === 'normal' ? normal : risen()) }
  }
  if (high !== null && beyond(high)) return { class: 'high', ...risen() }
  if (low !== null) {
    const line = mean.times(low.below)
    if (low.inclusive ? charge.lte(line) : charge.lt(line)) {
      return low.hospital || !hospital
        ? { class: 'low', over: charge.times(k), under: mean, formula: 'low' }
        : { class: 'low', over: charge, under: mean, formula: 'low-alone' }
    }
  }
  return { class: 'normal', ...normal }
}
