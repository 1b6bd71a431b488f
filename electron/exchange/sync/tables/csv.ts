import { strictDecoder } from '#exchange/readers/encoding.ts'
import { readBytes } from '#exchange/readers/file-bytes.ts'
import { createRowSplitter } from '#exchange/readers/row-splitter.ts'

/** One row of RFC 4180 with commas and LF. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(quoted).join(',')}\n`
}

const quoted = (cell: string): string => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

interface CsvRows {
  /** Of the first of these rows, the header being row 1. */
  readonly firstRow: number
  readonly rows: readonly (readonly string[])[]
}

/**
 * The rows of a UTF-8 file, a piece of it at a time.
 *
 * @param refuse makes the error for bytes that are no UTF-8 or a quotation mark out of place, near a row
 */
export async function* readCsv(
  path: string,
  bytes: number,
  refuse: (fault: 'encoding' | 'quote', row: number) => Error,
  signal?: AbortSignal,
): AsyncGenerator<CsvRows> {
  const splitter = createRowSplitter(',', '\n')
  const decoder = strictDecoder('utf-8')
  let firstRow = 1
  const decode = (data?: Buffer): string => {
    try {
      return data === undefined ? decoder.decode() : decoder.decode(data, { stream: true })
    } catch {
      throw refuse('encoding', firstRow)
    }
  }
  const take = ({ rows, faults }: ReturnType<typeof splitter.push>): CsvRows => {
    if (faults[0] !== undefined) throw refuse('quote', firstRow + faults[0])
    const taken = { firstRow, rows }
    firstRow += rows.length
    return taken
  }
  for await (const { data } of readBytes({ type: 'text', path, bytes }, signal)) yield take(splitter.push(decode(data)))
  yield take(splitter.push(decode()))
  yield take(splitter.end())
}
