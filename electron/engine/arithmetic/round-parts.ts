import { type Fen, fen } from '#shared/domain/money.ts'
import { compare, floorOf, minus, type Rational, ratio, rounded, times, wholeWeights } from './rational.ts'

/**
 * Brings amounts finer than a fen to whole fen that sum to their total, which is rounded once, half away from zero: every amount
 * is cut down to the fen below it, and the fen left over go to the largest remainders, ties to the earlier amount. Each comes out
 * less than one fen from what it was.
 * @param amounts whole numbers of a unit of which `perFen` make a fen, signed
 */
export function roundParts(amounts: readonly bigint[], perFen: bigint): readonly Fen[] {
  const total = rounded(ratio(sum(amounts), perFen), 1n)
  const remainders = amounts.map((amount, index) => ({ index, rest: ((amount % perFen) + perFen) % perFen }))
  const floors = amounts.map((amount, index) => (amount - remainders[index]!.rest) / perFen)
  let left = total - sum(floors)
  for (const { index } of remainders.toSorted((a, b) =>
    a.rest === b.rest ? a.index - b.index : a.rest < b.rest ? 1 : -1,
  )) {
    if (left-- <= 0n) break
    floors[index]! += 1n
  }
  return floors.map((amount) => fen(Number(amount)))
}

/** The same for exact amounts in yuan. */
export function roundYuan(amounts: readonly Rational[]): readonly Fen[] {
  const units = wholeWeights([...amounts.map((amount) => times(amount, ratio(100))), ratio(1)])
  return roundParts(units.slice(0, -1), units.at(-1)!)
}

/**
 * Parts of an amount that is already in whole fen: each is the fen below or above it, and they sum to `total`. So a level drilled open
 * sums to the row it came from, however many levels there are.
 * @param amounts in fen; their sum lies less than a fen from `total`
 * @throws RangeError when it does not: then they are not its parts
 */
export function roundInto(total: Fen, amounts: readonly Rational[]): readonly Fen[] {
  const floors = amounts.map(floorOf)
  const rests = amounts.map((amount, index) => ({ index, rest: minus(amount, ratio(floors[index]!)) }))
  const between = rests.filter(({ rest }) => rest.num !== 0n)
  const left = BigInt(total) - sum(floors)
  if (left < 0n || left > BigInt(between.length)) throw new RangeError(`parts do not make ${total} fen`)
  for (const { index } of between
    .toSorted((a, b) => compare(b.rest, a.rest) || a.index - b.index)
    .slice(0, Number(left)))
    floors[index]! += 1n
  return floors.map((amount) => fen(Number(amount)))
}

const sum = (values: readonly bigint[]): bigint => values.reduce((a, b) => a + b, 0n)
