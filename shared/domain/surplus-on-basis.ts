import { type Exact, sumExact } from './exact.ts'
import type { ExactText } from './figure.ts'
import type { Fen } from './money.ts'
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

/** @throws RangeError when a part is on another basis, and only the running program knew */
export function sumSurplus<Basis extends SurplusBasis>(
  basis: Basis,
  parts: readonly NoInfer<SurplusOn<Basis>>[],
): SurplusOn<Basis> {
  const other = parts.find((part) => part.basis !== basis)
  if (other !== undefined) throw new RangeError(`cannot add a surplus on basis ${other.basis} to one on basis ${basis}`)
  return surplusOn(basis, sumExact(parts.map(({ amount }) => amount)))
}

/** A surplus as it crosses to a page: yuan with all decimals, or whole fen. Its basis stays part of the type. */
export type SurplusText<Basis extends SurplusBasis> = Basis extends SurplusBasis
  ? ExactText & { readonly [basisOf]: (basis: Basis) => Basis }
  : never
export type SurplusFen<Basis extends SurplusBasis> = Basis extends SurplusBasis
  ? Fen & { readonly [basisOf]: (basis: Basis) => Basis }
  : never

export function surplusText<Basis extends SurplusBasis>(surplus: SurplusOn<Basis>): SurplusText<Basis>
export function surplusText<Basis extends SurplusBasis>(surplus: SurplusOn<Basis> | null): SurplusText<Basis> | null
export function surplusText<Basis extends SurplusBasis>(surplus: SurplusOn<Basis> | null): SurplusText<Basis> | null {
  return surplus === null ? null : (surplus.amount.toFixed() as SurplusText<Basis>)
}

/** Names the basis of whole fen. */
export function surplusFen<Basis extends SurplusBasis>(_basis: Basis, amount: Fen): SurplusFen<Basis> {
  return amount as SurplusFen<Basis>
}
