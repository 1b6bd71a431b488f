import { type Elements, eachElement } from '#shared/domain/costing.ts'
import type { Fen } from '#shared/domain/money.ts'
import { problem } from '#shared/domain/problem.ts'
import {
  over,
  type Rational,
  readDecimal,
  sumRational,
  times,
  toDecimal,
  ZERO_RATIONAL,
} from '../arithmetic/rational.ts'
import { sumElements, totalOf } from './elements.ts'
import { type ExactShare, exactShare } from './exact-share.ts'
import { IN_FEN, IN_FRACTIONS } from './measure.ts'

/** Cost of one unit of a service item (医疗服务项目成本), yuan, exact; and by element. Fractions may be in any terms. */
export interface ItemCost {
  readonly item: string
  readonly unitCost: Rational
  readonly elements: Elements<Rational>
}

/** A service item with its work over the period. `weight` is what the method compares items by. */
export interface ItemWork {
  readonly item: string
  /** Times performed, plain decimal above 0. */
  readonly volume: string
  /** Equivalent of one unit (成本当量, the typical item is 1), or the item's whole share key: income, workload or minutes. */
  readonly weight: string
}

/** An item's whole share key over the period, exact: items take their center's cost in proportion to it. */
export interface KeyedItem {
  readonly item: string
  readonly volume: Rational
  readonly key: Rational
}

/**
 * Cost equivalents (成本当量法): 单位当量成本 = base ÷ Σ(equivalent × volume); item cost = equivalent × 单位当量成本. So the key of an item
 * is equivalent × volume.
 * @throws ProblemError `allocation-invalid` when a number is no decimal above zero
 */
export function byEquivalents(items: readonly ItemWork[]): readonly KeyedItem[] {
  return items.map((work) => {
    const volume = positive(work.item, work.volume)
    return { item: work.item, volume, key: times(positive(work.item, work.weight), volume) }
  })
}

/**
 * Cost ratios (成本比例系数法): the item's whole income, workload or operating time is its key.
 * @throws ProblemError `allocation-invalid` when a number is no decimal above zero
 */
export function byShares(items: readonly ItemWork[]): readonly KeyedItem[] {
  return items.map(({ item, volume, weight }) => ({
    item,
    volume: positive(item, volume),
    key: positive(item, weight),
  }))
}

/**
 * Item cost = base × key ÷ Σ keys ÷ volume.
 * @param base cost of the unit after the second step, without drugs and separately charged materials
 */
export function costByKeys(base: Elements<Fen>, items: readonly KeyedItem[]): readonly ItemCost[] {
  const all = sumRational(items.map(({ key }) => key))
  return items.map(({ item, volume, key }) => shareOf(base, item, over(key, times(all, volume))))
}

/** Item costs as they are shown: plain decimals of a yuan, each rounded for itself, half away from zero. */
export interface ShownItemCost {
  readonly unitCost: string
  readonly elements: Elements<string>
}

/** To six decimals, as price lists are. */
const PLACES = 6
/** Millionths of a yuan in a fen. */
const PER_FEN = 10_000

/** The same costs as `costByKeys`, made for thousands of items a month. */
export function shownCosts(base: Elements<Fen>, items: readonly KeyedItem[]): readonly ShownItemCost[] {
  const all = sumRational(items.map(({ key }) => key))
  const share: ExactShare = { floor: 0, rest: 0 }
  return items.map(({ volume, key }) => {
    const { num, den } = over(key, times(all, volume))
    const [part, whole] = [Number(num), Number(den)]
    const shown = (amount: Fen): string => {
      const size = Math.abs(amount) * PER_FEN
      if (!Number.isSafeInteger(part) || !Number.isSafeInteger(whole) || !Number.isSafeInteger(size))
        return toDecimal({ num: BigInt(amount) * num, den: den * 100n }, PLACES)
      exactShare(size, part, whole, share)
      return millionths(share.floor + (share.rest >= whole - share.rest ? 1 : 0), amount < 0)
    }
    return { unitCost: shown(totalOf(IN_FEN, base)), elements: eachElement((element) => shown(base[element])) }
  })
}

function millionths(size: number, negative: boolean): string {
  const digits = size.toString().padStart(PLACES + 1, '0')
  return `${negative && size > 0 ? '-' : ''}${digits.slice(0, -PLACES)}.${digits.slice(-PLACES)}`
}

/** An activity with its pool and what drives it: 1,200 sterilised trays, 80 hours of reporting. */
export interface ActivityPool {
  readonly activity: string
  readonly cost: Elements<Fen>
  /** Of the driver over the period, plain decimal above 0. */
  readonly volume: string
}

export interface ItemActivities {
  readonly item: string
  /** What one unit of the item uses of each activity's driver. */
  readonly uses: readonly { readonly activity: string; readonly quantity: string }[]
}

/**
 * Activity-based costing (作业成本法): driver rate = pool ÷ volume; item cost = Σ rate × what the item uses.
 * @throws ProblemError `allocation-invalid` when an item uses an activity that has no pool, or a number is no decimal above zero
 */
export function costByActivities(
  pools: readonly ActivityPool[],
  items: readonly ItemActivities[],
): readonly ItemCost[] {
  const known = new Map(pools.map((pool) => [pool.activity, { pool, volume: positive(pool.activity, pool.volume) }]))
  return items.map(({ item, uses }) => {
    const parts = uses.map(({ activity, quantity }) => {
      const found = known.get(activity)
      if (found === undefined)
        throw problem(
          'allocation-invalid',
          `项目“${item}”用到的作业“${activity}”没有成本池，请补充该作业的成本与动因量`,
          `item “${item}” uses the activity “${activity}”, which has no cost pool; add its cost and volume`,
          { item, activity },
        )
      return shareOf(found.pool.cost, item, over(positive(item, quantity), found.volume))
    })
    const elements = sumElements(
      IN_FRACTIONS,
      parts.map((part) => part.elements),
    )
    return { item, elements, unitCost: totalOf(IN_FRACTIONS, elements) }
  })
}

function shareOf(base: Elements<Fen>, item: string, share: Rational): ItemCost {
  // Thousands of items a month are made for display: bringing each of their fractions to lowest terms would take longer than the rest.
  const den = share.den * 100n
  const part = (amount: Fen): Rational => (amount === 0 ? ZERO_RATIONAL : { num: BigInt(amount) * share.num, den })
  return { item, elements: eachElement((element) => part(base[element])), unitCost: part(totalOf(IN_FEN, base)) }
}

function positive(of: string, text: string): Rational {
  const value = readDecimal(text)
  if (value === null || value.num <= 0n)
    throw problem(
      'allocation-invalid',
      `“${of}”的数值 ${text} 应为大于 0 的小数，请更正`,
      `${text} of “${of}” should be a decimal above zero; correct it`,
      { item: of, value: text },
    )
  return value
}
