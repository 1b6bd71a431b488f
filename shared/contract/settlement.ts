import { z } from 'zod'
import type { ExactText } from '#shared/domain/figure.ts'
import type { Fen } from '#shared/domain/money.ts'
import type { Period } from '#shared/domain/period.ts'
import {
  DIFFERENCE_CAUSE_IDS,
  DIFFERENCE_STATE_IDS,
  type DifferenceCause,
  type DifferenceNote,
  type DifferenceState,
} from '#shared/domain/settlement-difference.ts'
import type { SurplusBasis } from '#shared/domain/surplus.ts'
import type { SurplusText } from '#shared/domain/surplus-on-basis.ts'
import { caseNo, language, paging, path } from './method-spec.ts'
import { periodSchema, sliceSchema } from './slice.ts'

/** `open`: nobody has said anything of it, or what was said is about another amount. */
export const DIFFERENCE_FILTERS = ['open', 'asked', 'explained'] as const
export type DifferenceFilter = (typeof DIFFERENCE_FILTERS)[number]

const cause = z.enum(DIFFERENCE_CAUSE_IDS as [DifferenceCause, ...DifferenceCause[]])

/** Requests of `settlement.…` about returns. */
export const RECONCILE_REQUESTS = {
  reconcile: z.strictObject({ slice: sliceSchema }),
  cases: z.strictObject({
    slice: sliceSchema,
    cause: cause.optional(),
    month: periodSchema.optional(),
    state: z.enum(DIFFERENCE_FILTERS).optional(),
    ...paging,
  }),
  /** A note without state takes the one there is away. */
  saveNotes: z.strictObject({
    caseNos: z.array(caseNo).min(1).max(500),
    state: z.enum(DIFFERENCE_STATE_IDS as [DifferenceState, ...DifferenceState[]]).nullable(),
    text: z.string().max(2000),
  }),
  export: z.strictObject({ slice: sliceSchema, language, path: path.optional() }),
} as const

/** Yuan of surplus on the one basis it names. */
export interface SettlementSurplus<Basis extends SurplusBasis> {
  readonly basis: Basis
  readonly amount: SurplusText<Basis>
}

/** Both settlements of a set of cases and what lies between them: local + Σ causes = official, to the fen. */
interface BothSides {
  readonly official: Fen
  readonly local: Fen
  readonly difference: Fen
}

export interface CauseSum {
  readonly cause: DifferenceCause
  /** Cases with a part under this cause. */
  readonly n: number
  readonly amount: Fen
}

/** A month of discharge (of settlement, for returns whose case is not here). */
export interface ReconciledMonth extends BothSides {
  readonly month: Period
  /** Cases set beside each other, missing ones among them; of these with a difference. */
  readonly n: number
  readonly differ: number
  /** Cases whose return has not come: the month has returns for fewer than half of its cases. */
  readonly awaiting: number
  readonly causes: readonly CauseSum[]
}

export interface Reconciliation extends BothSides {
  readonly n: number
  readonly agree: number
  readonly differ: number
  readonly awaiting: number
  /** Settled outside payment by group, without a return: none is expected. */
  readonly exempt: number
  /** Rows of returns in the book, whatever the slice. */
  readonly returns: number
  readonly causes: readonly CauseSum[]
  readonly months: readonly ReconciledMonth[]
  /** The same cases as returned and as computed here; those that both sides have. */
  readonly surplus: {
    readonly n: number
    readonly official: SettlementSurplus<'B2'>
    readonly local: SettlementSurplus<'B1'>
  }
  readonly states: Readonly<Record<DifferenceFilter, { readonly n: number; readonly amount: Fen }>>
}

/** What one side says of a case; null is what it doesn't say. */
export interface SettledSideView {
  readonly group: string | null
  readonly class: string | null
  readonly charge: Fen | null
  readonly weight: ExactText | null
  readonly standard: ExactText | null
  readonly payment: Fen | null
}

export interface DifferingCase {
  readonly caseNo: string
  readonly month: Period
  /** Month it was settled in; null without a return. */
  readonly settledIn: Period | null
  readonly difference: Fen
  readonly parts: readonly { readonly cause: DifferenceCause; readonly amount: Fen }[]
  readonly local: SettledSideView | null
  readonly official: (SettledSideView & { readonly deduction: Fen | null; readonly reason: string | null }) | null
  readonly note: DifferenceNote | null
  /** The note is about another amount than this. */
  readonly noteOutdated: boolean
}

export interface DifferingCases extends BothSides {
  readonly total: number
  readonly rows: readonly DifferingCase[]
}
