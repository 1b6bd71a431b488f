import { expandExponent } from '#exchange/readers/cell-value.ts'

export type DecimalMark = '.' | ','

/** Digits that a number keeps exactly while it is read. */
const EXACT_DIGITS = 15
/** Characters, exponents written out; what is longer is no number, and exact arithmetic on it would take for ever. */
const LONGEST = 2_000
const TENS = [1, 10, 100, 1e3, 1e4, 1e5, 1e6] as const

/**
 * A plain ASCII decimal (`-12.30`) times 10^places as a whole number; NaN for every other way to write a number and for
 * decimals past `places` that are not zero. The path of nearly every cell, so no patterns and no new texts.
 */
export function scaledPlain(text: string, places: number): number {
  let at = 0
  const end = text.length
  const negative = text.charCodeAt(0) === 45
  if (negative) at = 1
  let value = 0
  let digits = 0
  let decimals = -1
  for (; at < end; at++) {
    const code = text.charCodeAt(at)
    if (code === 46) {
      if (decimals >= 0 || digits === 0) return Number.NaN
      decimals = 0
      continue
    }
    if (code < 48 || code > 57) return Number.NaN
    if (decimals >= places) {
      if (code !== 48) return Number.NaN
      continue
    }
    value = value * 10 + code - 48
    digits++
    if (decimals >= 0) decimals++
  }
  if (digits === 0 || digits > EXACT_DIGITS) return Number.NaN
  const scaled = value * TENS[places - Math.max(decimals, 0)]!
  return scaled > Number.MAX_SAFE_INTEGER ? Number.NaN : negative && scaled !== 0 ? -scaled : scaled
}

/** Whether a text is already a plain decimal as the store keeps it. */
export function isPlainDecimal(text: string): boolean {
  let at = text.charCodeAt(0) === 45 ? 1 : 0
  const end = text.length
  if (end > LONGEST) return false
  let digits = 0
  let point = false
  for (; at < end; at++) {
    const code = text.charCodeAt(at)
    if (code >= 48 && code <= 57) digits++
    else if (code === 46 && !point && digits > 0 && at < end - 1) point = true
    else return false
  }
  return digits > 0
}

export interface ReadDecimal {
  /** Plain decimal, `-1234.56`. */
  readonly text: string
  readonly scientific: boolean
  readonly percent: boolean
}

/**
 * Reads a number however offices write it: full-width digits, thousands separators in threes, currency signs, a
 * trailing 元, brackets or a trailing minus for negatives, scientific notation, percent. The decimal mark is the
 * file's. Null when it is no number; separators in the wrong places are no number either (`1,23`).
 */
export function readDecimal(cell: string, mark: DecimalMark = '.'): ReadDecimal | null {
  if (cell.length > LONGEST) return null
  let text = cell
    .normalize('NFKC')
    .replace(/[\s'’]+/g, '')
    .replace(/[−–—－]/g, '-')
    .replace(/^([-+]?)[¥￥$]|^[¥￥$]/, '$1')
    .replace(/元$/, '')
  let negative = false
  const bracketed = /^\((.+)\)$/.exec(text)
  if (bracketed !== null) {
    negative = true
    text = bracketed[1]!.replace(/^[¥￥$]/, '')
  }
  const percent = text.endsWith('%')
  if (percent) text = text.slice(0, -1)
  if (/^\d.*-$/.test(text)) {
    negative = !negative
    text = text.slice(0, -1)
  }
  if (text.startsWith('-')) {
    negative = !negative
    text = text.slice(1)
  } else if (text.startsWith('+')) text = text.slice(1)
  text = plainMarks(text, mark) ?? ''
  const scientific = /^\d+(\.\d*)?e[+-]?\d{1,3}$/i.test(text)
  if (scientific) text = expandExponent(text)
  if (!/^(\d+(\.\d*)?|\.\d+)$/.test(text)) return null
  if (text.startsWith('.')) text = `0${text}`
  if (text.endsWith('.')) text = text.slice(0, -1)
  text = text.replace(/^0+(?=\d)/, '')
  return { text: negative && /[1-9]/.test(text) ? `-${text}` : text, scientific, percent }
}

function plainMarks(text: string, mark: DecimalMark): string | null {
  if (mark === '.') {
    if (!text.includes(',')) return text
    return /^\d{1,3}(,\d{3})+(\.\d*)?$/.test(text) ? text.replaceAll(',', '') : null
  }
  if (text.includes('.') && !/^\d{1,3}(\.\d{3})+(,\d*)?$/.test(text)) return null
  return text.replaceAll('.', '').replace(',', '.')
}

export type ScaleFault = 'fraction' | 'range'

/** A plain decimal times 10^places as a whole number, or why it can't be one. */
export function scaleDecimal(text: string, places: number): number | ScaleFault {
  const negative = text.startsWith('-')
  const [whole = '', fraction = ''] = (negative ? text.slice(1) : text).split('.')
  const kept = fraction.slice(0, places).padEnd(places, '0')
  if (/[1-9]/.test(fraction.slice(places))) return 'fraction'
  const value = Number(BigInt(`${whole}${kept}`))
  if (!Number.isSafeInteger(value)) return 'range'
  return negative && value !== 0 ? -value : value
}
