import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { CenterClass, Certainty, CostMethod, CostSource, Coverage } from '#shared/domain/costing.ts'
import type { ExactText } from '#shared/domain/figure.ts'
import type { Fen } from '#shared/domain/money.ts'
import type { Period } from '#shared/domain/period.ts'
import type { CostingConfig } from './costing-config.ts'

/** How a cost was found; every cost figure shows it. */
export interface CostTag {
  readonly method: CostSource
  readonly certainty: Certainty
  readonly coverage: Coverage
}

/** Cases that share a tag. */
export interface TaggedCases extends CostTag {
  readonly n: number
}

/** What each method can say about the months, best first; `reasons`: what is missing, or what makes it an estimate or partial. */
export interface MethodOutlook extends CostTag {
  readonly method: CostMethod
  readonly possible: boolean
  readonly reasons: readonly Bilingual[]
}

/** What the book has to cost by; what a settings page offers. */
export interface CostingData {
  readonly months: readonly {
    readonly period: Period
    readonly ledger: Fen | null
    readonly drivers: number
    readonly cases: number
    readonly charge: Fen
    readonly closed: boolean
  }[]
  readonly centers: readonly {
    readonly center: string
    readonly class: CenterClass
    readonly amount: Fen
    readonly months: number
  }[]
  readonly drivers: readonly { readonly driver: string; readonly centers: readonly string[] }[]
  /** Performing departments of charge lines. */
  readonly places: readonly string[]
  /** Beds of the day-surgery unit, as last reported among the drivers; null: nobody reports them. */
  readonly dayBeds: number | null
}

export interface CostingSettings {
  readonly config: CostingConfig
  /** Null: nobody has saved one; `config` is what the book suggests. */
  readonly savedAt: string | null
  /** What does not fit the book as it is now (a center without ledger, a driver nobody reported); a run would say so or refuse. */
  readonly findings: readonly Bilingual[]
  readonly methods: readonly MethodOutlook[]
  readonly data: CostingData
}

/** Sums of one method over the cases of a run. */
export interface MethodSums extends CostTag {
  readonly method: CostMethod
  readonly cases: number
  readonly total: Fen
  /** Cases by tag: `certainty` and `coverage` above are the least sure of them. */
  readonly tags: readonly TaggedCases[]
  /** Its statement closes to the fen; true as well where there is no ledger to close against. */
  readonly closes: boolean
}

export interface RunMonth {
  readonly period: Period
  readonly cases: number
  readonly ledger: Fen | null
  readonly sums: readonly MethodSums[]
  /** The statement of the preferred method closes to the fen. */
  readonly closes: boolean
  /** The costs of this month are the figures, by this method. */
  readonly inForce: CostMethod | null
}

/** A costing of some months. Until it is accepted its costs lie beside those the pages show; runs before it stay. */
export interface CostingRun {
  readonly id: number
  readonly at: string
  readonly from: Period
  readonly to: Period
  readonly preferred: CostMethod
  readonly acceptedAt: string | null
  /** Data it was costed from changed since: run again before accepting. */
  readonly outdated: boolean
  readonly months: readonly RunMonth[]
  /** Closed months of its span: they keep what they were closed with. */
  readonly closed: readonly Period[]
  /** Open months of its span without cases or without anything to cost by. */
  readonly skipped: readonly { readonly period: Period; readonly reason: Bilingual }[]
  readonly methods: readonly MethodOutlook[]
  readonly notes: readonly Bilingual[]
  readonly milliseconds: number
  readonly config: CostingConfig
}

/** Which run a reply is about. */
export interface RunRef {
  readonly id: number
  readonly at: string
  readonly inForce: boolean
  readonly outdated: boolean
}

/** A rate, price or driver that differs between the run in force and a new one. */
export interface ChangedInput {
  readonly period: Period
  readonly kind: 'rate' | 'price' | 'driver'
  /** Pool, item or `driver / center`. */
  readonly of: string
  readonly name: string
  readonly before: ExactText | null
  readonly after: ExactText | null
}

/** A new run beside the costs in force, month by month. */
export interface CostingComparison {
  readonly run: RunRef
  readonly months: readonly {
    readonly period: Period
    /** What is in force: a run, or the cost given in the file; null: no cost. */
    readonly before: { readonly method: CostSource; readonly runId: number | null; readonly total: Fen } | null
    readonly after: { readonly method: CostMethod; readonly total: Fen }
    readonly change: Fen
    readonly changedCases: number
  }[]
  readonly total: { readonly before: Fen; readonly after: Fen; readonly change: Fen }
  /** Largest first; at most 500 of `changedTotal`. */
  readonly changed: readonly ChangedInput[]
  readonly changedTotal: number
}

export interface ComparedCost {
  readonly caseNo: string
  readonly period: Period
  readonly drg: string | null
  readonly before: Fen | null
  readonly after: Fen | null
  readonly change: Fen
}
