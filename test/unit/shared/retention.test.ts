import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BACKUP_REASONS, type DatedBackup, isDueToday, RETENTION, retention } from '#shared/domain/retention.ts'

const NOW = '2026-03-18 09:00:00' // a Wednesday
const daily = (at: string): DatedBackup => ({ at: `${at} 08:00:00`, reason: 'daily', good: true })
const day = (ago: number): string => new Date(Date.UTC(2026, 2, 18 - ago)).toISOString().slice(0, 10)

describe('the rule, on its own', () => {
  test('of a backup every day for two years it keeps 14 days, then the last of a week, then the last of a month', () => {
    const backups = Array.from({ length: 730 }, (_, ago) => daily(day(ago)))
    const verdicts = retention(backups, NOW)
    const kept = (because: string) =>
      backups.filter((_, index) => verdicts[index] === because).map(({ at }) => at.slice(0, 10))
    expect(kept('recent')).toEqual([day(0), day(1), day(2), day(3), day(4)])
    expect(kept('day')).toEqual(Array.from({ length: 9 }, (_, index) => day(index + 5)))
    // Sundays, the newest of a week; those of the last two weeks are kept as days already.
    expect(kept('week')).toEqual(['2026-03-01', '2026-02-22', '2026-02-15', '2026-02-08', '2026-02-01'])
    expect(kept('month')).toEqual([
      '2026-02-28',
      '2026-01-31',
      '2025-12-31',
      '2025-11-30',
      '2025-10-31',
      '2025-09-30',
      '2025-08-31',
      '2025-07-31',
      '2025-06-30',
      '2025-05-31',
      '2025-04-30',
    ])
    expect(verdicts.filter((because) => because === null)).toHaveLength(730 - 5 - 9 - 5 - 11)
  })

  test('several of one day: the newest few of all stay, and the last of each earlier day', () => {
    const morning = { ...daily(day(3)), at: `${day(3)} 08:00:00` }
    const evening = { ...daily(day(3)), at: `${day(3)} 18:00:00` }
    const today = Array.from({ length: 7 }, (_, hour) => ({ ...daily(day(0)), at: `${day(0)} 0${hour}:00:00` }))
    expect(retention([morning, evening, ...today], NOW)).toEqual([
      null,
      'day',
      null,
      null,
      'recent',
      'recent',
      'recent',
      'recent',
      'recent',
    ])
  })

  test('what a person made, what is not known to be good and the way back from a restore stay', () => {
    const old = (change: Partial<DatedBackup>) => ({ ...daily('2020-01-01'), ...change })
    const fresh = Array.from({ length: 6 }, (_, ago) => daily(day(ago)))
    const verdicts = retention(
      [
        old({ reason: 'manual' }),
        old({ reason: 'before-deletion' }),
        old({ good: false }),
        old({ reason: 'before-restore' }),
        old({}),
        ...fresh,
      ],
      NOW,
    )
    expect(verdicts.slice(0, 5)).toEqual(['by-hand', 'deletion', 'unsure', 'undo', null])
  })

  test('the newer of two of the same second takes a restore back', () => {
    const at = `${NOW.slice(0, 10)} 08:30:00`
    const twice: DatedBackup[] = [
      { at, reason: 'before-restore', good: true },
      { at, reason: 'before-restore', good: true },
    ]
    expect(retention(twice, NOW)).toEqual(['undo', 'recent'])
  })

  test('is due when no good backup is of today', () => {
    expect(isDueToday([], NOW)).toBe(true)
    expect(isDueToday([daily(day(1))], NOW)).toBe(true)
    expect(isDueToday([{ ...daily(day(0)), good: false }], NOW)).toBe(true)
    expect(isDueToday([{ ...daily(day(0)), reason: 'manual' }], NOW)).toBe(false)
  })
})

