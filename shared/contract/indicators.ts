import { z } from 'zod'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { ExactText, Figure } from '#shared/domain/figure.ts'
import type { Period } from '#shared/domain/period.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'
import { compareSchema } from './compare.ts'
import type { TaggedCases } from './costing.ts'
import { language, path } from './method-spec.ts'
import { basisSchema, type Slice, sliceSchema } from './slice.ts'

/** Kinds of indicators, in reading order. */
export const INDICATOR_GROUPS = ['activity', 'efficiency', 'money', 'structure', 'quality'] as const
export type IndicatorGroup = (typeof INDICATOR_GROUPS)[number]

const list = { slice: sliceSchema, compare: compareSchema, basis: basisSchema }

export const INDICATOR_REQUESTS = {
  list: z.strictObject(list),
  chart: z.strictObject({ id: z.string().max(60), slice: sliceSchema, basis: basisSchema }),
  export: z.strictObject({ ...list, language, path: path.optional() }),
} as const

/** A target of the book for the slice's last month. */
export interface IndicatorTarget {
  readonly value: ExactText
  /** Null where neither the file nor the indicator says which side is good. */
  readonly direction: 'at-most' | 'at-least' | null
  readonly met: boolean | null
  readonly scope: string
  /** Month or year it is stated for. */
  readonly span: string
}

/** One indicator of the closed list, what it is and what it came to. */
export interface IndicatorRow {
  readonly id: string
  readonly group: IndicatorGroup
  readonly definition: Bilingual
  readonly numerator: Bilingual
  readonly denominator: Bilingual | null
  readonly formula: Bilingual
  readonly source: Bilingual
  readonly smallNumberRule: Bilingual
  readonly figure: Figure
  /** Null where nothing is compared with. */
  readonly before: Figure | null
  /** Null of a neutral indicator, and where either side is missing. */
  readonly change: 'better' | 'worse' | 'same' | null
  /** Whether chance alone explains the change; null where that cannot be told (only shares of cases have an interval). */
  readonly beyondChance: boolean | null
  readonly target: IndicatorTarget | null
  /** In the order of `months`. */
  readonly trend: readonly (ExactText | null)[]
}

export interface IndicatorList {
  readonly slice: Slice
  readonly compare: Slice | null
  readonly basis: ComputedBasis
  readonly n: number
  /** Up to twelve months with cases that end with the slice's last. */
  readonly months: readonly Period[]
  readonly rows: readonly IndicatorRow[]
  readonly costTags: readonly TaggedCases[]
}

export interface IndicatorPoint {
  readonly period: Period
  readonly figure: Figure
  readonly low: number | null
  readonly high: number | null
  /** `outside`: beyond its limits; `run`: one of eight or more in a row on one side of the centre. */
  readonly signals: readonly ('outside' | 'run')[]
}

/** An indicator month by month between its control limits. */
export interface IndicatorChart {
  readonly id: string
  readonly label: Bilingual
  readonly unit: Figure['unit']
  readonly direction: Figure['direction']
  readonly kind: 'p' | 'u' | 'xmr'
  /** Null with fewer than two figures. */
  readonly centre: number | null
  /** Fewer than twelve figures set the limits. */
  readonly provisional: boolean
  readonly points: readonly IndicatorPoint[]
}
