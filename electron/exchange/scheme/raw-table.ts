import { isUtf8 } from 'node:buffer'
import Papa from 'papaparse'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { problem } from '#shared/domain/problem.ts'

/** A table as text, before its cells mean anything. `place` is how a person finds it: a file or sheet name. */
export interface RawTable {
  readonly place: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** A fault in a package's own files, at its place; rows are counted from the header as row 1. */
export function packageProblem(place: string, row: number | null, column: string | null, message: Bilingual) {
  const zh = `${place}${row === null ? '' : ` 第 ${row} 行`}${column === null ? '' : `“${column}”列`}`
  const en = `${place}${row === null ? '' : `, row ${row}`}${column === null ? '' : `, column ${column}`}`
  return problem(
    'scheme-invalid',
    `分组方案有误：${zh}：${message.zh}。请更正后重新加载`,
    `The grouping scheme has an error in ${en}: ${message.en}. Correct it and load the scheme again`,
    { file: place, row, column },
  )
}

/** Decodes a file of a package, which must be UTF-8; a byte-order mark is tolerated and not part of the first cell. */
export function decodeUtf8(place: string, bytes: Uint8Array): string {
  // UTF-16 without a mark can pass for UTF-8: every other byte of it is zero, which no text has.
  if (isUtf8(bytes) && !bytes.includes(0)) return new TextDecoder('utf-8').decode(bytes)
  throw packageProblem(place, firstRowOfOtherEncoding(bytes), null, {
    zh: '文件不是 UTF-8 编码，请另存为“CSV UTF-8”',
    en: 'the file is not UTF-8; save it as “CSV UTF-8”',
  })
}

function firstRowOfOtherEncoding(bytes: Uint8Array): number {
  for (let row = 1, at = 0; ; row++) {
    const end = bytes.indexOf(LINE_FEED, at)
    const line = bytes.subarray(at, end < 0 ? bytes.length : end)
    if (end < 0 || !isUtf8(line) || line.includes(0)) return row
    at = end + 1
  }
}

const LINE_FEED = 0x0a

export function parseCsv(place: string, bytes: Uint8Array): RawTable {
  const parsed = Papa.parse<string[]>(decodeUtf8(place, bytes), { delimiter: ',' })
  const fault = parsed.errors.find((error) => error.type === 'Quotes')
  if (fault !== undefined) {
    throw packageProblem(place, (fault.row ?? 0) + 1, null, {
      zh: '引号不成对或位置不对',
      en: 'a quotation mark is unpaired or out of place',
    })
  }
  const [columns, ...rows] = parsed.data
  // The line end of the last row leaves one empty line behind.
  if (rows.at(-1)?.length === 1 && rows.at(-1)?.[0] === '') rows.pop()
  return { place, columns: columns ?? [], rows }
}

/** Cells of one row by column name. Asking for a column the table was not checked for is a mistake in this program. */
export type Cells<Column extends string> = Readonly<Record<Column, string>>

/**
 * Finds the columns by name, in whatever order they stand and whatever others stand between them, and turns each row into a `Row`.
 * `read` may throw through the `fail` it is given, which knows file and row.
 */
export function readRows<Column extends string, Row>(
  table: RawTable,
  columns: readonly Column[],
  read: (cells: Cells<Column>, fail: (column: Column, message: Bilingual) => never) => Row,
): readonly Row[] {
  const places = columns.map((column) => {
    const at = table.columns.indexOf(column)
    if (at < 0)
      throw packageProblem(table.place, 1, null, { zh: `缺少列“${column}”`, en: `column “${column}” is missing` })
    if (at === table.columns.lastIndexOf(column)) return [column, at] as const
    throw packageProblem(table.place, 1, column, { zh: '有两列同名', en: 'two columns have this name' })
  })
  return table.rows.map((cells, index) => {
    const row = index + 2
    if (cells.length !== table.columns.length) {
      throw packageProblem(table.place, row, null, {
        zh: `应有 ${table.columns.length} 个单元格，实际 ${cells.length} 个`,
        en: `expected ${table.columns.length} cells, found ${cells.length}`,
      })
    }
    const named = {} as Record<Column, string>
    for (const [column, at] of places) named[column] = cells[at] ?? ''
    return read(named, (column, message) => {
      throw packageProblem(table.place, row, column, message)
    })
  })
}
