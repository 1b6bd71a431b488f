import { addMonths, type Period } from './period.ts'

/** A scheme that groups the discharges of these months; an open end is null. */
export interface SchemeSpan {
  readonly schemeId: number
  readonly from: Period | null
  /** Last month, included. */
  readonly to: Period | null
}

/** Which scheme groups which months: spans in the order of their months that never overlap. Months between them have none. */
export type SchemeTimetable = readonly SchemeSpan[]

export function schemeAt(timetable: SchemeTimetable, month: Period): number | null {
  const span = timetable.find(({ from, to }) => (from === null || from <= month) && (to === null || month <= to))
  return span?.schemeId ?? null
}

/** The scheme of the latest months: what a page means by the scheme in force. */
export const currentScheme = (timetable: SchemeTimetable): number | null => timetable.at(-1)?.schemeId ?? null

/**
 * Puts a scheme in force over a span of months. It wins where it meets what stood there: that is cut to what is left of it,
 * and a span it falls into is split in two. Neighbouring months of one scheme become one span.
 */
export function putInForce(timetable: SchemeTimetable, added: SchemeSpan): SchemeTimetable {
  const left = timetable.flatMap((span) => outside(span, added))
  return [...left, added].toSorted(byFrom).reduce<SchemeSpan[]>(joined, [])
}

/** What is left of a span before and after another. */
function outside(span: SchemeSpan, taken: SchemeSpan): readonly SchemeSpan[] {
  const before = taken.from === null ? null : { ...span, to: earlier(span.to, addMonths(taken.from, -1)) }
  const after = taken.to === null ? null : { ...span, from: later(span.from, addMonths(taken.to, 1)) }
  return [before, after]
    .filter((part) => part !== null)
    .filter(({ from, to }) => from === null || to === null || from <= to)
}

const earlier = (to: Period | null, limit: Period): Period => (to === null || to > limit ? limit : to)
const later = (from: Period | null, limit: Period): Period => (from === null || from < limit ? limit : from)

const byFrom = (a: SchemeSpan, b: SchemeSpan): number => ((a.from ?? '') < (b.from ?? '') ? -1 : 1)

function joined(spans: SchemeSpan[], next: SchemeSpan): SchemeSpan[] {
  const last = spans.at(-1)
  const touching = last?.to != null && next.from !== null && addMonths(last.to, 1) === next.from
  if (last === undefined || !touching || last.schemeId !== next.schemeId) return [...spans, next]
  return [...spans.slice(0, -1), { ...last, to: next.to }]
}
