import type { ImportKind } from '#shared/contract/imports.ts'
import { assertNever } from '#shared/domain/assert-never.ts'
import type { Fen } from '#shared/domain/money.ts'
import type {
  BenchmarkRecord,
  CaseRecord,
  ChargeRecord,
  DriverRecord,
  ItemRecord,
  LedgerRecord,
  RecordOf,
} from '#shared/domain/records.ts'
import { caseWriter } from '#store/cases-write.ts'
import { chargeWriter } from '#store/charges-write.ts'
import type { WritableDb } from '#store/database.ts'
import { benchmarkWriter, driverWriter, itemWriter, ledgerWriter } from '#store/reference-write.ts'

type AnyRecord = RecordOf[ImportKind]

export interface BatchWriter {
  /** Returns how many records replaced one that was there. */
  write(records: readonly AnyRecord[]): number
}

/** The records of a file are all of its kind, which the reader guarantees and the compiler cannot follow. */
export function batchWriter(db: WritableDb, kind: ImportKind, batchId: number): BatchWriter {
  const plain = <R>(write: (rows: readonly R[]) => void): BatchWriter => ({
    write(records) {
      write(records as unknown as readonly R[])
      return 0
    },
  })
  switch (kind) {
    case 'cases': {
      const cases = caseWriter(db, batchId)
      return { write: (records) => cases.write(records as readonly CaseRecord[]) }
    }
    case 'charges':
      return plain<ChargeRecord>(chargeWriter(db, batchId).write)
    case 'items':
      return plain<ItemRecord>(itemWriter(db, batchId))
    case 'ledger':
      return plain<LedgerRecord>(ledgerWriter(db, batchId))
    case 'drivers':
      return plain<DriverRecord>(driverWriter(db, batchId))
    case 'benchmarks':
      return plain<BenchmarkRecord>(benchmarkWriter(db, batchId))
    default:
      return assertNever(kind)
  }
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
    case 'items':
    case 'drivers':
    case 'benchmarks':
      return null
    default:
      return assertNever(kind)
  }
}

/** The case a record is about, where it is about one. */
export function caseNoOf(kind: ImportKind, record: AnyRecord): string | null {
  return kind === 'cases' || kind === 'charges' ? (record as CaseRecord | ChargeRecord).caseNo : null
}
