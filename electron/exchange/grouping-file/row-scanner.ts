/**
 * Where the cells of one row stand: cell `i` is `bytes[starts[i]] … bytes[ends[i] - 1]`, the quotation marks around it left out.
 * Reused from row to row.
 */
export interface RowCells {
  bytes: Buffer
  /** The same bytes. */
  view: DataView
  count: number
  starts: Int32Array
  ends: Int32Array
  /** Some cell of the row holds doubled quotation marks, which still stand doubled in the bytes. */
  doubled: boolean
  /** A quotation mark, also one around a cell, or a CR that does not end the row stands in it. */
  marked: boolean
}

/** The row does not end within the bytes given. */
export const INCOMPLETE = -1
/** A quotation mark is not closed, or something follows a closing one. */
export const BROKEN = -2

/** `bytes`: where the rows to be scanned lie. */
export function createRowCells(bytes: Buffer): RowCells {
  return {
    bytes,
    view: viewOf(bytes),
    count: 0,
    starts: new Int32Array(64),
    ends: new Int32Array(64),
    doubled: false,
    marked: false,
  }
}

/** Goes on in other bytes. */
export function changeBytes(cells: RowCells, bytes: Buffer): void {
  cells.bytes = bytes
  cells.view = viewOf(bytes)
}

const viewOf = (bytes: Buffer): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/**
 * Finds the cells of the row at `from` (RFC 4180, commas; LF or CRLF; a quotation mark within an unquoted cell stands for itself).
 * Returns where the next row begins, `INCOMPLETE` or `BROKEN`. `final`: the bytes end where the file does.
 */
export function scanRow(cells: RowCells, from: number, end: number, final: boolean): number {
  const { bytes } = cells
  let { starts, ends } = cells
  let count = 0
  let at = from
  let marks = 0
  cells.doubled = false
  for (;;) {
    if (count === starts.length) ({ starts, ends } = widen(cells))
    if (at < end && bytes[at] === QUOTE) {
      marks++
      const close = closingQuote(cells, at + 1, end)
      if (close < 0) return final ? BROKEN : INCOMPLETE
      starts[count] = at + 1
      ends[count++] = close
      at = close + 1
      if (at < end && bytes[at] === CR && (at + 1 === end || bytes[at + 1] === LF)) at++
    } else {
      starts[count] = at
      for (; at < end; at++) {
        const byte = bytes[at] as number
        // Digits and letters come after the comma: of nearly all bytes this is the only test.
        if (byte > COMMA) continue
        if (byte === COMMA || byte === LF) break
        if (byte === QUOTE || byte === CR) marks++
      }
      ends[count++] = at
    }
    if (at === end) {
      if (!final) return INCOMPLETE
      break
    }
    const byte = bytes[at] as number
    if (byte === LF) break
    if (byte !== COMMA) return BROKEN
    at++
  }
  const last = ends[count - 1] as number
  if (last === at && last > (starts[count - 1] as number) && bytes[last - 1] === CR) {
    ends[count - 1] = last - 1
    marks--
  }
  cells.count = count
  cells.marked = marks > 0
  return Math.min(at + 1, end)
}

function closingQuote(cells: RowCells, from: number, end: number): number {
  const { bytes } = cells
  for (let at = from; at < end; at++) {
    if (bytes[at] !== QUOTE) continue
    if (at + 1 === end || bytes[at + 1] !== QUOTE) return at
    cells.doubled = true
    at++
  }
  return -1
}

function widen(cells: RowCells): RowCells {
  const { starts, ends } = cells
  cells.starts = new Int32Array(starts.length * 2)
  cells.ends = new Int32Array(ends.length * 2)
  cells.starts.set(starts)
  cells.ends.set(ends)
  return cells
}

const QUOTE = 0x22
const COMMA = 0x2c
const LF = 0x0a
const CR = 0x0d
