import type { FileFormat } from '#shared/contract/imports.ts'
import { createRowSplitter } from './row-splitter.ts'

export type Delimiter = NonNullable<FileFormat['delimiter']>

/** In order of preference when two fit equally well. */
const CANDIDATES: readonly Delimiter[] = [',', '\t', ';', '|']
const LINES = 200

/** The line break of the file. `\n` also covers `\r\n`: the splitter takes the carriage return off. */
export function guessNewline(sample: string): '\n' | '\r' {
  return sample.includes('\n') || !sample.includes('\r') ? '\n' : '\r'
}

/**
 * The delimiter that cuts the first lines into the same number of columns most consistently; among those, the one
 * that gives more columns (a `|` inside a cell may be as regular as the commas around it).
 */
export function guessDelimiter(sample: string): Delimiter {
  let best: Delimiter = ','
  let bestScore = 0
  for (const delimiter of CANDIDATES) {
    const score = consistency(sample, delimiter)
    if (score > bestScore) {
      best = delimiter
      bestScore = score
    }
  }
  return best
}

function consistency(sample: string, delimiter: Delimiter): number {
  const splitter = createRowSplitter(delimiter, guessNewline(sample))
  const rows = splitter.push(sample).rows
  // A short file may have no line break after its only lines.
  const sampled = (rows.length > 0 ? rows : splitter.end().rows).slice(0, LINES)
  const widths = new Map<number, number>()
  let filled = 0
  for (const row of sampled) {
    if (row.length === 1 && row[0]!.trim() === '') continue
    filled++
    widths.set(row.length, (widths.get(row.length) ?? 0) + 1)
  }
  let columns = 0
  let lines = 0
  for (const [width, count] of widths) {
    if (width > 1 && count > lines) {
      columns = width
      lines = count
    }
  }
  return filled === 0 || columns === 0 ? 0 : (lines / filled) ** 2 * (1 - 1 / columns)
}
