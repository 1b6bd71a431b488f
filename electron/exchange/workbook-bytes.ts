import { writeXlsx } from 'hucre/xlsx'

/** A sheet as rows of cells, its heading first. */
export interface WorkbookSheet {
  readonly name: string
  readonly rows: readonly (readonly (string | number | null)[])[]
}

/** An Excel workbook of these sheets, headings frozen; names are made to fit what a workbook takes. */
export function workbookBytes(sheets: readonly WorkbookSheet[]): Promise<Uint8Array> {
  const names = sheetNames(sheets.map(({ name }) => name))
  return writeXlsx({
    sheets: sheets.map(({ rows }, index) => ({
      name: names[index]!,
      rows: rows.map((cells) => [...cells]),
      freezePane: { rows: 1 },
    })),
  })
}

/** At most 31 characters, without `[]:*?/` and backslash, each once. */
function sheetNames(wanted: readonly string[]): string[] {
  const used = new Set<string>()
  return wanted.map((name, index) => {
    const plain = name.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31)
    const own = used.has(plain) ? `${plain.slice(0, 27)} ${index + 1}` : plain
    used.add(own)
    return own
  })
}
