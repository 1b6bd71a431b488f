import type { Bilingual } from '#shared/domain/bilingual.ts'
import { type Exact, exact, ZERO } from '#shared/domain/exact.ts'
import type { Period } from '#shared/domain/period.ts'
import type { SliceTotals } from '#shared/domain/slice.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'
import { inWords, percent, rounded } from '../payment/number-text.ts'
import type { GroupTotals } from './group-totals.ts'
import { both } from './measure.ts'
import { type LossRow, paretoOfLosses } from './pareto.ts'
import { periodWords } from './period-words.ts'
import { standingOut } from './standing-out.ts'
import { surplusOf } from './surplus.ts'

interface HeadlineInput {
  readonly from: Period | null
  readonly to: Period | null
  readonly basis: ComputedBasis
  readonly totals: SliceTotals
  /** The same cases by group. */
  readonly groups: readonly GroupTotals[]
}

const NAMED = 3

/**
 * What a meeting needs to hear first: the result, where the losses are, and what sets those groups apart. States only
 * what the given sums prove; a difference in the structure of charges is called that, not a cause.
 */
export function headline(input: HeadlineInput): Bilingual {
  const { totals, groups, basis } = input
  const when = periodWords(input.from, input.to)
  if (totals.n === 0) return both(`${when.zh}没有病例。`, `${when.en}: no cases.`)
  const surplus = surplusOf(totals, basis)?.amount ?? null
  if (surplus === null) return withoutSurplus(when, totals, basis)
  const losing = paretoOfLosses(groups, (group) => surplusOf(group.totals, basis)?.amount ?? null).rows
  const few = fewest(losing)
  const sentences = [result(when, totals, basis, surplus), concentration(losing, few), structure(input, few)]
  const said = sentences.filter((sentence) => sentence !== null)
  return both(said.map(({ zh }) => zh).join(''), said.map(({ en }) => en).join(' '))
}

function withoutSurplus(when: Bilingual, { n }: SliceTotals, basis: ComputedBasis): Bilingual {
  const cases = n === 1 ? '1 case' : `${inWords(exact(n), 0)} cases`
  return basis === 'B1'
    ? both(
        `${when.zh} ${inWords(exact(n), 0)} 例，尚无结算金额，不能计算医保盈亏。`,
        `${when.en}: ${cases}; nothing is settled yet, so there is no surplus on charges.`,
      )
    : both(
        `${when.zh} ${inWords(exact(n), 0)} 例，没有成本数据，不能计算成本结余。`,
        `${when.en}: ${cases}; no cost data, so there is no surplus on cost.`,
      )
}

function result(when: Bilingual, { n }: SliceTotals, basis: ComputedBasis, surplus: Exact): Bilingual {
  const name = basis === 'B1' ? both('医保盈亏', 'surplus on charges') : both('成本结余', 'surplus on cost')
  const large = surplus.abs().gte(10_000)
  const amount = large ? `${inWords(surplus.div(10_000), 1, true)} 万元` : `${inWords(surplus, 0, true)} 元`
  return both(
    `${when.zh} ${inWords(exact(n), 0)} 例，${name.zh} ${amount}。`,
    `${when.en}: ${n === 1 ? '1 case' : `${inWords(exact(n), 0)} cases`}, ${name.en} ${inWords(surplus, 0, true)} yuan.`,
  )
}

interface Few {
  readonly groups: readonly GroupTotals[]
  readonly share: Exact
}

/** The fewest groups that make most of all losses. */
function fewest(losing: readonly LossRow<GroupTotals>[]): Few {
  const vital = losing.filter((row) => row.vital)
  return { groups: vital.map(({ of }) => of), share: vital.at(-1)?.cumulative ?? ZERO }
}

function concentration(losing: readonly LossRow<GroupTotals>[], few: Few): Bilingual {
  if (losing.length === 0) return both('没有亏损病组。', 'No group lost.')
  const names = few.groups.slice(0, NAMED).map(({ label }) => label)
  const more = few.groups.length > names.length
  const zhNames = `${names.join('、')}${more ? '等' : ''}`
  const enNames = `${names.join(', ')}${more ? ' and others' : ''}`
  if (losing.length === 1) return both(`唯一的亏损病组是${zhNames}。`, `One group lost: ${enNames}.`)
  if (few.groups.length === losing.length)
    return both(`亏损病组 ${losing.length} 个：${zhNames}。`, `${losing.length} groups lost: ${enNames}.`)
  const k = few.groups.length
  return both(
    `亏损病组 ${losing.length} 个，其中 ${k} 个占全部亏损的 ${percent(few.share)}：${zhNames}。`,
    `${losing.length} groups lost; ${k === 1 ? 'one of them makes' : `${k} of them make`} ${percent(few.share)} of all losses: ${enNames}.`,
  )
}

/** Charges say nothing about where cost went, so this is told on the charge basis only. */
function structure({ groups, basis }: HeadlineInput, few: Few): Bilingual | null {
  if (basis !== 'B1' || few.groups.length === 0) return null
  const named = new Set(few.groups.map(({ key }) => key))
  const found = standingOut(
    few.groups,
    groups.filter(({ key }) => !named.has(key)),
  )
  if (found === null) return null
  const { spoke, share, gap } = found
  const points = rounded(gap.times(100), 1)
  const one = few.groups.length === 1
  return both(
    `${one ? '该病组' : '这些病组'}的${spoke.zh}占费用 ${percent(share)}，比其余病组高 ${points} 个百分点。`,
    `${spoke.en} ${spoke.en.endsWith('s') ? 'make' : 'makes'} up ${percent(share)} of ${one ? 'its' : 'their'} charges, ${points} percentage points above the other groups.`,
  )
}
