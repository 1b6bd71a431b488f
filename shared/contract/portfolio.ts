import { z } from 'zod'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { ExactText } from '#shared/domain/figure.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'
import type { SurplusText } from '#shared/domain/surplus-on-basis.ts'
import { compareSchema } from './compare.ts'
import type { TaggedCases } from './costing.ts'
import { basisSchema, type Slice, sliceSchema } from './slice.ts'

export const PORTFOLIO_CLASS_IDS = ['leading', 'promising', 'lagging', 'open'] as const
export type PortfolioClassId = (typeof PORTFOLIO_CLASS_IDS)[number]

/** Growth of cases against surplus per case. */
export type PortfolioQuadrantId = 'growing-earning' | 'steady-earning' | 'growing-losing' | 'steady-losing' | 'unplaced'

const limit = z.string().regex(/^-?\d{1,3}(\.\d{1,6})?$/)

/** Limits of the mean weight, and of the return on cost as fractions. */
const thresholdsSchema = z.strictObject({
  cmiLow: limit,
  cmiHigh: limit,
  returnLoss: limit,
  returnLow: limit,
  returnHigh: limit,
})
export type PortfolioLimits = z.infer<typeof thresholdsSchema>

/** Without thresholds: the engine's own. `basis` is that of the growth view; classes are always on cost. */
export const PORTFOLIO_REQUESTS = {
  get: z.strictObject({
    slice: sliceSchema,
    compare: compareSchema,
    basis: basisSchema,
    thresholds: thresholdsSchema.optional(),
  }),
} as const

export interface PortfolioGroup<Basis extends ComputedBasis = ComputedBasis> {
  /** Group code; empty of cases without a group. */
  readonly key: string
  readonly label: string
  readonly n: number
  readonly cmi: ExactText | null
  /** (payment − cost) ÷ cost. */
  readonly costReturn: ExactText | null
  readonly onCost: SurplusText<'B3'> | null
  readonly class: PortfolioClassId
  /** Of the open class: which pair it is, or what is missing. */
  readonly sub: Bilingual | null
  /** Too few cases for the class to mean much. */
  readonly few: boolean
  /** In the months compared with; null without cases there, or without a comparison. */
  readonly before: { readonly class: PortfolioClassId; readonly n: number } | null
  /** (n1 − n0) ÷ n0. */
  readonly growth: ExactText | null
  readonly surplusPerCase: SurplusText<Basis> | null
  readonly quadrant: PortfolioQuadrantId
  readonly growthFew: boolean
  readonly slice: Slice
}

export interface PortfolioClassSum {
  readonly id: PortfolioClassId
  readonly name: Bilingual
  /** What the class suggests to talk about. */
  readonly review: Bilingual
  readonly groups: number
  readonly n: number
  readonly onCost: SurplusText<'B3'> | null
}

export interface PortfolioReport<Basis extends ComputedBasis = ComputedBasis> {
  readonly slice: Slice
  readonly compare: Slice | null
  readonly basis: Basis
  readonly n: number
  readonly thresholds: PortfolioLimits
  readonly defaults: PortfolioLimits
  readonly classes: readonly PortfolioClassSum[]
  /** The most cases first. */
  readonly groups: readonly PortfolioGroup<Basis>[]
  /** Groups by the class they had and have; null where one side has no case of them. Empty without a comparison. */
  readonly movements: readonly {
    readonly from: PortfolioClassId | null
    readonly to: PortfolioClassId | null
    readonly keys: readonly string[]
  }[]
  /** Growth of all cases together: what a group's growth is held against. Null without a comparison. */
  readonly growthLine: ExactText | null
  readonly quadrants: Readonly<Record<PortfolioQuadrantId, Bilingual>>
  /** What the axis of weight is. */
  readonly note: Bilingual
  readonly costTags: readonly TaggedCases[]
}
