import type { ColumnSpec, ImportKind } from '#shared/contract/imports.ts'
import { CASES } from './cases.ts'
import { CHARGES } from './charges.ts'
import type { KindSpec } from './column.ts'
import { BENCHMARKS, DRIVERS, ITEMS, LEDGER } from './reference.ts'

export const KINDS: Readonly<Record<ImportKind, KindSpec>> = {
  cases: CASES,
  charges: CHARGES,
  items: ITEMS,
  ledger: LEDGER,
  drivers: DRIVERS,
  benchmarks: BENCHMARKS,
}

/** The canonical columns of a kind, for a mapping form. Lists such as `dx` may also be given as `dx.1`, `dx.2`, … */
export function columnsOf(kind: ImportKind): readonly ColumnSpec[] {
  return KINDS[kind].columns.map(({ name, label, required, type }) => ({ name, label, required, type }))
}
