import Papa from 'papaparse'

interface SplitRows {
  readonly rows: string[][]
  /** Indexes of rows whose quotes don't close. */
  readonly faults: number[]
}

export interface RowSplitter {
  /** Rows that are complete with this text; the rest waits for the next. */
  push(text: string): SplitRows
  end(): SplitRows
}

/** No cell of a table is longer; past this, an open quote is a stray one. */
const MAX_OPEN_TEXT = 1 << 20

interface Parsed {
  readonly data: string[][]
  readonly errors: readonly { readonly type?: string; readonly row?: number }[]
  readonly meta: { readonly cursor: number }
}

/**
 * Cuts streamed text into rows and cells (RFC 4180). A quote that doesn't close would swallow the rows after it; here
 * it costs only its own line, which is returned cut at every delimiter and listed as a fault.
 */
export function createRowSplitter(delimiter: string, newline: '\n' | '\r'): RowSplitter {
  let pending = ''
  const cellEnd = delimiter.charCodeAt(0)
  const rowEnd = newline.charCodeAt(0)

  const parse = (text: string, ignoreLast: boolean): Parsed =>
    new Papa.Parser({ delimiter, newline }).parse(text, 0, ignoreLast) as Parsed

  const append = (target: string[][], rows: readonly string[][]): void => {
    for (const row of rows) {
      const last = row[row.length - 1]!
      if (last.endsWith('\r')) row[row.length - 1] = last.slice(0, -1)
      target.push(row)
    }
  }

  /** Row by row, when some quote of the text doesn't close. */
  const takeCarefully = (final: boolean): SplitRows => {
    const rows: string[][] = []
    const faults: number[] = []
    let good = 0
    let at = 0
    const flush = (): void => {
      if (at > good) {
        const { data } = parse(pending.slice(good, at), false)
        // A line break at the end gives one more, empty row.
        append(rows, pending[at - 1] === newline ? data.slice(0, -1) : data)
      }
      good = at
    }
    while (at < pending.length) {
      const end = recordEnd(pending, at, delimiter, newline, final)
      if (end === 'open' && !final && pending.length - at <= MAX_OPEN_TEXT) break
      if (typeof end === 'number') {
        at = end
        continue
      }
      flush()
      const lineEnd = pending.indexOf(newline, at)
      const line = lineEnd < 0 ? pending.slice(at) : pending.slice(at, lineEnd)
      faults.push(rows.length)
      append(rows, [line.split(delimiter)])
      at = lineEnd < 0 ? pending.length : lineEnd + 1
      good = at
    }
    flush()
    pending = pending.slice(at)
    return { rows, faults }
  }

  /** Text without a quote is cut at every mark: a third faster than by the parser, and most exports are such text. */
  const takePlain = (final: boolean): SplitRows => {
    const rows: string[][] = []
    const end = final ? pending.length : pending.lastIndexOf(newline) + 1
    let row: string[] = []
    let start = 0
    for (let at = 0; at < end; at++) {
      const code = pending.charCodeAt(at)
      if (code === cellEnd) {
        row.push(pending.slice(start, at))
        start = at + 1
      } else if (code === rowEnd) {
        // The carriage return of `\r\n`; where rows end in `\r` alone, none can stand before it.
        row.push(pending.slice(start, at > start && pending.charCodeAt(at - 1) === 13 ? at - 1 : at))
        rows.push(row)
        row = []
        start = at + 1
      }
    }
    if (start < end || row.length > 0) {
      row.push(pending.slice(start, end))
      append(rows, [row])
    }
    pending = pending.slice(end)
    return { rows, faults: [] }
  }

  const take = (final: boolean): SplitRows => {
    if (pending === '') return { rows: [], faults: [] }
    if (!pending.includes(QUOTE) && (final || pending.length <= MAX_OPEN_TEXT || pending.includes(newline))) {
      return takePlain(final)
    }
    const parsed = parse(pending, !final)
    const broken = parsed.errors.some((error) => error.type === 'Quotes' && (error.row ?? 0) < parsed.data.length)
    if (broken || (!final && pending.length - parsed.meta.cursor > MAX_OPEN_TEXT)) return takeCarefully(final)
    pending = final ? '' : pending.slice(parsed.meta.cursor)
    const rows: string[][] = []
    append(rows, parsed.data)
    return { rows, faults: [] }
  }

  return {
    push(text) {
      pending += text
      return take(false)
    },
    end: () => take(true),
  }
}

const QUOTE = '"'

/**
 * Where the record that starts at `from` ends (past its line break); `broken` when a closing quote is followed by
 * anything but blanks before the next delimiter or line break; `open` when the text ends first.
 */
function recordEnd(
  text: string,
  from: number,
  delimiter: string,
  newline: string,
  final: boolean,
): number | 'broken' | 'open' {
  let at = from
  // Looked for once, not at every cell: a text without a line break would be searched to its end each time.
  let lineEnd = text.indexOf(newline, from)
  for (;;) {
    if (text[at] !== QUOTE) {
      if (lineEnd >= 0 && lineEnd < at) lineEnd = text.indexOf(newline, at)
      const next = text.indexOf(delimiter, at)
      if (next >= 0 && (lineEnd < 0 || next < lineEnd)) {
        at = next + 1
        continue
      }
      if (lineEnd >= 0) return lineEnd + 1
      return final ? text.length : 'open'
    }
    let close = text.indexOf(QUOTE, at + 1)
    while (close >= 0 && text[close + 1] === QUOTE) close = text.indexOf(QUOTE, close + 2)
    if (close < 0) return 'open'
    let after = close + 1
    while (after < text.length && text[after] !== delimiter && text[after] !== newline && text[after]!.trim() === '')
      after++
    if (after === text.length) return final ? after : 'open'
    if (text[after] === newline) return after + 1
    if (text[after] !== delimiter) return 'broken'
    at = after + 1
  }
}
