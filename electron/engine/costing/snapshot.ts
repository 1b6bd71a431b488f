import type { CostMethod } from '#shared/domain/costing.ts'
import type { ExactText } from '#shared/domain/figure.ts'
import { type Fen, fen } from '#shared/domain/money.ts'
import type { Period } from '#shared/domain/period.ts'
import { problem } from '#shared/domain/problem.ts'

/**
 * What a month was costed with: plain data to be kept beside its results. A closed month (已结账) is shown with the prices,
 * drivers and rates it was closed with, whatever has been loaded since.
 */
export interface CostingSnapshot {
  readonly period: Period
  readonly closed: boolean
  readonly method: CostMethod
  /** Yuan per unit by pool, item or fee category. */
  readonly rates: Readonly<Record<string, ExactText>>
  /** Purchase price by item, yuan. */
  readonly prices: Readonly<Record<string, ExactText>>
  /** `driver → center → quantity`. */
  readonly drivers: Readonly<Record<string, Readonly<Record<string, ExactText>>>>
}

export interface ChangedValue {
  readonly kind: 'rate' | 'price' | 'driver'
  /** Pool, item or `driver / center`. */
  readonly of: string
  /** Null: not there before, or not there any more. */
  readonly before: ExactText | null
  readonly after: ExactText | null
}

/** Re-costing an open month, old and new side by side, before anyone accepts it. */
export interface Recosting {
  readonly period: Period
  readonly method: { readonly before: CostMethod; readonly after: CostMethod }
  readonly changed: readonly ChangedValue[]
  /** Cases whose cost changes, largest change first. Null: no cost on that side. */
  readonly cases: readonly { readonly caseNo: string; readonly before: Fen | null; readonly after: Fen | null }[]
  /** Over all cases. */
  readonly total: { readonly before: Fen; readonly after: Fen; readonly change: Fen }
}

/**
 * Compares a month's kept costing with a new one; nothing is changed by it.
 * @param before, after cost by case number
 * @throws ProblemError `not-allowed` when the month is closed, or the two are of different months
 */
export function compareCosting(
  kept: CostingSnapshot,
  next: CostingSnapshot,
  before: ReadonlyMap<string, Fen>,
  after: ReadonlyMap<string, Fen>,
): Recosting {
  const { period } = kept
  if (kept.closed)
    throw problem(
      'not-allowed',
      `${period} 的成本已结账，请先反结账并注明原因，再重新核算`,
      `the costs of ${period} are closed; reopen the month with a reason before costing it again`,
      { period },
    )
  if (next.period !== period)
    throw problem(
      'not-allowed',
      `${period} 的成本只能与同月的重新核算比较，不能与 ${next.period} 比较`,
      `costs of ${period} compare with a new costing of that month, not of ${next.period}`,
      { period, other: next.period },
    )
  const cases = [...new Set([...before.keys(), ...after.keys()])]
    .map((caseNo) => ({ caseNo, before: before.get(caseNo) ?? null, after: after.get(caseNo) ?? null }))
    .filter((row) => row.before !== row.after)
    .toSorted((a, b) => sizeOf(b) - sizeOf(a) || (a.caseNo < b.caseNo ? -1 : 1))
  const total = (costs: ReadonlyMap<string, Fen>): Fen => fen(costs.values().reduce((sum, cost) => sum + cost, 0))
  const [old, now] = [total(before), total(after)]
  return {
    period,
    method: { before: kept.method, after: next.method },
    changed: [
      ...changes('rate', kept.rates, next.rates),
      ...changes('price', kept.prices, next.prices),
      ...changes('driver', flat(kept.drivers), flat(next.drivers)),
    ],
    cases,
    total: { before: old, after: now, change: fen(now - old) },
  }
}

const sizeOf = ({ before, after }: { readonly before: Fen | null; readonly after: Fen | null }): number =>
  Math.abs((after ?? 0) - (before ?? 0))

type Values = Readonly<Record<string, ExactText>>

const flat = (drivers: CostingSnapshot['drivers']): Values =>
  Object.fromEntries(
    Object.entries(drivers).flatMap(([driver, centers]) =>
      Object.entries(centers).map(([center, quantity]) => [`${driver} / ${center}`, quantity]),
    ),
  )

function changes(kind: ChangedValue['kind'], before: Values, after: Values): ChangedValue[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map((of) => ({ kind, of, before: before[of] ?? null, after: after[of] ?? null }))
    .filter((value) => value.before !== value.after)
}
