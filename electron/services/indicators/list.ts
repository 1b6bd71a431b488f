import { type CatalogueEntry, catalogue } from '#engine/analysis/catalogue.ts'
import { changeOf } from '#engine/analysis/figure-change.ts'
import { computeFigure } from '#engine/analysis/figures.ts'
import type { ParsedOf } from '#shared/contract/contract.ts'
import type { IndicatorList, IndicatorRow } from '#shared/contract/indicators.ts'
import { addMonths, type Period, period, periodsBetween } from '#shared/domain/period.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'
import { boundsOf, comparedSlice } from '../overview.ts'
import type { Reading } from '../steady-reading.ts'
import { furtherSums, type Surroundings, sliceTags, surroundings } from './further.ts'
import { type MonthSums, monthSums, spanOf } from './month-sums.ts'
import { targetFinder } from './targets.ts'

const TREND_MONTHS = 12

/** Every indicator over a slice, beside the months compared with, its target and its trend. */
export async function indicatorList(
  reading: Reading,
  { slice, compare, basis }: ParsedOf<'indicators.list'>,
): Promise<IndicatorList> {
  const { db } = reading
  const { from, to } = boundsOf(db, slice)
  const months = await monthSums(reading, slice)
  const beside = await surroundings(reading, slice, from, to)
  const compared = from === null || to === null ? null : comparedSlice(slice, from, to, compare)
  const now = overSpan(months, beside, from, to, basis)
  const before = compared === null ? null : overSpan(months, beside, compared.from ?? null, compared.to ?? null, basis)
  const trendMonths = monthsWithCases(months, to === null ? null : addMonths(to, 1 - TREND_MONTHS), to)
  const trend = trendMonths.map((month) => overSpan(months, beside, month, month, basis))
  const targetOf = targetFinder(db, slice, to)
  const row = (entry: CatalogueEntry): IndicatorRow => {
    const figure = now.figure(entry)
    const earlier = before === null || before.n === 0 ? null : before.figure(entry)
    const { id, kind, definition, numerator, denominator, formula, source, smallNumberRule } = entry
    return {
      ...{ id, group: kind, definition, numerator, denominator, formula, source, smallNumberRule },
      figure,
      before: earlier,
      ...changeOf(earlier, figure),
      target: targetOf(entry, figure),
      trend: trend.map((month) => month.figure(entry).value),
    }
  }
  return {
    slice,
    compare: before === null || before.n === 0 ? null : compared,
    basis,
    n: now.n,
    months: trendMonths,
    rows: catalogue(basis).map(row),
    costTags: await sliceTags(reading, slice),
  }
}

/** Every indicator over some months of a slice; baselines and risk table stay those of the whole question. */
export function overSpan(
  months: readonly MonthSums[],
  beside: Surroundings,
  from: Period | null,
  to: Period | null,
  basis: ComputedBasis,
) {
  const sums = spanOf(months, from, to)
  const further = furtherSums(sums, beside, from, to, basis)
  return {
    n: sums.totals.n,
    figure: ({ id }: Pick<CatalogueEntry, 'id'>) => computeFigure(id, sums.totals, basis, further),
  }
}

/** Months of a span that have cases, in their order. */
export function monthsWithCases(months: readonly MonthSums[], from: Period | null, to: Period | null): Period[] {
  if (from === null || to === null) return []
  const known = new Set(months.map(({ period }) => period))
  return periodsBetween(from, to)
    .filter((month) => known.has(month))
    .map((month) => period(month))
}
