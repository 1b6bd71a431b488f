import type { TrialSums } from '#shared/contract/trials.ts'
import { fromParts } from '#shared/domain/exact.ts'
import { fen } from '#shared/domain/money.ts'
import type { StoredSums } from '#store/comparison.ts'

export function asTrialSums(sums: StoredSums): TrialSums {
  const { n, grouped, ambiguous, ungrouped, rejected, nPriced, charge, chargePriced } = sums
  return {
    n,
    counts: { grouped, ambiguous, ungrouped, rejected },
    nPriced,
    payment: fromParts({ fen: sums.paymentFen, frac: sums.paymentFrac }).toFixed(),
    charge: fen(charge),
    chargePriced: fen(chargePriced),
  }
}
