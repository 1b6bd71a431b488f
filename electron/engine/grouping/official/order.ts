/** A row of a scope, in the order of the sheet. `tail`: 0 for an ordinary row, the higher the further back it belongs. */
export interface Ordered {
  readonly row: number
  readonly order: number | null
  readonly tail: number
}

/**
 * The order in which the rows of one scope are tried: by 排序, rows without one after the rest and equal ones as they stand in
 * the sheet; then the rows that hold for every case, which would swallow whatever came after them. `moved`: those of them
 * that their number had put before an ordinary row.
 */
export function inEvaluationOrder<Row extends Ordered>(
  rows: readonly Row[],
): { readonly rows: readonly Row[]; readonly moved: readonly Row[] } {
  const numbered = rows.toSorted((a, b) => (a.order ?? Infinity) - (b.order ?? Infinity) || a.row - b.row)
  const ordered = numbered.toSorted((a, b) => a.tail - b.tail)
  const lastOf = (tail: number) => numbered.findLastIndex((row) => row.tail < tail)
  return { rows: ordered, moved: numbered.filter((row, at) => at < lastOf(row.tail)) }
}
