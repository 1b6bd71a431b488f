import { type Parts, type Profile, profileOfSums } from '#engine/analysis/structure.ts'
import type { StructureView } from '#shared/contract/structure.ts'
import { type Exact, exact, fromParts, roundToFen } from '#shared/domain/exact.ts'
import { allocateFen, type Fen } from '#shared/domain/money.ts'
import type { settledSums } from '#store/structure-sums.ts'

export interface BudgetProfile {
  /** Settled cases. */
  readonly n: number
  readonly payment: Exact
  /** Decimal share of the payment that should be left. */
  readonly margin: string
  readonly budget: Fen
  readonly profile: Profile
}

/**
 * What the payment leaves to spend (payment less the margin that should be left), spread over the parts in the proportions of a
 * structure: a payment says nothing of drugs or consumables. Null without payment, or without anything to spread by.
 */
export function budgetFor(
  view: StructureView,
  { settled: n, paymentFen, paymentFrac }: ReturnType<typeof settledSums>,
  margin: string,
  shape: Parts,
): BudgetProfile | null {
  const payment = fromParts({ fen: paymentFen, frac: paymentFrac })
  const keys = Object.keys(shape)
  const weights = keys.map((key) => Math.max(shape[key] ?? 0, 0))
  if (n === 0 || payment.lte(0) || !weights.some((weight) => weight > 0)) return null
  const budget = roundToFen(payment.times(exact(1).minus(margin)))
  const amounts = allocateFen(budget, weights)
  const parts = Object.fromEntries(keys.map((key, index) => [key, amounts[index]!]))
  return { n, payment, margin, budget, profile: profileOfSums(view, n, parts) }
}
