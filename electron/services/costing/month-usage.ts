import { goodsKindOf } from '#engine/costing/pools.ts'
import { type GoodsCost, type GoodsLine, goodsOf, type PriceTable } from '#engine/costing/purchase-price.ts'
import type { PoolConfig } from '#shared/contract/costing-config.ts'
import { FEE_CATEGORIES, type FeeCategory } from '#shared/domain/fee-category.ts'
import { fen } from '#shared/domain/money.ts'
import type { LineVisitor } from '#store/case-lines.ts'
import type { CaseForCosting, ChargedItem } from '#store/costing-cases.ts'

/** A service item as one center performed it over the month. */
export interface ItemUse {
  readonly center: number
  readonly item: ChargedItem
  volume: number
  income: number
}

/** What the lines of a month's cases say. Lists by case follow the cases of the month; centers are places in the list given. */
export interface MonthUsage {
  readonly goods: readonly GoodsCost[]
  /** At purchase price, fen, by center. */
  readonly goodsByCenter: readonly { drugs: number; materials: number }[]
  /** Service charges by center, then case. */
  readonly revenue: readonly Float64Array[]
  /** Service charges that no center of the department performed, by case. */
  readonly elsewhere: Float64Array
  /** Charges by fee category in the order of `FEE_CATEGORIES`, then case. */
  readonly byCategory: readonly Float64Array[]
  /** Quantities of pools measured by lines, by pool, then case; null for other pools. */
  readonly counted: readonly (Float64Array | null)[]
  readonly lines: Int32Array
  readonly items: readonly ItemUse[]
  /** Service lines of a case: places in `items` with quantities; −1 for an item performed elsewhere. */
  itemsOf<T>(at: number, take: (item: number, quantity: number) => T): T[]
  /** Names of items performed elsewhere, of one case: bottom-up has no cost for them. */
  readonly prices: ReadonlySet<string>
}

export interface UsageInput {
  readonly cases: readonly CaseForCosting[]
  /** By id. */
  readonly items: readonly (ChargedItem | undefined)[]
  /** Place id → center; −1: none of the department. Place 0 is a line that names none. */
  readonly centerOf: (placeId: number) => number
  readonly centers: number
  readonly main: number
  readonly pools: readonly PoolConfig[]
  /** Center of each pool. */
  readonly poolCenters: readonly number[]
  readonly prices: PriceTable
}

const CATEGORY_AT: ReadonlyMap<string, number> = new Map(FEE_CATEGORIES.map((category, index) => [category, index]))

