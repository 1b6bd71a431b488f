import { type Exact, exact, STORED_PLACES, ZERO } from '#shared/domain/exact.ts'
import type { SettlementClass } from '#shared/domain/slice.ts'
import type { CompiledPolicy, PricedGroup } from './compile.ts'

/** A case as one policy settles it: its class, its payment, and how its group was priced (null: not by group). */
export interface PricedSide {
  readonly class: SettlementClass
  /** Yuan; null where the case is not settled. */
  readonly payment: Exact | null
  readonly group: PricedGroup | null
}

/** Yuan by which the payment changes, by cause; the five sum to it exactly. */
export interface PriceChange {
  /** The case has a payment under one policy only. */
  readonly priced: Exact
  /** It is settled in another class, or by an outlier or fixed rule that pays differently. */
  readonly class: Exact
  /** Another weight of the group: (RW1 − RW0) × k0 × R0. */
  readonly weight: Exact
  /** Other coefficients of hospital and group: RW1 × (k1 − k0) × R0. */
  readonly coefficient: Exact
  /** Another rate: RW1 × k1 × (R1 − R0); and whatever a price table changes. */
  readonly rate: Exact
}

const NO_CHANGE: PriceChange = { priced: ZERO, class: ZERO, weight: ZERO, coefficient: ZERO, rate: ZERO }

/** How a policy prices a group, or null where it doesn't or the side isn't settled by it. */
export const pricedGroup = (policy: CompiledPolicy | null, drg: string, insurance: string | null): PricedGroup | null =>
  policy?.priceOf(drg, insurance) ?? null

/**
 * Why a case pays otherwise under another policy, in the order of the bridge (weight, coefficient, rate: docs/analysis.md). Parts are cut at
 * what the store keeps and the rate has the rest, so nothing is lost; a policy against itself changes nothing.
 */
export function changeOf(before: PricedSide, after: PricedSide): PriceChange {
  const difference = (after.payment ?? ZERO).minus(before.payment ?? ZERO)
  if (before.payment === null || after.payment === null) return { ...NO_CHANGE, priced: difference }
  if (before.class !== 'normal' || after.class !== 'normal') return { ...NO_CHANGE, class: difference }
  const [from, to] = [factorsOf(before.group), factorsOf(after.group)]
  if (from === null || to === null) return { ...NO_CHANGE, rate: difference }
  const weight = cut(to.rw.minus(from.rw).times(from.coefficient).times(from.rate))
  const coefficient = cut(to.rw.times(to.coefficient.minus(from.coefficient)).times(from.rate))
  return { ...NO_CHANGE, weight, coefficient, rate: difference.minus(weight).minus(coefficient) }
}

const cut = (value: Exact): Exact => value.round(STORED_PLACES, 0)

/** Null for a price that does not follow from a weight. */
function factorsOf(group: PricedGroup | null) {
  if (group?.factors.mode !== 'weight') return null
  const { rate, hospital, group: own } = group.factors
  return { rw: group.rw, rate, coefficient: hospital.times(own ?? exact(1)) }
}
