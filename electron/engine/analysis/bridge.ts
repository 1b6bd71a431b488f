import { type Exact, roundToFen, sumExact } from '#shared/domain/exact.ts'
import { type Fen, fen, sumFen } from '#shared/domain/money.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'
import { type SurplusFen, surplusFen } from '#shared/domain/surplus-on-basis.ts'
import { type Rational, ratio, rational, times, ZERO_RATIONAL } from '../arithmetic/rational.ts'
import { roundGrid } from '../arithmetic/round-grid.ts'
import {
  type BridgeConvention,
  PAYMENT_EFFECT_IDS,
  type PaymentEffect,
  SPENT_EFFECT_IDS,
  type SpentEffect,
} from './bridge-effects.ts'
import { paymentEffects, type StandardFactors, spentEffects } from './bridge-split.ts'
import type { ResourceUse } from './use-variance.ts'

/** A group in one of two slices: sums over its cases that have both a payment and what the basis needs. */
export interface BridgeSide {
  readonly n: number
  /** Yuan, all cases. */
  readonly payment: Exact
  /** Charges on B1, cost on B3. */
  readonly spent: Fen
  /** Of the mean case, where the slice has one weight, coefficient and rate per cell; without it the standard is not split. */
  readonly factors?: StandardFactors
}

/**
 * A group in the base slice and in the actual one; null (or no cases) where the slice has none. Groups paid at several rates come as
 * one cell per rate (group × insurance): a mean of rates explains nothing.
 */
export interface BridgeCell {
  readonly key: string
  readonly base: BridgeSide | null
  readonly actual: BridgeSide | null
  /** What the group's cases used, by resource; without it the unit cost is not split into use and price. */
  readonly resources?: readonly ResourceUse[]
}

export interface BridgeRow<B extends ComputedBasis = ComputedBasis> {
  readonly key: string
  readonly presence: 'both' | 'new' | 'vanished'
  readonly n: { readonly base: number; readonly actual: number }
  readonly payment: Readonly<Record<PaymentEffect, Fen>>
  readonly spent: Readonly<Record<SpentEffect, Fen>>
  /** Sums of the effects; `change` = paymentChange − spentChange. */
  readonly paymentChange: Fen
  readonly spentChange: Fen
  readonly change: SurplusFen<B>
}

export interface Bridge<B extends ComputedBasis> {
  readonly basis: B
  readonly convention: BridgeConvention
  readonly rows: readonly BridgeRow<B>[]
  readonly total: Omit<BridgeRow<B>, 'key' | 'presence'>
  /** Both ends, yuan rounded once to fen; actual − base is the total change of each. */
  readonly base: BridgeEnd<B>
  readonly actual: BridgeEnd<B>
}

interface BridgeEnd<B extends ComputedBasis> {
  readonly n: number
  readonly payment: Fen
  readonly spent: Fen
  readonly surplus: SurplusFen<B>
}

/**
 * Why the surplus of one slice differs from another's: an additive bridge (domain rule: flexible-budget variances with volume and
 * mix at base price). Everything is exact until the last step, where the table is brought to whole fen so that cells sum to
 * their rows, to their columns and to the difference of the two ends, each within a fen of its exact value.
 * @throws RangeError when a key comes twice
 */
