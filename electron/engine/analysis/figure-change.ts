import { exact } from '#shared/domain/exact.ts'
import type { Figure } from '#shared/domain/figure.ts'
import { differenceInterval, type Estimate } from './wilson.ts'

/** A share of cases with its interval; null of any other figure. */
export const estimateOf = ({ value, interval }: Figure): Estimate | null =>
  value === null || interval === undefined
    ? null
    : { value: Number(value), low: Number(interval.low), high: Number(interval.high) }

/** How one figure moved. */
export interface FigureChange {
  /** Null of a neutral figure, and where either side has no value. */
  readonly change: 'better' | 'worse' | 'same' | null
  /** Whether the difference of two shares is more than chance explains (Newcombe 1998, method 10); null of other figures. */
  readonly beyondChance: boolean | null
}

export function changeOf(before: Figure | null, now: Figure): FigureChange {
  if (before === null || before.value === null || now.value === null) return { change: null, beyondChance: null }
  const moved = exact(now.value).cmp(before.value)
  const [was, is] = [estimateOf(before), estimateOf(now)]
  const interval = was === null || is === null ? null : differenceInterval(was, is)
  return {
    change:
      now.direction === 'neutral'
        ? null
        : moved === 0
          ? 'same'
          : moved > 0 === (now.direction === 'up')
            ? 'better'
            : 'worse',
    beyondChance: interval === null ? null : interval.low > 0 || interval.high < 0,
  }
}
