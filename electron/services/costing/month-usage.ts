import { type Goods, goodsKindOf } from '#engine/costing/pools.ts'
import { costOfLines, isEstimate, type PriceTable } from '#engine/costing/purchase-price.ts'
import type { PoolConfig } from '#shared/contract/costing-config.ts'
import { FEE_CATEGORIES } from '#shared/domain/fee-category.ts'
import { fen } from '#shared/domain/money.ts'
import type { LineVisitor } from '#store/case-lines.ts'
import type { CaseForCosting, ChargedItem } from '#store/costing-cases.ts'
import { type ServiceLines, serviceLines } from './service-lines.ts'

/** A service item as one center performed it over the month. */
export interface ItemUse {
  readonly center: number
  readonly item: ChargedItem
  volume: number
  /** Without signs: what was taken back is added. */
  gross: number
  income: number
}

/** What the lines of a month's cases say. Lists by case follow the cases of the month; centers are places in the list given. */
export interface MonthUsage {
  /** At purchase price; `priced`: no material had to be taken at its charge. */
  readonly goodsOf: (at: number) => { readonly goods: Goods; readonly priced: boolean }
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
  /** Service lines by case: places in `items` with quantities; −1 for an item performed elsewhere. */
  readonly services: ServiceLines
  /** Codes of the items whose purchase price was used. */
  readonly prices: ReadonlySet<string>
}

export interface UsageInput {
  readonly cases: readonly CaseForCosting[]
  readonly items: PricedItems
  /** Place id → center; −1: none of the department. Place 0 is a line that names none. */
  readonly centerOf: Int32Array
  readonly centers: number
  readonly main: number
  readonly pools: readonly PoolConfig[]
  /** Center of each pool. */
  readonly poolCenters: readonly number[]
}

/** The items charged, by id, with what every line of theirs asks for: it is looked up millions of times. */
export interface PricedItems {
  readonly items: readonly (ChargedItem | undefined)[]
  /** Place of the fee category in `FEE_CATEGORIES`. */
  readonly category: Uint8Array
  readonly kind: readonly (keyof Goods | null)[]
  readonly price: readonly (number | undefined)[]
}

const CATEGORY_AT: ReadonlyMap<string, number> = new Map(FEE_CATEGORIES.map((category, index) => [category, index]))

export function pricedItems(charged: readonly ChargedItem[], prices: PriceTable): PricedItems {
  const items: (ChargedItem | undefined)[] = [undefined]
  for (const item of charged) items[item.id] = item
  const byId = Array.from(items)
  return {
    items: byId,
    category: Uint8Array.from(byId, (item) => CATEGORY_AT.get(item?.category ?? '') ?? FEE_CATEGORIES.length - 1),
    kind: byId.map((item) => (item === undefined ? null : goodsKindOf(item.category))),
    price: byId.map((item) => (item === undefined ? undefined : prices.get(item.code))),
  }
}

/** Takes in the lines of a month, case by case, in any order of the cases. */
export function monthUsage(input: UsageInput) {
  const { cases, centers, centerOf, main, pools } = input
  const { items, category, kind: kinds, price: prices } = input.items
  const zeros = () => new Float64Array(cases.length)
  const indexOf = new Map(cases.map(({ id }, index) => [id, index]))
  const goods = { drugs: zeros(), materials: zeros() }
  const estimated = new Uint8Array(cases.length)
  const goodsByCenter = Array.from({ length: centers }, () => ({ drugs: 0, materials: 0 }))
  const revenue = Array.from({ length: centers }, zeros)
  const elsewhere = zeros()
  const byCategory = FEE_CATEGORIES.map(zeros)
  const counted = pools.map(({ measure }) => (measure.by === 'line-quantity' ? zeros() : null))
  const wanted = poolsByCategory(input)
  const lineCounts = new Int32Array(cases.length)
  const uses: ItemUse[] = []
  const useAt = new Int32Array(items.length * centers).fill(-1)
  const services = serviceLines(cases.length)
  const priced = new Uint8Array(items.length)
  let at = 0

  const itemUse = (center: number, itemId: number): number => {
    const key = itemId * centers + center
    const known = useAt[key]!
    if (known >= 0) return known
    useAt[key] = uses.length
    uses.push({ center, item: items[itemId]!, volume: 0, gross: 0, income: 0 })
    return uses.length - 1
  }

  const takeGoods = (kind: keyof Goods, itemId: number, giver: number, each: number, count: number, amount: number) => {
    const price = prices[itemId]
    if (price !== undefined) priced[itemId] = 1
    else if (isEstimate(kind, price, amount)) estimated[at] = 1
    const cost = costOfLines(price, each, count, amount)
    goods[kind][at]! += cost
    goodsByCenter[giver]![kind] += cost
  }

  const visit: LineVisitor = (itemId, placeId, each, count, amount) => {
    const quantity = each * count
    const categoryAt = category[itemId]!
    const center = centerOf[placeId] ?? -1
    lineCounts[at]! += count
    byCategory[categoryAt]![at]! += amount
    const counting = wanted[categoryAt]!
    for (let one = 0; one < counting.length; one++) {
      const { pool, ownCenter } = counting[one]!
      if (ownCenter === null || ownCenter === center) counted[pool]![at]! += quantity
    }
    const kind = kinds[itemId]!
    if (kind !== null) {
      takeGoods(kind, itemId, center < 0 ? main : center, each, count, amount)
      return
    }
    if (center < 0) {
      elsewhere[at]! += amount
      services.add(-1, quantity)
      return
    }
    revenue[center]![at]! += amount
    const use = itemUse(center, itemId)
    const total = uses[use]!
    total.volume += quantity
    total.gross += Math.abs(quantity)
    total.income += amount
    services.add(use, quantity)
  }

  return {
    open(caseId: number): LineVisitor {
      at = indexOf.get(caseId)!
      services.begin(at)
      return visit
    },
    close(): MonthUsage {
      return {
        goodsOf: (of) => ({
          goods: { drugs: fen(goods.drugs[of]!), materials: fen(goods.materials[of]!) },
          priced: estimated[of] === 0,
        }),
        goodsByCenter,
        revenue,
        elsewhere,
        byCategory,
        counted,
        lines: lineCounts,
        items: uses,
        services: services.close(),
        prices: new Set(items.flatMap((item, id) => (priced[id] === 1 ? [item!.code] : []))),
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
