import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Papa from 'papaparse'

/** One row of an input table; a cell is read by the name of its column. */
export interface TableRow {
  readonly text: (column: string) => string
  readonly number: (column: string) => number
  /** `A|B|C` */
  readonly names: (column: string) => readonly string[]
  /** `CODE:weight|CODE:weight`; an empty code is allowed and means "none". */
  readonly weights: (column: string) => readonly (readonly [string, number])[]
}

/**
 * Reads one of the generator's own input tables (UTF-8 CSV, header first).
 *
 * @throws Error naming file, line and column when a column or a number is missing: a broken input is a mistake in
 *   this repository, not in a user's file.
 */
export function readTable(folder: string, name: string): TableRow[] {
  const parsed = Papa.parse<Record<string, string>>(readFileSync(join(folder, name), 'utf8'), {
    header: true,
    skipEmptyLines: true,
  })
  const [error] = parsed.errors
  if (error !== undefined) throw new Error(`${name}, row ${error.row ?? '?'}: ${error.message}`)
  return parsed.data.map((cells, index) => tableRow(cells, `${name}, line ${index + 2}`))
}

function tableRow(cells: Record<string, string>, where: string): TableRow {
  const text = (column: string) => {
    const cell = cells[column]
    if (cell === undefined) throw new Error(`${where}: no column ${column}`)
    return cell
  }
  const toNumber = (value: string, column: string) => {
    const number = Number(value)
    if (value === '' || !Number.isFinite(number)) throw new Error(`${where}: ${column} is not a number: ${value}`)
    return number
  }
  const names = (column: string) =>
    text(column)
      .split('|')
      .filter((name) => name !== '')
  return {
    text,
    number: (column) => toNumber(text(column), column),
    names,
    weights: (column) =>
      names(column).map((pair) => {
        const colon = pair.lastIndexOf(':')
        return [pair.slice(0, colon), toNumber(pair.slice(colon + 1), column)] as const
      }),
  }
}
