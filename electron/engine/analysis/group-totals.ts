import type { FeeCategory } from '#shared/domain/fee-category.ts'
import type { Fen } from '#shared/domain/money.ts'
import type { SliceTotals } from '#shared/domain/slice.ts'

/** The sums of one group, as headline and alerts read them. */
export interface GroupTotals {
  readonly key: string
  readonly label: string
  readonly totals: SliceTotals
  /** Charges of the group by fee category, all categories; left out when there are no lines. */
  readonly categories?: Readonly<Partial<Record<FeeCategory, Fen>>>
}
