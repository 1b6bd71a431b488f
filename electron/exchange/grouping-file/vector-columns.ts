import { basename } from 'node:path'
import type { GroupingInput } from '#shared/domain/grouping.ts'
import { problem } from '#shared/domain/problem.ts'

const REQUIRED = ['id', 'sex', 'age', 'dx', 'proc'] as const
const OPTIONAL = ['age_days', 'birth_weight', 'los', 'icu_hours', 'discharge', 'dept'] as const
type Column = (typeof REQUIRED)[number] | (typeof OPTIONAL)[number]

/** Where each column stands in the file at hand; -1: the file does not have it. */
export interface VectorColumns {
  readonly places: Readonly<Record<Column, number>>
  readonly width: number
}

/** One record: its id exactly as in the file, and what a scheme may look at. */
export interface VectorRecord {
  readonly id: string
  readonly input: GroupingInput
}

/** Finds the columns by name, in any order; others are ignored. Throws `column-missing` naming those that must be there. */
export function findColumns(path: string, header: readonly string[]): VectorColumns {
  const missing = REQUIRED.filter((column) => !header.includes(column))
  if (missing.length > 0) {
    const names = missing.join(', ')
    throw problem(
      'column-missing',
      `${basename(path)} 缺少列：${missing.join('、')}。第 1 行应为列名，至少包括 ${REQUIRED.join('、')}`,
      `${basename(path)} lacks the column ${names}. Row 1 must hold the column names, at least ${REQUIRED.join(', ')}`,
      { file: path, columns: names },
    )
  }
  const places = {} as Record<Column, number>
  for (const column of [...REQUIRED, ...OPTIONAL]) places[column] = header.indexOf(column)
  return { places, width: header.length }
}

/** Reads one row; `row` counts from the header as row 1. Throws `rows-rejected` on a wrong cell count or number. */
export function readRecord(path: string, columns: VectorColumns, cells: readonly string[], row: number): VectorRecord {
  const { places } = columns
  checkWidth(path, columns, cells.length, row)
  const text = (column: Column): string => cells[places[column]] ?? ''
  const number = (column: Column): number | null => {
    const value = text(column)
    if (value === '') return null
    if (NUMBER.test(value)) return Number(value)
    throw problem(
      'rows-rejected',
      `${basename(path)} 第 ${row} 行“${column}”列的“${value}”不是数字，请更正后重试`,
      `${basename(path)}, row ${row}, column ${column}: “${value}” is not a number; correct it and try again`,
      { file: path, row, column },
    )
  }
  const sex = text('sex')
  const proc = text('proc')
  return {
    id: text('id'),
    input: {
      sex: sex === 'M' || sex === 'F' ? sex : null,
      age: number('age'),
      ageDays: number('age_days'),
      birthWeight: number('birth_weight'),
      los: number('los'),
      icuHours: number('icu_hours'),
      discharge: text('discharge') || null,
      dept: text('dept') || null,
      dx: text('dx').split('|'),
      proc: proc === '' ? [] : proc.split('|'),
    },
  }
}

/** Throws `rows-rejected` when a row does not have as many cells as the header. */
export function checkWidth(path: string, { width }: VectorColumns, count: number, row: number): void {
  if (count === width) return
  throw problem(
    'rows-rejected',
    `${basename(path)} 第 ${row} 行应有 ${width} 个单元格，实际 ${count} 个，请更正后重试`,
    `${basename(path)}, row ${row}: expected ${width} cells, found ${count}; correct the row and try again`,
    { file: path, row },
  )
}

const NUMBER = /^ *-?\d+(?:\.\d+)? *$/
