import { eachElement } from '#shared/domain/costing.ts'
import { FEE_CATEGORIES, type FeeCategory } from '#shared/domain/fee-category.ts'
import { type Fen, fen, sumFen } from '#shared/domain/money.ts'
import { type Rational, ratio, rational, rounded, times } from '../arithmetic/rational.ts'
import { type CaseCost, caseCost, NO_GOODS } from './case-cost.ts'
import { type Goods, goodsKindOf } from './pools.ts'

/**
 * Cost per yuan charged of one fee category or service unit, as someone stated it. `default` is our starting value, which makes
 * every cost resting on it an estimate (估算).
 */
export interface StatedRatio {
  readonly ratio: Rational
  readonly from: 'hospital' | 'default'
}

/**
 * Starting values for a book that holds charges and nothing else. Goods are sold at purchase price (药品、耗材零差率), so they cost what
 * is charged. The others say only in which direction prices of public hospitals lean: labour is priced below its cost, equipment
 * above. They are nobody's measured ratios; a hospital's own replace them.
 */
const DEFAULTS: Readonly<Record<FeeCategory, string>> = {
  '01': '1.4',
  '02': '1.2',
  '03': '0.6',
  '04': '0.6',
  '05': '0.9',
  '06': '1.1',
  '07': '1.4',
  '08': '1',
  '09': '1',
  '10': '1',
  '11': '1',
  '12': '1',
  '13': '1',
  '14': '1',
  '00': '1',
}

/** Ratio of every fee category: the hospital's own where it states one, else the default. */
export function categoryRatios(own: ReadonlyMap<FeeCategory, string>): ReadonlyMap<FeeCategory, StatedRatio> {
  return new Map(
    FEE_CATEGORIES.map((category): [FeeCategory, StatedRatio] => {
      const stated = own.get(category)
      return stated === undefined
        ? [category, { ratio: rational(DEFAULTS[category]), from: 'default' }]
        : [category, { ratio: rational(stated), from: 'hospital' }]
    }),
  )
}

export interface CaseCharges<Source extends string> {
  readonly caseNo: string
  /** Net charges by fee category or service unit; a source appears once. */
  readonly charges: readonly { readonly source: Source; readonly amount: Fen }[]
  /** At purchase price, for sources left out of `charges`; none when goods are costed by ratio too. */
  readonly goods?: Goods
}

/**
 * Cost of a case from what it was charged (成本收入比): K = Σ charge × ratio, each product rounded once to fen. Quickest and least
 * sure of the three methods: a price set too low or too high is taken for a cost. A source without a ratio adds nothing and makes
 * the cost partial. `parts` follow `charges`.
 */
export function costByStatedRatios<Source extends string>(
  ratios: ReadonlyMap<Source, StatedRatio>,
  { caseNo, charges, goods = NO_GOODS }: CaseCharges<Source>,
): CaseCost {
  const used = charges.map(({ source }) => ratios.get(source))
  const parts = charges.map(({ amount }, index) => {
    const stated = used[index]
    return stated === undefined ? fen(0) : fen(Number(rounded(times(ratio(amount), stated.ratio), 1n)))
  })
  return caseCost({
    caseNo,
    method: 'cost-to-charge',
    certainty: used.some((stated, index) => stated?.from === 'default' && charges[index]!.amount !== 0)
      ? 'estimated'
      : 'costed',
    coverage: used.some((stated, index) => stated === undefined && charges[index]!.amount !== 0) ? 'partial' : 'full',
    parts,
    goods,
    elements: eachElement((element) =>
      sumFen(parts.filter((_, index) => goodsKindOf(charges[index]!.source) === element)),
    ),
  })
}