export function surplusBridge<B extends ComputedBasis>(
  basis: B,
  cells: readonly BridgeCell[],
  convention: BridgeConvention = 'base-price',
): Bridge<B> {
  const pairs = cells.map(presentOnly).filter(({ base, actual }) => base !== null || actual !== null)
  if (new Set(pairs.map(({ key }) => key)).size < pairs.length) throw new RangeError('a group comes twice in a bridge')
  const lasting = pairs.filter(isLasting)
  const cases = {
    base: lasting.reduce((sum, { base }) => sum + base.n, 0),
    actual: lasting.reduce((sum, { actual }) => sum + actual.n, 0),
  }
  const base = endOf(
    basis,
    pairs.flatMap((pair) => pair.base ?? []),
  )
  const actual = endOf(
    basis,
    pairs.flatMap((pair) => pair.actual ?? []),
  )
  const payment = gridOf(
    PAYMENT_EFFECT_IDS,
    pairs.map((pair) =>
      isLasting(pair) ? paymentEffects(pair, cases, convention) : apart(pair, (side) => inFen(side.payment)),
    ),
    fen(actual.payment - base.payment),
  )
  const spent = gridOf(
    SPENT_EFFECT_IDS,
    pairs.map((pair) =>
      isLasting(pair) ? spentEffects(pair, cases, convention) : apart(pair, (side) => ratio(side.spent)),
    ),
    fen(actual.spent - base.spent),
  )
  const rows = pairs.map(({ key, base, actual }, index): BridgeRow<B> => {
    const presence = base === null ? 'new' : actual === null ? 'vanished' : 'both'
    return {
      key,
      presence,
      ...withSums(basis, { base: base?.n ?? 0, actual: actual?.n ?? 0 }, payment[index]!, spent[index]!),
    }
  })
  const sumOf = <Id extends string>(ids: readonly Id[], all: readonly Readonly<Record<Id, Fen>>[]) =>
    recordOf(ids, (id) => sumFen(all.map((effects) => effects[id])))
  const total = withSums(
    basis,
    { base: base.n, actual: actual.n },
    sumOf(PAYMENT_EFFECT_IDS, payment),
    sumOf(SPENT_EFFECT_IDS, spent),
  )
  return { basis, convention, rows, total, base, actual }
}

/** A base without cases of its own (benchmark, budget per case): means laid over the actual cases, so that only price and use remain. */
export function sideOfMeans(
  n: number,
  mean: { readonly payment: Exact; readonly spent: Exact },
  factors?: StandardFactors,
): BridgeSide {
  return {
    n,
    payment: mean.payment.times(n),
    spent: roundToFen(mean.spent.times(n)),
    ...(factors === undefined ? {} : { factors }),
  }
}

type Lasting = BridgeCell & { readonly base: BridgeSide; readonly actual: BridgeSide }
const isLasting = (cell: BridgeCell): cell is Lasting => cell.base !== null && cell.actual !== null

const presentOnly = (cell: BridgeCell): BridgeCell => ({
  ...cell,
  base: cell.base === null || cell.base.n === 0 ? null : cell.base,
  actual: cell.actual === null || cell.actual.n === 0 ? null : cell.actual,
})

const inFen = (yuan: Exact): Rational => times(rational(yuan.toFixed()), ratio(100))

function endOf<B extends ComputedBasis>(basis: B, sides: readonly BridgeSide[]): BridgeEnd<B> {
  const payment = roundToFen(sumExact(sides.map((side) => side.payment)))
  const spent = sumFen(sides.map((side) => side.spent))
  return {
    n: sides.reduce((sum, { n }) => sum + n, 0),
    payment,
    spent,
    surplus: surplusFen(basis, fen(payment - spent)),
  }
}

/** The whole of a group that the other slice does not have. */
function apart(cell: BridgeCell, amount: (side: BridgeSide) => Rational): { new?: Rational; vanished?: Rational } {
  if (cell.actual !== null) return { new: amount(cell.actual) }
  return { vanished: times(amount(cell.base!), ratio(-1)) }
}

function gridOf<Id extends string>(
  ids: readonly Id[],
  rows: readonly Readonly<Partial<Record<Id, Rational>>>[],
  total: Fen,
): readonly Readonly<Record<Id, Fen>>[] {
  const exactly = rows.map((row) => ids.map((id) => row[id] ?? ZERO_RATIONAL))
  return roundGrid(exactly, total).map((row) => recordOf(ids, (_, index) => row[index]!))
}

const recordOf = <Id extends string, T>(ids: readonly Id[], value: (id: Id, index: number) => T): Record<Id, T> =>
  Object.fromEntries(ids.map((id, index) => [id, value(id, index)])) as Record<Id, T>

function withSums<B extends ComputedBasis>(
  basis: B,
  n: BridgeRow['n'],
  payment: BridgeRow['payment'],
  spent: BridgeRow['spent'],
): Omit<BridgeRow<B>, 'key' | 'presence'> {
  const paymentChange = sumFen(Object.values(payment))
  const spentChange = sumFen(Object.values(spent))
  return { n, payment, spent, paymentChange, spentChange, change: surplusFen(basis, fen(paymentChange - spentChange)) }
}
