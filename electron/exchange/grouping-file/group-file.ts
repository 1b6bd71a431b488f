import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { finished } from 'node:stream/promises'
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
import type { GroupingInput, GroupingResult, TrailStep } from '#shared/domain/grouping.ts'
import { ProblemError, problem } from '#shared/domain/problem.ts'
import { type ByteWriter, createByteWriter } from './byte-writer.ts'
import { type CsvChunk, readCsvChunks } from './csv-chunks.ts'
import { cellText, cellTexts, createFillRecord } from './fill-record.ts'
import { findColumns, readRecord, type VectorColumns } from './vector-columns.ts'

export interface GroupFileRequest {
  readonly scheme: CompiledScheme
  readonly inputPath: string
  readonly outputPath: string
  /** Translate foreign codes by the scheme's code map first. */
  readonly map?: boolean
  /** Add a column `trail`: the steps of the evidence trail as JSON. */
  readonly trace?: boolean
  readonly onProgress?: (progress: GroupFileProgress) => void
  readonly signal?: AbortSignal
}

export interface GroupFileProgress {
  readonly rows: number
  readonly bytesRead: number
  readonly bytesTotal: number
}

export interface GroupFileReport {
  readonly rows: number
  readonly byStatus: Readonly<Record<MappedStatus, number>>
}

/** Trails run to ten kilobytes a case, so output is handed on well before a chunk of input is through. */
const BYTES_PER_WRITE = 512 * 1024

/**
 * Groups a file of cases in the form of the test vectors (`id,sex,age,dx,proc` and, where the scheme looks at them,
 * `age_days,birth_weight,los,icu_hours,discharge,dept`) and writes `id,mdc,adrg,drg,status` in input order. Every row gets a
 * result, whatever its status. The output appears whole or not at all. Throws `file-not-found`, `file-encoding`,
 * `file-empty`, `column-missing`, `rows-rejected` (row and column named), `file-unreadable` or `cancelled`.
 */
export async function groupFile(request: GroupFileRequest): Promise<GroupFileReport> {
  const { inputPath, outputPath } = request
  const info = await stat(inputPath).catch(() => {
    throw problem(
      'file-not-found',
      `找不到文件 ${basename(inputPath)}，请检查路径`,
      `No file ${basename(inputPath)}; check the path`,
      { file: inputPath },
    )
  })
  const temporary = `${outputPath}.${randomUUID()}.part`
  try {
    const report = await groupInto(temporary, request, info.size)
    await rename(temporary, outputPath)
    return report
  } catch (error) {
    await rm(temporary, { force: true })
    throw error instanceof ProblemError ? error : notWritten(request, error)
  }
}

async function groupInto(temporary: string, request: GroupFileRequest, bytesTotal: number): Promise<GroupFileReport> {
  const { inputPath, onProgress, signal } = request
  const output = createWriteStream(temporary)
  // Listened to from the start: a full disk may report at any time, also between two chunks.
  const closed = finished(output)
  closed.catch(() => {})
  const byStatus = { grouped: 0, ambiguous: 0, ungrouped: 0, rejected: 0, dx_unmapped: 0, proc_unmapped: 0 }
  const writer = createByteWriter()
  const flush = async (): Promise<void> => {
    if (writer.length === 0) return
    if (!output.write(writer.take())) await Promise.race([once(output, 'drain'), closed])
  }
  let writeRow: RowWriter | undefined
  let rows = 0
  try {
    for await (const chunk of readCsvChunks(inputPath)) {
      if (signal?.aborted === true) throw cancelled()
      if (writeRow === undefined && chunk.next()) {
        const columns = findColumns(inputPath, cellTexts(chunk.bytes, chunk.cells))
        const inWords = request.trace === true || request.map === true
        writeRow = inWords ? rowsInWords(request, columns, writer) : rowsInBytes(request, columns, writer)
        writer.text(request.trace === true ? 'id,mdc,adrg,drg,status,trail\n' : 'id,mdc,adrg,drg,status\n')
      }
      while (writeRow !== undefined && chunk.next()) {
        byStatus[writeRow(chunk, rows + 2)]++
        rows++
        if (writer.length >= BYTES_PER_WRITE) await flush()
      }
      await flush()
      onProgress?.({ rows, bytesRead: chunk.bytesRead, bytesTotal })
    }
    if (writeRow === undefined) throw emptyFile(inputPath)
    output.end()
    await closed
    return { rows, byStatus }
  } catch (error) {
    output.destroy()
    await closed.catch(() => {})
    throw error
  }
}

/** Groups the row a chunk stands at, writes its line and tells its status; `row` counts from the header as row 1. */
type RowWriter = (chunk: CsvChunk, row: number) => MappedStatus

/** The way of plain grouping: bytes to integers to bytes. */
function rowsInBytes({ scheme, inputPath }: GroupFileRequest, columns: VectorColumns, writer: ByteWriter): RowWriter {
  const { frame } = scheme.scratch
  const fill = createFillRecord(inputPath, scheme, columns)
  const idPlace = columns.places.id
  const ends = scheme.outcomes.map(({ mdc, adrg, drg, status }) => Buffer.from(`,${mdc},${adrg},${drg},${status}\n`))
  return ({ bytes, cells }, row) => {
    fill(frame, bytes, cells, row)
    const outcome = groupFrame(scheme, frame)
    const from = cells.starts[idPlace] as number
    const to = cells.ends[idPlace] as number
    if (isPlain(bytes, from, to)) writer.copy(bytes, from, to)
    else writer.text(quoted(cellText(bytes, cells, idPlace)))
    const end = ends[outcome] as Buffer
    writer.copy(end, 0, end.length)
    return (scheme.outcomes[outcome] as GroupingResult).status
  }
}

/** The way of mapping and tracing, which need the codes themselves. */
function rowsInWords(request: GroupFileRequest, columns: VectorColumns, writer: ByteWriter): RowWriter {
  return ({ bytes, cells }, row) => {
    const { id, input } = readRecord(request.inputPath, columns, cellTexts(bytes, cells), row)
    const { result, steps } = groupRecord(request, input)
    const trail = steps === null ? '' : `,${quoted(JSON.stringify(steps))}`
    writer.text(`${quoted(id)},${result.mdc},${result.adrg},${result.drg},${result.status}${trail}\n`)
    return result.status
  }
}

function groupRecord(
  { scheme, map, trace }: GroupFileRequest,
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

/** Whether a cell can stand in the output without quotation marks around it. */
function isPlain(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const byte = bytes[at]
    if (byte === 0x22 || byte === 0x2c || byte === 0x0d || byte === 0x0a) return false
  }
  return true
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function emptyFile(path: string) {
  return problem('file-empty', `${basename(path)} 是空文件`, `${basename(path)} is empty`, { file: path })
}

function notWritten({ inputPath, outputPath }: GroupFileRequest, error: unknown) {
  const why = error instanceof Error ? error.message : String(error)
  return problem(
    'file-unreadable',
    `读取 ${basename(inputPath)} 或写出 ${basename(outputPath)} 失败（${why}），没有留下任何结果`,
    `Reading ${basename(inputPath)} or writing ${basename(outputPath)} failed (${why}); no result was left behind`,
    { file: inputPath, output: outputPath },
  )
}

function cancelled() {
  return problem('cancelled', '已取消分组，没有写出任何结果', 'Grouping was cancelled; no result was written')
}
