import { useCallback, useMemo } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useFilters, useGo } from '#renderer/app/use-filters.ts'
import { ChartPanel } from '#renderer/charts/chart-panel.tsx'
import { ControlLines } from '#renderer/charts/control-lines.tsx'
import { Async } from '#renderer/components/async.tsx'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import type { IndicatorChart, IndicatorPoint } from '#shared/contract/indicators.ts'
import { period } from '#shared/domain/period.ts'
import { formatCount, MISSING } from '#shared/format/decimal.ts'
import { type IndicatorWords, scaleText, valueText } from './columns.ts'
import { signalsOf } from './findings.ts'

/** An indicator month by month between its limits, with its signals in words; a month opens to its cases. */
export function IndicatorChartView({ id }: { readonly id: string }) {
  const { slice, basis } = useFilters()
  const query = useCall('indicators.chart', { id, slice, basis })
  return (
    <Async query={query} rows={6}>
      {(chart) => <ChartView chart={chart} />}
    </Async>
  )
}

function ChartView({ chart }: { readonly chart: IndicatorChart }) {
  const { t, say } = useText()
  const { slice, unit } = useFilters()
  const go = useGo()
  const words = useMemo<IndicatorWords>(() => ({ t, say, unit }), [t, say, unit])
  const [first] = chart.points
  const scale = useCallback(
    (value: number | null): string =>
      value === null || first === undefined ? MISSING : scaleText(words, first.figure, value.toFixed(12)),
    [words, first],
  )
  const openMonth = useCallback(
    (month: string) => go.toCases({ ...slice, from: period(month), to: period(month) }),
    [go, slice],
  )
  const title = useSignalText(chart)
  const columns = useMemo(() => pointColumns(words, chart, scale), [words, chart, scale])
  if (chart.centre === null || first === undefined) return <p className="muted">{t('indicators.chart.none')}</p>
  const points = chart.points.map(({ period, figure, low, high, signals }) => ({
    ...{ key: period, low, high, text: valueText(words, figure), signal: signals.length > 0 },
    value: figure.value === null ? null : Number(figure.value),
  }))
  const notes = [
    t(`indicators.chart.kind.${chart.kind}`),
    ...(chart.provisional ? [t('indicators.chart.provisional')] : []),
    t('indicators.chart.clickMonth'),
  ]
  return (
    <ChartPanel
      testId="panel-control"
      title={title}
      note={notes.join(t('common.listComma'))}
      chart={
        <ControlLines
          points={points}
          centre={chart.centre}
          names={{
            value: t('indicators.chart.value'),
            centre: t('indicators.chart.centre'),
            low: t('indicators.chart.low'),
            high: t('indicators.chart.high'),
          }}
          label={title}
          show={scale}
          onOpen={openMonth}
        />
      }
      table={
        <SimpleTable
          columns={columns}
          rows={chart.points}
          rowId={({ period }) => period}
          label={title}
          onOpenRow={({ period }) => openMonth(period)}
          testId="control-table"
        />
      }
    />
  )
}

/** The signals as a sentence; a signal asks for a cause and names none. */
function useSignalText(chart: IndicatorChart): string {
  const { t } = useText()
  const { outside, runs } = signalsOf(chart)
  const [first, last] = [chart.points[0]?.period ?? '', chart.points.at(-1)?.period ?? '']
  if (outside.length === 0 && runs.length === 0) return t('indicators.chart.stable', { from: first, to: last })
  const told = [
    ...(outside.length === 0 ? [] : [t('indicators.chart.outside', { months: outside.join(t('common.listComma')) })]),
    ...runs.map(({ from, to, n, side }) =>
      t('indicators.chart.run', { from, to, n, side: t(`indicators.chart.${side}`) }),
    ),
  ]
  return t('indicators.chart.ask', { signals: told.join(t('common.listComma')) })
}

function pointColumns(
  words: IndicatorWords,
  chart: IndicatorChart,
  scale: (value: number | null) => string,
): readonly GridColumn<IndicatorPoint>[] {
  const { t } = words
  const numeric = (
    id: string,
    header: string,
    text: (point: IndicatorPoint) => string,
  ): GridColumn<IndicatorPoint> => ({
    ...{ id, header, width: 90, numeric: true },
    cell: (point) => ({ text: text(point) }),
  })
  return [
    { id: 'period', header: t('indicators.chart.month'), width: 80, cell: ({ period }) => ({ text: period }) },
    numeric('value', t('indicators.chart.value'), ({ figure }) => valueText(words, figure)),
    numeric('n', t('figure.n'), ({ figure }) => formatCount(figure.n)),
    numeric('low', t('indicators.chart.low'), ({ low }) => scale(low)),
    numeric('centre', t('indicators.chart.centre'), ({ figure }) =>
      figure.value === null ? MISSING : scale(chart.centre),
    ),
    numeric('high', t('indicators.chart.high'), ({ high }) => scale(high)),
    {
      id: 'signal',
      header: t('indicators.chart.signal'),
      width: 120,
      cell: ({ signals }) => ({
        text: signals.map((signal) => t(`indicators.chart.signal.${signal}`)).join(t('common.listComma')),
      }),
    },
  ]
}
