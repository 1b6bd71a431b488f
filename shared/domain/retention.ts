/** Why a backup was made. Only `manual` ones were asked for by a person. */
export const BACKUP_REASONS = [
  'manual',
  'daily',
  'before-migration',
  'before-batch',
  'before-deletion',
  'before-restore',
] as const
export type BackupReason = (typeof BACKUP_REASONS)[number]

/** What the rule needs to know of a backup. */
export interface DatedBackup {
  /** Local time, `2026-03-15 08:30:00`. */
  readonly at: string
  readonly reason: BackupReason
  /** Verified when it was made and still of the length recorded then. */
  readonly good: boolean
}

/**
 * Why a backup stays: `by-hand` a person made it, `deletion` it is the only way back from one, `unsure` it is not known to be good (people decide about those), `undo`
 * the last restore is taken back with it, `recent` one of the last few, `day`, `week`, `month` the last one of that
 * span; null when nothing speaks for it.
 */
export type KeptBecause = 'by-hand' | 'deletion' | 'unsure' | 'undo' | 'recent' | 'day' | 'week' | 'month' | null

export interface RetentionRule {
  /** The newest so many, whatever their age; at least 1. */
  readonly recent: number
  /** The last one of each of so many calendar days, today included; likewise weeks from Monday, and months. */
  readonly days: number
  readonly weeks: number
  readonly months: number
}

export const RETENTION: RetentionRule = { recent: 5, days: 14, weeks: 8, months: 12 }

/**
 * What the rule says of each backup, in their order. Backups made by hand or before a deletion neither fill nor free a
 * place of the others, and the newest good one is never given up. A backup dated after `now` (the clock was set back) is kept.
 * @param backups of two of the same second the newer stands first
 * @param now local time, as `DatedBackup.at`
 */
export function retention(
  backups: readonly DatedBackup[],
  now: string,
  rule: RetentionRule = RETENTION,
): readonly KeptBecause[] {
  const verdicts = backups.map(({ good, reason }): KeptBecause => {
    if (reason === 'manual') return 'by-hand'
    if (reason === 'before-deletion') return 'deletion'
    return good ? null : 'unsure'
  })
  const newestFirst = backups
    .map((backup, index) => ({ ...backup, index }))
    .filter(({ index }) => verdicts[index] === null)
    .toSorted((a, b) => (a.at === b.at ? a.index - b.index : a.at < b.at ? 1 : -1))
  const keep = (index: number, because: KeptBecause) => {
    verdicts[index] ??= because
  }

  for (const { index } of newestFirst.slice(0, Math.max(1, rule.recent))) keep(index, 'recent')
  const undo = newestFirst.find(({ reason }) => reason === 'before-restore')
  if (undo !== undefined) verdicts[undo.index] = 'undo'
  for (const [because, spanOf, count] of spans(rule)) {
    const oldest = spanOf(now) - count + 1
    const taken = new Set<number>()
    for (const { at, index } of newestFirst) {
      const span = spanOf(at)
      if (span < oldest || taken.has(span)) continue
      taken.add(span)
      keep(index, because)
    }
  }
  for (const { at, index } of newestFirst) if (at > now) keep(index, 'recent')
  return verdicts
}

/** Each kind of span with its running number for a time, and how many of them keep a backup. */
function spans(rule: RetentionRule): readonly (readonly [KeptBecause, (at: string) => number, number])[] {
  return [
    ['day', dayNumber, rule.days],
    // Day 0 was a Thursday; weeks begin on Monday, as ISO 8601 has them.
    ['week', (at) => Math.floor((dayNumber(at) + 3) / 7), rule.weeks],
    ['month', (at) => Number(at.slice(0, 4)) * 12 + Number(at.slice(5, 7)), rule.months],
  ]
}

/** Days since 1970-01-01 of the calendar, without time zones: the text is local already. */
function dayNumber(at: string): number {
  return Math.floor(Date.parse(`${at.slice(0, 10)}T00:00:00Z`) / 86_400_000)
}

/** Whether a day has no good backup yet that would show the book as it was when the day began. */
export function isDueToday(backups: readonly DatedBackup[], now: string): boolean {
  return !backups.some(({ at, good }) => good && at.slice(0, 10) === now.slice(0, 10))
}
