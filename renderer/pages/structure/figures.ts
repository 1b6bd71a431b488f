import { formatDecimal, MISSING } from '#shared/format/decimal.ts'
import { formatPercent, formatPoints } from '#shared/format/rate.ts'
import type { Measure } from './place.ts'

interface Figures {
  readonly perCase: string | null
  readonly share: string | null
}

/** One figure of a part in the measure chosen, exact; null where it has none. */
export const measured = (measure: Measure, figures: Figures | null | undefined): string | null =>
  figures == null ? null : measure === 'case' ? figures.perCase : figures.share

/** As it is read: `1,234.50`, `12.3%`. */
export function showMeasured(measure: Measure, value: string | null): string {
  if (value === null) return MISSING
  return measure === 'case' ? formatDecimal(value, 2) : formatPercent(value)
}

/** A difference: signed yuan, or percentage points. */
export function showGap(measure: Measure, value: string | null): string {
  if (value === null) return MISSING
  return measure === 'case' ? formatDecimal(value, 2, true) : formatPoints(value)
}

/** For the length of a line or bar only. */
export const drawn = (value: string | null): number => (value === null ? 0 : Number(value))
