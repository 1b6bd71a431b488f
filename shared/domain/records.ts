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

/** The record of each import kind. */
export interface RecordOf {
  readonly cases: CaseRecord
  readonly charges: ChargeRecord
  readonly items: ItemRecord
  readonly ledger: LedgerRecord
  readonly drivers: DriverRecord
  readonly benchmarks: BenchmarkRecord
}
