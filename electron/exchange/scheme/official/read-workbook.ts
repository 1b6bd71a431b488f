import { cleanCode, cleanText } from '#engine/grouping/official/clean.ts'
import { type Fault, fault, workbookInvalid } from '#engine/grouping/official/faults.ts'
import { line } from '#engine/grouping/official/lines.ts'
import {
  type OfficialAdrg,
  type OfficialCc,
  type OfficialDrg,
  type OfficialExclusion,
  type OfficialGroup,
  type OfficialMember,
  type OfficialTables,
  OFFICIAL_SHEETS as SHEETS,
} from '#engine/grouping/official/tables.ts'
import type { TableReader } from '#exchange/readers/table.ts'
import type { SchemeLoadLine } from '#shared/domain/scheme-load.ts'
import { OFFICIAL_COLUMNS as COLUMNS } from './columns.ts'
import { readOfficialSheet, type SheetCells } from './sheet.ts'

export interface OfficialWorkbook {
  readonly tables: OfficialTables
  readonly lines: readonly SchemeLoadLine[]
}

/** Whether a workbook is the official one, told by its sheets. */
export function isOfficialWorkbook(sheets: readonly string[]): boolean {
  const names = sheets.map((name) => cleanText(name).toUpperCase())
  return [SHEETS.mdc, SHEETS.adrg, SHEETS.drg].every((name) => names.includes(name)) && names.includes(SHEETS.sets)
}

/**
 * Reads the sheets of the official workbook one after another, row by row: text is cleaned, nothing is left out but rows without
 * a code. Throws `scheme-invalid` naming sheet and row, or what the reading of a workbook throws.
 */
export async function readOfficialWorkbook(table: Pick<TableReader, 'sheets' | 'rows'>): Promise<OfficialWorkbook> {
  const lines: SchemeLoadLine[] = []
  const faults: Fault[] = []
  const mdc: OfficialGroup[] = []
  const adrg: OfficialAdrg[] = []
  const drg: OfficialDrg[] = []
  const sets: OfficialMember[] = []
  const cc: OfficialCc[] = []
  const exclusions: OfficialExclusion[] = []

  const told = (sheet: string, row: number, cell: string, cleaned: string): string => {
    if (cleaned !== cell) lines.push(cleanedLine(sheet, row, cell, cleaned))
    return cleaned
  }
  const code = (sheet: string, row: number, cell: string) => told(sheet, row, cell, cleanCode(cell))
  const skip = (sheet: string, row: number) => {
    lines.push(line('skipped', sheet, row, { zh: '没有编码，跳过本行', en: 'no code; the row was skipped' }))
  }
  /** Codes of groups, sets and tables come in capitals, so that each has one form. */
  const groupOf = (
    sheet: string,
    { row, cells }: SheetCells<'code' | 'name' | 'rule' | 'order'>,
  ): OfficialGroup | null => {
    const own = code(sheet, row, cells.code).toUpperCase()
    if (own === '') skip(sheet, row)
    const order = cleanText(cells.order)
    return own === ''
      ? null
      : {
          row,
          code: own,
          name: cleanText(cells.name),
          rule: told(sheet, row, cells.rule, cleanText(cells.rule)),
          order: /^-?\d{1,9}$/.test(order) ? Number(order) : null,
        }
  }

  const first = await readOfficialSheet(table, SHEETS.mdc, COLUMNS.mdc, (found) => {
    const group = groupOf(SHEETS.mdc, found)
    if (group !== null) mdc.push(group)
  })
  await readOfficialSheet(table, SHEETS.adrg, COLUMNS.adrg, (found) => {
    const group = groupOf(SHEETS.adrg, found)
    if (group !== null) adrg.push({ ...group, mdc: code(SHEETS.adrg, found.row, found.cells.mdc).toUpperCase() })
  })
  await readOfficialSheet(table, SHEETS.drg, COLUMNS.drg, (found) => {
    const group = groupOf(SHEETS.drg, found)
    if (group !== null) drg.push({ ...group, adrg: code(SHEETS.drg, found.row, found.cells.adrg).toUpperCase() })
  })
  await readOfficialSheet(table, SHEETS.sets, COLUMNS.sets, ({ row, cells }) => {
    const set = code(SHEETS.sets, row, cells.set).toUpperCase()
    const icd = code(SHEETS.sets, row, cells.code)
    if (set === '' || icd === '') skip(SHEETS.sets, row)
    else sets.push({ row, set, code: icd, name: cleanText(cells.name) })
  })
  await readOfficialSheet(table, SHEETS.cc, COLUMNS.cc, ({ row, cells }) => {
    const icd = code(SHEETS.cc, row, cells.code)
    const level = code(SHEETS.cc, row, cells.level).toUpperCase()
    const exclusion = code(SHEETS.cc, row, cells.exclusion).toUpperCase()
    if (icd === '') skip(SHEETS.cc, row)
    else if (level === 'MCC' || level === 'CC') {
      cc.push({ row, code: icd, name: cleanText(cells.name), exclusion, level })
    } else {
      const message = { zh: `“${level}”应为 MCC 或 CC`, en: `“${level}” should be MCC or CC` }
      faults.push(fault(SHEETS.cc, row, '类型', message))
    }
  })
  await readOfficialSheet(table, SHEETS.exclusions, COLUMNS.exclusions, ({ row, cells }) => {
    const exclusion = code(SHEETS.exclusions, row, cells.exclusion).toUpperCase()
    const icd = code(SHEETS.exclusions, row, cells.code)
    if (exclusion === '' || icd === '') skip(SHEETS.exclusions, row)
    else exclusions.push({ row, exclusion, code: icd, name: cleanText(cells.name) })
  })
  if (faults[0] !== undefined) throw workbookInvalid(faults[0], faults.length)
  const tables = { title: first.title, mdc, adrg, drg, sets, cc, exclusions, corrections: [] }
  return { tables, lines: [...readLines(tables), ...lines] }
}

