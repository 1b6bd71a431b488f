import { z } from 'zod'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { ExactText } from '#shared/domain/figure.ts'
import type { Fen } from '#shared/domain/money.ts'
import type { Period } from '#shared/domain/period.ts'
import type { SliceDimension } from '#shared/domain/slice.ts'
import { compareSchema } from './compare.ts'
import type { TaggedCases } from './costing.ts'
import { dimensionSchema, type Slice, sliceSchema } from './slice.ts'

/** The ten spokes, the fee categories, the cost elements, the stages of care. */
export const STRUCTURE_VIEWS = ['spokes', 'categories', 'elements', 'stages'] as const
export type StructureView = (typeof STRUCTURE_VIEWS)[number]

/** What a structure may be laid beside. */
export const STRUCTURE_OVERLAYS = ['benchmark', 'budget', 'previous', 'best-team'] as const
export type StructureOverlay = (typeof STRUCTURE_OVERLAYS)[number]

const view = z.enum(STRUCTURE_VIEWS)
const compare = compareSchema
const part = z.string().min(1).max(40)
const limit = z.number().int().min(1).max(1000)

/** Requests of `structure.…`. */
export const STRUCTURE_REQUESTS = {
  /** `scope`: whose benchmark; else the first of those the book has. */
  get: z.strictObject({ slice: sliceSchema, view, compare, scope: z.string().max(100).optional() }),
  by: z.strictObject({ slice: sliceSchema, view, compare, by: dimensionSchema }),
  items: z.strictObject({ slice: sliceSchema, view, part, limit }),
  /** Without an item the cases of the part. */
  cases: z.strictObject({ slice: sliceSchema, view, part, itemId: z.number().int().positive().optional(), limit }),
} as const

/** One part of a whole: of these cases, or of the mean case of what lies beside them. */
interface PartShare {
  readonly perCase: ExactText
  /** Null of a whole that is not above zero. */
  readonly share: ExactText | null
}

export interface StructurePart {
  readonly key: string
  readonly name: Bilingual
  readonly amount: Fen
  readonly perCase: ExactText | null
  readonly share: ExactText | null
  readonly overlays: Readonly<
    Partial<
      Record<
        StructureOverlay,
        PartShare & {
          /** Actual − overlay: yuan of a case, and share points. */
          readonly perCaseGap: ExactText | null
          readonly shareGap: ExactText | null
        }
      >
    >
  >
}

/** What a structure lies beside: where it is from, or why there is none. */
export type OverlayState =
  | {
      readonly id: StructureOverlay
      readonly state: 'shown'
      /** How it came about, with its numbers. */
      readonly note: Bilingual
      /** Cases behind it. */
      readonly n: number
      /** Yuan of a case, all parts. */
      readonly perCase: ExactText
      /** The cases behind it; null where it isn't made of cases of this book. */
      readonly slice: Slice | null
    }
  | { readonly id: StructureOverlay; readonly state: 'missing'; readonly reason: Bilingual }

export interface StructureReport {
  readonly slice: Slice
  readonly view: StructureView
  readonly of: 'charge' | 'cost'
  /** Cases the structure is of (those with lines, or with a cost), out of all of the slice. */
  readonly n: number
  readonly cases: number
  readonly parts: readonly StructurePart[]
  /** Σ parts, and of a case. */
  readonly total: Fen
  readonly perCase: ExactText | null
  /** Charge or cost of the same cases − Σ parts. */
  readonly outside: Fen
  readonly overlays: readonly OverlayState[]
  /** Whose benchmarks the book has, and whose is shown. */
  readonly scopes: readonly string[]
  readonly scope: string | null
  /** How the costs were found; empty where the structure is of charges. */
  readonly costTags: readonly TaggedCases[]
  readonly definition: Bilingual
}

/** The structure of each value of a dimension. */
export interface StructureRows {
  readonly view: StructureView
  readonly by: SliceDimension
  readonly names: readonly { readonly key: string; readonly name: Bilingual }[]
  /** The largest whole first; months in their order. */
  readonly rows: readonly StructureRowOf[]
}

export interface StructureRowOf {
  readonly key: string
  readonly label: string
  readonly n: number
  /** Σ parts. */
  readonly total: Fen
  readonly perCase: ExactText
  /** In the order of `names`. */
  readonly parts: readonly { readonly amount: Fen; readonly perCase: ExactText; readonly share: ExactText | null }[]
  /** The same of the months compared with; null where it had no cases then. */
  readonly before: readonly PartShare[] | null
}

export interface StructureItem {
  readonly itemId: number
  readonly code: string
  readonly name: string
  /** Cases that were charged for it. */
  readonly n: number
  readonly quantity: ExactText
  readonly amount: Fen
  /** Amount ÷ all cases of the structure. */
  readonly perCase: ExactText
  /** Of the part; null where that is not above zero. */
  readonly share: ExactText | null
}

/** The items behind a part, the largest amount first. */
export interface StructureItems {
  /** Cases of the structure, and of the part: its amount is theirs. */
  readonly n: number
  readonly amount: Fen
  readonly items: number
  readonly rows: readonly StructureItem[]
  /** Amount of the items beyond those listed. */
  readonly rest: Fen
}

/** A case behind a part or an item. */
export interface StructureCase {
  readonly caseNo: string
  readonly period: Period
  readonly team: string | null
  readonly physician: string | null
  readonly los: number | null
  /** Of an item. */
  readonly quantity: ExactText | null
  readonly amount: Fen
}

export interface StructureCases {
  readonly total: number
  readonly rows: readonly StructureCase[]
}
