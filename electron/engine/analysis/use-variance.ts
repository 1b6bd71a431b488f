import type { Fen } from '#shared/domain/money.ts'
import { minus, over, plus, type Rational, ratio, times, ZERO_RATIONAL } from '../arithmetic/rational.ts'

/** What the cases of a group used of one thing, all together. */
export interface Use {
  /** In the thing's own unit: pieces, bed-days, minutes. */
  readonly quantity: Rational
  readonly amount: Fen
}

/**
 * A resource, or an item of one. A resource with items is the sum of them: quantities of different things cannot be added, so use and
 * price are told apart at the items, and every level above sums.
 */
export type ResourceUse =
  | { readonly key: string; readonly base: Use | null; readonly actual: Use | null }
  | { readonly key: string; readonly items: readonly ResourceUse[] }

export interface UseEffects {
  /** Fen over the actual cases: n1 × (q1 − q0) × p0. */
  readonly efficiency: Rational
  /** n1 × q1 × (p1 − p0). */
  readonly price: Rational
}

/**
 * Use and price of one resource over the actual cases, n0 and n1 above zero. What was not used in the base has no base price and is
 * valued at its own: all of it is use. An amount without a quantity has no use to speak of: its whole change is price.
 */
export function splitUse(use: ResourceUse, n0: number, n1: number): UseEffects {
  if ('items' in use) return use.items.map((item) => splitUse(item, n0, n1)).reduce(addEffects, NO_EFFECTS)
  const whole = minus(amountOf(use.actual), over(times(amountOf(use.base), ratio(n1)), ratio(n0)))
  const price0 = basePrice(use)
  if (price0 === null) return { efficiency: ZERO_RATIONAL, price: whole }
  const expected = over(times(quantityOf(use.base), ratio(n1)), ratio(n0))
  const efficiency = times(minus(quantityOf(use.actual), expected), price0)
  return { efficiency, price: minus(whole, efficiency) }
}

/** Fen per unit that use is valued at; null where an amount stands without a quantity. */
export function basePrice({
  base,
  actual,
}: {
  readonly base: Use | null
  readonly actual: Use | null
}): Rational | null {
  const sides = [base, actual].filter((side) => side !== null && (side.quantity.num !== 0n || side.amount !== 0))
  if (sides.some((side) => side!.quantity.num === 0n)) return null
  const first = sides[0]
  return first === undefined || first === null ? null : over(ratio(first.amount), first.quantity)
}

const NO_EFFECTS: UseEffects = { efficiency: ZERO_RATIONAL, price: ZERO_RATIONAL }
const addEffects = (a: UseEffects, b: UseEffects): UseEffects => ({
  efficiency: plus(a.efficiency, b.efficiency),
  price: plus(a.price, b.price),
})
const amountOf = (use: Use | null): Rational => (use === null ? ZERO_RATIONAL : ratio(use.amount))
const quantityOf = (use: Use | null): Rational => use?.quantity ?? ZERO_RATIONAL
