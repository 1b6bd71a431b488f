import { type Exact, sumExact } from './exact.ts'
import type { SurplusBasis } from './surplus.ts'

declare const basisOf: unique symbol

/** Yuan of surplus on one basis. Amounts on two bases are different types: adding or comparing them does not compile. */
export type SurplusOn<Basis extends SurplusBasis> = Basis extends SurplusBasis
  ? { readonly basis: Basis; readonly amount: Exact; readonly [basisOf]: (basis: Basis) => Basis }
  : never

/**
 * Names the basis of an amount. B1 payment − charge; B2 as the insurer returned it; B3 payment − cost;
 * B4 payment − variable cost; B5 booked to the fund − standard, so that a positive amount is the fund's overspend.
 */
export function surplusOn<Basis extends SurplusBasis>(basis: Basis, amount: Exact): SurplusOn<Basis> {
  return { basis, amount } as SurplusOn<Basis>
}

/** Payment less what the basis sets against it; the insurer's own figure (B2) and the fund's (B5) are not of this form. */
export function surplusOfPayment<Basis extends 'B1' | 'B3' | 'B4'>(
  basis: Basis,
  payment: Exact,
  against: Exact,
): SurplusOn<Basis> {
  return surplusOn(basis, payment.minus(against))
}

/** B5 of one case, 基金差额: what was booked to the fund by item less its payment standard. */
export function fundDifference(booked: Exact, standard: Exact): SurplusOn<'B5'> {
  return surplusOn('B5', booked.minus(standard))
}

export function sumSurplus<Basis extends SurplusBasis>(
  basis: Basis,
  parts: readonly NoInfer<SurplusOn<Basis>>[],
): SurplusOn<Basis> {
  return surplusOn(basis, sumExact(parts.map(({ amount }) => amount)))
}
