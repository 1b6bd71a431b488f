import { KINDS, RECORD_KINDS } from '#exchange/kinds/index.ts'
import type { KnownTable } from '#exchange/kinds/known-tables.ts'
import type { RecordKind } from '#shared/domain/records.ts'
import { normaliseHeading } from './heading.ts'
import { knownTable } from './known-table.ts'
import { matchColumns } from './match-columns.ts'
import { requiredShare } from './required-share.ts'

export type Recognition =
  | {
      readonly use: 'import'
      readonly kind: RecordKind
      /** 0–1: the share of the kind's required columns that the headings give, lowered when other kinds fit nearly as well. */
      readonly confidence: number
      /** The known layout, when it is one. */
      readonly table: KnownTable | null
    }
  /** A table that is known, and of which nothing is read. */
  | { readonly use: 'none'; readonly table: KnownTable }

/**
 * What a table is, by its headings alone: first the known layouts of insurers, then the kind whose columns the headings
 * fit best, by the share of required columns found and by how many headings the kind explains. Confidence 0 means that
 * no heading is known at all.
 */
export function recognise(header: readonly string[]): Recognition {
  const table = knownTable(header)
  if (table === null) return { use: 'import', ...bestKind(header), table }
  return table.kind === null ? { use: 'none', table } : { use: 'import', kind: table.kind, confidence: 1, table }
}

function bestKind(header: readonly string[]): { readonly kind: RecordKind; readonly confidence: number } {
  const kinds = RECORD_KINDS.filter((kind) => KINDS[kind].byTableOnly !== true)
  const found = kinds.map((kind) => ({ kind, matches: matchColumns(header, kind) }))
  const most = Math.max(...found.map(({ matches }) => matches.length))
  if (most === 0) return { kind: 'cases', confidence: 0 }
  const headings = new Set(header.map(normaliseHeading))
  const scored = found.map(({ kind, matches }) => {
    const share = requiredShare(kind, matches)
    const contradicted = KINDS[kind].against?.some((heading) => headings.has(normaliseHeading(heading))) ?? false
    return { kind, share, score: (0.6 * share + (0.4 * matches.length) / most) * (contradicted ? 0.3 : 1) }
  })
  const [best, second] = scored.sort((a, b) => b.score - a.score)
  const lead = Math.min(1, (best!.score - second!.score) / 0.2)
  return { kind: best!.kind, confidence: best!.share * (0.7 + 0.3 * lead) }
}
