import { type Exact, exact, ZERO } from '#shared/domain/exact.ts'
import type { Period } from '#shared/domain/period.ts'
import { floatingRate } from './clearing.ts'
import type { BaseRate } from './policy.ts'

/** A published rate has at most this many decimals; one that is worked out is rounded to them, half up, as it would be published. */
const RATE_PLACES = 4

/** Yuan per weight: as printed, or budget ÷ weight. @throws RangeError when a floating rate has no weight under it */
export function rateOf({ rate, budget, weight }: Omit<BaseRate, 'from'>): Exact {
  return rate === undefined
    ? floatingRate(exact(budget ?? ZERO), exact(weight ?? ZERO)).round(RATE_PLACES, 1)
    : exact(rate)
}

export interface RateInForce {
  readonly insurance: string
  readonly rate: Exact
  readonly row: BaseRate
}

/** The rates of an insurance type over time. */
export interface RateTable {
  /** Null when the type has no rate, or none in that month. Without a month: the earliest one. */
  of(insurance: string, month: Period | undefined): RateInForce | null
  has(insurance: string): boolean
}

export function rateTable(rows: readonly BaseRate[]): RateTable {
  const spans = new Map(
    [...Map.groupBy(rows, ({ insurance }) => insurance)].map(([insurance, own]) => [
      insurance,
      own
        .toSorted((a, b) => ((a.from ?? '') < (b.from ?? '') ? -1 : 1))
        .map((row): RateInForce => ({ insurance, rate: rateOf(row), row })),
    ]),
  )
  return {
    of(insurance, month) {
      const own = spans.get(insurance)
      if (own === undefined) return null
      if (month === undefined) return own[0] ?? null
      return own.findLast(({ row }) => row.from === undefined || row.from <= month) ?? null
    },
    has: (insurance) => spans.has(insurance),
  }
}
