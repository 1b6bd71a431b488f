import { byteCodesOf, internBytes } from '#engine/grouping/code-bytes.ts'
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
    const { bytes, view, starts, ends } = cells
    const dxStart = starts[places.dx] as number
    const procStart = starts[places.proc] as number
    const procEnd = ends[places.proc] as number
    frame.sex = sexOf(bytes, starts[places.sex] as number, ends[places.sex] as number)
    const read = (place: number): number =>
      place < 0 ? Number.NaN : numberOf(bytes, starts[place] as number, ends[place] as number)
    frame.age = read(places.age)
    frame.ageDays = read(places.age_days)
    frame.birthWeight = read(places.birth_weight)
    frame.los = read(places.los)
    frame.icuHours = read(places.icu_hours)
    if (frame.age < 0 || frame.ageDays < 0 || frame.birthWeight < 0 || frame.los < 0 || frame.icuHours < 0) {
      return fillSlowly(frame, cells, row)
    }
    frame.dxCount = internBytes(frame.dx, dxCodes, view, dxStart, ends[places.dx] as number)
    frame.principal = dxStart < (ends[places.dx] as number) && bytes[dxStart] !== BAR
    frame.procTo = procStart === procEnd ? 0 : internBytes(frame.proc, procCodes, view, procStart, procEnd)
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

function sexOf(bytes: Uint8Array, start: number, end: number): 'M' | 'F' | null {
  if (end - start !== 1) return null
  return bytes[start] === LETTER_M ? 'M' : bytes[start] === LETTER_F ? 'F' : null
}

/** NaN for a blank cell; -1 for anything but a few digits. */
function numberOf(bytes: Uint8Array, start: number, end: number): number {
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

const QUOTE = 0x22
const BAR = 0x7c
const LETTER_M = 0x4d
const LETTER_F = 0x46
const DIGIT_0 = 0x30
