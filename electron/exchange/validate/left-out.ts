import { FLAGS, fold } from '#exchange/kinds/code-tables.ts'
import type { RowIssue } from '#shared/contract/imports.ts'
import type { BoundColumn } from './cell-source.ts'
import { type IssueCode, rowIssue } from './issues.ts'

/** Kinds of diagnosis of the settlement list: 1 西医, 2 中医主病, 3 中医主证. */
const TCM = /^[23]$|^中医/

/**
 * Rows that their source itself doesn't count: void ones (`vali_flag` 0), settlements taken back (`refd_setl_flag` 1),
 * and diagnoses of Chinese medicine. Null when the file has no such column, so that other files pay nothing.
 */
export function createLeftOutCheck(
  columns: ReadonlyMap<string, BoundColumn>,
): ((raw: readonly string[], row: number) => RowIssue | null) | null {
  const rules: readonly (readonly [string, (cell: string) => boolean, IssueCode])[] = [
    ['valid', (cell) => FLAGS.get(fold(cell)) === false, 'row-void'],
    ['refunded', (cell) => FLAGS.get(fold(cell)) === true, 'row-void'],
    ['diag_type', (cell) => TCM.test(cell), 'diagnosis-tcm'],
  ]
  const bound = rules.flatMap(([key, tells, code]) => {
    const column = columns.get(key)
    return column === undefined ? [] : [{ column, tells, code }]
  })
  if (bound.length === 0) return null
  return (raw, row) => {
    for (const { column, tells, code } of bound) {
      const cell = column.read(raw, row)
      if (cell !== '' && tells(cell)) return rowIssue(row, 'warning', code, column.place, cell)
    }
    return null
  }
}
