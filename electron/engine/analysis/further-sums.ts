import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { FeeCategory } from '#shared/domain/fee-category.ts'
import type { Fen } from '#shared/domain/money.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'
import type { ConsumptionSums } from './consumption.ts'

export type FurtherSum = Exclude<keyof FurtherSums, 'reasons'>

/**
 * Sums over the slice that not every page asks for. What is left out makes the indicators that need it say so: a figure
 * is never formed from data nobody looked up.
 */
export interface FurtherSums {
  /** Why a sum that was looked up is not there. */
  readonly reasons?: Readonly<Partial<Record<FurtherSum, Bilingual>>>
  /** Distinct groups with at least one grouped case. */
  readonly groups?: number
  /** Against the baselines of the groups; see `consumptionOf`. */
  readonly consumption?: ConsumptionSums
  /** Charges of the cases with lines by fee category. */
  readonly categories?: Readonly<Record<FeeCategory, Fen>>
  /** What patients pay outside the insurer's catalogue, and the charge of the same cases. */
  readonly selfPay?: { readonly amount: Fen; readonly charge: Fen; readonly n: number }
  /** Cases that lose on the basis, out of those that have what it needs. */
  readonly losing?: { readonly basis: ComputedBasis; readonly cases: number }
  /** Days from admission to the first operation, over the cases with both dates. */
  readonly preoperative?: { readonly days: number; readonly n: number }
  /** Of the department over the whole span: bed-days occupied and open, calendar days, discharges. */
  readonly beds?: {
    readonly occupied: number
    readonly open: number
    readonly days: number
    readonly discharges: number
  }
  /** Discharged alive, and of them readmitted unplanned within so many days. */
  readonly readmissions?: { readonly window: number; readonly n: number; readonly readmitted: number }
  /** Cases of the groups that the risk table calls low-risk, deaths among them, and where the table is from. */
  readonly lowRisk?: { readonly n: number; readonly deaths: number; readonly source: Bilingual }
  /** Operated cases whose complication flag is known, and those flagged. */
  readonly complications?: { readonly n: number; readonly complicated: number }
  /** Operated cases whose day-surgery flag is known, and those done as day surgery. */
  readonly daySurgery?: { readonly n: number; readonly day: number }
}
