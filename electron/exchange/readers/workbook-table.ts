import type { Entry } from 'yauzl'
import type { FileFormat } from '#shared/contract/imports.ts'
import { problem } from '#shared/domain/problem.ts'
import { type FileSource, throwIfCancelled } from './file-bytes.ts'
import { createRowReader } from './sheet-rows.ts'
import type { RawChunk, RowsOptions, TableReader } from './table.ts'
import {
  damaged,
  type OpenEntry,
  readWorkbookParts,
  type Sheet,
  type WorkbookParts,
  withArchive,
} from './workbook-parts.ts'
import { createElementCutter, itemText } from './xml-scan.ts'

const CHUNK_ROWS = 2000
/** A row of 16,384 full cells and the longest text a cell may hold both stay below. */
const MAX_ROW_CHARACTERS = 32 * 1024 * 1024
const MAX_ROWS = 1_048_576
/** All shared texts together; past this a workbook is not opened, because they must be held in memory. */
const MAX_SHARED_CHARACTERS = 512 * 1024 * 1024
const NO_CELLS: readonly string[] = []

export async function openWorkbook(source: FileSource, format: FileFormat): Promise<TableReader> {
  const { path, bytes } = source
  const parts = await readWorkbookParts(path)
  const find = (name: string | undefined): Sheet => {
    const sheet = name === undefined ? parts.sheets[0]! : parts.sheets.find((candidate) => candidate.name === name)
    if (sheet !== undefined) return sheet
    const names = parts.sheets.map((candidate) => candidate.name).join('、')
    throw problem(
      'file-unreadable',
      `工作簿里没有名为“${name}”的工作表，只有：${names}。`,
      `The workbook has no sheet "${name}", only: ${names}.`,
      { file: path, sheet: name ?? null },
    )
  }
  const opened = find(format.sheet)
  let shared: readonly string[] | null = null

  async function* rows(options: RowsOptions = {}): AsyncGenerator<RawChunk> {
    const sheet = options.sheet === undefined ? opened : find(options.sheet)
    yield* withArchive(path, async function* (entries, open) {
      shared ??= await readSharedStrings(path, parts, entries, open)
      const entry = entries.get(sheet.part)
      if (entry === undefined) throw damaged(path)
      yield* readSheet(open(entry), parts, shared, options.signal, (done) =>
        entry.uncompressedSize === 0 ? bytes : Math.min(bytes, Math.round((done / entry.uncompressedSize) * bytes)),
      )
    })
  }

  return {
    type: 'workbook',
    path,
    bytes,
    sheet: opened.name,
    sheets: parts.sheets.map(({ name }) => name),
    date1904: parts.date1904,
    rows,
  }
}

async function readSharedStrings(
  path: string,
  parts: WorkbookParts,
  entries: ReadonlyMap<string, Entry>,
  open: OpenEntry,
): Promise<readonly string[]> {
  const entry = parts.sharedStrings === null ? undefined : entries.get(parts.sharedStrings)
  if (entry === undefined) return []
  if (entry.uncompressedSize > MAX_SHARED_CHARACTERS) throw damaged(path)
  const cut = createElementCutter('si', MAX_ROW_CHARACTERS)
  const decoder = new TextDecoder('utf-8')
  const texts: string[] = []
  for await (const data of open(entry)) {
    for (const item of cut(decoder.decode(data, { stream: true }))) {
      texts.push(itemText(item.slice(item.indexOf('>') + 1)))
    }
  }
  return texts
}

/** Rows that the sheet leaves out because they are empty are given back as empty, so that row numbers hold. */
async function* readSheet(
  stream: AsyncIterable<Buffer>,
  parts: WorkbookParts,
  shared: readonly string[],
  signal: AbortSignal | undefined,
  bytesRead: (done: number) => number,
): AsyncGenerator<RawChunk> {
  const cut = createElementCutter('row', MAX_ROW_CHARACTERS)
  const read = createRowReader(parts, shared)
  const decoder = new TextDecoder('utf-8')
  let rows: (readonly string[])[] = []
  let firstRow = 1
  let done = 0
  const flush = (): RawChunk => {
    const chunk = { firstRow, rows, faults: [], bytesRead: bytesRead(done) }
    firstRow += rows.length
    rows = []
    return chunk
  }
  for await (const data of stream) {
    throwIfCancelled(signal)
    done += data.length
    for (const xml of cut(decoder.decode(data, { stream: true }))) {
      const next = firstRow + rows.length
      const row = read(xml, next - 1)
      // A row number going backwards or past the last row is no sheet a spreadsheet wrote.
      if (row.number < next || row.number > MAX_ROWS) throw new RangeError(`row ${row.number} out of order`)
      for (let gap = next; gap < row.number; gap++) {
        rows.push(NO_CELLS)
        if (rows.length >= CHUNK_ROWS) yield flush()
      }
      rows.push(row.cells)
      if (rows.length >= CHUNK_ROWS) yield flush()
    }
  }
  if (rows.length > 0) yield flush()
}
