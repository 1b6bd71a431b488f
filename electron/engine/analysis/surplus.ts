import { assertNever } from '#shared/domain/assert-never.ts'
import { type Exact, exactFromFen } from '#shared/domain/exact.ts'
import type { SliceTotals } from '#shared/domain/slice.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'

/**
 * A surplus in yuan and what it is measured against. The basis is part of the type: amounts of two bases are different
 * kinds of money, and adding or comparing them does not compile.
 */
export interface Surplus<B extends ComputedBasis> {
  readonly basis: B
  /** Null when no case has what the basis needs. */
  readonly amount: Exact | null
}

/** The two sums a surplus is the difference of, over the same cases, and how many those are. */
interface SurplusSides {
  readonly payment: Exact
  readonly spent: Exact
  readonly n: number
}

/** B1 (医保盈亏): cases with a payment. B3 (成本结余): of them, the cases whose cost is known. */
export function surplusSides(totals: SliceTotals, basis: ComputedBasis): SurplusSides {
  switch (basis) {
    case 'B1':
      return { payment: totals.payment, spent: exactFromFen(totals.chargePriced), n: totals.nPriced }
    case 'B3':
      return { payment: totals.paymentWithCost, spent: exactFromFen(totals.cost), n: totals.nWithCost }
    default:
      return assertNever(basis)
  }
}

export function surplusOf<B extends ComputedBasis>(totals: SliceTotals, basis: B): Surplus<B> {
  const { payment, spent, n } = surplusSides(totals, basis)
  return { basis, amount: n === 0 ? null : payment.minus(spent) }
}

/**
 * The surplus of two sets of cases together; a side without an amount adds nothing.
 * @throws RangeError when the bases differ and only their common type was known to the compiler
 */
export function addSurplus<B extends ComputedBasis>(a: Surplus<B>, b: Surplus<NoInfer<B>>): Surplus<B> {
  if (a.basis !== b.basis) throw new RangeError(`cannot add a surplus on basis ${b.basis} to one on basis ${a.basis}`)
  if (a.amount === null) return b
  return b.amount === null ? a : { basis: a.basis, amount: a.amount.plus(b.amount) }
}
