/** A calendar month, `YYYY-MM`. The fiscal year of public hospitals is the calendar year. */
export type Period = string & { readonly __unit: 'period' }

const PERIOD = /^(\d{4})-(0[1-9]|1[0-2])$/

export function isPeriod(text: string): text is Period {
  return PERIOD.test(text)
}

/** @throws RangeError when the text is not `YYYY-MM`. */
export function period(text: string): Period {
  if (!isPeriod(text)) throw new RangeError(`not a month (YYYY-MM): ${text}`)
  return text
}

/** The month of an ISO date or date-time (`2026-03-15`, `2026-03-15 08:30:00`). */
export function periodOf(isoDate: string): Period {
  return period(isoDate.slice(0, 7))
}

const LAST_INDEX = 9999 * 12 + 11
const indexOf = (month: Period): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1

/** Stops at the first and last month that can be written, `0000-01` and `9999-12`. */
export function addMonths(start: Period, months: number): Period {
  const index = Math.min(Math.max(indexOf(start) + months, 0), LAST_INDEX)
  const year = Math.floor(index / 12)
  return period(`${String(year).padStart(4, '0')}-${String(index - year * 12 + 1).padStart(2, '0')}`)
}

/** Months from `from` to `to`, both included; empty when `to` lies before `from`. */
export function periodsBetween(from: Period, to: Period): Period[] {
  const length = Math.max(0, indexOf(to) - indexOf(from) + 1)
  return Array.from({ length }, (_, months) => addMonths(from, months))
}
