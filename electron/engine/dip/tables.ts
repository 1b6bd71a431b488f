import type { AuxiliaryType, DipType, OperationClass } from '#shared/domain/dip.ts'

/**
 * A DIP directory as the tables of a `grouping-scheme/1` package of kind DIP, typed but not yet checked against each other
 * (docs/dip-directory.md). Decimals are plain texts, read exactly as printed. Row `i` of an array is row `i + 2` of its file.
 */
export interface DipHeader {
  readonly format: 'grouping-scheme/1'
  readonly kind: 'DIP'
  readonly code: string
  readonly name: string
  readonly region: string
  readonly year: number | null
  readonly status: 'official' | 'reference' | 'demonstration'
  readonly source: string
  readonly matching: DipMatching
  readonly settlement: DipSettlementRules
}

export const CHOICES = [
  'main-operation',
  'exact-set',
  'full-code',
  'most-terms',
  'most-operations',
  'nearest-mean',
  'higher-score',
  'type-priority',
] as const
export type Choice = (typeof CHOICES)[number]

/** A type and class together, as `core-surgical` (核心手术); `blank` stands alone. */
export type TypePriority = `${Exclude<DipType, 'blank'>}-${OperationClass}` | 'blank'

export interface DipMatching {
  /** `in-order`: core, then basic, then comprehensive entries; `together`: all that fit compete by `choose`. */
  readonly candidates: 'in-order' | 'together'
  /** Whether every `+` term of an operation expression must be met, or one is enough (部分匹配). */
  readonly terms: 'all' | 'some'
  /** How one of several fitting entries is chosen; each criterion keeps the best and the next decides among those. */
  readonly choose: readonly Choice[]
  readonly typePriority: readonly TypePriority[]
  /** Lowest first; a case has the highest class among its operations. */
  readonly classOrder: readonly OperationClass[]
  /** What 介入治疗 counts as when a comprehensive entry is looked up. */
  readonly interventionalAs: 'interventional' | 'surgical' | 'therapeutic'
  /** Class of an operation that `operations` does not list; null: it has none and only serves expressions. */
  readonly unlistedOperation: OperationClass | null
}

export interface DipSettlementRules {
  /** Low: charge ÷ mean below this (`inclusive`: or equal to it); d is then the ratio itself. Null: no such rule. */
  readonly low: { readonly below: string; readonly inclusive: boolean; readonly hospital: boolean } | null
  /**
   * High: charge ÷ mean above this (`inclusive`: or equal). `one`: d = (ratio − above) + 1, times the hospital coefficient h;
   * `h`: (ratio − above) + h stands in for both.
   */
  readonly high: { readonly above: string; readonly inclusive: boolean; readonly add: 'one' | 'h' } | null
  /** Above this a case is reviewed (特例单议); until then it is settled by the high formula, as normal, or as charged. */
  readonly extreme: {
    readonly above: string
    readonly inclusive: boolean
    readonly settle: 'formula' | 'normal' | 'by-actual'
  } | null
  readonly blank: { readonly settle: BlankSettle; readonly ratio: string }
  readonly zeroScore: 'by-actual' | 'zero'
  /** Decimals a case score is rounded to before it is multiplied by the point value; null: not rounded. */
  readonly scoreDecimals: number | null
  /** Insurance types not settled by points: the payment is the charge. */
  readonly exemptInsurances: readonly string[]
}

/** The blank group: by its score, by a share of the charge, or not before the record is corrected. */
export const BLANK_SETTLES = ['by-score', 'by-actual-ratio', 'none'] as const
export type BlankSettle = (typeof BLANK_SETTLES)[number]

/** One disease of the directory (病种). */
export interface DirectoryRow {
  readonly dip: string
  readonly name: string
  readonly type: DipType
  /** Diagnosis code or its first characters; for comprehensive entries also `@chapter`; blank for the blank group. */
  readonly dx: string
  /** Operation expression: `/` any of these, `+` all of these; blank: no operation. */
  readonly op: string
  readonly opClass: OperationClass | null
  readonly score: string
  /** Yuan; blank where the region publishes none. */
  readonly meanCharge: string
  readonly meanDays: string
  /** Basic entries: what takes the place of the hospital coefficient; blank is 1. */
  readonly coefficient: string
}

export interface ChapterRow {
  readonly chapter: string
  readonly name: string
  /** First and last category, three characters each, both included. */
  readonly from: string
  readonly to: string
}

export interface OperationRow {
  readonly code: string
  readonly opClass: OperationClass
  readonly name: string
}

export interface ExcludedRow {
  /** `pdx`: cases with this principal diagnosis are not paid by DIP; `proc`: the operation is dropped before matching. */
  readonly kind: 'pdx' | 'proc'
  readonly code: string
}

/** One condition of an auxiliary entry; several rows with one code are alternatives. */
export interface AuxiliaryRow {
  readonly auxiliary: string
  readonly type: AuxiliaryType
  readonly name: string
  /** The one disease it belongs to; blank: any. */
  readonly dip: string
  readonly condition: string
  /** 辅助系数; blank: marks the case only. */
  readonly factor: string
}

export interface DipListRow {
  readonly list: string
  readonly code: string
}

export interface DipCcRow {
  readonly code: string
  readonly level: 'MCC' | 'CC'
  readonly exclusion: string
}

export interface DipExclusionRow {
  readonly exclusion: string
  readonly code: string
}

/** A disease that counts in the co-morbidity index (CCI). */
export interface CciRow {
  /** Counts once, with its highest points. */
  readonly condition: string
  readonly code: string
  readonly points: number
}

export interface MeanChargeRow {
  readonly dip: string
  /** Blank: without auxiliary entry. */
  readonly auxiliary: string
  /** Blank: any. */
  readonly insurance: string
  readonly meanCharge: string
}

/** What a point is worth from a month on, for one insurance type (blank: every one that has no row of its own). */
export interface PointValueRow {
  readonly from: string
  readonly insurance: string
  /** Yuan per point. */
  readonly pointValue: string
  readonly hospitalCoefficient: string
  /** Yuan of mean charge per point, where no mean charge is published; blank: none. */
  readonly meanFactor: string
  readonly basicMeanFactor: string
}

export interface DipTables {
  readonly header: DipHeader
  readonly directory: readonly DirectoryRow[]
  readonly chapters: readonly ChapterRow[]
  readonly operations: readonly OperationRow[]
  readonly excluded: readonly ExcludedRow[]
  readonly auxiliary: readonly AuxiliaryRow[]
  readonly codeLists: readonly DipListRow[]
  readonly cc: readonly DipCcRow[]
  readonly exclusions: readonly DipExclusionRow[]
  readonly cci: readonly CciRow[]
  readonly meanCharges: readonly MeanChargeRow[]
  readonly pointValues: readonly PointValueRow[]
}

/** File names without their ending; also the sheet names of the workbook form. */
export const DIP_TABLE_NAMES = [
  'directory',
  'chapters',
  'operations',
  'excluded',
  'auxiliary',
  'code_lists',
  'cc',
  'exclusions',
  'cci',
  'mean_charges',
  'point_values',
] as const
export type DipTableName = (typeof DIP_TABLE_NAMES)[number]
