const two = (value: number): string => String(value).padStart(2, '0')

/** The day of an ISO date or date-time. */
export function formatDay(iso: string): string {
  return iso.slice(0, 10)
}

/** `2026-03-15 08:30` in local time; text without a zone is local already. */
export function formatMoment(iso: string): string {
  if (!/(Z|[+-]\d\d:?\d\d)$/.test(iso)) return iso.slice(0, 16).replace('T', ' ')
  const at = new Date(iso)
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`
}

/** Today's local date, for file names: `20260315`. */
export function stamp(at: Date): string {
  return `${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}`
}
