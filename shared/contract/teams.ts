import { z } from 'zod'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { ExactText, Figure } from '#shared/domain/figure.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'
import type { SurplusText } from '#shared/domain/surplus-on-basis.ts'
import type { TaggedCases } from './costing.ts'
import { language, path } from './method-spec.ts'
import { basisSchema, type Slice, sliceSchema } from './slice.ts'

export const TEAM_DIMENSIONS = ['team', 'physician'] as const
export type TeamDimension = (typeof TEAM_DIMENSIONS)[number]
/** What is compared within the same groups, as an index of what was to be expected. */
export const TEAM_MEASURES = ['charge', 'cost', 'stay'] as const
export type TeamMeasure = (typeof TEAM_MEASURES)[number]

/** `masked`: names become 组 A, 医师 1, in replies and files alike; keys then are the letters and numbers. */
const report = { slice: sliceSchema, by: z.enum(TEAM_DIMENSIONS), basis: basisSchema, masked: z.boolean() }

export const TEAM_REQUESTS = {
  get: z.strictObject(report),
  groups: z.strictObject({ ...report, key: z.string().max(100) }),
  export: z.strictObject({ ...report, language, path: path.optional() }),
} as const

/** Someone's cases against the same groups of the whole department. */
export interface TeamIndex {
  /** Cases in groups that others treated too, with the measure known. */
  readonly n: number
  /** Of these cases: yuan or days a case, and what the department's means of their groups come to. */
  readonly perCase: ExactText
  readonly expectedPerCase: ExactText
  /** Actual ÷ expected; null where nothing was to be expected. */
  readonly index: ExactText | null
  readonly low: number
  readonly high: number
  /** The whole 95% interval lies below or above 1. */
  readonly beyond: 'below' | 'above' | null
}

/** The same of the surplus, which may be negative and so has a difference and no index. */
export interface TeamSurplus<Basis extends ComputedBasis = ComputedBasis> {
  readonly n: number
  readonly perCase: SurplusText<Basis>
  readonly expectedPerCase: SurplusText<Basis>
  readonly difference: SurplusText<Basis>
  readonly low: number
  readonly high: number
  readonly beyond: 'below' | 'above' | null
}

export interface TeamRow<Basis extends ComputedBasis = ComputedBasis> {
  readonly key: string
  readonly label: Bilingual
  /** All cases; those in groups that others treated too; those in groups nobody else had. */
  readonly n: number
  readonly comparable: number
  readonly alone: number
  /** Fewer than ten comparable cases: shown, never placed. */
  readonly few: boolean
  readonly cmi: ExactText | null
  readonly measures: Readonly<Record<TeamMeasure, TeamIndex | null>>
  readonly surplus: TeamSurplus<Basis> | null
  readonly quality: readonly Figure[]
  /** Quality figures that are worse than the department's beyond chance. */
  readonly worse: readonly string[]
  /** Quality events of its cases; null where the book has none at all. */
  readonly events: number | null
  /** The cases behind the row; null while names are masked. */
  readonly slice: Slice | null
}

export interface TeamReport<Basis extends ComputedBasis = ComputedBasis> {
  /** Team and physician of the filter bar are left out: everybody is compared with everybody. */
  readonly slice: Slice
  readonly by: TeamDimension
  readonly basis: Basis
  readonly masked: boolean
  readonly n: number
  /** In the order of their names. */
  readonly rows: readonly TeamRow<Basis>[]
  /** Of the whole department, for what a team's quality is beside. */
  readonly quality: readonly Figure[]
  readonly costTags: readonly TaggedCases[]
}

/** One group of someone's cases beside the department's cases of the group. */
export interface TeamGroup<Basis extends ComputedBasis = ComputedBasis> {
  readonly drg: string
  readonly name: string
  readonly n: number
  readonly nAll: number
  readonly charge: ExactText
  readonly chargeAll: ExactText
  readonly cost: ExactText | null
  readonly costAll: ExactText | null
  readonly stay: ExactText | null
  readonly stayAll: ExactText | null
  readonly surplus: SurplusText<Basis> | null
  readonly surplusAll: SurplusText<Basis> | null
  /** Who has the lowest mean of ten cases or more without a worse outcome; null where nobody qualifies. */
  readonly best: { readonly label: Bilingual; readonly mean: ExactText; readonly n: number } | null
  readonly slice: Slice | null
}

export interface TeamGroups<Basis extends ComputedBasis = ComputedBasis> {
  readonly label: Bilingual
  readonly basis: Basis
  /** The most cases first. */
  readonly rows: readonly TeamGroup<Basis>[]
}
