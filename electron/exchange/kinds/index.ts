import type { ColumnSpec, ImportTemplate } from '#shared/contract/imports.ts'
import type { RecordKind } from '#shared/domain/records.ts'
import { DIAGNOSES, PROCEDURES } from './case-codes.ts'
import { CASES } from './cases.ts'
import { CHARGES } from './charges.ts'
import type { KindSpec } from './column.ts'
import { INVENTORY } from './inventory.ts'
import { BUDGETS, TARGETS } from './plans.ts'
import { BENCHMARKS, DRIVERS, ITEMS, LEDGER } from './reference.ts'
import { QUALITY_EVENTS, SETTLEMENTS } from './returns.ts'
import { STAYS } from './stays.ts'

export const KINDS: Readonly<Record<RecordKind, KindSpec>> = {
  cases: CASES,
  stays: STAYS,
  diagnoses: DIAGNOSES,
  procedures: PROCEDURES,
  charges: CHARGES,
  settlements: SETTLEMENTS,
  items: ITEMS,
  inventory: INVENTORY,
  ledger: LEDGER,
  drivers: DRIVERS,
  benchmarks: BENCHMARKS,
  budgets: BUDGETS,
  targets: TARGETS,
  'quality-events': QUALITY_EVENTS,
}

export const RECORD_KINDS = Object.keys(KINDS) as readonly RecordKind[]

/** A template for any kind of file that can be read, whether or not the book takes it in. */
export type RecordTemplate<K extends RecordKind = RecordKind> = Omit<ImportTemplate, 'kind'> & { readonly kind: K }

/** The canonical columns of a kind, for a mapping form. Lists such as `dx` may also be given as `dx.1`, `dx.2`, … */
export function columnsOf(kind: RecordKind): readonly ColumnSpec[] {
  return KINDS[kind].columns.map(({ name, label, required, type }) => ({ name, label, required, type }))
}
