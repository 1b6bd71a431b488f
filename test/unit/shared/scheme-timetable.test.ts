import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addMonths, type Period, period } from '#shared/domain/period.ts'
import { currentScheme, putInForce, type SchemeTimetable, schemeAt } from '#shared/domain/scheme-timetable.ts'

const span = (schemeId: number, from: string | null, to: string | null) => ({
  schemeId,
  from: from as Period | null,
  to: to as Period | null,
})
const months = Array.from({ length: 36 }, (_, index) => addMonths(period('2024-01'), index))

describe('which scheme groups which months', () => {
  test('a newer version from a month on leaves the months before to the old one', () => {
    const timetable = putInForce([span(1, null, null)], span(2, '2026-01', null))
    expect(timetable).toEqual([span(1, null, '2025-12'), span(2, '2026-01', null)])
    expect(schemeAt(timetable, period('2025-12'))).toBe(1)
    expect(schemeAt(timetable, period('2026-01'))).toBe(2)
    expect(currentScheme(timetable)).toBe(2)
  })

  test('a span that falls into another splits it; the same scheme on both sides of a border is one span', () => {
    const split = putInForce([span(1, '2025-01', null)], span(2, '2025-04', '2025-06'))
    expect(split).toEqual([span(1, '2025-01', '2025-03'), span(2, '2025-04', '2025-06'), span(1, '2025-07', null)])
    expect(putInForce(split, span(1, '2025-04', '2025-06'))).toEqual([span(1, '2025-01', null)])
  })

  test('months between two spans have no scheme', () => {
    const timetable = putInForce([span(1, '2025-01', '2025-02')], span(2, '2025-05', null))
    expect(schemeAt(timetable, period('2025-03'))).toBeNull()
    expect(currentScheme([])).toBeNull()
  })

  const month = fc.integer({ min: 0, max: 35 }).map((index) => months[index] as Period)
  const anySpan = fc
    .record({ schemeId: fc.integer({ min: 1, max: 4 }), from: fc.option(month), to: fc.option(month) })
    .filter(({ from, to }) => from === null || to === null || from <= to)

  test('after any sequence each month has the scheme put in force last over it, and spans never overlap', () => {
    fc.assert(
      fc.property(fc.array(anySpan, { maxLength: 8 }), (spans) => {
        const timetable = spans.reduce<SchemeTimetable>(putInForce, [])
        for (const at of months) {
          const last = spans.findLast(({ from, to }) => (from === null || from <= at) && (to === null || at <= to))
          expect(schemeAt(timetable, at)).toBe(last?.schemeId ?? null)
          const holding = timetable.filter(({ from, to }) => (from === null || from <= at) && (to === null || at <= to))
          expect(holding.length).toBeLessThanOrEqual(1)
        }
      }),
    )
  })
})
