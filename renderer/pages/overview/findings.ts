import type { Overview, SurplusRow } from '#shared/contract/figures.ts'
import { exact, sumExact } from '#shared/domain/exact.ts'
import type { Figure } from '#shared/domain/figure.ts'
import type { Period } from '#shared/domain/period.ts'

/** What a bar chart of groups says in its title: how many, and what they add up to (exact yuan). */
export function groupsFinding(rows: readonly SurplusRow[]): { readonly n: number; readonly sum: string } {
  const known = rows.flatMap((row) => (row.surplus === null ? [] : [exact(row.surplus)]))
  return { n: known.length, sum: sumExact(known).toFixed() }
}

export type TrendFinding =
  | { readonly kind: 'unknown' }
  | {
      readonly kind: 'mixed' | 'positive'
      readonly months: number
      readonly negative: number
      readonly worst: Period
      readonly amount: string
    }

export function figureOf(figures: readonly Figure[], id: string): Figure | null {
  return figures.find((figure) => figure.id === id) ?? null
}

/** How many months closed below zero, and the lowest of them. Months without a surplus are not counted. */
export function trendFinding(trend: Overview['trend']): TrendFinding {
  const months = trend.flatMap(({ period, figures }) => {
    const value = figureOf(figures, 'surplus')?.value ?? null
    return value === null ? [] : [{ period, value: exact(value) }]
  })
  const first = months[0]
  if (first === undefined) return { kind: 'unknown' }
  const worst = months.reduce((low, month) => (month.value.lt(low.value) ? month : low), first)
  const negative = months.filter((month) => month.value.lt(0)).length
  return {
    kind: negative > 0 ? 'mixed' : 'positive',
    months: months.length,
    negative,
    worst: worst.period,
    amount: worst.value.toFixed(),
  }
}
