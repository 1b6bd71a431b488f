import { describe, expect, test } from 'vitest'
import { addMonths, isPeriod, period, periodsBetween } from '#shared/domain/period.ts'

const month = period

describe('months', () => {
  test.each([
    ['2026-01', -1, '2025-12'],
    ['2025-12', 1, '2026-01'],
    ['2026-03', -15, '2024-12'],
    ['2026-03', 0, '2026-03'],
    ['0000-02', -12, '0000-01'], // stops at what can be written
    ['9999-11', 12, '9999-12'],
  ])('%s and %i months is %s', (start, months, expected) => {
    expect(addMonths(month(start), months)).toBe(expected)
  })

  test('a range holds both its ends; a range backwards holds nothing', () => {
    expect(periodsBetween(month('2025-11'), month('2026-02'))).toEqual(['2025-11', '2025-12', '2026-01', '2026-02'])
    expect(periodsBetween(month('2026-02'), month('2026-02'))).toEqual(['2026-02'])
    expect(periodsBetween(month('2026-02'), month('2026-01'))).toEqual([])
    expect(periodsBetween(month('9999-11'), month('9999-12'))).toEqual(['9999-11', '9999-12'])
  })

  test('what is no month is refused', () => {
    for (const text of ['2026-13', '2026-00', '2026-1', '202601', '2026-01-01', '', ' 2026-01'])
      expect(isPeriod(text), text).toBe(false)
    expect(() => period('2026-13')).toThrow(RangeError)
  })
})
