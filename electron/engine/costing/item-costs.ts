import { type Elements, eachElement } from '#shared/domain/costing.ts'
import type { Fen } from '#shared/domain/money.ts'
import { problem } from '#shared/domain/problem.ts'
import { sumElements, totalOf } from './elements.ts'
import { IN_FEN, IN_FRACTIONS } from './measure.ts'
import { over, type Rational, ratio, readDecimal, sumRational, times, ZERO_RATIONAL } from './rational.ts'

/** Cost of one unit of a service item (医疗服务项目成本), yuan, exact; and by element. */
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

/**
 * Cost equivalents (成本当量法): 单位当量成本 = base ÷ Σ(equivalent × volume); item cost = equivalent × 单位当量成本.
 * @param base cost of the unit after the second step, without drugs and separately charged materials
 * @throws ProblemError `allocation-invalid` when a number is no decimal above zero
 */
export function costByEquivalents(base: Elements<Fen>, items: readonly ItemWork[]): readonly ItemCost[] {
  const read = items.map((work) => ({
    work,
    each: positive(work.item, work.weight),
    volume: positive(work.item, work.volume),
  }))
  const all = sumRational(read.map(({ each, volume }) => times(each, volume)))
  return read.map(({ work, each }) => shareOf(base, work.item, over(each, all)))
}

/**
 * Cost ratios (成本比例系数法): item cost = base × key ÷ Σ keys ÷ volume, with the item's whole income, workload or operating time
 * as its key.
 * @throws ProblemError `allocation-invalid` when a number is no decimal above zero
 */
export function costByShares(base: Elements<Fen>, items: readonly ItemWork[]): readonly ItemCost[] {
  const read = items.map((work) => ({
    work,
    key: positive(work.item, work.weight),
    volume: positive(work.item, work.volume),
  }))
  const all = sumRational(read.map(({ key }) => key))
  return read.map(({ work, key, volume }) => shareOf(base, work.item, over(key, times(all, volume))))
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
  const elements = eachElement((element) =>
    base[element] === 0 ? ZERO_RATIONAL : times(ratio(base[element], 100), share),
  )
  return { item, elements, unitCost: times(IN_FEN.yuan(totalOf(IN_FEN, base)), share) }
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
