import { randomUUID } from 'node:crypto'
import { open, rename, rm, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { MappedStatus } from '#engine/grouping/code-map.ts'
import type { CompiledScheme } from '#engine/grouping/compile.ts'
import { ProblemError, problem } from '#shared/domain/problem.ts'
import { type ByteWriter, createByteWriter } from './byte-writer.ts'
import { type CsvChunk, readCsvChunks } from './csv-chunks.ts'
import { cellTexts } from './fill-record.ts'
import { createRowWriter, type RowWriter } from './row-writer.ts'
import { findColumns } from './vector-columns.ts'

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
  await using output = await open(temporary, 'w')
  const writer = createByteWriter()
  /** What was handed on last: it is written while the next rows are grouped. */
  let written = Promise.resolve()
  const flush = async (): Promise<void> => {
    await written
    if (writer.length === 0) return
    written = output.writeFile(writer.take())
    // Whether it failed is asked before the next is handed on; till then nobody may be waiting for it.
    written.catch(() => {})
  }
  let rowWriter: RowWriter | undefined
  let rows = 0
  try {
    for await (const chunk of readCsvChunks(inputPath)) {
      if (signal?.aborted === true) throw cancelled()
      if (rowWriter === undefined && chunk.next()) {
        const columns = findColumns(inputPath, cellTexts(chunk.cells))
        rowWriter = createRowWriter(request, columns, writer)
      }
      if (rowWriter === undefined) continue
      for (let count = -1; count !== 0; rows += count) {
        count = writeRows(chunk, rowWriter, writer, rows + 2)
        await flush()
      }
      onProgress?.({ rows, bytesRead: chunk.bytesRead, bytesTotal })
    }
    if (rowWriter === undefined) throw emptyFile(inputPath)
    return { rows, byStatus: rowWriter.byStatus() }
  } finally {
    await written
  }
}

/** Writes the next rows of a chunk, the first of them row `row`, till it ends or enough has gathered to hand on; returns how many. */
function writeRows(chunk: CsvChunk, rowWriter: RowWriter, writer: ByteWriter, row: number): number {
  let rows = 0
  while (writer.length < BYTES_PER_WRITE && chunk.next()) rowWriter.write(chunk.cells, row + rows++)
  return rows
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
