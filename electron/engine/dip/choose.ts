import { assertNever } from '#shared/domain/assert-never.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { type Exact, exactFromFen } from '#shared/domain/exact.ts'
import type { Fen } from '#shared/domain/money.ts'
import type { Candidate } from './candidates.ts'
import type { Choice, DipMatching, TypePriority } from './tables.ts'

/** One criterion that told fitting entries apart. */
export interface ChoiceMade {
  readonly choice: Choice | 'table-order'
  readonly kept: readonly Candidate[]
  readonly left: readonly Candidate[]
}

/**
 * Chooses one of several fitting entries by the region's criteria in turn: each keeps the best and the next decides among
 * those. What is still level at the end goes to the entry that stands first in the table, so that a run repeats.
 */
export function choose(
  matching: DipMatching,
  candidates: readonly Candidate[],
  operations: number,
  charge: Fen | null,
): { readonly chosen: Candidate; readonly made: readonly ChoiceMade[] } | null {
  const made: ChoiceMade[] = []
  let kept = candidates
  for (const choice of matching.choose) {
    if (kept.length < 2) break
    const best = bestOf(kept, compareBy(choice, matching, operations, charge))
    if (best.length < kept.length) made.push({ choice, kept: best, left: kept.filter((one) => !best.includes(one)) })
    kept = best
  }
  const [chosen] = kept.toSorted((a, b) => a.entry.order - b.entry.order)
  if (chosen === undefined) return null
  if (kept.length > 1) made.push({ choice: 'table-order', kept: [chosen], left: kept.filter((one) => one !== chosen) })
  return { chosen, made }
}

/** Negative: `a` is better. */
type Compare = (a: Candidate, b: Candidate) => number

function bestOf(candidates: readonly Candidate[], compare: Compare): readonly Candidate[] {
  const best = candidates.reduce((one, other) => (compare(other, one) < 0 ? other : one))
  return candidates.filter((one) => compare(one, best) === 0)
}

const more =
  (value: (candidate: Candidate) => number): Compare =>
  (a, b) =>
    value(b) - value(a)

function compareBy(choice: Choice, matching: DipMatching, operations: number, charge: Fen | null): Compare {
  switch (choice) {
    case 'main-operation':
      return more(({ match }) => (match.meetsMain ? 1 : 0))
    case 'exact-set':
      return more(({ match }) => (match.metTerms === match.terms && match.metOperations === operations ? 1 : 0))
    case 'full-code':
      return more(({ fullCodes }) => fullCodes)
    case 'most-terms':
      return more(({ match }) => match.metTerms)
    case 'most-operations':
      return more(({ match }) => match.metOperations)
    case 'nearest-mean':
      return nearestMean(charge)
    case 'higher-score':
      return (a, b) => b.entry.score.cmp(a.entry.score)
    case 'type-priority':
      return (a, b) => priorityOf(matching, a) - priorityOf(matching, b)
    default:
      return assertNever(choice)
  }
}

/** Without a charge nothing is nearer; an entry without a mean comes after every entry that has one. */
function nearestMean(charge: Fen | null): Compare {
  if (charge === null) return () => 0
  const yuan = exactFromFen(charge)
  const distance = ({ entry }: Candidate): Exact | null => entry.mean?.minus(yuan).abs() ?? null
  return (a, b) => {
    const [left, right] = [distance(a), distance(b)]
    if (left === null || right === null) return Number(left === null) - Number(right === null)
    return left.cmp(right)
  }
}

/** A type that the region does not list comes last. */
function priorityOf({ typePriority }: DipMatching, { entry: { row } }: Candidate): number {
  const name = (row.type === 'blank' ? 'blank' : `${row.type}-${row.opClass}`) as TypePriority
  const at = typePriority.indexOf(name)
  return at < 0 ? typePriority.length : at
}

export const CHOICE_WORDS: Readonly<Record<ChoiceMade['choice'], Bilingual>> = {
  'main-operation': { zh: '主要手术操作相符者优先', en: 'the main procedure is among its operations' },
  'exact-set': { zh: '手术操作完全一致者优先', en: 'its operations are exactly those of the case' },
  'full-code': { zh: '完整编码相符者优先', en: 'it names more codes in full' },
  'most-terms': { zh: '符合的关联项最多者优先', en: 'it has the most operation terms met' },
  'most-operations': { zh: '匹配的手术操作最多者优先', en: 'it covers the most procedures of the case' },
  'nearest-mean': { zh: '病种均费与本例费用最接近者优先', en: 'its mean charge is nearest to the charge' },
  'higher-score': { zh: '分值高者优先', en: 'it has the higher score' },
  'type-priority': { zh: '按病种类型优先顺序', en: 'the order of types' },
  'table-order': {
    zh: '各项规则仍相同，取目录中靠前者',
    en: 'all criteria leave them level: the first in the directory',
  },
}