/** Takes in the lines of a month, case by case, in any order of the cases. */
export function monthUsage(input: UsageInput) {
  const { cases, items, centers, pools, prices } = input
  const zeros = () => new Float64Array(cases.length)
  const indexOf = new Map(cases.map(({ id }, index) => [id, index]))
  const goods: (GoodsCost | undefined)[] = cases.map(() => undefined)
  const goodsByCenter = Array.from({ length: centers }, () => ({ drugs: 0, materials: 0 }))
  const revenue = Array.from({ length: centers }, zeros)
  const elsewhere = zeros()
  const byCategory = FEE_CATEGORIES.map(zeros)
  const counted = pools.map(({ measure }) => (measure.by === 'line-quantity' ? zeros() : null))
  const wanted = poolsByCategory(input)
  const lineCounts = new Int32Array(cases.length)
  const uses: ItemUse[] = []
  const useAt = new Int32Array(items.length * centers).fill(-1)
  const services = serviceLists(cases.length)
  const priced = new Set<string>()

  const itemUse = (center: number, item: ChargedItem): number => {
    const key = item.id * centers + center
    const known = useAt[key]!
    if (known >= 0) return known
    useAt[key] = uses.length
    uses.push({ center, item, volume: 0, income: 0 })
    return uses.length - 1
  }

  /** Lines of goods wait until their case is complete: they are rounded line by line, and summed by the center that gave them. */
  let waiting: { readonly at: number; readonly lines: Map<number, GoodsLine[]> } | null = null
  const settleGoods = (): void => {
    if (waiting === null) return
    const parts: GoodsCost[] = []
    for (const [center, lines] of waiting.lines) {
      const cost = goodsOf(prices, lines)
      parts.push(cost)
      const sums = goodsByCenter[center]!
      sums.drugs += cost.goods.drugs
      sums.materials += cost.goods.materials
    }
    goods[waiting.at] = sumGoods(parts)
    waiting = null
  }

  return {
    open(caseId: number): LineVisitor {
      settleGoods()
      const at = indexOf.get(caseId)!
      const goodsLines = new Map<number, GoodsLine[]>()
      waiting = { at, lines: goodsLines }
      services.begin(at)
      return (itemId, placeId, each, count, amount) => {
        const item = items[itemId]!
        const quantity = each * count
        const category = item.category as FeeCategory
        const categoryAt = CATEGORY_AT.get(category) ?? FEE_CATEGORIES.length - 1
        const center = input.centerOf(placeId)
        lineCounts[at]! += count
        byCategory[categoryAt]![at]! += amount
        for (const { pool, ownCenter } of wanted[categoryAt]!)
          if (ownCenter === null || ownCenter === center) counted[pool]![at]! += quantity
        if (goodsKindOf(category) !== null) {
          const giver = center < 0 ? input.main : center
          const list = goodsLines.get(giver)
          const lines = list ?? []
          if (list === undefined) goodsLines.set(giver, lines)
          // At a price each line is rounded for itself; at their charge they may come together.
          const known = prices.has(item.code)
          if (known) priced.add(item.code)
          const line = { item: item.code, category, quantity: each, charged: fen(amount) }
          for (let times = known ? count : 1; times > 0; times--) lines.push(line)
          return
        }
        if (center < 0) {
          elsewhere[at]! += amount
          services.add(-1, quantity)
          return
        }
        revenue[center]![at]! += amount
        const use = itemUse(center, item)
        uses[use]!.volume += quantity
        uses[use]!.income += amount
        services.add(use, quantity)
      }
    },
    close(): MonthUsage {
      settleGoods()
      return {
        goods: goods.map((cost) => cost ?? sumGoods([])),
        goodsByCenter,
        revenue,
        elsewhere,
        byCategory,
        counted,
        lines: lineCounts,
        items: uses,
        itemsOf: services.of,
        prices: priced,
      }
    },
  }
}

/** Pools that count quantities of a category, by category. */
function poolsByCategory({ pools, poolCenters }: UsageInput) {
  return FEE_CATEGORIES.map((category) =>
    pools.flatMap(({ measure }, pool) =>
      measure.by === 'line-quantity' && measure.categories.includes(category)
        ? [{ pool, ownCenter: measure.ownLines ? poolCenters[pool]! : null }]
        : [],
    ),
  )
}

function sumGoods(parts: readonly GoodsCost[]): GoodsCost {
  const sum = (of: (part: GoodsCost) => number) => fen(parts.reduce((total, part) => total + of(part), 0))
  return {
    goods: { drugs: sum(({ goods }) => goods.drugs), materials: sum(({ goods }) => goods.materials) },
    atCharge: sum(({ atCharge }) => atCharge),
    priced: parts.every((part) => part.priced),
  }
}

/** Service lines of all cases in two growing lists of numbers: millions of them as objects would not fit. */
function serviceLists(cases: number) {
  const from = new Int32Array(cases)
  const to = new Int32Array(cases)
  let items = new Int32Array(4096)
  let quantities = new Float64Array(4096)
  let length = 0
  let open = -1
  return {
    begin(at: number) {
      open = at
      from[at] = length
      to[at] = length
    },
    add(item: number, quantity: number) {
      if (length === items.length) {
        const [wider, more] = [new Int32Array(length * 2), new Float64Array(length * 2)]
        wider.set(items)
        more.set(quantities)
        items = wider
        quantities = more
      }
      items[length] = item
      quantities[length] = quantity
      length++
      to[open] = length
    },
    of<T>(at: number, take: (item: number, quantity: number) => T): T[] {
      const list: T[] = []
      for (let place = from[at]!; place < to[at]!; place++) list.push(take(items[place]!, quantities[place]!))
      return list
    },
  }
}
