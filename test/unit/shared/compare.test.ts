import { describe, expect, it } from 'vitest'
import { comparedMonth, comparedSpan } from '#shared/domain/compare.ts'
import { period } from '#shared/domain/period.ts'

const span = (from: string, to: string) => ({ from: period(from), to: period(to) })

describe('months compared with', () => {
  it('are as many just before, the same of the year before, those chosen, or none', () => {
    const quarter = span('2026-01', '2026-03')
    expect(comparedSpan(quarter, 'previous')).toEqual(span('2025-10', '2025-12'))
    expect(comparedSpan(quarter, 'year')).toEqual(span('2025-01', '2025-03'))
    expect(comparedSpan(quarter, span('2024-06', '2024-07'))).toEqual(span('2024-06', '2024-07'))
    expect(comparedSpan(quarter, 'none')).toBeNull()
  })

  it('stand beside each other in their order; beyond their end nothing does', () => {
    const [now, then] = [span('2026-01', '2026-03'), span('2024-06', '2024-07')]
    expect(['2026-01', '2026-02', '2026-03'].map((month) => comparedMonth(period(month), now, then))).toEqual([
      '2024-06',
      '2024-07',
      null,
    ])
  })
})
