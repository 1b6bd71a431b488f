import type { Exact } from './exact.ts'
import type { Fen } from './money.ts'

/** What a row of a surplus table stands for. */
export const SLICE_DIMENSIONS = ['drg', 'adrg', 'mdc', 'team', 'physician', 'month', 'insurance'] as const
export type SliceDimension = (typeof SLICE_DIMENSIONS)[number]

/**
 * How a case was settled; `unpriced` is a case that no rule covers, and is listed, never guessed. The last four are DIP's own
 * (see `DIP_SETTLEMENT_CLASSES`); `extreme` cases are high ones that are also put up for review.
 */
export const SETTLEMENT_CLASSES = [
  'normal',
  'low',
  'high',
  'ungrouped',
  'ambiguous',
  'exempt',
  'per-diem',
  'long-stay',
  'unpriced',
  'extreme',
  'blank',
  'zero-score',
  'excluded',
] as const
export type SettlementClass = (typeof SETTLEMENT_CLASSES)[number]

/**
 * Sums over any set of cases: all that an indicator may be computed from. Money that was charged or paid is fen;
 * weights, standards and payments are exact. Cost sums cover only the `nWithCost` cases whose cost is known, and
 * `paymentWithCost` is the payment of the same cases, so that a cost-basis surplus never mixes two populations.
 */
export interface SliceTotals {
  readonly n: number
  readonly nGrouped: number
  readonly nAmbiguous: number
  readonly nUngrouped: number
  readonly nRejected: number
  readonly nLow: number
  readonly nHigh: number
  readonly nExempt: number
  readonly nUnpriced: number
  /** Cases that have a payment (all but `unpriced`), and their charge. */
  readonly nPriced: number
  readonly chargePriced: Fen
  readonly nWithCost: number
  readonly nWeighted: number
  readonly rw: Exact
  readonly charge: Fen
  readonly cost: Fen
  readonly payment: Exact
  /** Sum of the payments after each was rounded to fen; differs from `payment` by the rounding of single cases. */
  readonly paymentPaid: Fen
  readonly paymentWithCost: Exact
  readonly patient: Fen
  readonly fund: Exact
  /** Bed-days of the cases whose length of stay is known, and how many those are. */
  readonly bedDays: number
  readonly nWithLos: number
  /** Cases whose patient part is known: those that `patient` and `fund` are about. */
  readonly nWithPatient: number
  /** Charges of drugs (09+10+11), of them herbal slices (10), of consumables (08), and of the cases that have lines. */
  readonly drug: Fen
  readonly herbal: Fen
  readonly consumable: Fen
  readonly chargeWithLines: Fen
  readonly nWithLines: number
  readonly nDeaths: number
}
