/** Now, in local time. */
export const now = (): string => localTime(new Date())

/** Local time as the store keeps it: `2026-03-15 08:30:00`. */
export function localTime(at: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return (
    `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ` +
    `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`
  )
}
