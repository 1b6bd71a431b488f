import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { type CellValue, readXlsx, type Sheet } from 'hucre/xlsx'
import { DIP_TABLE_NAMES, type DipTables } from '#engine/dip/tables.ts'
import { unreadable } from '#exchange/scheme/package-problems.ts'
import { packageProblem, type RawTable } from '#exchange/scheme/raw-table.ts'
import { readZipEntries } from '#exchange/scheme/zip-files.ts'
import { checkDipHeader, parseJson } from './header.ts'
import { readDipTables } from './package-tables.ts'

const HEADER_SHEET = 'scheme'
/** Columns that may stand as numbers; in a column of codes a number has lost its zeros. */
const NUMERIC_COLUMNS: readonly string[] = [
  'score',
  'mean_charge',
  'mean_days',
  'coefficient',
  'factor',
  'points',
  'point_value',
  'hospital_coefficient',
  'mean_factor',
  'basic_mean_factor',
]
/** Keys whose value is written as JSON in its cell. */
const JSON_KEYS: readonly string[] = ['matching', 'settlement']

/**
 * The workbook form of a DIP package: one sheet per table, named as its file without `.csv`, and a sheet `scheme` with the
 * columns `key` and `value`, where `matching` and `settlement` are JSON.
 */
export async function readDipWorkbook(path: string): Promise<DipTables> {
  // Looks at the archive's directory only, for the limits every package has.
  await readZipEntries(path, () => false)
  const workbook = await readXlsx(await readFile(path), { sheets: [HEADER_SHEET, ...DIP_TABLE_NAMES] }).catch(
    (error) => {
      throw unreadable(path, error instanceof Error ? error.message : String(error))
    },
  )
  const find = (name: string) => {
    const sheet = workbook.sheets.find((each) => each.name === name)
    return sheet === undefined ? undefined : sheetTable(path, sheet)
  }
  const header = find(HEADER_SHEET)
  if (header === undefined) {
    throw packageProblem(basename(path), null, null, {
      zh: `工作簿中没有“${HEADER_SHEET}”工作表，不是分组方案包（grouping-scheme/1）`,
      en: `the workbook has no sheet “${HEADER_SHEET}” and so is not a grouping scheme package (grouping-scheme/1)`,
    })
  }
  return readDipTables(checkDipHeader(header.place, headerValues(header)), find)
}

function headerValues(table: RawTable): Readonly<Record<string, unknown>> {
  const [key, value] = ['key', 'value'].map((column) => table.columns.indexOf(column)) as [number, number]
  const values: Record<string, unknown> = {}
  for (const row of table.rows) {
    const name = row[key] ?? ''
    const text = row[value] ?? ''
    if (JSON_KEYS.includes(name)) values[name] = parseJson(`${table.place} ${name}`, text)
    else if (name === 'year') values[name] = text === '' ? null : Number(text)
    else values[name] = text
  }
  return values
}

function sheetTable(path: string, sheet: Sheet): RawTable {
  const place = `${basename(path)} ${sheet.name}`
  const [head = [], ...body] = sheet.rows
  const columns = head.map((cell) => (cell === null ? '' : String(cell)))
  while (columns.at(-1) === '') columns.pop()
  const free = (column: string) => sheet.name === HEADER_SHEET || NUMERIC_COLUMNS.includes(column)
  const rows = body.map((cells, index) =>
    columns.map((column, at) => cellText(cells[at] ?? null, free(column), place, index + 2, column)),
  )
  while (rows.at(-1)?.every((text) => text === '') === true) rows.pop()
  return { place, columns, rows }
}

function cellText(cell: CellValue, free: boolean, place: string, row: number, column: string): string {
  if (cell === null) return ''
  if (typeof cell === 'string') return cell
  if (free && typeof cell === 'number') return String(cell)
  throw packageProblem(place, row, column, {
    zh: `单元格是数值或日期（${String(cell)}），编码可能已丢失前后的零，请将该列设为文本并重新填写`,
    en: `the cell is a number or date (${String(cell)}), so a code may have lost its zeros; format the column as text and enter it again`,
  })
}
