import type { ReactNode } from 'react'
import { exact } from '#shared/domain/exact.ts'
import { plainForCopy } from '#shared/format/decimal.ts'

/** What one cell shows; text is formatted already, so that screen, clipboard and screen reader agree. */
export interface Cell {
  readonly text: string
  readonly negative?: boolean
  /** Favourable or not: said beside the number, which stays a number when it is copied. */
  readonly mark?: 'F' | 'U' | null
  /** Beyond the limits that ask for a look. */
  readonly look?: boolean
  /** On hover: why there is no value, or the full text. */
  readonly title?: string
}

export interface GridColumn<Row> {
  readonly id: string
  readonly header: string
  readonly hint?: string
  readonly width: number
  readonly numeric?: boolean
  readonly pinned?: boolean
  /** Something to do, no figure: neither copied nor printed. */
  readonly action?: boolean
  /** Not shown until chosen. */
  readonly hidden?: boolean
  readonly sortable?: boolean
  /** Order of a row in a table that is sorted here: a number, or text (`numeric` compares it as an exact decimal). */
  readonly sortValue?: (row: Row) => string | number | null
  readonly cell: (row: Row) => Cell
  /** A picture in the place of the text, which stays what is copied, printed and read aloud. */
  readonly draw?: (row: Row) => ReactNode
  /** A key pressed on a cell; true when it was meant for the column and the grid should leave it alone. */
  readonly onKey?: (key: string, row: Row) => boolean
  readonly total?: Cell
  /** Click or Enter on a cell; without it the row opens. */
  readonly open?: (row: Row) => void
  /** The same for the totals row. */
  readonly openTotal?: () => void
}

/** Rows with their headers as a spreadsheet pastes them: the shown figures, plain. */
export function toTsv<Row>(columns: readonly GridColumn<Row>[], rows: readonly Row[], withTotal = false): string {
  const lines = [columns.map((column) => field(column.header))]
  for (const row of rows) lines.push(columns.map((column) => cellText(column, column.cell(row))))
  if (withTotal && columns.some((column) => column.total !== undefined)) {
    lines.push(columns.map((column) => cellText(column, column.total ?? { text: '' })))
  }
  return lines.map((line) => line.join('\t')).join('\n')
}

export function cellText<Row>(column: GridColumn<Row>, cell: Cell): string {
  return column.numeric === true ? plainForCopy(cell.text) : field(cell.text)
}

const field = (text: string): string => (/[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** Rows without a value come last in both directions. */
export function compareCells(
  a: string | number | null,
  b: string | number | null,
  numeric: boolean,
  descending: boolean,
): number {
  if (a === null || b === null) return a === b ? 0 : (a === null) === descending ? -1 : 1
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (numeric) return exact(a).cmp(exact(b))
  return String(a).localeCompare(String(b), 'zh-CN')
}
