import type { PeriodSummary } from '#shared/contract/lifecycle.ts'
import { addFen, type Fen, ZERO_FEN } from '#shared/domain/money.ts'
import type { Period } from '#shared/domain/period.ts'

export interface YearSummary {
  readonly year: string
  readonly months: number
  /** They keep the year from being deleted. */
  readonly closed: readonly Period[]
  readonly cases: number
  readonly lines: number
  readonly charge: Fen
}

/** Months summed by calendar year, the earliest first: the ones to go come before the ones to stay. */
export function yearsOf(months: readonly PeriodSummary[]): readonly YearSummary[] {
  const years = new Map<string, YearSummary>()
  for (const { period, cases, lines, charge, closed } of months) {
    const year = period.slice(0, 4)
    const before = years.get(year) ?? { year, months: 0, closed: [], cases: 0, lines: 0, charge: ZERO_FEN }
    years.set(year, {
      year,
      months: before.months + 1,
      closed: closed === null ? before.closed : [...before.closed, period],
      cases: before.cases + cases,
      lines: before.lines + lines,
      charge: addFen(before.charge, charge),
    })
  }
  return [...years.values()].sort((a, b) => a.year.localeCompare(b.year))
}
