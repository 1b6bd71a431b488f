// The records live in shared/domain because the store takes them too; import them from there.
export type {
  BenchmarkRecord,
  CaseRecord,
  ChargeRecord,
  CodedName,
  DriverRecord,
  ItemRecord,
  LedgerRecord,
  RecordOf,
} from '#shared/domain/records.ts'
