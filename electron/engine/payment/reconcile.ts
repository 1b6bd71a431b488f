import type { Exact } from '#shared/domain/exact.ts'
import { addFen, type Fen, subFen, sumFen, ZERO_FEN } from '#shared/domain/money.ts'

/** Why the insurer's payment of a case is not ours, in the order they are looked for. */
export const DIFFERENCE_CAUSES = [
  'missing-there',
  'missing-here',
  'grouping',
  'outlier',
  'weight',
  'rate',
  'other',
] as const
export type DifferenceCause = (typeof DIFFERENCE_CAUSES)[number]

/** One side's settlement of a case; null where that side does not say. Weight and standard are exact, payment is fen. */
export interface SettledSide {
  readonly group: string | null
  readonly outlier: 'normal' | 'high' | 'low' | 'exempt' | null
  readonly weight: Exact | null
  readonly standard: Exact | null
  readonly payment: Fen
}

export interface ReconciledCase {
  readonly caseNo: string
  readonly cause: DifferenceCause
  /** Theirs − ours. */
  readonly difference: Fen
}

interface Reconciliation {
  /** Cases whose payment differs, in the order of their numbers. */
  readonly cases: readonly ReconciledCase[]
  readonly byCause: ReadonlyMap<DifferenceCause, { readonly n: number; readonly difference: Fen }>
  /** Σ theirs − Σ ours, which the causes add up to exactly. */
  readonly total: Fen
}

/**
 * Sets the insurer's settlements (结算回执) beside ours by case number. The whole difference of a case goes to the first cause
 * that fits, because a different group changes weight, line and standard with it; so no fen is counted twice.
 * `other` is what these facts don't tell apart: quality, add-ons, deductions, rounding.
 */
export function reconcile(
  ours: ReadonlyMap<string, SettledSide>,
  theirs: ReadonlyMap<string, SettledSide>,
): Reconciliation {
  const caseNos = [...new Set([...ours.keys(), ...theirs.keys()])].sort()
  const cases = caseNos
    .map((caseNo) => compared(caseNo, ours.get(caseNo), theirs.get(caseNo)))
    .filter(({ difference }) => difference !== 0)
  const byCause = new Map<DifferenceCause, { n: number; difference: Fen }>()
  for (const { cause, difference } of cases) {
    const sum = byCause.get(cause) ?? { n: 0, difference: ZERO_FEN }
    byCause.set(cause, { n: sum.n + 1, difference: addFen(sum.difference, difference) })
  }
  return { cases, byCause, total: sumFen(cases.map(({ difference }) => difference)) }
}

function compared(caseNo: string, our: SettledSide | undefined, their: SettledSide | undefined): ReconciledCase {
  const difference = subFen(their?.payment ?? ZERO_FEN, our?.payment ?? ZERO_FEN)
  return { caseNo, cause: causeOf(our, their), difference }
}

function causeOf(our: SettledSide | undefined, their: SettledSide | undefined): DifferenceCause {
  if (their === undefined) return 'missing-there'
  if (our === undefined) return 'missing-here'
  if (our.group !== their.group) return 'grouping'
  if (our.outlier !== null && their.outlier !== null && our.outlier !== their.outlier) return 'outlier'
  if (differ(our.weight, their.weight)) return 'weight'
  return differ(our.standard, their.standard) ? 'rate' : 'other'
}

const differ = (a: Exact | null, b: Exact | null): boolean => a !== null && b !== null && !a.eq(b)
