import type { FeeCategory } from './fee-category.ts'
import type { Fen } from './money.ts'
import type { Period } from './period.ts'

/**
 * Rows of the import kinds after parsing: typed, valid, canonical. `null` is a blank cell. Quantities, prices and
 * shares are exact decimal texts; times are local ISO text (`2026-03-15` or `2026-03-15 08:30:00`).
 */
export interface CodedName {
  readonly code: string
  readonly name: string | null
  /** Condition on admission of a diagnosis; date of a procedure. */
  readonly detail: string | null
}

export interface CaseRecord {
  readonly caseNo: string
  readonly admissionNo: string | null
  readonly patientId: string | null
  readonly sex: 'M' | 'F' | null
  readonly age: number | null
  readonly ageBand: string | null
  readonly ageDays: number | null
  readonly birthWeight: number | null
  readonly admittedAt: string | null
  readonly dischargedAt: string | null
  /** Month of the discharge, or the template's period where the file has no dates. */
  readonly period: Period
  readonly los: number | null
  readonly department: string | null
  readonly team: string | null
  readonly physician: string | null
  readonly discharge: string | null
  readonly dx: readonly CodedName[]
  readonly proc: readonly CodedName[]
  /** Set when the codes belong to another system than the insurer's: kept and shown, never grouped. */
  readonly codeSystem: string | null
  readonly mainSurgeon: string | null
  readonly opMinutes: number | null
  readonly anaesthesiaMinutes: number | null
  readonly icuHours: number | null
  readonly ventHours: number | null
  readonly insurance: string | null
  readonly charge: Fen
  readonly cost: Fen | null
  readonly patientPay: Fen | null
  readonly fundPay: Fen | null
  readonly officialGroup: string | null
  readonly officialPayment: string | null
  readonly death: boolean | null
  readonly readmit31d: boolean | null
  readonly infection: boolean | null
  readonly complication: boolean | null
  readonly pathway: string | null
  readonly daySurgery: boolean | null
}

export interface ChargeRecord {
  readonly caseNo: string
  readonly chargedAt: string
  readonly itemCode: string
  readonly itemName: string
  readonly insurerCode: string | null
  readonly category: FeeCategory
  readonly quantity: string
  readonly unitPrice: string | null
  /** Signed: a refund is negative. */
  readonly amount: Fen
  readonly performingDept: string | null
  readonly highValue: boolean | null
  readonly negotiatedDrug: boolean | null
  readonly antibiotic: boolean | null
  readonly selfPayRatio: string | null
}

export interface ItemRecord {
  readonly itemCode: string
  readonly itemName: string
  readonly category: FeeCategory | null
  readonly spec: string | null
  readonly unit: string | null
  readonly purchasePrice: string | null
  readonly costElement: string | null
  readonly alternatives: string | null
  readonly origin: string | null
}

export interface LedgerRecord {
  readonly period: Period
  readonly costCenter: string
  readonly centerType: string | null
  readonly element: string
  readonly amount: Fen
  /** Yuan, where the file has more than two decimals; `amount` is then rounded, for itself until the file is brought to its total. */
  readonly exactAmount?: string
}

export interface DriverRecord {
  readonly period: Period
  readonly costCenter: string
  readonly driver: string
  readonly quantity: string
}

export interface BenchmarkRecord {
  readonly scope: string
  readonly group: string
  readonly period: Period | null
  readonly n: number | null
  readonly meanCharge: Fen | null
  readonly meanCost: Fen | null
  readonly meanLos: string | null
  /** Mean yuan per case by the file's own column names (fee categories or cost elements). */
  readonly categories: Readonly<Record<string, Fen>>
}

/**
 * One diagnosis of a case, from a table with a row per code (`setl_list_diag_d`). `position` orders the diagnoses of a
 * case and says nothing else: the table's own number, or the row where it has none.
 */
export interface DiagnosisRecord {
  readonly caseNo: string
  readonly position: number
  /** Flagged as principal; null where the table has no flag, and position 1 is the principal one. */
  readonly main: boolean | null
  readonly code: string
  readonly name: string | null
  /** Condition on admission (入院病情). */
  readonly poa: string | null
}

