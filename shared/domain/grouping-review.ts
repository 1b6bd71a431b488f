import type { Bilingual } from './bilingual.ts'
import type { GroupingResult } from './grouping.ts'

/**
 * Why the group found here is not the official one, the first that applies. `not-in-scheme`: the official code is none
 * the scheme can answer, as when the insurer groups by another version; `severity`: only the tier within the ADRG differs; `disease`:
 * another disease of a DIP directory, which has no levels above it.
 */
export const DISAGREEMENT_CAUSES = [
  'local-ungrouped',
  'official-ungrouped',
  'local-ambiguous',
  'not-in-scheme',
  'mdc',
  'adrg',
  'severity',
  'disease',
] as const
export type DisagreementCause = (typeof DISAGREEMENT_CAUSES)[number]

/** Of `n` cases whose official group tells this level, how many have the same here. */
export interface LevelAgreement {
  readonly n: number
  readonly agree: number
}

/** The three levels a group is compared at. */
export const AGREEMENT_LEVELS = ['mdc', 'adrg', 'drg'] as const
export type AgreementLevel = (typeof AGREEMENT_LEVELS)[number]

export interface AgreementCounts {
  /** Cases grouped here by a scheme; those that only carry an official group are not compared with themselves. */
  readonly cases: number
  /** Of these, the cases no official group came with. */
  readonly officialMissing: number
  readonly levels: Readonly<Record<AgreementLevel, LevelAgreement>>
  readonly causes: Readonly<Record<DisagreementCause, number>>
}

/** One cell of the confusion table off its diagonal: cases the insurer put in `official` and the scheme in `local`. */
export interface Confusion {
  readonly official: string
  readonly local: string
  readonly n: number
  readonly cause: DisagreementCause
}

/** One thing told differently about the same record. Positions count from 0; nothing that is not recorded ever stands here. */
export type AlternativeChange =
  | { readonly kind: 'principal'; readonly position: number; readonly code: string; readonly words: Bilingual }
  | { readonly kind: 'procedure'; readonly position: number; readonly code: string; readonly words: Bilingual }
  | {
      readonly kind: 'without'
      readonly level: 'MCC' | 'CC'
      readonly codes: readonly string[]
      readonly words: Bilingual
    }

/** A group that the record leads to when one thing is told differently, and every such change that leads there. */
export interface AlternativeGroup {
  readonly result: GroupingResult
  readonly name: string
  readonly changes: readonly AlternativeChange[]
}

/** `type` and `dip`: the kind of an entry of a DIP directory, and the disease. */
export const SCHEME_LEVELS = [...AGREEMENT_LEVELS, 'type', 'dip'] as const
export type SchemeLevel = (typeof SCHEME_LEVELS)[number]

export interface SchemePlace {
  readonly level: SchemeLevel
  readonly code: string
  readonly name: string
}

/** One group of a scheme with its rules in words. */
export interface SchemeNode extends SchemePlace {
  /** From the MDC down, the node itself left out. */
  readonly path: readonly SchemePlace[]
  readonly ambiguous: boolean
  /** One for each entry condition; any of them leads in. */
  readonly rules: readonly Bilingual[]
  /** The lists those rules name, and how many codes each has. */
  readonly lists: readonly { readonly list: string; readonly kind: 'dx' | 'proc'; readonly n: number }[]
  /** Groups directly below. */
  readonly children: number
}
