import type { Trial } from '#shared/contract/trials.ts'
import { type Period, periodsBetween } from '#shared/domain/period.ts'
import type { Months } from './span-words.ts'

/** A stretch of the months shown: `at` counts from the first of them, `length` is how many it covers. */
export interface Stretch {
  readonly at: number
  readonly length: number
}

/** The part of a span that lies within the months shown; null where none does. */
export function stretchOf(span: Months, months: readonly Period[]): Stretch | null {
  const inside = months.filter(
    (month) => (span.from === null || span.from <= month) && (span.to === null || month <= span.to),
  )
  const first = inside[0]
  return first === undefined ? null : { at: months.indexOf(first), length: inside.length }
}

/** Months that no span covers, as stretches. */
export function gapsOf(spans: readonly Months[], months: readonly Period[]): readonly Stretch[] {
  const covered = months.map((month) => spans.some((span) => stretchOf(span, [month]) !== null))
  const gaps: Stretch[] = []
  covered.forEach((is, at) => {
    const last = gaps.at(-1)
    if (is) return
    if (last !== undefined && last.at + last.length === at)
      gaps[gaps.length - 1] = { at: last.at, length: last.length + 1 }
    else gaps.push({ at, length: 1 })
  })
  return gaps
}

/** The years over the months shown, each with its stretch. */
export function yearsOf(months: readonly Period[]): readonly (Stretch & { readonly year: string })[] {
  const years = [...new Set(months.map((month) => month.slice(0, 4)))]
  return years.map((year) => {
    const own = months.filter((month) => month.startsWith(year))
    return { year, at: months.indexOf(own[0]!), length: own.length }
  })
}

/** Every month of the book, and of a span that reaches beyond it, so that nothing in force is out of sight. */
export function monthsShown(
  book: { readonly firstPeriod: Period | null; readonly lastPeriod: Period | null },
  spans: readonly Months[],
): readonly Period[] {
  const ends = [book.firstPeriod, book.lastPeriod, ...spans.flatMap(({ from, to }) => [from, to])]
    .filter((month) => month !== null)
    .toSorted()
  const [first] = ends
  const last = ends.at(-1)
  return first === undefined || last === undefined ? [] : periodsBetween(first, last)
}

/** Trials that still wait, of one scheme. */
export function waitingTrials(trials: readonly Trial[], schemeId: number): readonly Trial[] {
  return trials.filter(({ scheme, acceptedAt }) => scheme.id === schemeId && acceptedAt === null)
}
