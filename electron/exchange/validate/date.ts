import { unwrapCode } from './code-text.ts'

export type DateOrder = 'mdy' | 'dmy'
/**
 * Why a text is no date: not one at all; a year-last date in a file whose order is not set; a year nobody means; a year
 * of two digits, whose century and place would both be guesses.
 */
export type DateFault = 'unreadable' | 'ambiguous' | 'implausible' | 'two-digit-year'

/** Dates begin with a digit, faults with a letter. */
export const isDateFault = (text: string): text is DateFault => text.charCodeAt(0) > 57

export interface DateReading {
  readonly order: DateOrder | null
  readonly date1904: boolean
}

/** Discharges of living memory; 1900-01-01 and 9999-12-31 are how systems write "none". */
const FIRST_YEAR = 1950
const LAST_YEAR = 2100
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const
const DAYS_1900_TO_1970 = 25569
const DAYS_1900_TO_1904 = 1462

const digit = (text: string, at: number): number => text.charCodeAt(at) - 48
const isDigit = (value: number): boolean => value >= 0 && value <= 9

/** Two digits at a position, -1 when they are none. */
function pair(text: string, at: number): number {
  const tens = digit(text, at)
  const ones = digit(text, at + 1)
  return isDigit(tens) && isDigit(ones) ? tens * 10 + ones : -1
}

function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false
  if (month === 2 && day === 29) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return day <= DAYS[month - 1]!
}

/** True for `2026-03-15` and `2026-03-15 08:30:00`, the forms that are kept as they are. */
export function isIsoDate(text: string): boolean {
  const length = text.length
  if (length !== 10 && length !== 19) return false
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return false
  const century = pair(text, 0)
  const years = pair(text, 2)
  if (century < 0 || years < 0) return false
  const year = century * 100 + years
  if (year < FIRST_YEAR || year > LAST_YEAR || !isDay(year, pair(text, 5), pair(text, 8))) return false
  if (length === 10) return true
  if (text.charCodeAt(10) !== 32 || text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return false
  return isTime(pair(text, 11), pair(text, 14), pair(text, 17))
}

const isTime = (hour: number, minute: number, second: number): boolean =>
  hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60

const TWO = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, '0'))
const two = (value: number): string => TWO[value]!

/**
 * `2026/3/5 8:07` and its kin (a year first, one mark, one or two digits each) without patterns: half of all charge
 * lines carry such a time. '' for every other text, and for days and times that do not exist.
 */
function scanYearFirst(text: string): string {
  const end = text.length
  const mark = text.charCodeAt(4)
  if (end < 8 || end > 19 || (mark !== 47 && mark !== 45 && mark !== 46)) return ''
  const century = pair(text, 0)
  const years = pair(text, 2)
  if (century < 0 || years < 0) return ''
  let at = 5
  /** One or two digits up to a mark, or to the end of the text; -1 when something else stands there. */
  const number = (next: number): number => {
    let value = digit(text, at)
    if (!isDigit(value)) return -1
    const ones = digit(text, ++at)
    if (isDigit(ones)) {
      value = value * 10 + ones
      at++
    }
    if (at === end) return value
    return text.charCodeAt(at++) === next ? value : -1
  }
  const year = century * 100 + years
  const month = number(mark)
  if (month < 0 || at >= end) return ''
  const day = number(32)
  if (day < 0 || year < FIRST_YEAR || year > LAST_YEAR || !isDay(year, month, day)) return ''
  const date = `${text.slice(0, 4)}-${two(month)}-${two(day)}`
  if (at >= end) return text.charCodeAt(end - 1) === 32 ? '' : date
  const hour = number(58)
  if (at >= end) return ''
  const minute = pair(text, at)
  at += 2
  if (at === end) return isTime(hour, minute, 0) ? `${date} ${two(hour)}:${two(minute)}:00` : ''
  if (text.charCodeAt(at) !== 58 || at + 3 !== end) return ''
  const second = pair(text, at + 1)
  return isTime(hour, minute, second) ? `${date} ${two(hour)}:${two(minute)}:${two(second)}` : ''
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const YEAR_FIRST = /^(\d{4})([-/.年])(\d{1,2})(?:[-/.]|月)(\d{1,2})日?(?:[T ]*(.*))?$/i
const YEAR_LAST = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[T ]+(.*))?$/i
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2}):?(\d{2}):?(\d{2})?)?$/i
/** `5-Jan-2026` and `January 5, 2026`: how an English spreadsheet shows its dates. */
const DAY_MONTH_NAME = /^(\d{1,2})[- ]([a-z]{3})[a-z]*\.?[- ,]+(\d{4})(?: +(.*))?$/i
const MONTH_NAME_DAY = /^([a-z]{3})[a-z]*\.? (\d{1,2}),? +(\d{4})(?: +(.*))?$/i
const WEEKDAY = /^(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? )|[( ]*(?:星期|周)[一二三四五六日天]\)?/gi
const TWO_DIGIT_YEAR =
  /^\d{1,2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:[T ].*)?$|^\d{1,2}[- ][a-z]{3}[a-z]*[- ]\d{2}(?: .*)?$/i
const TIME =
  /^(上午|下午|凌晨|中午|晚上|am|pm)?\s*(\d{1,2})[:时](\d{1,2})(?:[:分](?:(\d{1,2})(?:[.,]\d+)?秒?)?)?\s*(am|pm)?\s*(z|[+-]\d{2}:?\d{2}|[+-])?$/i

