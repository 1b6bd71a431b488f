import { type Fen, fen } from '#shared/domain/money.ts'
import { minus, over, type Rational, ratio, times } from '../arithmetic/rational.ts'
import { roundInto } from '../arithmetic/round-parts.ts'
import { basePrice, type ResourceUse, splitUse, type Use, type UseEffects } from './use-variance.ts'

/** One row below a variance: a resource of a group, an item of a resource, a case that used an item. */
export interface UseRow {
  readonly key: string
  readonly efficiency: Fen
  readonly price: Fen
  /** efficiency + price. */
  readonly change: Fen
}

/** Both effects of the row that is drilled open, as it shows them. */
export interface UseTotals {
  readonly efficiency: Fen
  readonly price: Fen
}

/**
 * The level below a variance at base prices, in the order given: of a group its resources, of a resource its items. Rows sum to the row
 * they came from to the fen, for each effect.
 * @throws RangeError when `totals` are not those of `uses`
 */
export function drillUses(uses: readonly ResourceUse[], n0: number, n1: number, totals: UseTotals): readonly UseRow[] {
  return rowsOf(
    uses.map(({ key }) => key),
    uses.map((use) => splitUse(use, n0, n1)),
    totals,
  )
}

/** A case of the actual slice and what it used of an item. */
export interface CaseUse extends Use {
  readonly caseNo: string
}

export interface CaseDrill {
  readonly rows: readonly UseRow[]
  /** Cases that used none of it, together: each lies below the base by the whole use of a base case. */
  readonly others: UseRow & { readonly n: number }
}

/**
 * The cases behind an item: what each used beyond the mean of a base case, at the base price, and what it paid beyond that price. Their
 * sums are the item's.
 * @param item what the cases of both slices used of it; the actual side is the sum of `cases`
 * @throws RangeError when it is not
 */
export function drillCases(
  item: { readonly base: Use | null; readonly actual: Use | null },
  cases: readonly CaseUse[],
  n0: number,
  n1: number,
  totals: UseTotals,
): CaseDrill {
  const base = item.base ?? { quantity: ratio(0), amount: fen(0) }
  const [q0, a0] = [over(base.quantity, ratio(n0)), ratio(base.amount, n0)]
  const price0 = basePrice(item)
  const effects = (quantity: Rational, amount: Rational, n: number): UseEffects => {
    const whole = minus(amount, times(a0, ratio(n)))
    const efficiency = price0 === null ? ratio(0) : times(minus(quantity, times(q0, ratio(n))), price0)
    return { efficiency, price: minus(whole, efficiency) }
  }
  const without = n1 - cases.length
  const rows = rowsOf(
    [...cases.map(({ caseNo }) => caseNo), ''],
    [...cases.map(({ quantity, amount }) => effects(quantity, ratio(amount), 1)), effects(ratio(0), ratio(0), without)],
    totals,
  )
  return { rows: rows.slice(0, -1), others: { ...rows.at(-1)!, n: without } }
}

function rowsOf(keys: readonly string[], effects: readonly UseEffects[], totals: UseTotals): UseRow[] {
  const efficiency = roundInto(
    totals.efficiency,
    effects.map((each) => each.efficiency),
  )
  const price = roundInto(
    totals.price,
    effects.map((each) => each.price),
  )
  return keys.map((key, index) => ({
    key,
    efficiency: efficiency[index]!,
    price: price[index]!,
    change: fen(efficiency[index]! + price[index]!),
  }))
}

/** A group's stays in both slices; n of the actual cases whose stay is known. */
export interface StayChange {
  readonly n: number
  /** Mean days of a case. */
  readonly base: Rational
  readonly actual: Rational
}

/**
 * What a longer or shorter stay is worth: n1 × (LOS1 − LOS0) × variable cost of a bed-day in the base. It is part of the use of
 * bed-days above, told for itself, and never added to it.
 * @param bedDayCost yuan
 */
export function losEfficiency({ n, base, actual }: StayChange, bedDayCost: Rational): Rational {
  return times(times(ratio(n), minus(actual, base)), bedDayCost)
}
