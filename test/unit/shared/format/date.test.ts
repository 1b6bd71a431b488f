import { describe, expect, it } from 'vitest'
import { formatDay, formatMoment, stamp } from '#shared/format/date.ts'
import { formatBytes, formatSeconds } from '#shared/format/size.ts'

describe('dates', () => {
  it('shows days and moments in local time', () => {
    expect(formatDay('2026-03-15 08:30:00')).toBe('2026-03-15')
    expect(formatMoment('2026-03-15T08:30:12')).toBe('2026-03-15 08:30')
    expect(formatMoment('2026-03-15')).toBe('2026-03-15')
  })

  it('turns a moment with a zone into local time', () => {
    const at = new Date(2026, 2, 15, 8, 30)
    expect(formatMoment(at.toISOString())).toBe('2026-03-15 08:30')
  })

  it('stamps file names', () => {
    expect(stamp(new Date(2026, 2, 5))).toBe('20260305')
  })
})

describe('sizes and durations', () => {
  it('reads like a file manager', () => {
    expect(formatBytes(512)).toBe('512 B')
    expect(formatBytes(1_300_000)).toBe('1.2 MB')
  })

  it('shows minutes from a minute on', () => {
    expect(formatSeconds(41.6)).toBe('42 s')
    expect(formatSeconds(185)).toBe('3:05')
  })
})
