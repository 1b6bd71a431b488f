import { type Exact, exact } from '#shared/domain/exact.ts'

/** Typographic minus, as wide as a digit; formulas use it as operator and as sign. */
const MINUS = '−'

/** Every digit the value has, without trailing zeros: `8192.5839`, `−12.4`. */
export function plain(value: Exact): string {
  return value.toFixed().replace('-', MINUS)
}

/** Rounded half away from zero: `8192.58`. A rounded zero has no sign. */
export function rounded(value: Exact, places: number): string {
  const text = value.toFixed(places)
  return /^-[0.]+$/.test(text) ? text.slice(1) : text.replace('-', MINUS)
}

/** `= 8192.58` when that is the whole value, `≈ 8192.58` when digits follow. */
export function equals(value: Exact, places: number): string {
  const sign = exact(value).round(places, 1).eq(value) ? '=' : '≈'
  return `${sign} ${rounded(value, places)}`
}

/** A value inside a formula: a negative one in brackets, so that no two signs meet. */
export function operand(value: Exact, places?: number): string {
  const text = places === undefined ? plain(value) : rounded(value, places)
  return text.startsWith(MINUS) ? `(${text})` : text
}

/** For sentences: thousands set apart, a plus on request: `−1,234`, `+12.4`. */
export function inWords(value: Exact, places: number, signed = false): string {
  const text = rounded(value, places)
  const grouped = text.replace(/\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ','))
  return signed && !text.startsWith(MINUS) && /[1-9]/.test(text) ? `+${grouped}` : grouped
}

/** `0.8324` → `83.2%`. */
export function percent(ratio: Exact): string {
  return `${rounded(ratio.times(100), 1)}%`
}
