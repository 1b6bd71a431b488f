import type { Bilingual } from '#shared/domain/bilingual.ts'
import { type Exact, exact, exactFromFen, roundToFen, sumExact } from '#shared/domain/exact.ts'
import type { Fen } from '#shared/domain/money.ts'
import { inWords } from '../payment/number-text.ts'
import { both, FEW_CASES } from './measure.ts'

/** Some cases and what they spent: charges on B1, cost on B3. */
export interface SpentCases {
  readonly n: number
  readonly spent: Fen
}

/** What is known of a losing group and of what it is held against (last period, benchmark, other teams). Parts left out drive nothing. */
export interface GroupFindings {
  readonly n: number
  /** Amounts of an item over all cases of the group, and of a reference case. */
  readonly items: readonly {
    readonly key: string
    readonly name: string
    readonly amount: Fen
    readonly reference: Exact
  }[]
  /** Days of a mean case here and in the reference; variable cost of a bed-day in yuan. */
  readonly stay: {
    readonly n: number
    readonly days: Exact
    readonly reference: Exact
    readonly bedDayCost: Exact
  } | null
  /** The group's own cases with and without a complication. */
  readonly complications: { readonly affected: SpentCases; readonly others: SpentCases } | null
  /** The group's cases by physician. */
  readonly physicians: readonly (SpentCases & { readonly key: string })[]
}

export interface LossDriver {
  readonly kind: 'item' | 'stay' | 'complication' | 'physician'
  readonly key: string
  /** Yuan above the reference, rounded once. Above zero: a driver of the loss. */
  readonly amount: Fen
  /** Cases behind it. */
  readonly n: number
  /** Fewer than ten cases: may be chance. */
  readonly few: boolean
  readonly evidence: Bilingual
}

/** Drivers look at the same money from different sides: a long stay of a complicated case counts as either. */
export const DRIVERS_OVERLAP: Bilingual = both(
  '各类原因从不同角度看同一笔费用，金额相互重叠，不能相加',
  'Kinds of drivers look at the same money from different sides; their amounts overlap and do not add up',
)

/** What a losing group spends above its reference, the most first. Differences are stated, not blame: cases of one physician may be harder. */
export function lossDrivers(group: GroupFindings): readonly LossDriver[] {
  return [...itemDrivers(group), ...stayDriver(group), ...complicationDriver(group), ...physicianDrivers(group)]
    .filter(({ amount }) => amount > 0)
    .sort((a, b) => b.amount - a.amount || (`${a.kind} ${a.key}` < `${b.kind} ${b.key}` ? -1 : 1))
}

const yuan = (value: Exact) => inWords(value, 2)
const driver = (kind: LossDriver['kind'], key: string, amount: Exact, n: number, evidence: Bilingual): LossDriver => ({
  ...{ kind, key, n, evidence },
  amount: roundToFen(amount),
  few: n < FEW_CASES,
})

function itemDrivers({ n, items }: GroupFindings): LossDriver[] {
  if (n === 0) return []
  return items.map(({ key, name, amount, reference }) => {
    const own = exactFromFen(amount)
    return driver(
      'item',
      key,
      own.minus(reference.times(n)),
      n,
      both(
        `${name}：例均 ${yuan(own.div(n))} 元，参照 ${yuan(reference)} 元`,
        `${name}: ${yuan(own.div(n))} yuan a case, reference ${yuan(reference)}`,
      ),
    )
  })
}

function stayDriver({ stay }: GroupFindings): LossDriver[] {
  if (stay === null || stay.n === 0) return []
  const { n, days, reference, bedDayCost } = stay
  const amount = days.minus(reference).times(n).times(bedDayCost)
  return [
    driver(
      'stay',
      'stay',
      amount,
      n,
      both(
        `平均住院 ${inWords(days, 1)} 天，参照 ${inWords(reference, 1)} 天，每床日变动成本 ${yuan(bedDayCost)} 元`,
        `Mean stay ${inWords(days, 1)} days, reference ${inWords(reference, 1)}, variable cost of a bed-day ${yuan(bedDayCost)} yuan`,
      ),
    ),
  ]
}

function complicationDriver({ complications }: GroupFindings): LossDriver[] {
  if (complications === null) return []
  const { affected, others } = complications
  if (affected.n === 0 || others.n === 0) return []
  const [own, usual] = [meanOf(affected), meanOf(others)]
  return [
    driver(
      'complication',
      'complication',
      own.minus(usual).times(affected.n),
      affected.n,
      both(
        `${affected.n} 例并发症例均 ${yuan(own)} 元，其余 ${others.n} 例 ${yuan(usual)} 元`,
        `${affected.n} complicated cases at ${yuan(own)} yuan each, the other ${others.n} at ${yuan(usual)}`,
      ),
    ),
  ]
}

function physicianDrivers({ physicians }: GroupFindings): LossDriver[] {
  const n = physicians.reduce((sum, each) => sum + each.n, 0)
  if (n === 0) return []
  const usual = sumExact(physicians.map(({ spent }) => exactFromFen(spent))).div(n)
  return physicians
    .filter((each) => each.n > 0)
    .map((each) =>
      driver(
        'physician',
        each.key,
        meanOf(each).minus(usual).times(each.n),
        each.n,
        both(
          `${each.n} 例，例均 ${yuan(meanOf(each))} 元，同病组平均 ${yuan(usual)} 元`,
          `${each.n} cases at ${yuan(meanOf(each))} yuan each, mean of the group ${yuan(usual)}`,
        ),
      ),
    )
}

const meanOf = ({ n, spent }: SpentCases): Exact => exactFromFen(spent).div(exact(n))
