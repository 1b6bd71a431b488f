import { z } from 'zod'
import type { DipType } from '#shared/domain/dip.ts'
import type { Fen } from '#shared/domain/money.ts'
import type { Period } from '#shared/domain/period.ts'
import type { SettlementClass, SliceDimension } from '#shared/domain/slice.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'
import type { SurplusText } from '#shared/domain/surplus-on-basis.ts'
import type { SurplusRow } from '#shared/domain/surplus-row.ts'
import { compareSchema } from './compare.ts'
import type { TaggedCases } from './costing.ts'
import type { SurplusTable } from './figures.ts'
import { language, path } from './method-spec.ts'
import { basisSchema, dimensionSchema, type Slice, sliceSchema } from './slice.ts'

/** `group`: the whole tree of groups, every level of it; anything else: one level of rows. */
const treeBySchema = z.union([z.literal('group'), dimensionSchema])
export type TreeBy = z.infer<typeof treeBySchema>

const treeQuery = { slice: sliceSchema, by: treeBySchema, compare: compareSchema, basis: basisSchema }
/** `drg:IB29`, `mdc:MDCI`: a row that stays on top, whatever the slice. */
const pin = z.string().regex(/^(mdc|adrg|drg):.{1,60}$/)

/** Steps of a waterfall that are not told apart by a closed list of their own: see `StepId`. */
const stepSchema = z
  .string()
  .max(60)
  .regex(/^[a-z-]+(:[a-z0-9-]+)?$/)

export const SURPLUS_REQUESTS = {
  tree: z.strictObject(treeQuery),
  exportTree: z.strictObject({ ...treeQuery, language, path: path.optional() }),
  setPins: z.strictObject({ pins: z.array(pin).max(200) }),
  waterfall: z.strictObject({ slice: sliceSchema, basis: basisSchema }),
  step: z.strictObject({ slice: sliceSchema, basis: basisSchema, step: stepSchema }),
} as const

/** A row of the tree: `SurplusRow` with its place, the same row of the other months, and its months. */
export interface SurplusNode<Basis extends ComputedBasis = ComputedBasis> extends SurplusRow<Basis> {
  readonly basis: Basis
  readonly id: string
  readonly parent: string | null
  readonly level: SliceDimension | 'dip-type'
  /** Only of a level `dip-type`. */
  readonly dipType: DipType | null
  /** The cases behind the row; null where a slice cannot name them (a type of diseases). */
  readonly slice: Slice | null
  /** The same row in the months compared with; null when nothing is compared, or it had no case. */
  readonly before: SurplusRow<Basis> | null
  /** Surplus of each month of `SurplusTree.months`; null for a month without what the basis needs. */
  readonly trend: readonly (SurplusText<Basis> | null)[]
}

/** Rows in the order they stand in, each below its parent; siblings from the largest loss on, months in time. */
export interface SurplusTree<Basis extends ComputedBasis = ComputedBasis> {
  readonly by: TreeBy
  readonly basis: Basis
  readonly slice: Slice
  readonly compare: Slice | null
  /** The up to twelve months that end with the slice. */
  readonly months: readonly Period[]
  readonly rows: readonly SurplusNode<Basis>[]
  readonly total: SurplusNode<Basis>
  /** `DIP` where diseases of a directory stand in the tree. */
  readonly system: 'DRG' | 'DIP'
  readonly costTags: readonly TaggedCases[]
  readonly rounding: SurplusTable['rounding']
}

/**
 * A bar of the waterfall. `standard`: payment standards beyond the charges of the same cases; `class:…`: what the settlement rules of
 * a class add to the standard, or, for cases without one, payment beyond charges; `part:…`: what the money went into.
 */
export type StepId =
  | 'charge'
  | 'standard'
  | `class:${SettlementClass}`
  | 'payment'
  | 'without-cost'
  | `part:${string}`
  | 'surplus'

export interface WaterfallStep {
  readonly id: StepId
  readonly kind: 'total' | 'change'
  /** What it does to the level before it, or where it stands; whole fen. */
  readonly amount: Fen
  /** Cases it is about. */
  readonly n: number
}

/** From charges to surplus: totals stand on zero, and from one to the next the changes between sum to the fen. */
export interface SurplusWaterfall<Basis extends ComputedBasis = ComputedBasis> {
  readonly basis: Basis
  readonly slice: Slice
  readonly n: number
  readonly steps: readonly WaterfallStep[]
  readonly costTags: readonly TaggedCases[]
}

/** What a bar is made of, the largest first: groups, or the cases of one group; the amounts sum to the bar. */
export interface SurplusStepRows<Basis extends ComputedBasis = ComputedBasis> {
  readonly basis: Basis
  readonly of: 'group' | 'case'
  readonly total: Fen
  readonly rows: readonly {
    readonly key: string
    readonly label: string
    readonly n: number
    readonly amount: Fen
  }[]
  /** Rows beyond those listed, and what they come to. */
  readonly rest: { readonly rows: number; readonly n: number; readonly amount: Fen }
}
