/**
 * An exact fraction: lowest terms, `den` above zero. Costing and variances divide at every step (rates, shares, means),
 * where a decimal would be cut; the fraction is kept to the end and rounded once, where it is shown or becomes an amount.
 */
export interface Rational {
  readonly num: bigint
  readonly den: bigint
}

export const ZERO_RATIONAL: Rational = { num: 0n, den: 1n }

/** @throws RangeError on a denominator of zero. */
export function ratio(num: bigint | number, den: bigint | number = 1n): Rational {
  const [top, bottom] = [BigInt(num), BigInt(den)]
  if (bottom === 0n) throw new RangeError('division by zero')
  const factor = gcd(top, bottom) * (bottom < 0n ? -1n : 1n)
  return { num: top / factor, den: bottom / factor }
}

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?$/

/** A plain decimal such as `-12.345`; null for any other text. */
export function readDecimal(text: string): Rational | null {
  const match = DECIMAL.exec(text.trim())
  if (match === null) return null
  const [, sign, whole, places = ''] = match
  const size = BigInt(`${whole}${places}`)
  return ratio(sign === '-' ? -size : size, 10n ** BigInt(places.length))
}

/** @throws RangeError when the text is not a plain decimal. */
export function rational(text: string): Rational {
  const value = readDecimal(text)
  if (value === null) throw new RangeError(`not a plain decimal: ${text}`)
  return value
}

export const plus = (a: Rational, b: Rational): Rational => ratio(a.num * b.den + b.num * a.den, a.den * b.den)
export const minus = (a: Rational, b: Rational): Rational => ratio(a.num * b.den - b.num * a.den, a.den * b.den)
export const times = (a: Rational, b: Rational): Rational => ratio(a.num * b.num, a.den * b.den)
/** @throws RangeError on division by zero. */
export const over = (a: Rational, b: Rational): Rational => ratio(a.num * b.den, a.den * b.num)

/** Below, at or above zero as a − b is. */
export const compare = (a: Rational, b: Rational): number => {
  const difference = a.num * b.den - b.num * a.den
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

export function sumRational(values: Iterable<Rational>): Rational {
  let total = ZERO_RATIONAL
  for (const value of values) total = plus(total, value)
  return total
}

/** Rounded to so many decimals, half away from zero (四舍五入). */
export function toDecimal(value: Rational, places: number): string {
  const text = rounded(value, 10n ** BigInt(places)).toString()
  const sign = text.startsWith('-') ? '-' : ''
  const digits = text.slice(sign.length).padStart(places + 1, '0')
  return places === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`
}

/** `value × scale` as a whole number, half away from zero. */
export function rounded({ num, den }: Rational, scale: bigint): bigint {
  const size = (num < 0n ? -num : num) * scale
  const whole = (2n * size + den) / (2n * den)
  return num < 0n ? -whole : whole
}

/** The whole number at or below a value. */
export function floorOf({ num, den }: Rational): bigint {
  const whole = num / den
  return num < 0n && whole * den !== num ? whole - 1n : whole
}

/** Whole numbers in the same proportions, for splitting by. */
export function wholeWeights(values: readonly Rational[]): bigint[] {
  const common = values.reduce(
    (multiple, { den }) => (multiple % den === 0n ? multiple : (multiple / gcd(multiple, den)) * den),
    1n,
  )
  return values.map(({ num, den }) => num * (common / den))
}

function gcd(a: bigint, b: bigint): bigint {
  let [large, small] = [a < 0n ? -a : a, b < 0n ? -b : b]
  while (small !== 0n) [large, small] = [small, large % small]
  return large === 0n ? 1n : large
}
