import type { Slice } from '#shared/contract/slice.ts'
import { period } from '#shared/domain/period.ts'
import type { SliceDimension } from '#shared/domain/slice.ts'

/** The cases behind one row of a surplus table: the table's slice, narrowed to the row. */
export function rowSlice(slice: Slice, by: SliceDimension, key: string): Slice {
  if (by === 'month') return { ...slice, from: period(key), to: period(key) }
  return { ...slice, [by]: key }
}

/** What lies inside a row: a category opens to its groups, anything else to its cases. */
export function insideOf(by: SliceDimension): SliceDimension | null {
  return by === 'mdc' ? 'adrg' : by === 'adrg' ? 'drg' : null
}
