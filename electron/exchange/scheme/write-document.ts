import { buffer } from 'node:stream/consumers'
import { writeXlsx } from 'hucre/xlsx'
import Papa from 'papaparse'
import yazl from 'yazl'
import type { DocumentTable, HeaderValue, PackageDocument } from '#engine/grouping/export/document.ts'
import { HEADER_FILE } from './package-problems.ts'
import { HEADER_SHEET } from './workbook.ts'

/** The files of a package by name, each as its text: what a folder and an archive hold. */
export function documentFiles({ header, tables }: PackageDocument): ReadonlyMap<string, string> {
  return new Map([
    [HEADER_FILE, `${JSON.stringify(header, null, 2)}\n`],
    ...tables.map((table) => [`${table.name}.csv`, csvText(table)] as const),
  ])
}

function csvText({ columns, rows }: DocumentTable): string {
  return `${Papa.unparse([columns as string[], ...(rows as string[][])], { newline: '\n' })}\n`
}

/** The files in one archive. It bears no time, so that the same scheme gives the same bytes. */
export async function documentArchive(document: PackageDocument): Promise<Uint8Array> {
  const zip = new yazl.ZipFile()
  for (const [name, text] of documentFiles(document)) {
    zip.addBuffer(Buffer.from(text), name, { mtime: EARLIEST, mode: 0o100644, forceDosTimestamp: true })
  }
  zip.end()
  return buffer(zip.outputStream)
}

/** The first day an archive can name. */
const EARLIEST = new Date(1980, 0, 1)

/** A workbook with one sheet per table and the sheet `scheme` of keys and values; every cell is text. */
export function documentWorkbook({ header, tables }: PackageDocument): Promise<Uint8Array> {
  const keys = Object.entries(header).map(([key, value]) => [key, keyText(value)])
  const sheets = [
    { name: HEADER_SHEET, rows: [['key', 'value'], ...keys] },
    ...tables.map(({ name, columns, rows }) => ({ name, rows: [columns, ...rows] })),
  ]
  return writeXlsx({ sheets: sheets.map(({ name, rows }) => ({ name, rows: rows.map((cells) => cells.map(asCell)) })) })
}

function keyText(value: HeaderValue): string {
  if (value === null) return ''
  return typeof value === 'object' ? value.join('|') : String(value)
}

/** A workbook reads `_x000D_` in a cell as a line break unless its first character is itself written so. */
function asCell(text: string): string | null {
  return text === '' ? null : text.replace(/_(?=x[\da-f]{4}_)/gi, '_x005F_')
}
