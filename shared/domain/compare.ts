import { addMonths, type Period, periodsBetween } from './period.ts'

/** Months, both ends included. */
export interface Span {
  readonly from: Period
  readonly to: Period
}

/** What months are held against: as many just before, the same of the year before, months a person chose, or nothing. */
export type Compare = 'previous' | 'year' | 'none' | Span

/** The months compared with; null when nothing is compared. */
export function comparedSpan({ from, to }: Span, compare: Compare): Span | null {
  if (compare === 'none') return null
  if (typeof compare === 'object') return { from: compare.from, to: compare.to }
  const back = compare === 'year' ? 12 : periodsBetween(from, to).length
  return { from: addMonths(from, -back), to: addMonths(to, -back) }
}

/** The month that stands where `month` does: the first beside the first. Null beyond the end of the compared months. */
export function comparedMonth(month: Period, { from }: Span, compared: Span): Period | null {
  const found = addMonths(compared.from, periodsBetween(from, month).length - 1)
  return found > compared.to ? null : found
}
