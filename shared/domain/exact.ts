import Big from 'big.js'
import { type Fen, fen, fenToYuan } from './money.ts'

/**
 * Exact decimals for what is computed and not yet paid: relative weights, rates, coefficients, payment standards in yuan.
 *
 * Sums and products of `Exact` values are exact. Divisions (point-value formulas, unit costs) are cut at
 * `DIVISION_PLACES` decimals, far below a fen. A value is rounded once: where it is shown or becomes an amount.
 */
export type Exact = Big

/** Decimals kept by a division. A standard keeps 14 (see `STORED_PLACES`), so a quotient never decides a stored digit. */
const DIVISION_PLACES = 24

/** Decimals of a yuan that the store keeps: weight (6) × rate (4) × coefficient (4). */
export const STORED_PLACES = 14

const ExactBig = Big()
ExactBig.DP = DIVISION_PLACES
ExactBig.RM = 1 // half away from zero, as a cashier rounds (四舍五入)
ExactBig.NE = -40
ExactBig.PE = 40

/** @throws Error when the text is not a plain decimal number. */
export function exact(value: string | number | Exact): Exact {
  return new ExactBig(value)
}

export const ZERO: Exact = exact(0)

export function exactFromFen(amount: Fen): Exact {
  return exact(fenToYuan(amount))
}

/** Rounds yuan to whole fen, half away from zero (四舍五入). The one place where a standard becomes an amount. */
export function roundToFen(yuan: Exact): Fen {
  return fen(Number(yuan.times(100).round(0, 1).toFixed(0)))
}

export function sumExact(values: Iterable<Exact>): Exact {
  let total = ZERO
  for (const value of values) total = total.plus(value)
  return total
}

/**
 * A yuan decimal split for SQLite, which can sum integers exactly: whole fen (floored) and the rest in 10⁻¹² fen.
 * `0 <= frac < 10¹²`; the value is `fen / 100 + frac / 10¹⁴` yuan.
 */
export interface ExactParts {
  readonly fen: number
  readonly frac: number
}

const FRAC = exact('1e12')

/** Cut at 14 decimals of a yuan (`STORED_PLACES`); products within the policy's stated decimals lose nothing. */
export function toParts(yuan: Exact): ExactParts {
  const scaled = yuan.times(100)
  const whole = scaled.round(0, 0) // toward zero
  const floor = whole.gt(scaled) ? whole.minus(1) : whole
  return { fen: Number(floor.toFixed(0)), frac: Number(scaled.minus(floor).times(FRAC).round(0, 0).toFixed(0)) }
}

export function fromParts(parts: ExactParts): Exact {
  return exact(`${parts.fen}e-2`).plus(exact(`${parts.frac}e-14`))
}

/**
 * What `a.div(b)` is, digit for digit, in a tenth of its time: a page forms thousands of quotients.
 * @throws Error when `b` is zero
 */
export function quotient(a: Exact, b: Exact | number): Exact {
  const divisor = exact(b)
  if (divisor.eq(ZERO)) return a.div(divisor)
  const [top, bottom] = [digitsOf(a), digitsOf(divisor)]
  const shift = DIVISION_PLACES + bottom.places - top.places
  const dividend = shift > 0 ? top.digits * 10n ** BigInt(shift) : top.digits
  const by = shift < 0 ? bottom.digits * 10n ** BigInt(-shift) : bottom.digits
  const nearest = (2n * dividend + by) / (2n * by) // half away from zero, as ExactBig.RM
  return exact(`${a.s === divisor.s ? '' : '-'}${nearest}e-${DIVISION_PLACES}`)
}

/** A number without its sign as whole digits; `places` of them stand behind the point. */
const digitsOf = ({ c, e }: Exact): { readonly digits: bigint; readonly places: number } => ({
  digits: BigInt(c.join('')),
  places: c.length - 1 - e,
})
