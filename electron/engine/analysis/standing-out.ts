import type { Bilingual } from '#shared/domain/bilingual.ts'
import { type Exact, exact, exactFromFen, sumExact } from '#shared/domain/exact.ts'
import { sumFen } from '#shared/domain/money.ts'
import type { GroupTotals } from './group-totals.ts'
import { SPOKE_IDS, SPOKES, spokesOf } from './spokes.ts'

interface StandingOut {
  readonly spoke: Bilingual
  /** Of the charges of the named groups, and by how much it exceeds the share in the rest. */
  readonly share: Exact
  readonly gap: Exact
}

/** The two that name nothing anybody could act on are left out. */
const NAMED_SPOKES = SPOKE_IDS.filter((id) => id !== 'other' && id !== 'unclassified')

/** A gap under five points, or fewer than ten cases on a side, is not worth a sentence. */
const LEAST_GAP = exact('0.05')
const LEAST_CASES = 10

/** The kind of charge that weighs most above the rest; null when the sums given don't show one. */
export function standingOut(named: readonly GroupTotals[], rest: readonly GroupTotals[]): StandingOut | null {
  const [ours, theirs] = [shares(named), shares(rest)]
  if (ours === null || theirs === null) return null
  let best: StandingOut | null = null
  for (const [index, id] of NAMED_SPOKES.entries()) {
    const share = ours[index]!
    const gap = share.minus(theirs[index]!)
    if (gap.gte(best?.gap ?? LEAST_GAP) && (best === null || gap.gt(best.gap)))
      best = { spoke: SPOKES[id].name, share, gap }
  }
  return best
}

function shares(groups: readonly GroupTotals[]): Exact[] | null {
  if (groups.reduce((n, { totals }) => n + totals.n, 0) < LEAST_CASES) return null
  const known = groups.flatMap(({ categories }) => (categories === undefined ? [] : [categories]))
  if (known.length < groups.length) return null
  const whole = sumExact(known.map((categories) => exactFromFen(sumFen(Object.values(categories)))))
  if (whole.lte(0)) return null
  const amounts = known.map(spokesOf)
  return NAMED_SPOKES.map((id) => sumExact(amounts.map((spokes) => exactFromFen(spokes[id]))).div(whole))
}
