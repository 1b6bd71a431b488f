import type { Slice } from '#shared/contract/slice.ts'
import { period } from '#shared/domain/period.ts'
import type { SliceDimension } from '#shared/domain/slice.ts'

/** The cases behind one row of a surplus table: the table's slice, narrowed to the row. */
export function rowSlice(slice: Slice, by: SliceDimension, key: string): Slice {
  if (by === 'month') return { ...slice, from: period(key), to: period(key) }
  return { ...slice, [by]: key }
}

/** What a row is called: groups carry their code, which is how people speak of them. */
export function rowLabel(row: { readonly key: string; readonly label: string }, by: SliceDimension): string {
  const coded = by === 'drg' || by === 'adrg' || by === 'mdc'
  if (!coded || row.label.startsWith(row.key)) return row.label
  return row.label === '' ? row.key : `${row.key} ${row.label}`
}

/** What lies inside a row: a category opens to its groups, anything else to its cases. */
export function insideOf(by: SliceDimension): SliceDimension | null {
  return by === 'mdc' ? 'adrg' : by === 'adrg' ? 'drg' : null
}
