import { type ByteCodes, byteCodesOf, internBytes } from '#engine/grouping/code-bytes.ts'
import type { CompiledScheme } from '#engine/grouping/compile.ts'
import { type CaseFrame, fillFrame, SEVERITY_UNKNOWN } from '#engine/grouping/frame.ts'
import type { RowCells } from './row-scanner.ts'
import { checkWidth, readRecord, type VectorColumns } from './vector-columns.ts'

/** Fills a frame with one row; throws as `readRecord` does. */
export type FillRecord = (frame: CaseFrame, cells: RowCells, row: number) => void

/**
 * What `readRecord` and `fillFrame` do together, without making a string: the way for files of millions of rows. What it
 * meets seldom (a number that is not a few digits, doubled quotation marks, schemes that compare words) it leaves to them.
 */
export function createFillRecord(path: string, scheme: CompiledScheme, columns: VectorColumns): FillRecord {
  const { places } = columns
  const { index } = scheme
  const dxCodes = byteCodesOf(index.dx)
  const procCodes = byteCodesOf(index.proc)
  const fillSlowly: FillRecord = (frame, cells, row) =>
    fillFrame(frame, index, readRecord(path, columns, cellTexts(cells), row).input)
  if (index.words.size > 0) return fillSlowly

  return (frame, cells, row) => {
    checkWidth(path, columns, cells.count, row)
    if (cells.doubled) return fillSlowly(frame, cells, row)
    frame.sex = sexOf(cells, places.sex)
    frame.age = numberOf(cells, places.age)
    frame.ageDays = numberOf(cells, places.age_days)
    frame.birthWeight = numberOf(cells, places.birth_weight)
    frame.los = numberOf(cells, places.los)
    frame.icuHours = numberOf(cells, places.icu_hours)
    if (frame.age < 0 || frame.ageDays < 0 || frame.birthWeight < 0 || frame.los < 0 || frame.icuHours < 0) {
      return fillSlowly(frame, cells, row)
    }
    frame.principal = !isEmpty(cells, places.dx) && cells.bytes[cells.starts[places.dx] as number] !== BAR
    frame.dxCount = codesOf(frame.dx, dxCodes, cells, places.dx)
    frame.procTo = isEmpty(cells, places.proc) ? 0 : codesOf(frame.proc, procCodes, cells, places.proc)
    if (frame.dxCount < 0 || frame.procTo < 0) return fillSlowly(frame, cells, row)
    frame.procFrom = 0
    frame.discharge = 0
    frame.dept = 0
    frame.severity = SEVERITY_UNKNOWN
  }
}

/** The cells of a row as text. */
export function cellTexts(cells: RowCells): string[] {
  const texts: string[] = []
  for (let i = 0; i < cells.count; i++) texts.push(cellText(cells, i))
  return texts
}

export function cellText({ bytes, starts, ends, doubled }: RowCells, place: number): string {
  const start = starts[place] as number
  const text = bytes.toString('utf8', start, ends[place])
  // Only a cell that began with a quotation mark holds doubled ones that stand for one.
  return doubled && start > 0 && bytes[start - 1] === QUOTE ? text.replaceAll('""', '"') : text
}

function isEmpty(cells: RowCells, place: number): boolean {
  return cells.starts[place] === cells.ends[place]
}

function sexOf({ bytes, starts, ends }: RowCells, place: number): 'M' | 'F' | null {
  const start = starts[place] as number
  if ((ends[place] as number) - start !== 1) return null
  return bytes[start] === LETTER_M ? 'M' : bytes[start] === LETTER_F ? 'F' : null
}

/** NaN for a blank cell or a column the file lacks; -1 for anything but a few digits. */
function numberOf({ bytes, starts, ends }: RowCells, place: number): number {
  if (place < 0) return Number.NaN
  const start = starts[place] as number
  const end = ends[place] as number
  if (start === end) return Number.NaN
  if (end - start > 9) return -1
  let value = 0
  for (let at = start; at < end; at++) {
    const digit = (bytes[at] as number) - DIGIT_0
    if (digit < 0 || digit > 9) return -1
    value = value * 10 + digit
  }
  return value
}

function codesOf(target: Int32Array, codes: ByteCodes, { view, starts, ends }: RowCells, place: number): number {
  return internBytes(target, codes, view, starts[place] as number, ends[place] as number)
}

const QUOTE = 0x22
const BAR = 0x7c
const LETTER_M = 0x4d
const LETTER_F = 0x46
const DIGIT_0 = 0x30