const time = fc
  .integer({ min: Date.UTC(2023, 0, 1), max: Date.UTC(2026, 11, 31) })
  .map((ms) => new Date(ms).toISOString().slice(0, 19).replace('T', ' '))
const backup: fc.Arbitrary<DatedBackup> = fc.record({
  at: time,
  reason: fc.constantFrom(...BACKUP_REASONS),
  good: fc.boolean(),
})
const CLEARED = BACKUP_REASONS.filter((reason) => reason !== 'manual' && reason !== 'before-deletion')
const isAutomatic = ({ good, reason }: DatedBackup) => good && CLEARED.some((cleared) => cleared === reason)
const some = fc.array(backup, { maxLength: 60 })

describe('of any backups', () => {
  const keptOf = (backups: readonly DatedBackup[], now: string) => {
    const verdicts = retention(backups, now)
    return backups.filter((_, index) => verdicts[index] !== null)
  }

  test('the newest good one stays, and so does every one made by hand or not known to be good', () => {
    fc.assert(
      fc.property(some, time, (backups, now) => {
        const kept = new Set(keptOf(backups, now))
        const newest = backups.filter(({ good }) => good).reduce<string>((last, { at }) => (at > last ? at : last), '')
        if (newest !== '') expect([...kept].some(({ at, good }) => good && at === newest)).toBe(true)
        for (const one of backups) if (!isAutomatic(one)) expect(kept.has(one)).toBe(true)
      }),
    )
  })

  test('a day, week or month that the rule covers never loses its last backup', () => {
    fc.assert(
      fc.property(some, time, (backups, now) => {
        const kept = keptOf(backups, now)
        const automatic = (list: readonly DatedBackup[]) => list.filter(isAutomatic)
        const month = (at: string) => at.slice(0, 7)
        const oldest = new Date(Date.UTC(Number(now.slice(0, 4)), Number(now.slice(5, 7)) - 12, 1)).toISOString()
        const covered = automatic(backups).filter(({ at }) => month(at) >= month(oldest))
        expect(new Set(automatic(kept).map(({ at }) => month(at)))).toEqual(
          new Set([...covered, ...automatic(kept)].map(({ at }) => month(at))),
        )
        for (const { at } of covered) {
          const last = covered.filter((other) => month(other.at) === month(at)).reduce((a, b) => (a.at >= b.at ? a : b))
          expect(kept.some((one) => one.at === last.at)).toBe(true)
        }
      }),
    )
  })

  test('asked again of what is left, on the same day, it gives up nothing more', () => {
    fc.assert(
      fc.property(some, time, (backups, now) => {
        const kept = keptOf(backups, now)
        expect(keptOf(kept, now)).toEqual(kept)
      }),
    )
  })

  test('clearing away each day leaves no more, and no less of a month, than clearing away once at the end', () => {
    const backups = Array.from({ length: 400 }, (_, ago) => daily(day(399 - ago)))
    let left: readonly DatedBackup[] = []
    for (const one of backups) left = keptOf([...left, one], one.at)
    expect(left.map(({ at }) => at)).toEqual(keptOf(backups, backups.at(-1)!.at).map(({ at }) => at))
  })

  test('they are never more than the places of the rule, but for those of the future', () => {
    fc.assert(
      fc.property(some, time, (backups, now) => {
        const counted = keptOf(backups, now).filter((one) => isAutomatic(one) && one.at <= now)
        const { recent, days, weeks, months } = RETENTION
        expect(counted.length).toBeLessThanOrEqual(recent + days + weeks + months + 1)
      }),
    )
  })

  test('their order does not matter', () => {
    fc.assert(
      fc.property(fc.uniqueArray(backup, { selector: ({ at }) => at, maxLength: 40 }), time, (backups, now) => {
        const times = (list: readonly DatedBackup[]) => list.map(({ at }) => at).sort()
        expect(times(keptOf(backups.toReversed(), now))).toEqual(times(keptOf(backups, now)))
      }),
    )
  })
})
