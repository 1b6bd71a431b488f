import { z } from 'zod'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { ExactText } from '#shared/domain/figure.ts'
import type { GroupingInput, GroupingResult, GroupingStatus, GroupingTrail } from '#shared/domain/grouping.ts'
import type {
  AgreementCounts,
  AlternativeGroup,
  Confusion,
  DisagreementCause,
  SchemeNode,
} from '#shared/domain/grouping-review.ts'
import type { Fen } from '#shared/domain/money.ts'
import type { Period } from '#shared/domain/period.ts'
import type { SchemeLoadReport } from '#shared/domain/scheme-load.ts'
import type { SchemeSummary, SchemeVersion } from './book.ts'

/** A scheme just added, and what loading its file did. */
export interface AddedScheme extends SchemeSummary {
  readonly report: SchemeLoadReport
}

export type StatusCounts = Readonly<Record<GroupingStatus, number>>

/** Cases without a group that share status and principal diagnosis: one line of the worklist. */
export interface WorklistRow {
  readonly status: Exclude<GroupingStatus, 'grouped'>
  /** Null: no principal diagnosis is recorded. */
  readonly principalDx: string | null
  readonly principalDxName: string | null
  readonly n: number
  readonly charge: Fen
  readonly check: Bilingual
}

export interface GroupingCoverage {
  readonly n: number
  /** Of these, cases that kept the official group they came with: their codes are of another system, or there is no scheme. */
  readonly nOfficial: number
  readonly counts: StatusCounts
  readonly byMonth: readonly { readonly period: Period; readonly n: number; readonly counts: StatusCounts }[]
  /** Most cases first; at most 500 lines of `worklistTotal`. */
  readonly worklist: readonly WorklistRow[]
  readonly worklistTotal: number
}

export interface GroupingAgreement {
  /** The scheme the cases were grouped by; null: none was. */
  readonly scheme: SchemeVersion | null
  readonly total: AgreementCounts
  readonly byMonth: readonly { readonly period: Period; readonly counts: AgreementCounts }[]
  /** Most cases first; at most 100 of `confusionsTotal`. */
  readonly confusions: readonly (Confusion & { readonly officialName: string; readonly localName: string })[]
  readonly confusionsTotal: number
}

export interface DisagreeingCase {
  readonly caseNo: string
  readonly period: Period
  readonly principalDx: string | null
  readonly principalDxName: string | null
  readonly official: string
  readonly local: string
  readonly localStatus: GroupingStatus
  readonly cause: DisagreementCause
  readonly charge: Fen
  /** By the group found here. */
  readonly payment: ExactText | null
}

export interface CaseAlternatives {
  readonly caseNo: string
  readonly current: { readonly result: GroupingResult; readonly name: string; readonly payment: ExactText | null }
  /** In the order of the record, never of money. */
  readonly groups: readonly (AlternativeGroup & {
    readonly payment: ExactText | null
    readonly difference: ExactText | null
  })[]
  /** Changes that were tried and lead to the same group. */
  readonly unchanged: number
  /** What these groups are and are not; to be shown with them. */
  readonly note: Bilingual
  /** Why there is nothing to compare; null: there is. */
  readonly unavailable: Bilingual | null
}

export interface CalculatedGroup {
  readonly scheme: SchemeVersion
  readonly name: string
  readonly trail: GroupingTrail
}

export interface SchemeBranch {
  readonly scheme: SchemeVersion
  /** The place asked for; null: the scheme itself. */
  readonly parent: SchemeNode | null
  readonly nodes: readonly SchemeNode[]
}

export interface SchemeSearch {
  readonly scheme: SchemeVersion
  readonly total: number
  readonly groups: readonly {
    readonly node: SchemeNode
    /** The list of the group's rules that holds the code asked for; null: found by code or name of the group. */
    readonly through: { readonly list: string; readonly kind: 'dx' | 'proc'; readonly name: string } | null
  }[]
}

const blank = <T extends z.ZodType>(schema: T) => schema.nullable()
const code = z.string().min(1).max(60)

/** One case as the calculator asks about it; nothing of it is stored. */
export const groupingInputSchema: z.ZodType<GroupingInput, GroupingInput> = z.strictObject({
  sex: blank(z.enum(['M', 'F'])),
  age: blank(z.number().int().min(0).max(150)),
  ageDays: blank(z.number().int().min(0).max(366)),
  birthWeight: blank(z.number().min(0).max(20_000)),
  los: blank(z.number().int().min(0).max(20_000)),
  icuHours: blank(z.number().min(0).max(500_000)),
  discharge: blank(z.string().max(20)),
  dept: blank(z.string().max(100)),
  dx: z.array(code).max(200),
  proc: z.array(code).max(200),
})
