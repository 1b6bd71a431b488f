import { COST_ELEMENTS, type Elements } from '#shared/domain/costing.ts'
import type { Fen } from '#shared/domain/money.ts'
import { type ExactShare, exactShare } from './exact-share.ts'

/** A pool that is being shared out, case by case. */
export interface RunningPool {
  /** Takes in what the next case used. */
  readonly advance: (weight: number) => void
  /** Earned by the cases so far beyond whole fen: 0 ≤ fraction < 1. */
  readonly fraction: () => number
  /** Earned and not given out; −1 < owed < 1 between cases. */
  readonly owed: () => number
  /**
   * Where only one choice does not turn a cost into its opposite, which one: 1 up, −1 down, 0 either. A case that used something is
   * never given less than nothing.
   */
  readonly must: () => -1 | 0 | 1
  /**
   * Gives out, adding to `shares` and to `assigned` by element in the order of `COST_ELEMENTS`: the running total comes to the fen
   * above or below what was earned. Returns what was given in all, fen.
   */
  readonly give: (up: boolean, shares: number[], assigned: number[]) => number
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
  const share: ExactShare = { floor: 0, rest: 0 }
  let weights = 0
  let direction = 0

  return {
    advance(weight) {
      direction = Math.sign(weight) * Math.sign(sum)
      weights += weight
      for (let at = 0; at <= last; at++) {
        exactShare(subtotals[at]!, weights, total, share)
        floors[at] = share.floor
        rests[at] = share.rest
      }
    },
    fraction: () => (last < 0 ? 0 : rests[last]! / total),
    owed: () => (last < 0 ? 0 : floors[last]! - given[last]! + rests[last]! / total),
    must() {
      if (last < 0) return -1
      const ahead = floors[last]! - given[last]!
      if (rests[last] === 0 || (direction < 0 && ahead + 1 > 0)) return -1
      return direction > 0 && ahead < 0 ? 1 : 0
    },
    give(up, shares, assigned) {
      let before = 0
      for (let at = 0; at <= last; at++) {
        const upTo = floors[at]! + (up && rests[at]! > 0 ? 1 : 0)
        const change = upTo - given[at]!
        const element = filled[at]!
        shares[element]! += change - before
        assigned[element]! += change - before
        given[at] = upTo
        before = change
      }
      return before
    },
  }
}
