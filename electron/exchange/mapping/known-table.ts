import { KNOWN_TABLES, type KnownTable } from '#exchange/kinds/known-tables.ts'
import { normaliseHeading } from './heading.ts'
import { matchColumns } from './match-columns.ts'
import { requiredShare } from './required-share.ts'

const SIGNATURES = KNOWN_TABLES.map((table) => ({ table, headings: table.signature.map(normaliseHeading) }))

/**
 * The known table whose signature the headings all hold; of several, the one with the longest signature. A table with
 * everything that cases need is one of cases, whatever else stands in it: a front page (首页) may carry operations and
 * anaesthesia as well.
 */
export function knownTable(header: readonly string[]): KnownTable | null {
  const have = new Set(header.map(normaliseHeading))
  const fitting = SIGNATURES.filter(({ headings }) => headings.every((heading) => have.has(heading)))
  const table = fitting.sort((a, b) => b.headings.length - a.headings.length)[0]?.table ?? null
  if (table === null || table.kind === 'cases') return table
  return requiredShare('cases', matchColumns(header, 'cases')) === 1 ? null : table
}

/** How many cells of a row belong to the signature of one known table, for finding the header. */
export function signatureHits(cells: readonly string[]): number {
  const have = new Set(cells.map(normaliseHeading))
  return Math.max(...SIGNATURES.map(({ headings }) => headings.filter((heading) => have.has(heading)).length))
}
