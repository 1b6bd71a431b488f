import Papa from 'papaparse'

export interface SplitRows {
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
/** Rows per step after a stray quote, so that a file full of them costs no more than its length. */
const CAREFUL_ROWS = 64

interface Parsed {
  readonly data: string[][]
  readonly errors: readonly { readonly type?: string; readonly row?: number }[]
  readonly meta: { readonly cursor: number; readonly truncated: boolean }
}

/**
 * Cuts streamed text into rows and cells (RFC 4180). A quote that doesn't close would swallow the rows after it; here
 * it costs only its own line, which is returned cut at every delimiter and listed as a fault.
 */
export function createRowSplitter(delimiter: string, newline: '\n' | '\r'): RowSplitter {
  let pending = ''

  const parse = (text: string, ignoreLast: boolean, limit: number): Parsed => {
    // Papa's fast mode miscounts its cursor under a limit.
    const config = limit > 0 ? { delimiter, newline, fastMode: false, preview: limit } : { delimiter, newline }
    return new Papa.Parser(config).parse(text, 0, ignoreLast) as Parsed
  }

  const append = (target: string[][], rows: readonly string[][], count: number): void => {
    for (let index = 0; index < count; index++) {
      const row = rows[index]!
      const last = row[row.length - 1]!
      if (last.endsWith('\r')) row[row.length - 1] = last.slice(0, -1)
      target.push(row)
    }
  }

  const take = (final: boolean): SplitRows => {
    const rows: string[][] = []
    const faults: number[] = []
    const breakLine = (): void => {
      const end = pending.indexOf(newline)
      const line = end < 0 ? pending : pending.slice(0, end)
      pending = end < 0 ? '' : pending.slice(end + 1)
      faults.push(rows.length)
      append(rows, [line.split(delimiter)], 1)
    }
    let careful = false
    while (pending !== '') {
      const parsed = parse(pending, !final, careful ? CAREFUL_ROWS : 0)
      const broken = parsed.errors.find(
        (error) => error.type === 'Quotes' && (error.row ?? 0) < parsed.data.length,
      )?.row
      if (broken !== undefined) {
        careful = true
        append(rows, parsed.data, broken)
        pending = pending.slice(broken === 0 ? 0 : parse(pending, false, broken).meta.cursor)
        breakLine()
        continue
      }
      append(rows, parsed.data, parsed.data.length)
      pending = pending.slice(parsed.meta.cursor)
      if (final && !parsed.meta.truncated) pending = ''
      if (careful && parsed.data.length === CAREFUL_ROWS) continue
      if (final || pending.length <= MAX_OPEN_TEXT) break
      careful = true
      breakLine()
    }
    return { rows, faults }
  }

  return {
    push(text) {
      pending += text
      return take(false)
    },
    end: () => take(true),
  }
}
