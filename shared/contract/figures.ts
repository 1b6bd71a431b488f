import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { FeeCategory } from '#shared/domain/fee-category.ts'
import type { ArithmeticStep, ExactText, Figure, IndicatorExplanation } from '#shared/domain/figure.ts'
import type { GroupingResult, GroupingTrail } from '#shared/domain/grouping.ts'
import type { Fen } from '#shared/domain/money.ts'
import type { Period } from '#shared/domain/period.ts'
import type { SettlementClass, SliceDimension } from '#shared/domain/slice.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'
import type { SurplusText } from '#shared/domain/surplus-on-basis.ts'
import type { SurplusRow } from '#shared/domain/surplus-row.ts'
import type { CostTag, TaggedCases } from './costing.ts'
import type { Slice } from './slice.ts'

/** Generic in its basis, so that what is drawn from one table stays on one basis; unnamed it is any of them. */
export interface SurplusTable<Basis extends ComputedBasis = ComputedBasis> {
  readonly by: SliceDimension
  readonly basis: Basis
  readonly rows: readonly SurplusRow<Basis>[]
  readonly total: SurplusRow<Basis>
  /** How the costs of its cost column and basis B3 were found, most cases first. */
  readonly costTags: readonly TaggedCases[]
  /** Exact total, total of payments rounded case by case, and why both exist. */
  readonly rounding: { readonly exact: ExactText; readonly paid: Fen; readonly note: Bilingual }
}

export interface Alert {
  readonly id: string
  readonly severity: 'info' | 'warning' | 'critical'
  readonly message: Bilingual
  /** What to look at: the slice behind the alert. */
  readonly slice: Slice
  readonly n: number
}

export interface Overview<Basis extends ComputedBasis = ComputedBasis> {
  readonly slice: Slice
  readonly compare: Slice | null
  readonly basis: Basis
  readonly headline: Bilingual
  readonly figures: readonly Figure[]
  readonly compareFigures: readonly Figure[] | null
  readonly trend: readonly { readonly period: Period; readonly figures: readonly Figure[] }[]
  readonly losing: readonly SurplusRow<Basis>[]
  readonly earning: readonly SurplusRow<Basis>[]
  readonly alerts: readonly Alert[]
  /** How the costs behind the cost figures were found, most cases first; empty without any. */
  readonly costTags: readonly TaggedCases[]
}

export interface CaseRow {
  readonly caseNo: string
  readonly patientId: string | null
  readonly sex: string | null
  readonly age: number | null
  readonly ageBand: string | null
  readonly admittedAt: string | null
  readonly dischargedAt: string | null
  readonly period: Period
  readonly los: number | null
  readonly team: string | null
  readonly physician: string | null
  readonly insurance: string | null
  readonly principalDx: string | null
  readonly principalDxName: string | null
  readonly mainProc: string | null
  readonly mainProcName: string | null
  readonly mdc: string | null
  readonly adrg: string | null
  readonly drg: string | null
  readonly drgName: string | null
  readonly status: string | null
  readonly settlement: SettlementClass | null
  readonly rw: ExactText | null
  readonly charge: Fen
  readonly cost: Fen | null
  /** How the cost was found; null without one. */
  readonly costTag: CostTag | null
  readonly standard: ExactText | null
  readonly payment: ExactText | null
  readonly surplusB1: SurplusText<'B1'> | null
  readonly surplusB3: SurplusText<'B3'> | null
}

export interface CasePage {
  readonly total: number
  readonly rows: readonly CaseRow[]
  readonly totals: {
    readonly charge: Fen
    readonly cost: Fen
    readonly nWithCost: number
    readonly payment: ExactText
    readonly surplusB1: SurplusText<'B1'> | null
    readonly surplusB3: SurplusText<'B3'> | null
    readonly costTags: readonly TaggedCases[]
  }
}

export interface ChargeLine {
  readonly id: number
  readonly chargedAt: string
  readonly itemCode: string
  readonly itemName: string
  readonly category: FeeCategory
  readonly quantity: ExactText
  readonly unitPrice: ExactText | null
  readonly amount: Fen
  readonly performingDept: string | null
  readonly highValue: boolean
  readonly negotiatedDrug: boolean
  readonly batchId: number
}

export interface CodedEntry {
  readonly position: number
  readonly code: string
  readonly name: string | null
  readonly detail: string | null
}

export interface CaseDetail {
  readonly row: CaseRow
  readonly department: string | null
  readonly discharge: string | null
  readonly officialGroup: string | null
  readonly codeSystem: string | null
  readonly diagnoses: readonly CodedEntry[]
  readonly procedures: readonly CodedEntry[]
  readonly categories: readonly { readonly category: FeeCategory; readonly amount: Fen; readonly lines: number }[]
  readonly lineCount: number
  /** Sum of all lines, refunds included, and what the case header says minus it; null when there are no lines. */
  readonly linesTotal: Fen | null
  readonly headerMinusLines: Fen | null
  readonly grouping: {
    readonly result: GroupingResult
    readonly source: 'scheme' | 'official'
    readonly trail: GroupingTrail | null
  } | null
  readonly arithmetic: readonly ArithmeticStep[]
  readonly patientPay: Fen | null
  readonly fundPart: ExactText | null
  readonly batches: readonly { readonly id: number; readonly sourceName: string; readonly committedAt: string }[]
}

/** How a figure came about, written by the engine with its own numbers, and the cases behind it. */
export interface Explanation extends IndicatorExplanation {
  readonly slice: Slice
  readonly n: number
  readonly scheme: string | null
  readonly policy: string | null
}

export type { ArithmeticStep, ExactText, Figure } from '#shared/domain/figure.ts'
export type { SurplusRow } from '#shared/domain/surplus-row.ts'