/** One procedure of a case (`setl_list_oprn_d`), ordered as diagnoses are. */
export interface ProcedureRecord {
  readonly caseNo: string
  readonly position: number
  readonly main: boolean | null
  readonly code: string
  readonly name: string | null
  readonly date: string | null
  /** Skin to skin: from start and end, or as the table gives it. */
  readonly minutes: number | null
  readonly surgeon: string | null
  readonly anaesthesiaMinutes: number | null
}

/** What a table of stays (`mdtrt_d`) knows of a case that its settlement table doesn't. */
export interface StayRecord {
  readonly caseNo: string
  readonly admissionNo: string | null
  readonly patientId: string | null
  readonly sex: 'M' | 'F' | null
  readonly age: number | null
  readonly admittedAt: string | null
  readonly dischargedAt: string | null
  readonly los: number | null
  readonly department: string | null
  readonly physician: string | null
  readonly discharge: string | null
  readonly insurance: string | null
  /** The principal diagnosis alone. */
  readonly dx: CodedName | null
}

/** `period` of budgets and targets: a month `YYYY-MM`, or a whole year `YYYY`. */
export type Span = string

export interface BudgetRecord {
  readonly period: Span
  readonly costCenter: string
  /** One of the seven cost elements, or another line of the budget as it is named there. */
  readonly element: string
  readonly budget: Fen
}

export interface TargetRecord {
  readonly period: Span
  /** Whom it binds: a department, team or group, as the book names it. */
  readonly scope: string
  readonly indicator: string
  /** Exact decimal; a percentage is its fraction (30% is 0.3). */
  readonly target: string
  /** Which side of the target is good; null where the file doesn't say. */
  readonly direction: 'at-most' | 'at-least' | null
}

/** One article of a store over one month: opening + received − issued = closing. */
export interface InventoryRecord {
  readonly period: Period
  readonly store: string
  readonly itemCode: string
  readonly itemName: string
  readonly insurerCode: string | null
  readonly category: string | null
  readonly spec: string | null
  readonly unit: string | null
  readonly opening: string
  readonly received: string
  readonly issued: string
  readonly closing: string
  /** Yuan per unit. */
  readonly purchasePrice: string | null
  readonly retailPrice: string | null
}

export interface QualityEventRecord {
  readonly eventNo: string
  /** Null for an event that concerns no single case. */
  readonly caseNo: string | null
  readonly occurredAt: string
  readonly period: Period
  readonly type: string
  /** I 警告 … IV 隐患, the four levels of adverse events. */
  readonly level: 'I' | 'II' | 'III' | 'IV' | null
  readonly department: string | null
}

/** What the insurer settled for one case (结算回执), to be set beside what was computed here. */
export interface SettlementRecord {
  readonly caseNo: string
  readonly settlementNo: string | null
  /** Month of the settlement, not of the discharge. */
  readonly period: Period
  readonly settledAt: string | null
  /** Null where the insurer found none; `reason` then says why. */
  readonly officialGroup: string | null
  readonly weight: string | null
  /** Yuan, exact. */
  readonly standard: string | null
  readonly outlier: 'normal' | 'high' | 'low' | 'exempt' | null
  readonly charge: Fen | null
  readonly payment: Fen
  readonly fundPay: Fen | null
  readonly patientPay: Fen | null
  /** Money taken off after review; positive. */
  readonly deduction: Fen | null
  readonly reason: string | null
}

/** The record of each kind of file. */
export interface RecordOf {
  readonly cases: CaseRecord
  readonly stays: StayRecord
  readonly diagnoses: DiagnosisRecord
  readonly procedures: ProcedureRecord
  readonly charges: ChargeRecord
  readonly settlements: SettlementRecord
  readonly items: ItemRecord
  readonly inventory: InventoryRecord
  readonly ledger: LedgerRecord
  readonly drivers: DriverRecord
  readonly benchmarks: BenchmarkRecord
  readonly budgets: BudgetRecord
  readonly targets: TargetRecord
  readonly 'quality-events': QualityEventRecord
}

/** Kinds of file that are read; the book takes in those of `IMPORT_KINDS` of the contract. */
export type RecordKind = keyof RecordOf
