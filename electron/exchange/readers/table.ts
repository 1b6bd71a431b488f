import type { FileFormat } from '#shared/contract/imports.ts'
import { sniffFile } from './file-bytes.ts'
import { openTextTable } from './text-table.ts'
import { openWorkbook } from './workbook-table.ts'

/** Consecutive rows of a table. Row numbers are those a spreadsheet shows: blank rows count, quoted line breaks don't. */
export interface RawChunk {
  /** Row number of `rows[0]`. */
  readonly firstRow: number
  readonly rows: readonly (readonly string[])[]
  /** Indexes into `rows` of lines whose quotes don't close; their cells are the line cut at every delimiter. */
  readonly faults: readonly number[]
  /** Bytes of the file read so far, for progress. */
  readonly bytesRead: number
}

export interface RowsOptions {
  readonly signal?: AbortSignal
  /** Workbooks: read this sheet instead of the one the table was opened on. */
  readonly sheet?: string
}

/** A file as rows of text cells; nothing is interpreted yet. Each call of `rows` reads the file again from its start. */
export interface TableReader {
  readonly type: 'text' | 'workbook'
  readonly path: string
  /** Size of the file on disk. */
  readonly bytes: number
  readonly encoding?: NonNullable<FileFormat['encoding']>
  readonly delimiter?: NonNullable<FileFormat['delimiter']>
  readonly sheet?: string
  readonly sheets?: readonly string[]
  /** The workbook counts its dates from 1904: a bare serial number means four years more. */
  readonly date1904: boolean
  /** @throws ProblemError `file-encoding`, `file-unreadable`, `cancelled` */
  rows(options?: RowsOptions): AsyncIterable<RawChunk>
}

/**
 * Opens a text table (plain or gzip) or an .xlsx workbook; which one it is, is told by its first bytes, not its name.
 * What `format` leaves open is decided once for the whole file.
 *
 * @throws ProblemError `file-not-found`, `file-unreadable`, `file-empty`, `file-encoding`
 */
export async function openTable(path: string, format: FileFormat = {}): Promise<TableReader> {
  const source = await sniffFile(path)
  return source.type === 'workbook' ? openWorkbook(source, format) : openTextTable(source, format)
}
