import type { Bilingual } from './bilingual.ts'

/** What a grouping scheme may look at. Blank is `null`; `dx[0]` is the principal diagnosis, `proc[0]` the main procedure. */
export interface GroupingInput {
  readonly sex: 'M' | 'F' | null
  /** Completed years. */
  readonly age: number | null
  readonly ageDays: number | null
  /** Grams; 0 is not blank. */
  readonly birthWeight: number | null
  /** Days. */
  readonly los: number | null
  readonly icuHours: number | null
  /** Way of leaving (离院方式): 1 home, 2 transfer, 3 community, 4 against advice, 5 death, 9 other. */
  readonly discharge: string | null
  readonly dept: string | null
  readonly dx: readonly string[]
  readonly proc: readonly string[]
}

export const GROUPING_STATUSES = ['grouped', 'ambiguous', 'ungrouped', 'rejected'] as const
export type GroupingStatus = (typeof GROUPING_STATUSES)[number]

export interface GroupingResult {
  readonly status: GroupingStatus
  readonly mdc: string
  readonly adrg: string
  readonly drg: string
}

/** The two kinds of grouping: by diagnosis-related groups, or by a directory of diseases with points (按病种分值付费). */
export const SCHEME_KINDS = ['DRG', 'DIP'] as const
export type SchemeKind = (typeof SCHEME_KINDS)[number]

export const TRAIL_LEVELS = [
  'check',
  'mdc',
  'adrg',
  'drg',
  'cc',
  'exclusion',
  'operations',
  'core',
  'basic',
  'comprehensive',
  'choose',
  'blank',
  'auxiliary',
  'result',
] as const
/** What a step is about: levels of a DRG scheme, or of a DIP directory. */
export type TrailLevel = (typeof TRAIL_LEVELS)[number]

/** One step of the evidence trail, in the order it was tried. `held` tells whether its rule was true. */
export interface TrailStep {
  readonly level: TrailLevel
  readonly code: string
  readonly name: string
  readonly held: boolean
  /** Why, as one sentence built whole in each language. */
  readonly reason: Bilingual
}

export interface GroupingTrail {
  readonly result: GroupingResult
  readonly steps: readonly TrailStep[]
}
