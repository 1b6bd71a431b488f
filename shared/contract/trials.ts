import { z } from 'zod'
import type { ExactText } from '#shared/domain/figure.ts'
import type { GroupingStatus } from '#shared/domain/grouping.ts'
import type { Fen } from '#shared/domain/money.ts'
import type { Period } from '#shared/domain/period.ts'
import type { SettlementClass } from '#shared/domain/slice.ts'
import type { SchemeVersion } from './book.ts'
import type { StatusCounts } from './grouping.ts'

/** Cases and money under some rules; `payment` is about the `nPriced` cases that have one, `chargePriced` their charge. */
export interface TrialSums {
  readonly n: number
  readonly counts: StatusCounts
  readonly nPriced: number
  readonly payment: ExactText
  readonly charge: Fen
  readonly chargePriced: Fen
}

/**
 * A scheme tried over some months. Until it is accepted its results lie beside the figures of all pages; once it is, they are the
 * figures and the trial keeps what was there before.
 */
export interface Trial {
  readonly id: number
  readonly scheme: SchemeVersion
  readonly from: Period | null
  readonly to: Period | null
  readonly at: string
  readonly acceptedAt: string | null
  /** Data, schemes or policies changed since: run it again before it is accepted. */
  readonly outdated: boolean
  /** Closed months of its span: the trial left them out, and putting it in force leaves them as they are. */
  readonly closed: readonly Period[]
  /** What the trial keeps: results of the scheme tried, or, once accepted, the results before it. */
  readonly kept: TrialSums
}

/** One side of a comparison. `current`: the figures of all pages; else what a trial keeps. */
export const comparedSchema = z.union([z.literal('current'), z.number().int().positive()])
export type Compared = z.infer<typeof comparedSchema>

/** What the rows of a comparison stand for: pairs of groups (`group`), or the cases of a team, a month… */
export const COMPARISON_ROWS = ['group', 'month', 'team', 'physician', 'insurance', 'settlement'] as const
export type ComparisonRows = (typeof COMPARISON_ROWS)[number]

export interface ComparedSide {
  readonly side: Compared
  /** Schemes its cases were grouped by; empty: the groups came with the data. */
  readonly schemes: readonly SchemeVersion[]
  readonly sums: TrialSums
}

/** A group of one side. `code` is empty where a case has none. */
export interface ComparedGroup {
  readonly status: GroupingStatus
  readonly code: string
  readonly name: string
}

/** Cases that share a row; money of the `nBoth` cases that both sides price. */
export interface ComparisonRow {
  /** Rows by group: the pair. */
  readonly pair: { readonly before: ComparedGroup; readonly after: ComparedGroup } | null
  /** Other rows: the month, team, physician, insurance or class (of the side before); `—` where blank. */
  readonly key: string
  readonly n: number
  readonly nBoth: number
  readonly charge: Fen
  /** Charge, payments and their difference of the `nBoth` cases. */
  readonly chargeBoth: Fen
  readonly before: ExactText
  readonly after: ExactText
  readonly difference: ExactText
}

export interface SchemeComparison {
  readonly before: ComparedSide
  readonly after: ComparedSide
  /** Both sides group by the same kind of scheme, so that a code means the same on either. */
  readonly sameKind: boolean
  readonly n: number
  /** Cases whose status or group differs; null where the kinds differ, for then every code does. */
  readonly changed: number | null
  readonly total: ComparisonRow
  /** Most cases first, groups that changed before those that did not; at most 500 of `rowsTotal`. */
  readonly rows: readonly ComparisonRow[]
  readonly rowsTotal: number
}

export interface ComparedCase {
  readonly caseNo: string
  readonly period: Period
  readonly team: string | null
  readonly principalDx: string | null
  readonly principalDxName: string | null
  readonly charge: Fen
  readonly before: ComparedGroup & { readonly settlement: SettlementClass; readonly payment: ExactText | null }
  readonly after: ComparedGroup & { readonly settlement: SettlementClass; readonly payment: ExactText | null }
  /** Null unless both sides price the case. */
  readonly difference: ExactText | null
}
