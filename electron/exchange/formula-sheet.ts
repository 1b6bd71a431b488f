import type { Cell as SheetCell, WriteSheet } from 'hucre'
import { writeXlsx } from 'hucre/xlsx'

export type FormulaSheet = WriteSheet

/** A workbook of these sheets, as the bytes of its file. */
export const workbookBytes = (sheets: readonly FormulaSheet[]): Promise<Uint8Array> =>
  writeXlsx({ sheets: [...sheets] })

/** A formula without `=`, and the number it comes to as the page shows it: what stands there until a program computes it anew. */
export interface Formula {
  readonly formula: string
  readonly value: number
}

export type SheetValue = string | number | null | Formula

const isFormula = (value: SheetValue): value is Formula => value !== null && typeof value === 'object'

/** A sheet from its rows, the header first; numbers with two decimals unless their column says otherwise. */
export function sheetOf(
  name: string,
  rows: readonly (readonly SheetValue[])[],
  formats: Readonly<Record<number, string>> = {},
): FormulaSheet {
  const cells = new Map<string, Partial<SheetCell>>()
  const bold = { font: { bold: true } }
  rows.forEach((row, rowIndex) => {
    row.forEach((value, column) => {
      const at = `${rowIndex},${column}`
      const style = { ...(rowIndex === 0 ? bold : {}), numFmt: formats[column] ?? '#,##0.00' }
      if (value !== null && isFormula(value))
        cells.set(at, { type: 'formula', value: null, formula: value.formula, formulaResult: value.value, style })
      else if (typeof value === 'number') cells.set(at, { type: 'number', value, style })
      else if (value !== null) cells.set(at, { type: 'string', value, style: rowIndex === 0 ? bold : {} })
    })
  })
  return {
    name,
    rows: rows.map((row) => row.map((value) => (value !== null && isFormula(value) ? null : value))),
    columns: (rows[0] ?? []).map((title) => ({
      width: Math.max(12, Math.min(28, String(title ?? '').length * 2 + 4)),
    })),
    cells,
    freezePane: { rows: 1, columns: 1 },
  }
}

/** Column letters: 0 → A, 26 → AA. */
export function letter(column: number): string {
  const rest = String.fromCharCode(65 + (column % 26))
  return column < 26 ? rest : letter(Math.floor(column / 26) - 1) + rest
}
