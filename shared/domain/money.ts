/**
 * Money that was charged, paid or booked, in whole fen (分, 1/100 yuan).
 *
 * A fen amount is a JavaScript number that is a safe integer. The constructor throws rather than rounds, so a value
 * of type `Fen` never carries a fraction that a sum would later show. Computed standards and unit costs are not
 * money yet: they are exact decimals (see `exact.ts`) until they are paid or shown.
 */
export type Fen = number & { readonly __unit: 'fen' }

export const ZERO_FEN = 0 as Fen

/** @throws RangeError when `value` has a fraction or leaves the safe-integer range. */
export function fen(value: number): Fen {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole amount of fen: ${value}`)
  return (value === 0 ? 0 : value) as Fen
}

export function addFen(a: Fen, b: Fen): Fen {
  return fen(a + b)
}

export function subFen(a: Fen, b: Fen): Fen {
  return fen(a - b)
}

export function sumFen(amounts: Iterable<Fen>): Fen {
  let total = 0
  for (const amount of amounts) total += amount
  return fen(total)
}

/** Fen as a plain yuan decimal with two places, e.g. `-12.30`; for files and exact display, never for arithmetic. */
export function fenToYuan(amount: Fen): string {
  const sign = amount < 0 ? '-' : ''
  const digits = Math.abs(amount).toString().padStart(3, '0')
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/**
 * Splits a whole amount in proportion to weights so that the parts sum to it exactly.
 *
 * Largest-remainder method (Hamilton): every part gets the floor of its quota, the remaining fen go to the largest
 * remainders; ties go to the earlier part. A negative total is split as its absolute value and negated, so a refund
 * mirrors the charge it reverses.
 *
 * @param weights non-negative integers (use bigint when they are scaled decimals); at least one above zero
 * @throws RangeError when there is nothing to split by
 */
export function allocateFen(total: Fen, weights: readonly (number | bigint)[]): Fen[] {
  return fenAllocator(weights)(total)
}

/** The same for several totals by the same weights. */
export function fenAllocator(weights: readonly (number | bigint)[]): (total: Fen) => Fen[] {
  const shares = weights.map(Number)
  let sum = 0
  let largest = 0
  let small = true
  for (const share of shares) {
    small &&= share >= 0 && Number.isSafeInteger(share)
    sum += share
    if (share > largest) largest = share
  }
  small &&= sum > 0 && Number.isSafeInteger(sum)
  return (total) =>
    small && Number.isSafeInteger(total * largest) ? allocateSmall(total, shares, sum) : allocateWide(total, weights)
}

/** Where every product is a whole number that floating point holds exactly, which is nearly always. */
function allocateSmall(total: Fen, shares: readonly number[], sum: number): Fen[] {
  const size = Math.abs(total)
  const sign = total < 0 ? -1 : 1
  const rests = new Float64Array(shares.length)
  const parts = new Array<number>(shares.length)
  let left = size
  for (let at = 0; at < shares.length; at++) {
    const product = size * shares[at]!
    // The quotient is rounded and may come out one too high; the remainder operator would be exact and ten times slower.
    let part = Math.floor(product / sum)
    if (part * sum > product) part--
    rests[at] = product - part * sum
    parts[at] = part
    left -= part
  }
  if (left > 0) {
    // Those above the smallest remainder that still gets a fen, then, of those equal to it, the earlier ones.
    const least = rests.slice().sort()[rests.length - left]!
    for (let at = 0; at < rests.length; at++)
      if (rests[at]! > least) {
        parts[at]!++
        left--
      }
    for (let at = 0; left > 0; at++)
      if (rests[at] === least) {
        parts[at]!++
        left--
      }
  }
  return parts.map((part) => fen(sign * part))
}

function allocateWide(total: Fen, weights: readonly (number | bigint)[]): Fen[] {
  const shares = weights.map((weight) => BigInt(weight))
  const sum = shares.reduce((a, b) => a + b, 0n)
  if (sum <= 0n || shares.some((share) => share < 0n)) throw new RangeError('no positive weight to allocate by')
  const size = BigInt(Math.abs(total))
  const parts = shares.map((share) => (size * share) / sum)
  const remainders = shares.map((share, index) => ({ index, rest: (size * share) % sum }))
  let left = Number(size - parts.reduce((a, b) => a + b, 0n))
  remainders.sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest < b.rest ? 1 : -1))
  for (const { index } of remainders) {
    if (left-- <= 0) break
    parts[index] = parts[index]! + 1n
  }
  return parts.map((part) => fen(total < 0 ? -Number(part) : Number(part)))
}
