import { KINDS } from '#exchange/kinds/index.ts'
import { IMPORT_KINDS, type ImportKind } from '#shared/contract/imports.ts'
import { normaliseHeading } from './heading.ts'
import { type Match, matchColumns } from './match-columns.ts'

export interface Recognition {
  readonly kind: ImportKind
  /** 0–1: the share of the kind's required columns that the headings give, lowered when other kinds fit nearly as well. */
  readonly confidence: number
}

/** Share of the required columns that the matches give; a numbered principal diagnosis or an age band counts. */
export function requiredShare(kind: ImportKind, matches: readonly Match[]): number {
  const keys = new Set(matches.map(({ key }) => key))
  const required = KINDS[kind].columns.filter((column) => column.required)
  const given = required.filter(
    ({ name }) => keys.has(name) || (name === 'dx' && keys.has('dx.1')) || (name === 'age' && keys.has('age_band')),
  )
  return given.length / required.length
}

/**
 * The kind whose columns the headings fit best: by the share of required columns found, then by how many headings the
 * kind explains. Confidence 0 means that no heading is known at all.
 */
export function recogniseKind(header: readonly string[]): Recognition {
  const found = IMPORT_KINDS.map((kind) => ({ kind, matches: matchColumns(header, kind) }))
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
