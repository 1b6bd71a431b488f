import type { BridgeRow } from '#engine/analysis/bridge.ts'
import { splitUse } from '#engine/analysis/use-variance.ts'
import { over, type Rational, ratio, rational, sumRational, times, toDecimal } from '#engine/arithmetic/rational.ts'
import type { PaymentColumn, SpentColumn } from '#shared/contract/variance.ts'
import { assertNever } from '#shared/domain/assert-never.ts'
import { fenToYuan } from '#shared/domain/money.ts'
import type { Cell } from './cells.ts'

/** Cases of the cells that both sides have, over the whole table. */
export interface LastingCases {
  readonly base: number
  readonly actual: number
}

const yuan = (fen: Rational): string => toDecimal(over(fen, ratio(100)), 2)
const bracket = (text: string): string => (text.startsWith('-') ? `(${text})` : text)

/**
 * An effect of one cell with its numbers put in, before rounding. Means are shown to the fen, so a product of what is written may differ
 * from its result in the last places.
 */
export function paymentText(effect: PaymentColumn, { bridge }: Cell, row: BridgeRow, cases: LastingCases): string {
  const { base, actual } = bridge
  const total = (side: typeof base): Rational =>
    side === null ? ratio(0) : times(rational(side.payment.toFixed()), ratio(100))
  const mean = (side: typeof base): Rational =>
    side === null || side.n === 0 ? ratio(0) : over(total(side), ratio(side.n))
  const [s0, s1] = [yuan(mean(base)), yuan(mean(actual))]
  const { base: n0, actual: n1 } = row.n
  const [f0, f1] = [base?.factors, actual?.factors]
  const told = (value: { toFixed(): string }) => value.toFixed()
  switch (effect) {
    case 'volume':
    case 'mix':
      return quantityText(effect, row, cases, s0)
    case 'rw':
      return f0 && f1 ? `${n1} × (${told(f1.rw)} − ${told(f0.rw)}) × ${told(f0.coefficient)} × ${told(f0.rate)}` : '0'
    case 'coefficient':
      return f0 && f1
        ? `${n1} × ${told(f1.rw)} × (${told(f1.coefficient)} − ${told(f0.coefficient)}) × ${told(f0.rate)}`
        : '0'
    case 'rate':
      return f0 && f1 ? `${n1} × ${told(f1.rw)} × ${told(f1.coefficient)} × (${told(f1.rate)} − ${told(f0.rate)})` : '0'
    case 'settlement':
      return f0 && f1
        ? `${n1} × ((${s1} − ${told(f1.rw)} × ${told(f1.coefficient)} × ${told(f1.rate)}) − (${s0} − ${told(f0.rw)} × ${told(f0.coefficient)} × ${told(f0.rate)}))`
        : '0'
    case 'standard':
      return f0 && f1 ? '0' : `${n1} × (${s1} − ${s0})`
    case 'new':
      return `${n1} × ${s1}`
    case 'vanished':
      return `−${n0} × ${s0}`
    default:
      return assertNever(effect)
  }
}

export function spentText(effect: SpentColumn, { bridge }: Cell, row: BridgeRow, cases: LastingCases): string {
  const { base, actual, resources } = bridge
  const mean = (side: typeof base): Rational => (side === null ? ratio(0) : ratio(side.spent, side.n))
  const [k0, k1] = [yuan(mean(base)), yuan(mean(actual))]
  const { base: n0, actual: n1 } = row.n
  switch (effect) {
    case 'volume':
    case 'mix':
      return quantityText(effect, row, cases, k0)
    case 'efficiency':
    case 'price':
      return resources === undefined
        ? '0'
        : resources.map((use) => bracket(yuan(splitUse(use, n0, n1)[effect]))).join(' + ')
    case 'unit': {
      if (resources === undefined) return `${n1} × (${k1} − ${k0})`
      const splits = resources.map((use) => splitUse(use, n0, n1))
      const efficiency = sumRational(splits.map((split) => split.efficiency))
      const price = sumRational(splits.map((split) => split.price))
      return `${n1} × (${k1} − ${k0}) − ${bracket(yuan(efficiency))} − ${bracket(yuan(price))}`
    }
    case 'new':
      return `${n1} × ${k1}`
    case 'vanished':
      return `−${n0} × ${k0}`
    default:
      return assertNever(effect)
  }
}

/** A group's own part of volume and mix: its base share of the cases of both sides' groups, and what it had beyond. */
function quantityText(effect: 'volume' | 'mix', { n }: BridgeRow, cases: LastingCases, price: string): string {
  const share = `${cases.actual} × ${n.base} ÷ ${cases.base}`
  return effect === 'volume' ? `(${share} − ${n.base}) × ${price}` : `(${n.actual} − ${share}) × ${price}`
}

/** `12.30 + (-4.00) + 5.00`, the largest first; what is beyond the first few in one term. */
export function sumText(amounts: readonly number[], most = 8): string {
  const sorted = amounts.filter((amount) => amount !== 0).toSorted((a, b) => Math.abs(b) - Math.abs(a))
  const told = (fen: number) => bracket(fenToYuan(fen as Parameters<typeof fenToYuan>[0]))
  if (sorted.length === 0) return '0'
  if (sorted.length <= most) return sorted.map(told).join(' + ')
  const rest = sorted.slice(most - 1)
  return [...sorted.slice(0, most - 1).map(told), `[${rest.length}: ${told(rest.reduce((a, b) => a + b, 0))}]`].join(
    ' + ',
  )
}
