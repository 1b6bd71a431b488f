import { addFen, type Fen, fenAllocator, subFen, ZERO_FEN } from '#shared/domain/money.ts'
import { minus, plus, type Rational, ratio, ZERO_RATIONAL } from '../arithmetic/rational.ts'

/**
 * What an allocation is carried out in. Booked money is whole fen, split by largest remainder; the same steps in exact
 * fractions of a yuan show what the rounding did, and prove properties that hold only without it.
 */
export interface Measure<T> {
  readonly zero: T
  readonly isZero: (amount: T) => boolean
  readonly add: (a: T, b: T) => T
  readonly subtract: (a: T, b: T) => T
  /** Parts of any total in proportion to the weights, which are not negative and not all zero. They sum to the total. */
  readonly splitter: (weights: readonly bigint[]) => (total: T) => readonly T[]
  readonly yuan: (amount: T) => Rational
}

export const IN_FEN: Measure<Fen> = {
  zero: ZERO_FEN,
  isZero: (amount) => amount === 0,
  add: addFen,
  subtract: subFen,
  splitter: fenAllocator,
  yuan: (amount) => ratio(amount, 100),
}

/** Yuan as exact fractions. */
export const IN_FRACTIONS: Measure<Rational> = {
  zero: ZERO_RATIONAL,
  isZero: ({ num }) => num === 0n,
  add: plus,
  subtract: minus,
  splitter: (weights) => {
    const sum = weights.reduce((a, b) => a + b, 0n)
    return (total) => weights.map((weight) => ratio(total.num * weight, total.den * sum))
  },
  yuan: (amount) => amount,
}
