import type { Bilingual } from '#shared/domain/bilingual.ts'
import { type Exact, exact, exactFromFen, sumExact } from '#shared/domain/exact.ts'
import type { FeeCategory } from '#shared/domain/fee-category.ts'
import { sumFen } from '#shared/domain/money.ts'
import type { GroupTotals } from './group-totals.ts'
import { both } from './measure.ts'

interface Spoke {
  readonly name: Bilingual
  readonly categories: readonly FeeCategory[]
}

/** Fee categories as people speak of them; 14 (other) and 00 (unclassified) name nothing that could be acted on. */
const SPOKES: readonly Spoke[] = [
  { name: both('药品', 'Drugs'), categories: ['09', '10', '11'] },
  { name: both('耗材', 'Consumables'), categories: ['08'] },
  { name: both('检查', 'Examinations'), categories: ['03'] },
  { name: both('化验', 'Laboratory tests'), categories: ['04'] },
  { name: both('治疗', 'Treatment'), categories: ['05'] },
  { name: both('手术', 'Surgery'), categories: ['06'] },
  { name: both('护理', 'Nursing'), categories: ['07'] },
  { name: both('床位与诊察', 'Bed and consultation'), categories: ['01', '02', '12', '13'] },
]

interface StandingOut {
  readonly spoke: Bilingual
  /** Of the charges of the named groups, and by how much it exceeds the share in the rest. */
  readonly share: Exact
  readonly gap: Exact
}

/** A gap under five points, or fewer than ten cases on a side, is not worth a sentence. */
const LEAST_GAP = exact('0.05')
const LEAST_CASES = 10

/** The kind of charge that weighs most above the rest; null when the sums given don't show one. */
export function standingOut(named: readonly GroupTotals[], rest: readonly GroupTotals[]): StandingOut | null {
  const [ours, theirs] = [shares(named), shares(rest)]
  if (ours === null || theirs === null) return null
  let best: StandingOut | null = null
  for (const [index, { name }] of SPOKES.entries()) {
    const share = ours[index]!
    const gap = share.minus(theirs[index]!)
    if (gap.gte(best?.gap ?? LEAST_GAP) && (best === null || gap.gt(best.gap))) best = { spoke: name, share, gap }
  }
  return best
}

function shares(groups: readonly GroupTotals[]): Exact[] | null {
  if (groups.reduce((n, { totals }) => n + totals.n, 0) < LEAST_CASES) return null
  const known = groups.flatMap(({ categories }) => (categories === undefined ? [] : [categories]))
  if (known.length < groups.length) return null
  const whole = sumExact(known.map((categories) => exactFromFen(sumFen(Object.values(categories)))))
  if (whole.lte(0)) return null
  return SPOKES.map(({ categories }) =>
    sumExact(known.flatMap((sums) => categories.map((category) => exactFromFen(sums[category] ?? sumFen([]))))).div(
      whole,
    ),
  )
}