/**
 * Reads a date or date-time in every form that Chinese systems and spreadsheets write, into `2026-03-15` or
 * `2026-03-15 08:30:00`. A time with a zone becomes local time (UTC+8): exports write local midnight as
 * `2026-02-20T16:00:00.000+`. Five-digit numbers are day serials of a spreadsheet.
 */
export function readDate(cell: string, reading: DateReading): string | DateFault {
  if (isIsoDate(cell)) return cell
  const scanned = scanYearFirst(cell)
  if (scanned !== '') return scanned
  const text = unwrapCode(cell).normalize('NFKC').replace(/\s+/g, ' ').replace(WEEKDAY, '').trim()
  const compact = COMPACT.exec(text)
  if (compact !== null) {
    const [, year, month, day, hour, minute, second] = compact
    const time = hour === undefined ? null : ([Number(hour), Number(minute), Number(second ?? '0')] as const)
    return compose(Number(year), Number(month), Number(day), time, null)
  }
  if (/^\d{5}(\.\d+)?$/.test(text)) return fromSerial(Number(text), reading.date1904)
  const first = YEAR_FIRST.exec(text)
  if (first !== null) return withTime(Number(first[1]), Number(first[3]), Number(first[4]), first[5])
  const named = DAY_MONTH_NAME.exec(text) ?? monthFirst(MONTH_NAME_DAY.exec(text))
  if (named !== null)
    return withTime(Number(named[3]), MONTHS.indexOf(named[2]!.toLowerCase()) + 1, Number(named[1]), named[4])
  const last = YEAR_LAST.exec(text)
  if (last === null) return TWO_DIGIT_YEAR.test(text) ? 'two-digit-year' : 'unreadable'
  if (reading.order === null) return 'ambiguous'
  const [a, b] = [Number(last[1]), Number(last[2])]
  return reading.order === 'dmy' ? withTime(Number(last[3]), b, a, last[4]) : withTime(Number(last[3]), a, b, last[4])
}

const monthFirst = (match: RegExpExecArray | null): (string | undefined)[] | null =>
  match === null ? null : [match[0], match[2], match[1], match[3], match[4]]

function withTime(year: number, month: number, day: number, rest: string | undefined): string | DateFault {
  if (rest === undefined || rest.trim() === '') return compose(year, month, day, null, null)
  const time = TIME.exec(rest.trim())
  if (time === null) return 'unreadable'
  const [, before, hourText, minute, second, after, zone] = time
  let hour = Number(hourText)
  const half = (before ?? after ?? '').toLowerCase()
  if (half !== '') {
    if (hour > 12) return 'unreadable'
    const afternoon = half === 'pm' || half === '下午' || half === '晚上' || half === '中午'
    if (half === '中午' && hour >= 11)
      return compose(year, month, day, [hour, Number(minute), Number(second ?? '0')], null)
    hour = (hour % 12) + (afternoon ? 12 : 0)
  }
  return compose(year, month, day, [hour, Number(minute), Number(second ?? '0')], zone ?? null)
}

function compose(
  year: number,
  month: number,
  day: number,
  time: readonly [number, number, number] | null,
  zone: string | null,
): string | DateFault {
  if (!isDay(year, month, day) || (time !== null && !isTime(...time))) return 'unreadable'
  if (year < FIRST_YEAR || year > LAST_YEAR) return 'implausible'
  if (time === null) return `${year}-${two(month)}-${two(day)}`
  if (zone !== null) {
    const minutes = zone.length > 1 ? Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2)) : 0
    const offset = /^z$/i.test(zone) ? 0 : zone.startsWith('-') ? -minutes : minutes
    const utc = Date.UTC(year, month - 1, day, time[0], time[1], time[2]) - offset * 60_000
    return new Date(utc + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
  }
  return `${year}-${two(month)}-${two(day)} ${two(time[0])}:${two(time[1])}:${two(time[2])}`
}

function fromSerial(serial: number, date1904: boolean): string | DateFault {
  const seconds = Math.round((serial + (date1904 ? DAYS_1900_TO_1904 : 0) - DAYS_1900_TO_1970) * 86_400)
  const iso = new Date(seconds * 1000).toISOString()
  const year = Number(iso.slice(0, 4))
  if (year < FIRST_YEAR || year > LAST_YEAR) return 'implausible'
  return seconds % 86_400 === 0 ? iso.slice(0, 10) : iso.slice(0, 19).replace('T', ' ')
}

/** `2026-03`, `202603`, `2026/3`, `2026年3月`, or the month of any date. */
export function readPeriod(cell: string, reading: DateReading): string | DateFault {
  const text = cell.normalize('NFKC').replace(/\s+/g, '')
  const match = /^(\d{4})(?:[-/.年]?(\d{2})|[-/.年](\d))月?$/.exec(text)
  if (match === null) {
    const date = readDate(cell, reading)
    return /^\d/.test(date) ? date.slice(0, 7) : date
  }
  const year = Number(match[1])
  const month = Number(match[2] ?? match[3])
  if (month < 1 || month > 12) return 'unreadable'
  return year < FIRST_YEAR || year > LAST_YEAR ? 'implausible' : `${year}-${two(month)}`
}

/** A month as `readPeriod`, or a whole year: `2026`, `2026年`, `2026年度`. */
export function readSpan(cell: string, reading: DateReading): string | DateFault {
  const year = /^(\d{4})(?:年度?)?$/.exec(cell.normalize('NFKC').replace(/\s+/g, ''))?.[1]
  if (year === undefined) return readPeriod(cell, reading)
  return Number(year) < FIRST_YEAR || Number(year) > LAST_YEAR ? 'implausible' : year
}
