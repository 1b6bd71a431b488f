import type { Exact } from '#shared/domain/exact.ts'
import { minus, over, plus, type Rational, ratio, rational, sumRational, times } from '../arithmetic/rational.ts'
import type { BridgeCell, BridgeSide } from './bridge.ts'
import type { BridgeConvention, PaymentEffect, SpentEffect } from './bridge-effects.ts'
import { factorChain } from './factor-chain.ts'
import { splitUse } from './use-variance.ts'

/** A standard is weight × coefficient × rate; each of the mean case. */
export interface StandardFactors {
  readonly rw: Exact
  /** Yuan per weight. */
  readonly rate: Exact
  readonly coefficient: Exact
}

/** Cases of the groups that both slices have. */
interface Cases {
  readonly base: number
  readonly actual: number
}

interface Pair extends Omit<BridgeCell, 'base' | 'actual'> {
  readonly base: BridgeSide
  readonly actual: BridgeSide
}

/** Effects on one group's payment, in fen; they sum to its change exactly. */
export function paymentEffects(
  { base, actual }: Pair,
  cases: Cases,
  convention: BridgeConvention,
): Partial<Record<PaymentEffect, Rational>> {
  const [s0, s1] = [meanPayment(base), meanPayment(actual)]
  const { priceOf, weight } = conventionOf(convention, base, actual)
  const { volume, mix } = quantityEffects(base.n, actual.n, cases, priceOf(s0, s1))
  const standard = times(weight, minus(s1, s0))
  if (base.factors === undefined || actual.factors === undefined) return { volume, mix, standard }
  const chain = factorChain(factorsOf(base.factors), factorsOf(actual.factors))
  const [rw, coefficient, rate] = chain.map((effect) => times(weight, effect))
  const settlement = minus(standard, sumRational([rw!, coefficient!, rate!]))
  return { volume, mix, rw: rw!, coefficient: coefficient!, rate: rate!, settlement }
}

/** Effects on what one group spent, in fen. What its resources leave unexplained stays in the unit cost. */
export function spentEffects(
  { base, actual, resources }: Pair,
  cases: Cases,
  convention: BridgeConvention,
): Partial<Record<SpentEffect, Rational>> {
  const [k0, k1] = [ratio(base.spent, base.n), ratio(actual.spent, actual.n)]
  const { priceOf, weight } = conventionOf(convention, base, actual)
  const { volume, mix } = quantityEffects(base.n, actual.n, cases, priceOf(k0, k1))
  const whole = times(weight, minus(k1, k0))
  if (resources === undefined) return { volume, mix, unit: whole }
  const splits = resources.map((use) => splitUse(use, base.n, actual.n))
  // A split is made over the actual cases; under the other convention the same change per case counts for the base cases.
  const share = over(weight, ratio(actual.n))
  const efficiency = times(share, sumRational(splits.map((split) => split.efficiency)))
  const price = times(share, sumRational(splits.map((split) => split.price)))
  return { volume, mix, efficiency, price, unit: minus(whole, plus(efficiency, price)) }
}

/**
 * A group's part of volume and mix: of (N1 − N0) further cases it would have had its base share; what it had beyond that is mix. So the
 * two sum to (n1 − n0) × price for every group, and over all groups to the formulas of the department.
 */
function quantityEffects(n0: number, n1: number, cases: Cases, price: Rational): { volume: Rational; mix: Rational } {
  const expected = ratio(BigInt(cases.actual) * BigInt(n0), BigInt(cases.base))
  return {
    volume: times(minus(expected, ratio(n0)), price),
    mix: times(minus(ratio(n1), expected), price),
  }
}

function conventionOf(convention: BridgeConvention, base: BridgeSide, actual: BridgeSide) {
  return convention === 'base-price'
    ? { priceOf: (before: Rational, _now: Rational) => before, weight: ratio(actual.n) }
    : { priceOf: (_before: Rational, now: Rational) => now, weight: ratio(base.n) }
}

const meanPayment = ({ payment, n }: BridgeSide): Rational => times(rational(payment.toFixed()), ratio(100, n))

/** In the order of the chain; the rate in fen, so that effects are. */
const factorsOf = ({ rw, coefficient, rate }: StandardFactors): readonly Rational[] => [
  rational(rw.toFixed()),
  rational(coefficient.toFixed()),
  times(rational(rate.toFixed()), ratio(100)),
]
