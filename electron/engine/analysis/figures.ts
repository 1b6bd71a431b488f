import { type Exact, quotient } from '#shared/domain/exact.ts'
import type { Figure } from '#shared/domain/figure.ts'
import type { SliceTotals } from '#shared/domain/slice.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'
import type { FurtherSums } from './further-sums.ts'
import { type IndicatorId, indicator } from './indicators.ts'
import type { Measure, SmallNumbers } from './measure.ts'
import { wilsonInterval } from './wilson.ts'

/** The value of a measure; quotients have 24 decimals. */
export function resultOf(measure: Measure): Exact | null {
  if ('missing' in measure) return null
  const amount = measure.less === undefined ? measure.total.value : measure.total.value.minus(measure.less.value)
  return measure.per === undefined ? amount : quotient(amount, measure.per.value)
}

/** 95% Wilson interval of a proportion, to six decimals; null of anything else. */
export function intervalOf(measure: Measure, smallNumbers: SmallNumbers): NonNullable<Figure['interval']> | null {
  if ('missing' in measure || smallNumbers !== 'proportion') return null
  const { low, high } = wilsonInterval(Number(measure.total.value.toFixed()), measure.n)
  return { low: low.toFixed(INTERVAL_PLACES), high: high.toFixed(INTERVAL_PLACES) }
}

const INTERVAL_PLACES = 6

/** One indicator over the cases that the totals are of. A value that cannot be formed is null with its reason. */
export function computeFigure(
  id: IndicatorId,
  totals: SliceTotals,
  basis: ComputedBasis,
  further: FurtherSums = {},
): Figure {
  const about = indicator(id)
  const measure = about.measure(totals, basis, further)
  const interval = intervalOf(measure, about.smallNumbers)
  return {
    id,
    label: about.label(basis),
    unit: about.unit,
    direction: about.direction,
    value: resultOf(measure)?.toFixed() ?? null,
    ...('missing' in measure ? { reason: measure.missing } : {}),
    n: measure.n,
    ...(interval === null ? {} : { interval }),
    ...(about.basis === undefined ? {} : { basis: about.basis(basis) }),
  }
}

export function computeFigures(
  ids: readonly IndicatorId[],
  totals: SliceTotals,
  basis: ComputedBasis,
  further: FurtherSums = {},
): readonly Figure[] {
  return ids.map((id) => computeFigure(id, totals, basis, further))
}
