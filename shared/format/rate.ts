import { exact } from '#shared/domain/exact.ts'
import { formatDecimal } from './decimal.ts'

/** A ratio as percent with one decimal: `0.1234` → `12.3%`. */
export function formatPercent(ratio: string, signed = false): string {
  return `${formatDecimal(exact(ratio).times(100), 1, signed)}%`
}

/** The difference of two ratios, in percentage points, which is not a percentage: `+1.2 pp`. */
export function formatPoints(difference: string): string {
  return `${formatDecimal(exact(difference).times(100), 1, true)} pp`
}
