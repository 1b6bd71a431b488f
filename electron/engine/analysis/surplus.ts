import { assertNever } from '#shared/domain/assert-never.ts'
import { type Exact, exactFromFen } from '#shared/domain/exact.ts'
import type { SliceTotals } from '#shared/domain/slice.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'
import { type SurplusOn, surplusOfPayment } from '#shared/domain/surplus-on-basis.ts'

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

/** Null when no case has what the basis needs. */
export function surplusOf<B extends ComputedBasis>(totals: SliceTotals, basis: B): SurplusOn<B> | null {
  const { payment, spent, n } = surplusSides(totals, basis)
  return n === 0 ? null : surplusOfPayment(basis, payment, spent)
}
