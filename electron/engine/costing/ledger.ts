import type { CenterClass, CostElement, Elements } from '#shared/domain/costing.ts'
import type { Period } from '#shared/domain/period.ts'
import { problem } from '#shared/domain/problem.ts'
import { addElements, noCost, sumElements } from './elements.ts'
import type { Measure } from './measure.ts'

/**
 * What a finance office books, or has already allocated: `direct` is a center's own cost (直接成本), `share` what it got from other
 * centers in the office's own allocation (一、二、三级分摊).
 */
export const LEDGER_ORIGINS = ['direct', 'share'] as const
export type LedgerOrigin = (typeof LEDGER_ORIGINS)[number]

/** One amount of one element; several lines of the same center and element add up, a correction is negative. */
export interface LedgerLine<T> {
  readonly period: Period
  readonly center: string
  readonly class: CenterClass
  readonly element: CostElement
  readonly origin: LedgerOrigin
  readonly amount: T
}

export interface CenterCost<T> {
  readonly center: string
  readonly class: CenterClass
  readonly direct: Elements<T>
  /** Already allocated to it by the finance office. */
  readonly shares: Elements<T>
}

/** One month of a ledger: each center once, in the order its first line came. */
export interface Ledger<T> {
  readonly period: Period
  readonly centers: readonly CenterCost<T>[]
}

/**
 * Ledger lines by month, months ascending.
 * @throws ProblemError `ledger-invalid` when a center has two classes in one month
 */
export function ledgersOf<T>(measure: Measure<T>, lines: Iterable<LedgerLine<T>>): readonly Ledger<T>[] {
  const months = new Map<Period, Map<string, OpenCenter<T>>>()
  for (const line of lines) {
    const month = months.get(line.period) ?? new Map<string, OpenCenter<T>>()
    months.set(line.period, month)
    const known = month.get(line.center)
    if (known !== undefined && known.class !== line.class) throw twoClasses(line, known.class)
    const center: OpenCenter<T> = known ?? {
      ...{ center: line.center, class: line.class },
      ...{ direct: noCost(measure), shares: noCost(measure) },
    }
    if (known === undefined) month.set(line.center, center)
    const amounts = line.origin === 'direct' ? center.direct : center.shares
    amounts[line.element] = measure.add(amounts[line.element], line.amount)
  }
  return [...months]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([period, centers]) => ({ period, centers: [...centers.values()] }))
}

/** A center while its lines are read. */
interface OpenCenter<T> extends Pick<CenterCost<T>, 'center' | 'class'> {
  readonly direct: Record<CostElement, T>
  readonly shares: Record<CostElement, T>
}

/** What a center carries before anything is allocated here. */
export function ownCost<T>(measure: Measure<T>, { direct, shares }: CenterCost<T>): Elements<T> {
  return addElements(measure, direct, shares)
}

/** The control total of a month, per element. */
export function ledgerTotal<T>(measure: Measure<T>, ledger: Ledger<T>): Elements<T> {
  return sumElements(
    measure,
    ledger.centers.map((center) => ownCost(measure, center)),
  )
}

function twoClasses({ center, period, class: second }: LedgerLine<unknown>, first: CenterClass) {
  return problem(
    'ledger-invalid',
    `成本台账 ${period} 的“${center}”有两个科室类别（${first}、${second}），请改为同一类别，混合科室请先拆成两个成本中心`,
    `in the ledger of ${period}, “${center}” has two classes (${first}, ${second}); give it one, or split a mixed center in two`,
    { period, center },
  )
}
