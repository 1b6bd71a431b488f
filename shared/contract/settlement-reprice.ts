import { z } from 'zod'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { ExactText } from '#shared/domain/figure.ts'
import type { Fen } from '#shared/domain/money.ts'
import type { Period } from '#shared/domain/period.ts'
import { type SettlementClass, SLICE_DIMENSIONS } from '#shared/domain/slice.ts'
import { id, paging } from './method-spec.ts'
import type { SettlementSurplus } from './settlement.ts'
import { periodSchema, sliceSchema } from './slice.ts'

/** `class`: by how a case was settled before and after, `low>normal`. */
export const REPRICED_DIMENSIONS = [...SLICE_DIMENSIONS, 'class'] as const
const by = z.enum(REPRICED_DIMENSIONS)
export type RepricedDimension = z.infer<typeof by>

/** Why payments change under another policy; see engine/payment/reprice.ts. */
export const PRICE_CAUSES = ['weight', 'coefficient', 'rate', 'class', 'priced'] as const
export type PriceCause = (typeof PRICE_CAUSES)[number]

/** Requests of `settlement.…` about pricing again. */
export const REPRICE_REQUESTS = {
  /** Months left out: from the first, to the last. */
  reprice: z.strictObject({ policyId: id, from: periodSchema.optional(), to: periodSchema.optional() }),
  repricings: z.strictObject({}),
  repriced: z.strictObject({ repricingId: id, slice: sliceSchema, by }),
  repricedCases: z.strictObject({
    repricingId: id,
    slice: sliceSchema,
    row: z.strictObject({ by, key: z.string().max(200) }).optional(),
    changedOnly: z.boolean(),
    ...paging,
  }),
  dropRepricing: z.strictObject({ repricingId: id }),
} as const

/** Cases priced under a policy of the book, beside what they came to; no figure in force changes by it. */
export interface Repricing {
  readonly id: number
  readonly policy: { readonly id: number; readonly code: string; readonly name: Bilingual; readonly status: string }
  readonly from: Period | null
  readonly to: Period | null
  readonly at: string
  readonly cases: number
  /** Cases of the months whose groups the policy doesn't price: of another scheme, or settled by points. */
  readonly leftOut: number
  /** Data, schemes or policies changed since: what it is compared with is no longer in force. */
  readonly outdated: boolean
}

/** before + Σ causes = after, exactly. */
export interface RepricedAmounts {
  readonly n: number
  readonly changed: number
  readonly before: ExactText
  readonly after: ExactText
  readonly change: ExactText
  readonly causes: Readonly<Record<PriceCause, ExactText>>
}

export interface RepricedTable {
  readonly repricing: Repricing
  readonly by: RepricedDimension
  readonly rows: readonly (RepricedAmounts & { readonly key: string; readonly label: string })[]
  readonly total: RepricedAmounts
  /** Cases that each cause has changed. */
  readonly counts: Readonly<Record<PriceCause, number>>
  /** Of the cases that both policies pay. */
  readonly surplus: {
    readonly n: number
    readonly before: SettlementSurplus<'B1'>
    readonly after: SettlementSurplus<'B1'>
  }
}

export interface RepricedCase {
  readonly caseNo: string
  readonly month: Period
  readonly team: string | null
  readonly insurance: string | null
  readonly group: string
  readonly charge: Fen
  readonly beforeClass: SettlementClass
  readonly afterClass: SettlementClass
  /** Yuan; null where a side doesn't settle the case. */
  readonly before: ExactText | null
  readonly after: ExactText | null
  readonly change: ExactText
  /** `factors`: weight, coefficient and rate together. */
  readonly cause: 'none' | 'priced' | 'class' | 'factors'
}
