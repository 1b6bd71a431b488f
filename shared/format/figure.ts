import { exact } from '#shared/domain/exact.ts'
import type { ArithmeticStep, Figure } from '#shared/domain/figure.ts'
import { formatDecimal, MISSING } from './decimal.ts'
import { formatYuan, type MoneyUnit } from './money.ts'
import { formatPercent, formatPoints } from './rate.ts'

/** The word that goes with a shown number; percent carries its sign in the text. */
type ShownUnit = 'yuan' | 'wan' | 'days' | 'count' | 'points' | 'yuan-per-point' | 'none'

export interface ShownFigure {
  readonly text: string
  readonly unit: ShownUnit
  readonly negative: boolean
}

/** Amounts of a single case stay in yuan: 1.35 万 would hide what the reader compares. */
function unitOfFigure(id: string, unit: MoneyUnit): MoneyUnit {
  return id.endsWith('-per-case') ? 'yuan' : unit
}

/** A value as it is read. Points and their worth keep four decimals, as insurers print them. */
export function showValue(value: string, kind: Figure['unit'] | ArithmeticStep['unit'], unit: MoneyUnit): ShownFigure {
  const negative = exact(value).lt(0)
  switch (kind) {
    case 'yuan':
      return { text: formatYuan(value, unit), unit, negative }
    case 'ratio':
      return { text: formatPercent(value), unit: 'none', negative }
    case 'days':
      return { text: formatDecimal(value, 1), unit: 'days', negative }
    case 'weight':
      return { text: formatDecimal(value, 4), unit: 'none', negative }
    case 'index':
      return { text: formatDecimal(value, 3), unit: 'none', negative }
    case 'count':
      return { text: formatDecimal(value, 0), unit: 'count', negative }
    case 'points':
    case 'yuan-per-point':
      return { text: formatDecimal(value, 4), unit: kind, negative }
  }
}

export function showFigure(figure: Figure, unit: MoneyUnit): ShownFigure {
  if (figure.value === null) return { text: MISSING, unit: 'none', negative: false }
  return showValue(figure.value, figure.unit, unitOfFigure(figure.id, unit))
}

export interface ShownChange {
  readonly text: string
  readonly unit: ShownUnit
  /** Whether the change is in the direction the figure calls good; null for neutral figures and no change. */
  readonly good: boolean | null
}

/**
 * A figure against the same figure of the compare period, each kind in the way it can be read:
 * rates in percentage points; days and weights by difference; a surplus by difference too, because a percentage of an
 * amount that changes sign says nothing; other amounts and counts in percent. Null when either side is missing or the
 * base of a percentage is zero.
 */
export function showChange(now: Figure, before: Figure, unit: MoneyUnit): ShownChange | null {
  if (now.value === null || before.value === null) return null
  const base = exact(before.value)
  const difference = exact(now.value).minus(base)
  const rising = difference.gt(0)
  const good = difference.eq(0) || now.direction === 'neutral' ? null : rising === (now.direction === 'up')
  const plain = difference.toFixed()
  const money = unitOfFigure(now.id, unit)
  switch (now.unit) {
    case 'ratio':
      return { text: formatPoints(plain), unit: 'none', good }
    case 'days':
      return { text: formatDecimal(plain, 1, true), unit: 'days', good }
    case 'index':
      return { text: formatDecimal(plain, 3, true), unit: 'none', good }
    case 'weight':
      if (now.id === 'cmi') return { text: formatDecimal(plain, 4, true), unit: 'none', good }
      break
    case 'yuan':
      if (now.basis !== undefined) return { text: formatYuan(plain, money, true), unit: money, good }
      break
    case 'count':
      break
  }
  if (base.eq(0)) return null
  return { text: formatPercent(difference.div(base).toFixed(), true), unit: 'none', good }
}
