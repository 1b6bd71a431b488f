import type { FeeCategory } from '#shared/domain/fee-category.ts'
import { type Fen, fen } from '#shared/domain/money.ts'
import { problem } from '#shared/domain/problem.ts'
import { readDecimal, rounded } from '../arithmetic/rational.ts'
import { type Goods, goodsKindOf } from './pools.ts'

/** Prices are compared in ten-thousandths of a yuan, the finest unit of purchase contracts. */
const PRICE_SCALE = 10_000n
/** Ten-thousandths of a yuan × thousandths of a unit that make a fen. */
const PER_FEN = 100_000

/** Purchase price by item code, whole ten-thousandths of a yuan. */
export type PriceTable = ReadonlyMap<string, number>

/** @throws ProblemError `allocation-invalid` when a price is no decimal of zero or more with at most four places */
export function priceTable(items: Iterable<{ readonly item: string; readonly price: string }>): PriceTable {
  return new Map(Array.from(items, ({ item, price }) => [item, readPrice(item, price)]))
}

function readPrice(item: string, price: string): number {
  const value = readDecimal(price)
  if (value !== null && value.num >= 0n && (value.num * PRICE_SCALE) % value.den === 0n) {
    const scaled = Number(rounded(value, PRICE_SCALE))
    if (Number.isSafeInteger(scaled)) return scaled
  }
  throw problem(
    'allocation-invalid',
    `项目“${item}”的进价 ${price} 应为最多四位小数的非负数，请更正`,
    `the purchase price ${price} of “${item}” should be zero or more with at most four decimals; correct it`,
    { item, price },
  )
}

/** One charge line of goods. A refund is negative in quantity and amount. */
export interface GoodsLine {
  readonly item: string
  readonly category: FeeCategory
  /** Thousandths of the item's unit. */
  readonly quantity: number
  readonly charged: Fen
}

export interface GoodsCost {
  readonly goods: Goods
  /** Of them, what was taken at its charge because no purchase price is known. */
  readonly atCharge: Fen
  /** False where a material was taken at its charge: only drugs and listed materials are sold without mark-up everywhere. */
  readonly priced: boolean
}

/**
 * Drugs and materials of a case at purchase price: quantity × price, rounded to fen line by line as an invoice is. Without a price
 * a line costs what it was charged (零差率: sold at purchase price).
 * Lines of other categories are services and are passed over.
 */
export function goodsOf(prices: PriceTable, lines: Iterable<GoodsLine>): GoodsCost {
  const sums = { drugs: 0, materials: 0 }
  let atCharge = 0
  let priced = true
  for (const { item, category, quantity, charged } of lines) {
    const kind = goodsKindOf(category)
    if (kind === null) continue
    const price = prices.get(item)
    sums[kind] += costOfLines(price, quantity, 1, charged)
    if (price === undefined) atCharge += charged
    if (isEstimate(kind, price, charged)) priced = false
  }
  return { goods: { drugs: fen(sums.drugs), materials: fen(sums.materials) }, atCharge: fen(atCharge), priced }
}

/**
 * What lines that agree in item and quantity cost together, fen; each of them is rounded for itself.
 * @param price of the table; undefined where it has none
 * @param charged all of them together
 */
export const costOfLines = (price: number | undefined, quantity: number, count: number, charged: number): number =>
  price === undefined ? charged : count * lineCost(price, quantity)

/** The same lines make their case an estimate: a material was taken at its charge. */
export const isEstimate = (kind: keyof Goods, price: number | undefined, charged: number): boolean =>
  price === undefined && kind === 'materials' && charged !== 0

function lineCost(price: number, quantity: number): number {
  const size = price * Math.abs(quantity)
  if (!Number.isSafeInteger(size * 2))
    return Number(rounded({ num: BigInt(price) * BigInt(quantity), den: BigInt(PER_FEN) }, 1n))
  const rest = size % PER_FEN
  const whole = (size - rest) / PER_FEN + (2 * rest >= PER_FEN ? 1 : 0)
  return quantity < 0 ? -whole : whole
}
