import type { GroupingInput, TrailStep } from './grouping.ts'
import type { Fen } from './money.ts'

/** Kinds of directory entries (病种目录): 核心、基层、综合、空白病组. */
export const DIP_TYPES = ['core', 'basic', 'comprehensive', 'blank'] as const
export type DipType = (typeof DIP_TYPES)[number]

/** Operation classes (手术操作类型): 保守治疗、诊断性操作、治疗性操作、介入治疗、相关手术. */
export const OPERATION_CLASSES = ['conservative', 'diagnostic', 'therapeutic', 'interventional', 'surgical'] as const
export type OperationClass = (typeof OPERATION_CLASSES)[number]

/** Kinds of auxiliary directories (辅助目录): 年龄、疾病严重程度、肿瘤严重程度、CCI、监护天数、二次入院、其他. */
export const AUXILIARY_TYPES = ['age', 'severity', 'tumour', 'cci', 'icu', 'readmission', 'other'] as const
export type AuxiliaryType = (typeof AUXILIARY_TYPES)[number]

/**
 * What a DIP directory may look at beyond a DRG scheme. Money is what the region compares, so the caller leaves out what its
 * region leaves out (自费、除外项目). Blank is `null`, and a condition on a blank does not hold.
 */
export interface DipInput extends GroupingInput {
  readonly charge: Fen | null
  /** Charges for treatment and for drugs, for the bands of 肿瘤严重程度. */
  readonly treatmentCharge: Fen | null
  readonly drugCharge: Fen | null
  /** Days since the same patient was discharged with the same disease; null: no such stay is known. */
  readonly readmissionDays: number | null
}

/**
 * `blank`: fitted no disease and came to the directory's blank group (空白病组). `ungrouped`: the directory has none.
 * `excluded`: its principal diagnosis is on the list of what DIP does not pay for (排除列表).
 */
export const DIP_STATUSES = ['grouped', 'blank', 'ungrouped', 'excluded'] as const
export type DipStatus = (typeof DIP_STATUSES)[number]

export interface DipAuxiliaryResult {
  readonly code: string
  readonly type: AuxiliaryType
  readonly name: string
  /** Exact decimal; null: the entry only marks the case (违规行为监管) and changes no score. */
  readonly factor: string | null
}

export interface DipResult {
  readonly status: DipStatus
  /** Code of the disease (病种); empty when ungrouped or excluded. */
  readonly dip: string
  readonly name: string
  readonly type: DipType | null
  readonly operationClass: OperationClass | null
  /** Of the directory, before any coefficient; exact decimal. */
  readonly score: string | null
  /** The one auxiliary entry that counts: the highest factor. */
  readonly auxiliary: DipAuxiliaryResult | null
  /** All that hold, in table order, the one that counts among them. */
  readonly triggered: readonly DipAuxiliaryResult[]
}

export interface DipTrail {
  readonly result: DipResult
  readonly steps: readonly TrailStep[]
}

/**
 * How a case is paid. `low`, `high`, `extreme`: outside the region's lines of charge ÷ mean charge; `extreme` is also put up for
 * review (特例单议). `exempt`, `excluded`: not paid by points. `unpriced`: no point value for that month and insurance.
 */
export const DIP_SETTLEMENT_CLASSES = [
  'normal',
  'low',
  'high',
  'extreme',
  'blank',
  'zero-score',
  'exempt',
  'excluded',
  'ungrouped',
  'unpriced',
] as const
export type DipSettlementClass = (typeof DIP_SETTLEMENT_CLASSES)[number]
