/**
 * Calendar arithmetic on whole days and minutes since 1970-01-01, in the hospital's own wall-clock time. No time
 * zone takes part, so the same seed writes the same bytes on every machine.
 */

interface CalendarDate {
  readonly year: number
  readonly month: number
  readonly day: number
}

export function dayNumber(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day) / 86_400_000
}

export function dateOfDay(dayNo: number): CalendarDate {
  const date = new Date(dayNo * 86_400_000)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

/** 0 is Sunday. */
export function weekday(dayNo: number): number {
  return (((dayNo + 4) % 7) + 7) % 7
}

/** `2025/3/7`, as a hospital extract writes it. */
export function slashDate(dayNo: number): string {
  const { year, month, day } = dateOfDay(dayNo)
  return `${year}/${month}/${day}`
}

/** `14:05` from minutes after midnight. */
export function clock(minuteOfDay: number): string {
  const minute = minuteOfDay % 60
  return `${(minuteOfDay - minute) / 60}:${minute < 10 ? '0' : ''}${minute}`
}
