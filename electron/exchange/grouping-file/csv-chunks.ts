import { isUtf8 } from 'node:buffer'
import { type FileHandle, open } from 'node:fs/promises'
import { basename } from 'node:path'
import { problem } from '#shared/domain/problem.ts'
import { BROKEN, changeBytes, createRowCells, INCOMPLETE, type RowCells, scanRow } from './row-scanner.ts'

const CHUNK_BYTES = 1024 * 1024
/** No row is longer; past this, an open quotation mark is a stray one. */
const MAX_ROW_BYTES = 4 * CHUNK_BYTES

/** Some rows of a file. `cells` is reused: what is wanted of a row is taken before `next` is called again. */
export interface CsvChunk {
  /** Of the row moved to. */
  readonly cells: RowCells
  /** Bytes of the file read so far. */
  readonly bytesRead: number
  /** Moves to the next row; false when the chunk holds no further complete one. */
  next(): boolean
}

/**
 * Reads a UTF-8 CSV file (byte-order mark tolerated) a megabyte at a time, without making a string of any cell. Throws
 * `file-encoding` when it is not UTF-8 and `file-unreadable` on an unpaired quotation mark, with the row counted from the
 * header as row 1.
 */
export async function* readCsvChunks(path: string): AsyncGenerator<CsvChunk> {
  await using file = await open(path, 'r')
  let bytes: Buffer = Buffer.allocUnsafe(CHUNK_BYTES)
  const cells = createRowCells(bytes)
  let rows = 0
  let bytesRead = 0
  /** The rows not yet handed out are `bytes[at] … bytes[end - 1]`, of which those before `checked` are known to be UTF-8. */
  let at = 0
  let end = 0
  let checked = 0
  for (let final = false; !final; ) {
    if (at > 0) bytes.copyWithin(0, at, end)
    checked -= at
    end -= at
    at = 0
    if (end === bytes.length) {
      bytes = enlarge(path, bytes, rows)
      changeBytes(cells, bytes)
    }
    const count = await fill(file, bytes, end)
    final = end + count < bytes.length
    if (bytesRead === 0 && bytes.subarray(0, count).indexOf(BYTE_ORDER_MARK) === 0)
      at = checked = BYTE_ORDER_MARK.length
    end += count
    bytesRead += count
    const whole = final ? end : Math.max(checked, bytes.lastIndexOf(LF, end - 1) + 1)
    if (!isUtf8(bytes.subarray(checked, whole))) throw notUtf8(path)
    checked = whole
    yield {
      cells,
      bytesRead,
      next() {
        if (at === whole) return false
        const next = scanRow(cells, at, whole, final)
        if (next === BROKEN) throw brokenQuote(path, rows + 1)
        if (next === INCOMPLETE) return false
        at = next
        rows++
        return true
      },
    }
  }
}

/** Fills the buffer from `from` on; less only at the end of the file. */
async function fill(file: FileHandle, bytes: Buffer, from: number): Promise<number> {
  let at = from
  while (at < bytes.length) {
    const { bytesRead } = await file.read(bytes, at, bytes.length - at)
    if (bytesRead === 0) break
    at += bytesRead
  }
  return at - from
}

function enlarge(path: string, bytes: Buffer, rows: number): Buffer {
  if (bytes.length >= MAX_ROW_BYTES) throw brokenQuote(path, rows + 1)
  return Buffer.concat([bytes, Buffer.alloc(bytes.length)])
}

const LF = 0x0a
const BYTE_ORDER_MARK = Buffer.of(0xef, 0xbb, 0xbf)

function notUtf8(path: string) {
  return problem(
    'file-encoding',
    `${basename(path)} 不是 UTF-8 编码，请另存为“CSV UTF-8”后重试`,
    `${basename(path)} is not UTF-8; save it as “CSV UTF-8” and try again`,
    { file: path },
  )
}

function brokenQuote(path: string, row: number) {
  return problem(
    'file-unreadable',
    `${basename(path)} 第 ${row} 行引号不成对或位置不对，请更正后重试`,
    `${basename(path)}, row ${row}: a quotation mark is unpaired or out of place; correct it and try again`,
    { file: path, row },
  )
}