function cleanedLine(sheet: string, row: number, cell: string, cleaned: string): SchemeLoadLine {
  const message = {
    zh: `去除多余的空格或换行：“${visible(cell)}” → “${cleaned}”`,
    en: `stray spaces or line breaks removed: “${visible(cell)}” → “${cleaned}”`,
  }
  return line('cleaned', sheet, row, message, { authority: CLEANING })
}

const CLEANING = {
  zh: '编码和规则中的空格、换行没有意义（Excel 以 _x000D_ 等保存单元格内的换行）',
  en: 'spaces and line breaks mean nothing in codes and rules (Excel keeps line breaks inside a cell as _x000D_ and the like)',
}

/** Characters that cannot be seen, as their numbers. */
function visible(text: string): string {
  return text.replace(
    /[^\S ]|[\u200b-\u200d\u2060]/gu,
    (char) => `[U+${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}]`,
  )
}

function readLines({ mdc, adrg, drg, sets, cc, exclusions }: OfficialTables): readonly SchemeLoadLine[] {
  const distinct = (values: readonly string[]) => new Set(values).size
  const read = (sheet: string, zh: string, en: string) => line('read', sheet, null, { zh, en })
  const lists = distinct(sets.map((row) => row.set))
  const tables = distinct(exclusions.map((row) => row.exclusion))
  const mcc = cc.filter((row) => row.level === 'MCC').length
  const ambiguous = adrg.filter((row) => row.code.endsWith('QY')).length
  return [
    read(SHEETS.mdc, `${mdc.length} 行`, `${mdc.length} rows`),
    read(
      SHEETS.adrg,
      `${adrg.length} 行，其中歧义组 ${ambiguous} 行`,
      `${adrg.length} rows, ${ambiguous} of them ambiguous groups`,
    ),
    read(SHEETS.drg, `${drg.length} 行`, `${drg.length} rows`),
    read(SHEETS.sets, `${sets.length} 行，${lists} 个集合`, `${sets.length} rows, ${lists} sets`),
    read(SHEETS.cc, `MCC ${mcc} 行，CC ${cc.length - mcc} 行`, `${mcc} rows of MCC, ${cc.length - mcc} of CC`),
    read(
      SHEETS.exclusions,
      `${exclusions.length} 行，${tables} 个排除表`,
      `${exclusions.length} rows, ${tables} exclusion tables`,
    ),
  ]
}
