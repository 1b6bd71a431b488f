import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { Period } from '#shared/domain/period.ts'
import type { AddOn, LongStayRule, PerDiemRule, QualityRule, ReviewRule, YearEndRule } from './policy-extras.ts'

/**
 * A payment policy (`payment-policy/1`): everything money depends on, as the region publishes it. Numbers are plain
 * decimal texts, so that a weight or a rate is read exactly as printed.
 *
 * There is no national price list: every region sets its own weights, rates, cut-offs and outlier formulas within
 * 《医疗保障按病种付费管理暂行办法》(医保发〔2025〕18号), so nothing here has a default in code.
 */
export interface PolicyDocument {
  readonly format: 'payment-policy/1'
  readonly kind: 'DRG'
  readonly code: string
  readonly name: Bilingual
  readonly region: string
  readonly year: number
  /** What the numbers may be used for; a reference or demonstration policy is named as such wherever it is shown. */
  readonly status: 'official' | 'reference' | 'demonstration'
  /** Document number (文号) or other origin of the numbers. */
  readonly source: string
  readonly validFrom: Period
  /** Last month, included; null while no end is set. */
  readonly validTo: Period | null
  /** Code of the grouping scheme its groups belong to; null when they are the groups the data came with. */
  readonly scheme: string | null
  readonly pricing: WeightPricing | DirectPricing
  readonly groups: readonly PolicyGroup[]
  readonly outliers: OutlierPolicy | null
  readonly ungrouped: UngroupedRule
  readonly ambiguous: AmbiguousRule
  /** Insurance types that are not settled by group (self-paying patients, for one): the payment is the charge. */
  readonly exemptInsurances?: readonly string[] | undefined
  /** What is paid beside the standard; a line belongs to the first one it fits. */
  readonly addOns?: readonly AddOn[] | undefined
  /** Groups and insurance types paid by bed-day (床日付费). */
  readonly perDiem?: readonly PerDiemRule[] | undefined
  readonly longStay?: LongStayRule | undefined
  readonly quality?: QualityRule | undefined
  readonly review?: ReviewRule | undefined
  readonly yearEnd?: YearEndRule | undefined
  readonly patientShare: PatientShare
}

/** Standard (yuan) = weight × base rate × hospital coefficient × group coefficient. */
interface WeightPricing {
  readonly mode: 'weight'
  readonly baseRates: readonly BaseRate[]
  /** Whose rate a case takes whose insurance is blank or has no rate of its own; null leaves such a case unpriced. */
  readonly defaultInsurance: string | null
  readonly hospitalCoefficient: string
}

/**
 * Yuan per 1.0 of weight. A rate on a point scale (100 or 1000 points per weight) is entered per weight. A fixed rate is `rate`; a
 * floating one (浮动费率) is what a budget leaves for each unit of weight of the region.
 */
export interface BaseRate {
  readonly insurance: string
  /** First month of the rate; left out: from the first month of the policy. The latest one up to the month holds. */
  readonly from?: Period | undefined
  readonly rate?: string | undefined
  /** Yuan. */
  readonly budget?: string | undefined
  readonly weight?: string | undefined
}

/** Standard (yuan) = the price in the table. A price without insurance is for every type that has none of its own. */
interface DirectPricing {
  readonly mode: 'direct'
  readonly prices: readonly { readonly drg: string; readonly insurance: string | null; readonly price: string }[]
}

export interface PolicyGroup {
  readonly drg: string
  readonly name?: string | undefined
  /** Relative weight; the standard's first factor in weight mode and the case-mix index in both. */
  readonly rw: string
  readonly coefficient?: string | undefined
  /** Measured mean charge of the group (病组次均费用), yuan. */
  readonly meanCharge?: string | undefined
  /** Share of the standard a group of low quality loses (低质量组下调), 0.15 for 15%. */
  readonly qualityReduction?: string | undefined
}

export const LOW_FORMULAS = [
  'by-actual',
  'by-actual-control',
  'by-standard',
  'by-actual-ratio',
  'by-item',
  'by-item-ratio',
] as const
export type LowFormula = (typeof LOW_FORMULAS)[number]
export const HIGH_FORMULAS = [
  'linear-add',
  'deduct',
  'cap',
  'by-actual',
  'by-actual-ratio',
  'by-standard',
  'by-item',
  'by-item-ratio',
] as const
export type HighFormula = (typeof HIGH_FORMULAS)[number]

/**
 * When a case leaves the normal band and what it is paid then. The ratio (倍率) is charge ÷ `ratioBase`.
 * All comparisons are strict: a case exactly on a line is normal.
 *
 * `by-actual` and `by-item` both pay the charge. By actual the case stays in payment by group, and its surplus counts there; by item
 * (按项目付费) it has left it, and the insurer books no surplus for it (官方盈亏 0, domain.md 3.6). The ratio forms pay a share of the
 * charge, and what is missing is a loss on either basis.
 */
export interface OutlierPolicy {
  readonly ratioBase: 'standard' | 'groupMean'
  readonly low: { readonly below: string; readonly settle: LowFormula; readonly ratio?: string | undefined } | null
  readonly high: {
    /** Ascending by weight; the first band whose `rwBelow` lies above the group's weight holds; the last has none. */
    readonly bands: readonly HighBand[]
    readonly settle: HighFormula
    readonly ratio?: string | undefined
  } | null
  /** Mean charge of all cases of the region (全市次均费用), yuan: a group without its own mean has weight × this. */
  readonly averageCharge?: string | undefined
  /** 控费系数 c. Left out, it is base rate ÷ `averageCharge` (点值 ÷ 标准点值), or 1 where there is no average. */
  readonly controlCoefficient?: string | undefined
  /** 等级系数 L inside the outlier formulas. Left out, it is hospital × group coefficient. */
  readonly levelCoefficient?: string | undefined
}

interface HighBand {
  readonly rwBelow: string | null
  readonly above: string
}

export const UNGROUPED_FORMULAS = ['by-actual', 'by-actual-ratio', 'by-item', 'by-item-ratio', 'zero', 'none'] as const

/** `none`: not settled until the record is corrected; the case is listed without a payment. */
export interface UngroupedRule {
  readonly settle: (typeof UNGROUPED_FORMULAS)[number]
  readonly ratio?: string | undefined
}

/** `weight`: at the standard of its group (`…QY`), where the policy has one. */
export interface AmbiguousRule {
  readonly settle: UngroupedRule['settle'] | 'weight'
  readonly ratio?: string | undefined
}

/**
 * Who pays the payment. `from-case`: the patient's part is what the case says the patient paid, the fund pays the rest.
 * `ratio`: the fund pays this share of the payment.
 */
type PatientShare = { readonly mode: 'from-case' } | { readonly mode: 'ratio'; readonly fundRatio: string }
