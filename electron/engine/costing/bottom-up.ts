import type { Elements } from '#shared/domain/costing.ts'
import { type Fen, sumFen } from '#shared/domain/money.ts'
import { type Rational, wholeWeights } from '../arithmetic/rational.ts'
import type { CaseCost } from './case-cost.ts'
import { openPoolRun, type PoolRunTags, type PoolUse } from './case-pools.ts'
import { type ExactShare, exactShare } from './exact-share.ts'
import type { CostPool, Goods } from './pools.ts'

/**
 * The whole of a center in the shares its items are counted in. A share of a center that costs a hundred million yuan a month is
 * worth less than a thousandth of a fen.
 */
const WHOLE = 2 ** 46
/** What cases are given of a center stays below, on its way to the whole too. */
const MOST = 2 ** 52

/** A center whose cost reaches cases through the items it performed. */
export interface ItemPool {
  readonly id: string
  /** The base of its item costs, without goods. */
  readonly cost: Elements<Fen>
  /** `item` is its place in the caller's list; a place appears once in all pools. */
  readonly items: readonly {
    readonly item: number
    /** Times performed over the period in thousandths, above 0. */
    readonly volume: number
    /** The same with what was taken back added, not subtracted: cases may have more of an item for a while than is left in the end. */
    readonly gross: number
    /** Above 0; see `KeyedItem`. */
    readonly key: Rational
  }[]
}

export interface CaseItems {
  readonly caseNo: string
  /** Places of the items; lines of one item may come apart or added up. Items in no pool have no cost and make the case partial. */
  readonly items: ArrayLike<number>
  /** Net quantity of each in thousandths. */
  readonly quantities: ArrayLike<number>
  readonly goods: Goods
  /** A price stood in for a purchase price. */
  readonly estimated?: boolean
}

export interface ItemRun {
  readonly cost: (use: CaseItems) => CaseCost
  /** What became of the centers with the cases so far. */
  readonly close: () => readonly PoolUse[]
}

/**
 * Bottom-up (自下而上): K = goods at purchase price + Σ quantity × item cost, case by case. An item's part of its center's cost is a
 * whole number of tiny shares, handed out over its volume as it comes (what was given out is the running quantity's share, cut to
 * whole ones); a case takes its center's cost by the shares of its items, as it would take a pool's by the minute. So nothing is
 * cut off in between: when all that was performed has come, the cases have the centers' cost to the fen, element by element.
 * `parts` has one entry, the services.
 */
export function openItemRun(
  pools: readonly ItemPool[],
  tags: PoolRunTags = { certainty: 'costed', coverage: 'full' },
): ItemRun {
  const wholes = pools.map(wholeOf)
  const run = openPoolRun(
    // Items taken back may outweigh what a case was given, as refunds do in charges.
    pools.map(({ id, cost }, index): CostPool => ({ id, kind: 'charge', cost, total: wholes[index]! })),
    tags,
  )
  const shares = itemShares(pools, wholes)
  return {
    cost({ caseNo, items, quantities, goods, estimated = false }) {
      const used = pools.map(() => 0)
      let coverage = tags.coverage
      for (let at = 0; at < items.length; at++) {
        const pool = shares.poolOf(items[at]!)
        if (pool >= 0) used[pool]! += shares.take(items[at]!, quantities[at]!)
        else if (quantities[at] !== 0) coverage = 'partial'
      }
      const [cost] = run.cost([{ caseNo, used, goods, estimated }])
      return { ...cost!, method: 'bottom-up', coverage, parts: [sumFen(cost!.parts)] }
    },
    close: run.close,
  }
}

/** Shares of items by their place, as lists of numbers: they are looked up for every line of every case. */
function itemShares(pools: readonly ItemPool[], totals: readonly number[]) {
  const size = 1 + Math.max(-1, ...pools.map(({ items }) => items.reduce((last, { item }) => Math.max(last, item), -1)))
  const pool = new Int32Array(size).fill(-1)
  const [volumes, wholes, taken, given] = [0, 1, 2, 3].map(() => new Float64Array(size)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  for (const [index, { items }] of pools.entries()) {
    const parts = wholeParts(
      items.map(({ key }) => key),
      totals[index]!,
    )
    for (const [at, { item, volume }] of items.entries()) {
      pool[item] = index
      volumes[item] = volume
      wholes[item] = parts[at]!
    }
  }
  const share: ExactShare = { floor: 0, rest: 0 }
  return {
    poolOf: (item: number): number => pool[item] ?? -1,
    take(item: number, quantity: number): number {
      taken[item]! += quantity
      exactShare(wholes[item]!, taken[item]!, volumes[item]!, share)
      const change = share.floor - given[item]!
      given[item] = share.floor
      return change
    },
  }
}

/** Fewer shares where much was charged and taken back again, so that the running sums stay whole numbers. */
function wholeOf({ items }: ItemPool): number {
  const keys = items.map(({ key }) => Number(key.num) / Number(key.den))
  const all = keys.reduce((sum, key) => sum + key, 0)
  const most = items.reduce((sum, { gross, volume }, at) => sum + (keys[at]! / all) * (gross / volume), 0)
  return Math.max(1, Math.floor(Math.min(WHOLE, MOST / most)))
}

/** The whole in proportion to the keys: each part is the step between two running shares, so they sum to it. */
function wholeParts(keys: readonly Rational[], whole: number): readonly number[] {
  const weights = wholeWeights(keys)
  const sum = weights.reduce((all, weight) => all + weight, 0n)
  let upTo = 0n
  let before = 0
  return weights.map((weight) => {
    upTo += weight
    const cut = Number((upTo * BigInt(whole)) / sum)
    const part = cut - before
    before = cut
    return part
  })
}
