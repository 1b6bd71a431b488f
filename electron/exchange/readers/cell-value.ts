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
  const date = new Date((day - (date1904 ? EPOCH_1904 : EPOCH_1900)) * SECONDS_PER_DAY * 1000)
    .toISOString()
    .slice(0, 10)
  return time === '00:00:00' ? date : `${date} ${time}`
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
  const match = /^([+-]?)(\d*)\.?(\d*)e([+-]?\d{1,3})$/i.exec(text)
  if (match === null) return text
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match
  const digits = whole + fraction
  const point = whole.length + Number(exponent)
  const left = point <= 0 ? '0' : digits.slice(0, point).padEnd(point, '0')
  const right = point <= 0 ? '0'.repeat(-point) + digits : digits.slice(point)
  return `${sign === '-' ? '-' : ''}${left.replace(/^0+(?=\d)/, '')}${right === '' ? '' : `.${right}`}`
}

const trimZeros = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text)
