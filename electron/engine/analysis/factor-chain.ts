import { minus, type Rational, times } from '../arithmetic/rational.ts'

/**
 * What each factor of a product adds when factors change from `base` to `actual` one after the other, in the order given: those before
 * it are already actual, those after it still as they were. The effects sum to product(actual) − product(base) exactly.
 *
 * The order decides who gets what two changes bring together. This program's orders: weight, coefficient, rate for a standard; cases, CMI,
 * cost per weight for a department; members, admissions, CMI, cost per weight for a population.
 */
export function factorChain(base: readonly Rational[], actual: readonly Rational[]): readonly Rational[] {
  return base.map((_, at) => {
    const factors = base.map((before, index) => (index < at ? actual[index]! : before))
    factors[at] = minus(actual[at]!, base[at]!)
    return factors.reduce(times)
  })
}
