import type { FeeCategory } from '#shared/domain/fee-category.ts'

import type { BaseRate } from './policy.ts'

/**
 * Something paid beside the standard: negotiated drugs (国谈药), robots, PET-CT, beds over the standard. A charge line fits when any
 * of its marks does; what fits is summed per case, refunds taken off.
 */
export interface AddOn {
  readonly code: string
  readonly name: string
  /** Item codes, the hospital's own or the insurer's. */
  readonly items?: readonly string[] | undefined
  /** Texts that the name of an item contains. */
  readonly names?: readonly string[] | undefined
  readonly categories?: readonly FeeCategory[] | undefined
  /** Lines that the charge file marks as negotiated drugs. */
  readonly negotiated?: true | undefined
  /**
   * `exclude`: taken out of the charge before the case is classed, and paid as charged. `add-amount`: so many yuan a case on top of the
   * standard. `add-ratio`: this share of what was charged on top, up to `cap` yuan a case.
   */
  readonly settle: (typeof ADD_ON_RULES)[number]
  readonly amount?: string | undefined
  readonly ratio?: string | undefined
  readonly cap?: string | undefined
}

export const ADD_ON_RULES = ['exclude', 'add-amount', 'add-ratio'] as const

/** Yuan a bed-day, up to and with that day of the stay; ascending, the last has none. */
export interface DayBand {
  readonly upToDay: number | null
  readonly rate: string
}

/** A group, an insurance type or both together, paid by bed-day. Without `drg` it holds for every case of the type. */
export interface PerDiemRule {
  readonly drg?: string | undefined
  readonly insurance?: string | undefined
  readonly bands: readonly DayBand[]
}

/**
 * Stays of more than `overDays` days leave payment by group (超长住院): by item, at a share of the items, or the standard for the
 * days up to the limit and a rate for each day after it.
 */
export interface LongStayRule {
  readonly overDays: number
  readonly settle: (typeof LONG_STAY_RULES)[number]
  readonly ratio?: string | undefined
  /** Days counted from the first day of the stay; only those after the limit are paid. */
  readonly bands?: readonly DayBand[] | undefined
}

export const LONG_STAY_RULES = ['by-item', 'by-item-ratio', 'per-diem'] as const

/** What quality does to the money of a case; the assessment itself is the insurer's. */
export interface QualityRule {
  /** 质量保证金: share of the fund part withheld until the year-end assessment. */
  readonly retention?: string | undefined
  /** 考核系数: what the fund part is multiplied by at the year-end clearing. */
  readonly coefficient?: string | undefined
  /** Share of all standards won or lost for each percentage point a quality indicator moves (再入院率, for one). */
  readonly perPoint?: string | undefined
}

/** Cases that may be put up for review by experts (特病单议). A case fits when any line is passed; all are strict. */
export interface ReviewRule {
  /** Share of the discharges that may be put up: 0.05 under DRG, 0.005 under DIP. */
  readonly quota: string
  readonly ratioAbove?: string | undefined
  readonly daysAbove?: number | undefined
  readonly icuHoursAbove?: number | undefined
  /** Yuan of charge beyond the payment. */
  readonly lossAbove?: string | undefined
}

/** 月预结与年终清算. */
export interface YearEndRule {
  /** Share of the fund part advanced each month (预拨比例). */
  readonly advanceRatio?: string | undefined
  /** Rates of the whole year, once they are published. */
  readonly finalRates?: readonly Omit<BaseRate, 'from'>[] | undefined
}
