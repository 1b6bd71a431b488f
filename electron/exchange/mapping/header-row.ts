import { RECORD_KINDS } from '#exchange/kinds/index.ts'
import { normaliseHeading } from './heading.ts'
import { signatureHits } from './known-table.ts'
import { matchColumns } from './match-columns.ts'

/** Titles, units and notes stand above the header of many exports; the header is looked for this far down. */
export const HEADER_ROWS = 20
/** Cells of a row that are held against the headings of every kind: five times the widest table known. */
const LOOKED_AT = 1_000

export interface Header {
  /** 1-based row of the header. */
  readonly row: number
  readonly names: readonly string[]
  /** Headings known to some kind or to a saved template; 0 when none is. */
  readonly known: number
}

/**
 * Finds the header among the first rows: the row with the most known headings, the first of equals. When nothing is
 * known, the first row that is as wide as the widest.
 *
 * @param extra headings of saved templates, which count as known
 */
export function locateHeader(
  rows: readonly (readonly string[])[],
  extra: ReadonlySet<string> = new Set(),
): Header | null {
  let best: Header | null = null
  let widest: Header | null = null
  let widestCells = 0
  rows.slice(0, HEADER_ROWS).forEach((cells, index) => {
    const filled = cells.filter((cell) => cell.trim() !== '').length
    if (filled === 0) return
    const known = knownHeadings(cells.slice(0, LOOKED_AT), extra)
    const header = { row: index + 1, names: trimHeader(cells), known }
    if (known > (best?.known ?? 0)) best = header
    if (filled > widestCells) {
      widest = header
      widestCells = filled
    }
  })
  return best ?? widest
}

function knownHeadings(cells: readonly string[], extra: ReadonlySet<string>): number {
  const saved = cells.filter((cell) => extra.has(normaliseHeading(cell))).length
  return Math.max(saved, signatureHits(cells), ...RECORD_KINDS.map((kind) => matchColumns(cells, kind).length))
}

/** Headings trimmed, empty columns at the end left out. */
export function trimHeader(cells: readonly string[]): string[] {
  const names = cells.map((cell) =>
    cell
      .replace(/^\ufeff/, '')
      .replace(/\s+/g, ' ')
      .trim(),
  )
  while (names.length > 0 && names[names.length - 1] === '') names.pop()
  return names
}
