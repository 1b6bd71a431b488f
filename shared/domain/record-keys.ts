import type { RecordKind, RecordOf } from './records.ts'

/**
 * The fields that tell the rows of a kind apart, in a file and in the book. Equal charge lines, ledger entries and procedures
 * (both hips, one day) are legal: all count. A diagnosis is one code of a case.
 */
export const KEY_FIELDS: { readonly [K in RecordKind]: readonly (keyof RecordOf[K] & string)[] | null } = {
  cases: ['caseNo'],
  stays: ['caseNo'],
  diagnoses: ['caseNo', 'code'],
  procedures: null,
  charges: null,
  settlements: ['caseNo', 'settlementNo', 'period'],
  items: ['itemCode'],
  inventory: ['period', 'store', 'itemCode', 'spec', 'purchasePrice'],
  ledger: null,
  drivers: ['period', 'costCenter', 'driver'],
  benchmarks: ['scope', 'group', 'period'],
  budgets: ['period', 'costCenter', 'element'],
  targets: ['period', 'scope', 'indicator'],
  'quality-events': ['eventNo'],
}

const SEPARATOR = '\u001f'

/** The key of a record as one text, for comparing only; null for kinds without one. */
export function keyOf<K extends RecordKind>(kind: K): ((record: RecordOf[K]) => string) | null {
  const fields: readonly (keyof RecordOf[K] & string)[] | null = KEY_FIELDS[kind]
  if (fields === null) return null
  const [only] = fields
  if (fields.length === 1 && only !== undefined) return (record) => textOf(record[only])
  return (record) => fields.map((field) => textOf(record[field])).join(SEPARATOR)
}

const textOf = (value: unknown): string => (value === null || value === undefined ? '' : String(value))
