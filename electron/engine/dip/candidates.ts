import type { DipInput, OperationClass } from '#shared/domain/dip.ts'
import { isFullCode } from './code-cover.ts'
import type { CompiledDip, DipEntry } from './compile.ts'
import { matchOperations, type OperationMatch } from './operation-expression.ts'

/** An entry that fits a case, and how well. */
export interface Candidate {
  readonly entry: DipEntry
  readonly match: OperationMatch
  /** Codes of the case that the entry names in full, diagnosis and operations. */
  readonly fullCodes: number
}

/** The operations of a case that count, the main one first, and the class they give it. */
export interface UsableOperations {
  readonly codes: readonly string[]
  readonly dropped: readonly string[]
  /** Highest class among them; 保守治疗 where none has a class. */
  readonly opClass: OperationClass
}

export function usableOperations(scheme: CompiledDip, { proc }: DipInput): UsableOperations {
  const { classOrder } = scheme.tables.header.matching
  const dropped = proc.filter((code) => scheme.excludedOperations.has(code))
  const codes = proc.filter((code) => code !== '' && !dropped.includes(code))
  let opClass: OperationClass = 'conservative'
  for (const code of codes) {
    const found = scheme.classOf(code)
    if (found === null) continue
    const counted = scheme.countsAs(found)
    if (classOrder.indexOf(counted) > classOrder.indexOf(opClass)) opClass = counted
  }
  return { codes, dropped, opClass }
}

/**
 * Core or basic entries whose diagnosis covers the principal one and whose operations the case has. An entry without
 * operations is for conservative cases only. With `terms: some` one met term is enough (部分匹配), and `choose` decides.
 */
export function namedCandidates(
  scheme: CompiledDip,
  type: 'core' | 'basic',
  principal: string,
  operations: UsableOperations,
): readonly Candidate[] {
  const { terms: needed } = scheme.tables.header.matching
  const candidates: Candidate[] = []
  for (const entry of scheme[type].of(principal)) {
    const match = matchOperations(entry.terms, operations.codes)
    const fits =
      entry.terms.length === 0
        ? operations.opClass === 'conservative'
        : needed === 'all'
          ? match.metTerms === match.terms
          : match.metTerms > 0
    if (fits) candidates.push({ entry, match, fullCodes: match.fullCodes + (isFullCode(entry.row.dx) ? 1 : 0) })
  }
  return candidates
}

/**
 * Comprehensive entries of the case's operation class: by the three-character category of the principal diagnosis, then by
 * its first two and its first character, then by the chapter that holds the category. The first place that has any decides.
 */
export function comprehensiveCandidates(
  scheme: CompiledDip,
  principal: string,
  operations: UsableOperations,
): readonly Candidate[] {
  if (principal === '') return []
  const chapter = scheme.chapterOf(principal)
  const places = [3, 2, 1].map((length) => principal.slice(0, length))
  if (chapter !== null) places.push(`@${chapter.chapter}`)
  for (const place of places) {
    const entries = (scheme.comprehensive.get(place) ?? []).filter(
      ({ row }) => row.opClass !== null && scheme.countsAs(row.opClass) === operations.opClass,
    )
    if (entries.length > 0) {
      return entries.map((entry) => ({ entry, match: matchOperations([], operations.codes), fullCodes: 0 }))
    }
  }
  return []
}
