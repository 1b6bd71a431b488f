import { z } from 'zod'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { Fen } from '#shared/domain/money.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'
import type { SurplusFen } from '#shared/domain/surplus-on-basis.ts'
import { VARIANCE_CAUSE_IDS, type VarianceCause, type VarianceNote } from '#shared/domain/variance.ts'
import type { TaggedCases } from './costing.ts'
import { basisSchema, periodSchema, type Slice, sliceSchema } from './slice.ts'

/** What the slice is held against. `others`: every team but the slice's; a benchmark or budget states means of a case by group. */
const baseSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('previous') }),
  z.strictObject({ kind: z.literal('year') }),
  z.strictObject({ kind: z.literal('months'), from: periodSchema, to: periodSchema }),
  z.strictObject({ kind: z.literal('team'), team: z.string().max(100) }),
  z.strictObject({ kind: z.literal('others') }),
  z.strictObject({ kind: z.literal('benchmark'), scope: z.string().max(200) }),
  z.strictObject({ kind: z.literal('budget') }),
])
export type VarianceBase = z.infer<typeof baseSchema>

export const varianceQuerySchema = z.strictObject({ slice: sliceSchema, basis: basisSchema, base: baseSchema })
export type VarianceQuery = z.infer<typeof varianceQuerySchema>

/** When a variance is worth a look: above this share of its base and above this amount (fen). The engine's own where left out. */
const limitsSchema = z.strictObject({
  share: z.string().regex(/^\d{1,3}(\.\d{1,6})?$/),
  amount: z.number().int().min(0).max(1e15),
})
export type VarianceLimits = z.infer<typeof limitsSchema>

const group = z.string().max(60)
const key = z.string().max(600)

export const VARIANCE_REQUESTS = {
  table: varianceQuerySchema.extend({ limits: limitsSchema.optional() }),
  /** Below a group: its resources; below a resource: its items (charges only); below an item, or a pool: its cases. */
  drill: varianceQuerySchema.extend({ group, resource: key.optional(), item: key.optional() }),
  /** A note without cause takes the one there is away. */
  saveNote: varianceQuerySchema.extend({
    group,
    cause: z.enum(VARIANCE_CAUSE_IDS as [VarianceCause, ...VarianceCause[]]).nullable(),
    text: z.string().max(2000),
  }),
  export: varianceQuerySchema.extend({ language: z.enum(['zh', 'en']), path: z.string().min(1).max(4096).optional() }),
} as const

export const PAYMENT_COLUMNS = [
  'volume',
  'mix',
  'rw',
  'coefficient',
  'rate',
  'settlement',
  'standard',
  'new',
  'vanished',
] as const
export const SPENT_COLUMNS = ['volume', 'mix', 'efficiency', 'price', 'unit', 'new', 'vanished'] as const
export type PaymentColumn = (typeof PAYMENT_COLUMNS)[number]
export type SpentColumn = (typeof SPENT_COLUMNS)[number]

/** The effects of a row; `change` = `paymentChange` − `spentChange`, each the sum of its effects, to the fen. */
export interface VarianceAmounts<Basis extends ComputedBasis = ComputedBasis> {
  readonly n: { readonly base: number; readonly actual: number }
  readonly payment: Readonly<Record<PaymentColumn, Fen>>
  readonly spent: Readonly<Record<SpentColumn, Fen>>
  readonly paymentChange: Fen
  readonly spentChange: Fen
  readonly change: SurplusFen<Basis>
}

/** `unusual` null: fewer than six earlier months to tell by. */
export interface VarianceLook {
  readonly large: boolean
  readonly unusual: boolean | null
  readonly investigate: boolean
}

/** A group; the key of ungrouped cases is empty. */
export interface VarianceRow<Basis extends ComputedBasis = ComputedBasis> extends VarianceAmounts<Basis> {
  readonly key: string
  readonly label: string
  readonly presence: 'both' | 'new' | 'vanished'
  readonly look: Readonly<Record<'payment' | 'spent' | 'change', VarianceLook>>
  readonly note: VarianceNote | null
  /** It has resources below it. */
  readonly opens: boolean
}

interface VarianceEnd<Basis extends ComputedBasis> {
  readonly label: Bilingual
  /** Its cases; null for means that nobody's cases stand behind. */
  readonly slice: Slice | null
  readonly n: number
  readonly payment: Fen
  readonly spent: Fen
  readonly surplus: SurplusFen<Basis>
  /** Cases of the slice that have no payment, or on B3 no cost. */
  readonly left: number
}

export interface VarianceTable<Basis extends ComputedBasis = ComputedBasis> {
  readonly query: VarianceQuery
  readonly basis: Basis
  readonly convention: Bilingual
  readonly base: VarianceEnd<Basis>
  readonly actual: VarianceEnd<Basis>
  readonly rows: readonly VarianceRow<Basis>[]
  readonly total: VarianceAmounts<Basis>
  readonly limits: VarianceLimits
  /** Why effects stand unsplit, groups are left out, and the like. */
  readonly notes: readonly Bilingual[]
  /** Effects as a person reads them, with their formulas. */
  readonly effects: {
    readonly payment: Readonly<Record<PaymentColumn, { readonly name: Bilingual; readonly formula: string }>>
    readonly spent: Readonly<Record<SpentColumn, { readonly name: Bilingual; readonly formula: string }>>
  }
  /** How the costs behind basis B3 were found. */
  readonly costTags: readonly TaggedCases[]
  /** What else the book can be held against. */
  readonly offers: { readonly benchmarks: readonly string[]; readonly budget: boolean }
}

/** One row below a group: efficiency + price + unit = change, and all rows sum to the row they came from. */
export interface VarianceDrillRow {
  readonly key: string
  readonly label: Bilingual
  readonly efficiency: Fen
  readonly price: Fen
  /** What resources do not explain. */
  readonly unit: Fen
  readonly change: Fen
  /** Of a case; the row of cases that used nothing has none. */
  readonly caseNo: string | null
  /** Cases it stands for, of the row of cases that used nothing. */
  readonly n: number | null
  /** There is a level below. */
  readonly opens: boolean
}

export interface VarianceDrill {
  readonly level: 'resource' | 'item' | 'case'
  readonly rows: readonly VarianceDrillRow[]
}
