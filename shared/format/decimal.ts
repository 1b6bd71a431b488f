import { type Exact, exact } from '#shared/domain/exact.ts'

/** U+2212: as wide as a digit and a plus, so columns line up. Text that leaves the page carries the ASCII hyphen instead. */
const MINUS = '−'

/** What stands where there is no value; a missing figure is never shown as 0. */
export const MISSING = '—'

/**
 * Rounds to a plain decimal, half away from zero (四舍五入): `-1234.50`. No separators, ASCII sign, never `-0.00`.
 * @throws Error when the text is not a decimal number
 */
export function roundPlain(value: Exact | string, places: number): string {
  const text = exact(value).toFixed(places)
  return /^-[0.]+$/.test(text) ? text.slice(1) : text
}

/** A plain decimal as people read it: `-1234.50` → `−1,234.50`; `signed` also marks what is above zero. */
export function displayPlain(plain: string, signed = false): string {
  const negative = plain.startsWith('-')
  const [whole = '', fraction] = (negative ? plain.slice(1) : plain).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  const sign = negative ? MINUS : signed && /[1-9]/.test(plain) ? '+' : ''
  return sign + (fraction === undefined ? grouped : `${grouped}.${fraction}`)
}

export function formatDecimal(value: Exact | string, places: number, signed = false): string {
  return displayPlain(roundPlain(value, places), signed)
}

export function formatCount(value: number): string {
  return displayPlain(String(value))
}

/** Shown figures as a spreadsheet takes them: `−1,234.50` → `-1234.50`, `—` → empty. Other text is left as it is. */
export function plainForCopy(shown: string): string {
  if (shown === MISSING) return ''
  return /^[−+]?[\d,]+(\.\d+)?%?$/.test(shown)
    ? shown.replaceAll(',', '').replace(MINUS, '-').replace(/^\+/, '')
    : shown
}

/** A page's selected text on its way to the clipboard: typographic minus signs before digits become ASCII. */
export function cleanSelection(text: string): string {
  return text.replace(/−(?=\d)/g, '-')
}
