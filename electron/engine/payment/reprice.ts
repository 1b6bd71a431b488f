import { type Exact, STORED_PLACES, sumExact, ZERO } from '#shared/domain/exact.ts'
import type { Period } from '#shared/domain/period.ts'
import type { CompiledPolicy } from './compile.ts'
import { type PolicySettlement, type SettlementFacts, settleCase } from './settle.ts'

/** A case that can be settled again, with what a comparison is broken down by. */
export interface PricedCase extends SettlementFacts {
  readonly caseNo: string
  readonly month: Period
}

/** Yuan by which the payment changes, by cause; the four sum to it exactly. */
export interface PriceChange {
  /** The case has a payment under one policy only. */
  readonly priced: Exact
  /** It is settled in another class, or by an outlier or fixed rule that pays differently. */
  readonly rule: Exact
  /** Another weight of the group, at the old price per weight. */
  readonly weight: Exact
  /** Another price per weight: rate, point value, coefficient or table price. */
  readonly rate: Exact
}

interface RepricedCase {
  readonly case: PricedCase
  readonly before: PolicySettlement
  readonly after: PolicySettlement
  readonly change: PriceChange
}

/** Settles each case under two policies and tells why the payments differ. A policy against itself changes nothing. */
export function reprice(cases: readonly PricedCase[], from: CompiledPolicy, to: CompiledPolicy): RepricedCase[] {
  const byWeight = [from, to].every(({ document }) => document.pricing.mode === 'weight')
  return cases.map((one) => {
    const before = settleCase(from, one)
    const after = settleCase(to, one)
    return { case: one, before, after, change: changeOf(before, after, byWeight) }
  })
}

/** Sums of the changes by any label of a case: its group, its month. Labels in the order of their first case. */
export function changesBy<Label>(
  rows: readonly RepricedCase[],
  labelOf: (row: RepricedCase) => Label,
): Map<Label, PriceChange> {
  return new Map(
    [...Map.groupBy(rows, labelOf)].map(([label, group]) => {
      const total = (part: keyof PriceChange) => sumExact(group.map(({ change }) => change[part]))
      return [label, { priced: total('priced'), rule: total('rule'), weight: total('weight'), rate: total('rate') }]
    }),
  )
}

export const totalChange = ({ priced, rule, weight, rate }: PriceChange): Exact =>
  sumExact([priced, rule, weight, rate])

const NO_CHANGE: PriceChange = { priced: ZERO, rule: ZERO, weight: ZERO, rate: ZERO }

/**
 * The weight's part is cut at what the store keeps and the rate's part is the rest, so nothing is lost.
 * @param byWeight whether both policies price by weight; a table price does not follow from one
 */
function changeOf(before: PolicySettlement, after: PolicySettlement, byWeight: boolean): PriceChange {
  const difference = (after.payment ?? ZERO).minus(before.payment ?? ZERO)
  if (before.payment === null || after.payment === null) return { ...NO_CHANGE, priced: difference }
  if (before.class !== 'normal' || after.class !== 'normal') return { ...NO_CHANGE, rule: difference }
  if (!byWeight || before.rw === null || after.rw === null) return { ...NO_CHANGE, rate: difference }
  const weight = before.payment.times(after.rw.minus(before.rw)).div(before.rw).round(STORED_PLACES, 0)
  return { ...NO_CHANGE, weight, rate: difference.minus(weight) }
}
