import { COST_ELEMENTS, type Elements } from '#shared/domain/costing.ts'
import type { Fen } from '#shared/domain/money.ts'

/** A pool that is being shared out, case by case. */
export interface RunningPool {
  /** Takes in what the next case used. */
  readonly advance: (weight: number) => void
  readonly rest: () => RunningRest
  /**
   * Gives out, adding to `shares` by element in the order of `COST_ELEMENTS`: the running total comes to the fen above or below
   * what was earned. Returns what was given in all, fen.
   */
  readonly give: (up: boolean, shares: number[]) => number
}

/** What the cases so far have earned, against what was given out. */
export interface RunningRest {
  /** Earned beyond whole fen: 0 ≤ fraction < 1. */
  readonly fraction: number
  /** Earned and not given out; −1 < owed < 1 between cases. */
  readonly owed: number
  /** Where only one choice does not turn a cost into its opposite: a case that used something is never given less than nothing. */
  readonly must: 'up' | 'down' | null
}

/**
 * Shares the cost of a pool over cases as they come, in proportion to whole weights whose total is known beforehand. What has
 * been given out is always the exact running sum brought to the fen below or above it, so when all the weight has come it is
 * the cost, for every element, whatever was chosen on the way. For that, running sums are kept of the subtotals of the elements,
 * the last being the whole cost: an element is the difference of two, which sum to the total by themselves.
 * Weights may be negative (a refund takes back) or go beyond the total (a theatre in overtime costs its rate there too).
 * @param total above zero
 */
export function runningPool(cost: Elements<Fen>, total: number): RunningPool {
  const subtotals: number[] = []
  let sum = 0
  // An element without cost has the subtotal before it and never gets anything.
  const filled = COST_ELEMENTS.flatMap((element, index) => (cost[element] === 0 ? [] : [index]))
  for (const index of filled) {
    sum += cost[COST_ELEMENTS[index]!]
    subtotals.push(sum)
  }
  const last = subtotals.length - 1
  // Per subtotal: amount × weights so far ÷ total as whole fen and a numerator over `total`, and what was given.
  const floors = subtotals.map(() => 0)
  const rests = subtotals.map(() => 0)
  const given = subtotals.map(() => 0)
  let direction = 0

  const add = (at: number, weight: number): void => {
    const numerator = subtotals[at]! * weight + rests[at]!
    if (Number.isSafeInteger(numerator)) {
      const remainder = numerator % total
      rests[at] = remainder < 0 ? remainder + total : remainder
      floors[at]! += (numerator - rests[at]!) / total
      return
    }
    const wide = BigInt(subtotals[at]!) * BigInt(weight) + BigInt(rests[at]!)
    const remainder = ((wide % BigInt(total)) + BigInt(total)) % BigInt(total)
    rests[at] = Number(remainder)
    floors[at]! += Number((wide - remainder) / BigInt(total))
  }

  return {
    advance: (weight) => {
      direction = Math.sign(weight) * Math.sign(sum)
      for (let at = 0; at <= last; at++) add(at, weight)
    },
    rest: () => {
      if (last < 0) return { fraction: 0, owed: 0, must: 'down' }
      const ahead = floors[last]! - given[last]!
      const fraction = rests[last]! / total
      const down = fraction === 0 || (direction < 0 && ahead + 1 > 0)
      return { fraction, owed: ahead + fraction, must: down ? 'down' : direction > 0 && ahead < 0 ? 'up' : null }
    },
    give: (up, shares) => {
      let before = 0
      for (let at = 0; at <= last; at++) {
        const upTo = floors[at]! + (up && rests[at]! > 0 ? 1 : 0)
        const change = upTo - given[at]!
        shares[filled[at]!]! += change - before
        given[at] = upTo
        before = change
      }
      return before
    },
  }
}
