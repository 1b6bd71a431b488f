import type { Quantity } from '#shared/domain/costing.ts'
import { type Exact, exact, exactFromFen, roundToFen, sumExact, ZERO } from '#shared/domain/exact.ts'
import { type Fen, sumFen } from '#shared/domain/money.ts'
import { distributionOf } from './distribution.ts'
import { FEW_CASES } from './measure.ts'

/** What one case of a group used of an item, refunds taken off. */
export interface CaseItem {
  readonly caseNo: string
  /** Whose case it is: a physician or team. */
  readonly owner: string
  readonly quantity: Quantity
  readonly amount: Fen
}

export interface OwnerUse {
  readonly owner: string
  readonly n: number
  /** Cases that used the item. */
  readonly users: number
  /** Units a case, over all cases of the owner. */
  readonly mean: Exact
  /** Yuan for what was used above the group's median, case by case. */
  readonly above: Fen
  readonly few: boolean
}

export interface ItemUse {
  readonly n: number
  readonly users: number
  /** Units of a case: over all cases of the group, those without the item among them; and over those that used it. */
  readonly median: Exact
  readonly userMedian: Exact | null
  readonly amount: Fen
  readonly above: Fen
  /** Most money above the median first. */
  readonly owners: readonly OwnerUse[]
  /** Cases above the median, most money first. */
  readonly cases: readonly (CaseItem & { readonly above: Fen })[]
}

/**
 * Use of one item within one group, against the group's own median: the same group alone makes cases comparable. What a case used above
 * the median is valued at what that case paid a unit. A median of zero means that most cases do without the item.
 * @param uses at most one entry a case
 * @param casesOf all cases of the group by owner, those without the item among them
 * @throws RangeError when an owner has more entries than cases, or none at all
 */
export function itemUse(uses: readonly CaseItem[], casesOf: ReadonlyMap<string, number>): ItemUse | null {
  const n = [...casesOf.values()].reduce((sum, each) => sum + each, 0)
  if (n === 0) return null
  const used = uses.filter(({ quantity }) => quantity > 0)
  const quantities = used.map(({ quantity }) => quantity as number)
  const stranger = used.find(({ owner }) => !casesOf.has(owner))
  if (stranger !== undefined) throw new RangeError(`no cases of ${stranger.owner}`)
  if (quantities.length > n) throw new RangeError('more uses than cases')
  const median = distributionOf([...quantities, ...Array.from({ length: n - quantities.length }, () => 0)])!.median
  const cases = used
    .map((each) => ({ ...each, above: roundToFen(aboveMedian(each, median)) }))
    .filter(({ above }) => above > 0)
    .sort((a, b) => b.above - a.above || (a.caseNo < b.caseNo ? -1 : 1))
  const owners = [...casesOf].map(([owner, own]): OwnerUse => {
    const theirs = used.filter((each) => each.owner === owner)
    if (theirs.length > own) throw new RangeError(`more uses than cases of ${owner}`)
    return {
      owner,
      n: own,
      users: theirs.length,
      mean: own === 0 ? ZERO : inUnits(sumExact(theirs.map(({ quantity }) => exact(quantity)))).div(own),
      above: sumFen(cases.filter((each) => each.owner === owner).map(({ above }) => above)),
      few: own < FEW_CASES,
    }
  })
  return {
    n,
    users: used.length,
    median: inUnits(median),
    userMedian: used.length === 0 ? null : inUnits(distributionOf(quantities)!.median),
    amount: sumFen(uses.map(({ amount }) => amount)),
    above: sumFen(cases.map(({ above }) => above)),
    owners: owners.sort((a, b) => b.above - a.above || (a.owner < b.owner ? -1 : 1)),
    cases,
  }
}

/** Yuan; zero or less at or below the median. */
const aboveMedian = ({ quantity, amount }: CaseItem, median: Exact): Exact =>
  exactFromFen(amount).times(exact(quantity).minus(median)).div(quantity)

const inUnits = (thousandths: Exact): Exact => thousandths.div(1000)
