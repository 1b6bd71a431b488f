/** Days from 1970-01-01 back to Excel's day 0 in either date system. */
const EPOCH_1900 = 25569
const EPOCH_1904 = 24107
const SECONDS_PER_DAY = 86_400

/**
 * A date serial as local ISO text: a date, with the time when there is one, or a bare time below one day.
 * The 1900 system counts a 29 February 1900 that never was, so serials before it lie one day off. Times are rounded to
 * the second, as a spreadsheet shows them. Null when no date of the years 1900–9999 is meant.
 */
export function serialToDate(serial: number, date1904: boolean): string | null {
  if (!(serial >= 0) || serial >= 2_958_466) return null
  const seconds = Math.round(serial * SECONDS_PER_DAY)
  let day = Math.floor(seconds / SECONDS_PER_DAY)
  const time = clock(seconds - day * SECONDS_PER_DAY)
  if (day === 0 && !date1904) return time
  if (!date1904 && day < 60) day++
  const date = isoDay(day - (date1904 ? EPOCH_1904 : EPOCH_1900))
  return time === '00:00:00' ? date : `${date} ${time}`
}

/** ISO date of a day counted from 1970-01-01; in whole-number arithmetic, because a sheet may hold millions of dates. */
function isoDay(days: number): string {
  // Years that begin on 1 March put the leap day last: 146,097 days make 400 years.
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  return `${yearOfEra + era * 400 + (month <= 2 ? 1 : 0)}-${two(month)}-${two(day)}`
}

const two = (value: number): string => String(value).padStart(2, '0')
const clock = (seconds: number): string =>
  `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`

/**
 * The decimal a spreadsheet shows for a stored number. Workbooks store binary fractions in up to 17 digits
 * (`12.300000000000001`) but hold 15; longer whole numbers were cut when they were typed, and are written in
 * scientific notation so that a lost code is noticed.
 */
export function plainDecimal(stored: string): string {
  if (stored.length <= 15 && /^-?\d+(\.\d+)?$/.test(stored)) return stored
  const value = Number(stored)
  if (!Number.isFinite(value)) return stored
  const rounded = value.toPrecision(15)
  const digits = expandExponent(rounded)
  return Math.abs(value) >= 1e15 ? value.toExponential().toUpperCase() : trimZeros(digits)
}

/** `1.5e-7` → `0.00000015`; text without an exponent comes back as it is. */
export function expandExponent(text: string): string {
  const match = /^([+-]?)(\d+)\.?(\d*)e([+-]?\d{1,3})$/i.exec(text)
  if (match === null) return text
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match
  const digits = whole + fraction
  const point = whole.length + Number(exponent)
  const left = point <= 0 ? '0' : digits.slice(0, point).padEnd(point, '0')
  const right = point <= 0 ? '0'.repeat(-point) + digits : digits.slice(point)
  return `${sign === '-' ? '-' : ''}${left.replace(/^0+(?=\d)/, '')}${right === '' ? '' : `.${right}`}`
}

const trimZeros = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text)
