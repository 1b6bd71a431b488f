import {
  groupMappedCase,
  type MappedResult,
  type MappedStatus,
  mapCodes,
  unmappedResult,
} from '#engine/grouping/code-map.ts'
import type { CompiledScheme } from '#engine/grouping/compile.ts'
import { groupCase, groupFrame } from '#engine/grouping/group.ts'
import { groupCaseWithTrail } from '#engine/grouping/trail.ts'
import type { GroupingInput, TrailStep } from '#shared/domain/grouping.ts'
import type { ByteWriter } from './byte-writer.ts'
import { cellText, cellTexts, createFillRecord } from './fill-record.ts'
import type { RowCells } from './row-scanner.ts'
import { readRecord, type VectorColumns } from './vector-columns.ts'

/** Groups rows of a file and writes the line of each. */
export interface RowWriter {
  /** `row` counts from the header as row 1. Throws as `readRecord` does. */
  write(cells: RowCells, row: number): void
  /** How many rows came out with each status so far. */
  byStatus(): Record<MappedStatus, number>
}

interface RowRequest {
  readonly scheme: CompiledScheme
  readonly inputPath: string
  readonly map?: boolean
  readonly trace?: boolean
}

/** Writes the header line at once. */
export function createRowWriter(request: RowRequest, columns: VectorColumns, writer: ByteWriter): RowWriter {
  const inWords = request.trace === true || request.map === true
  writer.text(request.trace === true ? 'id,mdc,adrg,drg,status,trail\n' : 'id,mdc,adrg,drg,status\n')
  return inWords ? rowsInWords(request, columns, writer) : rowsInBytes(request, columns, writer)
}

const noRows = (): Record<MappedStatus, number> => ({
  grouped: 0,
  ambiguous: 0,
  ungrouped: 0,
  rejected: 0,
  dx_unmapped: 0,
  proc_unmapped: 0,
})

/** The way of plain grouping: bytes to integers to bytes. */
function rowsInBytes({ scheme, inputPath }: RowRequest, columns: VectorColumns, writer: ByteWriter): RowWriter {
  const { outcomes } = scheme
  const { frame } = scheme.scratch
  const fill = createFillRecord(inputPath, scheme, columns)
  const idPlace = columns.places.id
  const ends = textsOf(outcomes.map(({ mdc, adrg, drg, status }) => `,${mdc},${adrg},${drg},${status}\n`))
  const rowsOf = new Float64Array(outcomes.length)
  return {
    write(cells, row) {
      fill(frame, cells, row)
      const outcome = groupFrame(scheme, frame)
      const from = cells.starts[idPlace] as number
      const to = cells.ends[idPlace] as number
      if (cells.marked) writer.text(quoted(cellText(cells, idPlace)))
      else writer.copy(cells.view, from, to)
      writer.copy(ends.view, ends.starts[outcome] as number, ends.starts[outcome + 1] as number)
      rowsOf[outcome] = (rowsOf[outcome] as number) + 1
    },
    byStatus() {
      const counts = noRows()
      for (const [i, { status }] of outcomes.entries()) counts[status] += rowsOf[i] as number
      return counts
    },
  }
}

/** Some texts as bytes one after another: text `i` is those from `starts[i]` to `starts[i + 1]`. */
function textsOf(texts: readonly string[]): { readonly view: DataView; readonly starts: Int32Array } {
  const starts = new Int32Array(texts.length + 1)
  for (const [i, text] of texts.entries()) starts[i + 1] = (starts[i] as number) + Buffer.byteLength(text)
  const bytes = new TextEncoder().encode(texts.join(''))
  return { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), starts }
}

/** The way of mapping and tracing, which need the codes themselves. */
function rowsInWords(request: RowRequest, columns: VectorColumns, writer: ByteWriter): RowWriter {
  const counts = noRows()
  return {
    write(cells, row) {
      const { id, input } = readRecord(request.inputPath, columns, cellTexts(cells), row)
      const { result, steps } = groupRecord(request, input)
      const trail = steps === null ? '' : `,${quoted(JSON.stringify(steps))}`
      writer.text(`${quoted(id)},${result.mdc},${result.adrg},${result.drg},${result.status}${trail}\n`)
      counts[result.status]++
    },
    byStatus: () => counts,
  }
}

function groupRecord(
  { scheme, map, trace }: RowRequest,
  input: GroupingInput,
): { readonly result: MappedResult; readonly steps: readonly TrailStep[] | null } {
  if (trace !== true)
    return { result: map === true ? groupMappedCase(scheme, input) : groupCase(scheme, input), steps: null }
  if (map !== true) return groupCaseWithTrail(scheme, input)
  const mapping = mapCodes(scheme, input)
  if (mapping.status !== 'mapped') {
    return { result: unmappedResult(scheme, mapping.status), steps: [mappingStep(mapping.code, false, '—')] }
  }
  const { result, steps } = groupCaseWithTrail(scheme, mapping.input)
  return { result, steps: [...mapping.changes.map(({ from, to }) => mappingStep(from, true, to ?? '—')), ...steps] }
}

function mappingStep(from: string, held: boolean, to: string): TrailStep {
  const reason = held
    ? { zh: `编码映射：${from} → ${to}`, en: `Code mapped: ${from} → ${to}` }
    : { zh: `编码 ${from} 在本方案中没有对应编码`, en: `Code ${from} has no counterpart in this scheme` }
  return { level: 'check', code: from, name: '', held, reason }
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
