import { cleanText } from '#engine/grouping/official/clean.ts'
import { fault, workbookInvalid } from '#engine/grouping/official/faults.ts'
import type { TableReader } from '#exchange/readers/table.ts'
import { findHeader, HEADER_WITHIN } from './columns.ts'

export interface SheetCells<Column extends string> {
  /** As the spreadsheet numbers it. */
  readonly row: number
  /** Cells by column, as they stand. */
  readonly cells: Readonly<Record<Column, string>>
}

export interface OpenedSheet {
  /** Text above the header, the title of the workbook in the sheet MDC. */
  readonly title: string
  readonly rows: number
}

/**
 * Streams a sheet: finds the header among the first rows, hands every row below it that is not empty to `take`.
 * Throws `scheme-invalid` when the sheet or one of its columns is missing.
 */
export async function readOfficialSheet<Column extends string>(
  table: Pick<TableReader, 'sheets' | 'rows'>,
  sheet: string,
  columns: Readonly<Record<Column, readonly string[]>>,
  take: (row: SheetCells<Column>) => void,
): Promise<OpenedSheet> {
  const name = table.sheets?.find((each) => cleanText(each).toUpperCase() === sheet)
  if (name === undefined) {
    throw workbookInvalid(
      fault(sheet, null, null, { zh: '工作簿中没有这个工作表', en: 'the workbook lacks this sheet' }),
      1,
    )
  }
  const names = Object.keys(columns) as Column[]
  let places: Readonly<Record<Column, number>> | null = null
  let missing: readonly string[] | null = null
  let title = ''
  let rows = 0
  for await (const chunk of table.rows({ sheet: name })) {
    for (const [index, found] of chunk.rows.entries()) {
      const row = chunk.firstRow + index
      if (places === null) {
        const header = findHeader(found, columns)
        if (header.ok) places = header.places
        else {
          if (missing === null || header.missing.length < missing.length) missing = header.missing
          if (title === '') title = cleanText(found.join(' '))
          if (row >= HEADER_WITHIN) throw noHeader(sheet, missing)
        }
        continue
      }
      const cells = {} as Record<Column, string>
      let filled = false
      for (const column of names) {
        const cell = found[places[column]] ?? ''
        cells[column] = cell
        if (cell !== '') filled = true
      }
      if (!filled) continue
      take({ row, cells })
      rows++
    }
  }
  if (places === null) throw noHeader(sheet, missing ?? [])
  return { title, rows }
}

function noHeader(sheet: string, missing: readonly string[]) {
  const message = {
    zh: `前 ${HEADER_WITHIN} 行中没有找到表头，缺少列：${missing.join('、')}`,
    en: `no header was found in the first ${HEADER_WITHIN} rows; missing columns: ${missing.join(', ')}`,
  }
  return workbookInvalid(fault(sheet, null, null, message), 1)
}
