import { catalogue } from '#engine/analysis/catalogue.ts'
import { type ChartInput, controlChart } from '#engine/analysis/control-chart.ts'
import type { ParsedOf } from '#shared/contract/contract.ts'
import type { IndicatorChart } from '#shared/contract/indicators.ts'
import type { Figure } from '#shared/domain/figure.ts'
import { addMonths, type Period } from '#shared/domain/period.ts'
import { problem } from '#shared/domain/problem.ts'
import { boundsOf } from '../overview.ts'
import type { Reading } from '../steady-reading.ts'
import { surroundings } from './further.ts'
import { monthsWithCases, overSpan } from './list.ts'
import { monthSums } from './month-sums.ts'

/** Two years tell a run of eight from a season; a longer slice shows all its months. */
const CHART_MONTHS = 24

/** One indicator month by month with the limits that fit it. @throws ProblemError `not-found` for an indicator that is not in the list */
export async function indicatorChart(
  reading: Reading,
  { id, slice, basis }: ParsedOf<'indicators.chart'>,
): Promise<IndicatorChart> {
  const entry = catalogue(basis).find((known) => known.id === id)
  if (entry === undefined) throw problem('not-found', `没有名为 ${id} 的指标。`, `There is no indicator ${id}.`, { id })
  const { from, to } = boundsOf(reading.db, slice)
  const months = await monthSums(reading, slice)
  const beside = await surroundings(reading, slice, from, to)
  const start = from === null || to === null ? null : earlier(from, addMonths(to, 1 - CHART_MONTHS))
  const figures = monthsWithCases(months, start, to).map((month) => ({
    period: month,
    figure: overSpan(months, beside, month, month, basis).figure(entry),
  }))
  const chart = controlChart(inputOf(entry.chart, figures))
  const { label, unit, direction } = entry
  return {
    ...{ id, label, unit, direction },
    kind: chart.kind,
    centre: chart.centre,
    provisional: chart.provisional,
    points: figures.map(({ period, figure }, index) => {
      const { low, high, signals } = chart.points[index]!
      return { period, figure, low, high, signals }
    }),
  }
}

const earlier = (a: Period, b: Period): Period => (a < b ? a : b)

function inputOf(
  kind: 'p' | 'xmr',
  figures: readonly { readonly period: Period; readonly figure: Figure }[],
): ChartInput {
  if (kind === 'xmr')
    return {
      kind,
      points: figures.map(({ period, figure: { value } }) => ({
        key: period,
        value: value === null ? null : Number(value),
      })),
    }
  return {
    kind,
    points: figures.map(({ period, figure: { value, n } }) => ({
      key: period,
      // The value is events ÷ n cut at 24 decimals: whole again once multiplied.
      events: value === null ? 0 : Math.round(Number(value) * n),
      n: value === null ? 0 : n,
    })),
  }
}
