import type { ImportKind } from '#shared/contract/imports.ts'
import type { Fen } from '#shared/domain/money.ts'
import type {
  BudgetRecord,
  CaseRecord,
  ChargeRecord,
  LedgerRecord,
  RecordOf,
  SettlementRecord,
} from '#shared/domain/records.ts'
import { isPartKind, partWriter } from '#store/case-parts.ts'
import { caseWriter } from '#store/cases-write.ts'
import { chargeWriter } from '#store/charges-write.ts'
import type { WritableDb } from '#store/database.ts'
import { isRowKind, recordWriter } from '#store/record-tables.ts'
import type { Pseudonym } from './pseudonym.ts'

type AnyRecord = RecordOf[ImportKind]

export interface BatchWriter {
  /** Returns how many records replaced one that was there; of lists, how many cases had one before. */
  write(records: readonly AnyRecord[]): number
}

/**
 * Writes the records of a batch, patients under their pseudonym. Nothing here makes the batch count: `commitBatch` does, in the
 * transaction of the last write, except for charge lines, which may be written in many. The records of a file are all of its kind,
 * which the reader guarantees and the compiler cannot follow.
 */
export function batchWriter(db: WritableDb, kind: ImportKind, batchId: number, pseudonym: Pseudonym): BatchWriter {
  if (kind === 'charges') {
    const lines = chargeWriter(db, batchId)
    return {
      write(records) {
        lines.write(records as readonly ChargeRecord[])
        return 0
      },
    }
  }
  if (kind === 'cases') {
    const cases = caseWriter(db, batchId)
    return { write: (records) => cases.write((records as readonly CaseRecord[]).map((row) => unnamed(row, pseudonym))) }
  }
  if (isPartKind(kind)) {
    const write = partWriter(db, kind, batchId) as (rows: readonly AnyRecord[]) => number
    return { write: (records) => write(records.map((row) => unnamed(row, pseudonym))) }
  }
  if (!isRowKind(kind)) throw new Error(`no table takes in ${kind}`)
  return { write: recordWriter(db, kind, batchId) as (rows: readonly AnyRecord[]) => number }
}

/** The record under the patient's pseudonym, where it has a patient. */
export function unnamed<R extends AnyRecord>(record: R, pseudonym: Pseudonym): R {
  if (!('patientId' in record) || record.patientId === null) return record
  return { ...record, patientId: pseudonym(record.patientId) }
}

/** The money a record brings in, for the batch's control total; null for kinds that carry none. */
export function amountOf(kind: ImportKind, record: AnyRecord): Fen | null {
  switch (kind) {
    case 'cases':
      return (record as CaseRecord).charge
    case 'charges':
      return (record as ChargeRecord).amount
    case 'ledger':
      return (record as LedgerRecord).amount
    case 'settlements':
      return (record as SettlementRecord).payment
    case 'budgets':
      return (record as BudgetRecord).budget
    default:
      return null
  }
}

/** The case a record is about, where it is about one. */
export function caseNoOf(kind: ImportKind, record: AnyRecord): string | null {
  return kind !== 'quality-events' && 'caseNo' in record ? record.caseNo : null
}
