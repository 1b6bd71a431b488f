import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { type CellValue, readXlsx, type Sheet } from 'hucre/xlsx'
import { DIP_TABLE_NAMES } from '#engine/dip/tables.ts'
import { TABLE_NAMES } from '#engine/grouping/tables.ts'
import { parseJson } from './header.ts'
import type { PackageParts } from './package-parts.ts'
import { unreadable } from './package-problems.ts'
import { packageProblem, type RawTable } from './raw-table.ts'
import { checkZip } from './zip-files.ts'

export const HEADER_SHEET = 'scheme'
const SHEETS: readonly string[] = [...new Set([HEADER_SHEET, ...TABLE_NAMES, ...DIP_TABLE_NAMES])]
/** Columns Excel may keep as numbers without changing what they say; everywhere else a number has lost its zeros. */
const NUMERIC_COLUMNS: readonly string[] = [
  ...['order', 'exclusion', 'year'],
  ...['score', 'mean_charge', 'mean_days', 'coefficient', 'factor', 'points'],
  ...['point_value', 'hospital_coefficient', 'mean_factor', 'basic_mean_factor'],
]

/**
 * The workbook form of a package of either kind: one sheet per table, named as its file without `.csv`, and a sheet `scheme`
 * with the columns `key` and `value`; the parts of a list (`ungrouped`, `rejected`, `extensions`, `corrections`) are joined
 * by `|`, and the rules of a DIP directory (`matching`, `settlement`) are JSON.
 */
export async function openWorkbookPackage(path: string): Promise<PackageParts> {
  // The library trusts what the archive says of itself, and holds it all in memory.
  await checkZip(path)
  const workbook = await readXlsx(await readFile(path), { sheets: [...SHEETS] }).catch((error) => {
    throw unreadable(path, error instanceof Error ? error.message : String(error))
  })
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
  return { headerPlace: header.place, header: headerValues(header), find }
}

function sheetTable(path: string, sheet: Sheet): RawTable {
  const place = `${basename(path)} ${sheet.name}`
  const [head = [], ...body] = sheet.rows
  const columns = head.map((cell) => (cell === null ? '' : String(cell)))
  while (columns.at(-1) === '') columns.pop()
  const rows = body.map((cells, index) =>
    columns.map((column, at) => cellText(cells[at] ?? null, place, index + 2, column, sheet.name)),
  )
  while (rows.at(-1)?.every((text) => text === '') === true) rows.pop()
  return { place, columns, rows }
}

function cellText(cell: CellValue, place: string, row: number, column: string, sheet: string): string {
  if (cell === null) return ''
  if (typeof cell === 'string') return cell
  if (sheet === HEADER_SHEET || (typeof cell === 'number' && NUMERIC_COLUMNS.includes(column))) return String(cell)
  // A rule such as `true` is stored as a boolean when typed by hand; its meaning is not in doubt.
  if (column === 'rule' && cell === true) return 'true'
  throw packageProblem(place, row, column, {
    zh: `单元格是数值或日期（${String(cell)}），编码可能已丢失前后的零，请将该列设为文本并重新填写`,
    en: `the cell is a number or date (${String(cell)}), so a code may have lost its zeros; format the column as text and enter it again`,
  })
}

/** Keys whose value is a list, its parts joined by `|`. */
const LIST_KEYS: readonly string[] = ['ungrouped', 'rejected', 'extensions', 'corrections']
/** Keys whose value is written as JSON in its cell. */
const JSON_KEYS: readonly string[] = ['matching', 'settlement']

/** The sheet `scheme` in the shape of scheme.json. */
function headerValues(table: RawTable): Readonly<Record<string, unknown>> {
  const key = table.columns.indexOf('key')
  const value = table.columns.indexOf('value')
  if (key < 0 || value < 0) {
    throw packageProblem(table.place, 1, null, {
      zh: '应有“key”和“value”两列',
      en: 'the columns “key” and “value” are needed',
    })
  }
  const values: Record<string, unknown> = {}
  for (const row of table.rows) {
    const name = row[key] ?? ''
    const text = row[value] ?? ''
    if (LIST_KEYS.includes(name)) values[name] = text === '' ? [] : text.split('|')
    else if (JSON_KEYS.includes(name)) values[name] = parseJson(`${table.place} ${name}`, text)
    else if (name === 'year') values[name] = text === '' ? null : Number(text)
    else if (name === 'retry_secondary_procedures') values[name] = text.toLowerCase() === 'true'
    else values[name] = text
  }
  return values
}
