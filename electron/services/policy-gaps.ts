import { policyMonthFaults } from '#engine/payment/policy-months.ts'
import type { PolicyGap } from '#shared/contract/book.ts'
import { type Period, period, periodsBetween } from '#shared/domain/period.ts'
import { schemeAt } from '#shared/domain/scheme-timetable.ts'
import type { ReadableDb } from '#store/database.ts'
import { casesByMonth } from '#store/policies.ts'
import { readTimetable } from '#store/scheme-spans.ts'
import { listSchemes } from '#store/schemes.ts'
import { spansOf } from './policy-room.ts'

/**
 * Months that have cases and no policy for them, by the scheme whose groups would have to be priced (null: the groups that came with
 * the data). Months of a DIP directory are priced by the directory itself. Neighbouring months are one row.
 */
export function policyGaps(db: ReadableDb): PolicyGap[] {
  const needed = casesToPrice(db)
  const gaps: PolicyGap[] = []
  for (const [schemeCode, byMonth] of needed) {
    const months = [...byMonth.keys()].sort()
    const [from, to] = [months[0], months.at(-1)]
    if (from === undefined || to === undefined) continue
    for (const fault of policyMonthFaults(spansOf(db, schemeCode), from, to)) {
      if (fault.kind === 'overlap') continue
      gaps.push(...withCases(schemeCode, fault, byMonth))
    }
  }
  return gaps
}

/** The parts of a gap that have cases: a span without a case between two is no gap of anything. */
function withCases(
  schemeCode: string | null,
  { from, to }: { readonly from: Period; readonly to: Period },
  byMonth: ReadonlyMap<Period, number>,
): PolicyGap[] {
  const parts: PolicyGap[] = []
  let open = false
  for (const month of periodsBetween(from, to)) {
    const cases = byMonth.get(month) ?? 0
    if (cases === 0) open = false
    else {
      const last = parts.at(-1)
      if (open && last !== undefined) parts.splice(-1, 1, { ...last, to: month, cases: last.cases + cases })
      else parts.push({ schemeCode, from: month, to: month, cases })
      open = true
    }
  }
  return parts
}

function casesToPrice(db: ReadableDb): Map<string | null, Map<Period, number>> {
  const timetable = readTimetable(db)
  const schemes = new Map(listSchemes(db).map((scheme) => [scheme.id, scheme]))
  const needed = new Map<string | null, Map<Period, number>>()
  for (const { month, foreign, cases } of casesByMonth(db)) {
    const at = period(month)
    const schemeId = foreign === 1 ? null : schemeAt(timetable, at)
    const scheme = schemeId === null ? undefined : schemes.get(schemeId)
    if (scheme?.kind === 'DIP') continue
    const code = scheme?.code ?? null
    const byMonth = needed.get(code) ?? new Map<Period, number>()
    needed.set(code, byMonth.set(at, (byMonth.get(at) ?? 0) + cases))
  }
  return needed
}
