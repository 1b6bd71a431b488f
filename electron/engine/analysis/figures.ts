import type { Exact } from '#shared/domain/exact.ts'
import type { Figure } from '#shared/domain/figure.ts'
import type { SliceTotals } from '#shared/domain/slice.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'
import { type IndicatorId, indicator } from './indicators.ts'
import type { Measure } from './measure.ts'

/** The value of a measure; quotients are cut at 24 decimals. */
export function resultOf(measure: Measure): Exact | null {
  if ('missing' in measure) return null
  const amount = measure.less === undefined ? measure.total.value : measure.total.value.minus(measure.less.value)
  return measure.per === undefined ? amount : amount.div(measure.per.value)
}

/** One indicator over the cases that the totals are of. A value that cannot be formed is null with its reason. */
export function computeFigure(id: IndicatorId, totals: SliceTotals, basis: ComputedBasis): Figure {
  const about = indicator(id)
  const measure = about.measure(totals, basis)
  return {
    id,
    label: about.label(basis),
    unit: about.unit,
    direction: about.direction,
    value: resultOf(measure)?.toFixed() ?? null,
    ...('missing' in measure ? { reason: measure.missing } : {}),
    n: measure.n,
    ...(about.basis === undefined ? {} : { basis: about.basis(basis) }),
  }
}

export function computeFigures(
  ids: readonly IndicatorId[],
  totals: SliceTotals,
  basis: ComputedBasis,
): readonly Figure[] {
  return ids.map((id) => computeFigure(id, totals, basis))
}
