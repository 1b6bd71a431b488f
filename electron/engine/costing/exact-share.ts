/** `amount × part ÷ whole` as a whole number and what is left of it: 0 ≤ rest < whole, in parts of `whole`. */
export interface ExactShare {
  floor: number
  rest: number
}

/** Numbers are taken apart at 25 bits, so that products of two pieces, and sums of a few of those, are exact in floating point. */
const PIECE = 2 ** 25
const RANGE = PIECE * PIECE
/** Below this a product, and what is next to it, are exact as they are. */
const EXACT = 2 ** 52

/**
 * Exact for all whole numbers that are safe as such; written into `into` because it runs for every case, pool and element. Amounts
 * of fen times quantities in thousandths leave the range in which floating point is exact long before a hospital is large, and
 * big integers cost ten times what the two-piece arithmetic does.
 * @param whole above zero
 */
export function exactShare(amount: number, part: number, whole: number, into: ExactShare): void {
  const product = amount * part
  // At most one off: the product and the quotient were each rounded in the 53rd bit.
  let floor = Math.floor(product / whole)
  let rest: number
  if (Math.abs(product) < EXACT && whole < EXACT) rest = product - floor * whole
  else if (Math.abs(amount) < RANGE && Math.abs(part) < RANGE && whole < RANGE && Math.abs(floor) < RANGE)
    rest = difference(amount, part, floor, whole)
  else {
    wideShare(amount, part, whole, into)
    return
  }
  for (; rest < 0; rest += whole) floor--
  for (; rest >= whole; rest -= whole) floor++
  into.floor = floor
  into.rest = rest
}

/** a·b − c·d where the result is small and the products are not: piece by piece what is too large to be exact cancels out. */
function difference(a: number, b: number, c: number, d: number): number {
  const a1 = Math.floor(a / PIECE)
  const b1 = Math.floor(b / PIECE)
  const c1 = Math.floor(c / PIECE)
  const d1 = Math.floor(d / PIECE)
  const a0 = a - a1 * PIECE
  const b0 = b - b1 * PIECE
  const c0 = c - c1 * PIECE
  const d0 = d - d1 * PIECE
  const high = a1 * b1 - c1 * d1
  const middle = a1 * b0 + a0 * b1 - c1 * d0 - c0 * d1
  return (high * PIECE + middle) * PIECE + (a0 * b0 - c0 * d0)
}

function wideShare(amount: number, part: number, whole: number, into: ExactShare): void {
  const [product, parts] = [BigInt(amount) * BigInt(part), BigInt(whole)]
  const rest = ((product % parts) + parts) % parts
  into.rest = Number(rest)
  into.floor = Number((product - rest) / parts)
}
