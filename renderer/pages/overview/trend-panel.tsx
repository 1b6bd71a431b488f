import { useMemo } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useFilters, useGo } from '#renderer/app/use-filters.ts'
import { ChartPanel } from '#renderer/charts/chart-panel.tsx'
import { MonthChart, type MonthSeries } from '#renderer/charts/month-chart.tsx'
import { BasisTag } from '#renderer/components/basis-tag.tsx'
import { useExplain } from '#renderer/components/explain.tsx'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import { countCell, yuanCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import type { Figure, Overview } from '#shared/contract/figures.ts'
import { formatYuan } from '#shared/format/money.ts'
import { monthPoint } from '../surplus/month-points.ts'
import { rowSlice } from '../surplus/row-slice.ts'
import { figureOf, trendFinding } from './findings.ts'

type Month = Overview['trend'][number]
const SERIES = ['payment', 'charge', 'cost', 'surplus'] as const satisfies readonly MonthSeries[]

export function TrendPanel({ overview }: { readonly overview: Overview }) {
  const { t } = useText()
  const { unit } = useFilters()
  const go = useGo()
  const explain = useExplain()
  const { trend, slice, basis } = overview
  const finding = trendFinding(trend)
  const title =
    finding.kind === 'unknown'
      ? t('overview.trendUnknown')
      : t(finding.kind === 'mixed' ? 'overview.trendMixed' : 'overview.trendPositive', {
          months: finding.months,
          negative: finding.negative,
          worst: finding.worst,
          amount: formatYuan(finding.amount, unit),
          unit: t(`unit.${unit}`),
        })
  const names = useMemo(
    () => ({
      payment: t('figure.payment'),
      charge: t('figure.charge'),
      cost: t('figure.cost'),
      surplus: t('figure.basisOf', { label: t('figure.surplus'), basis: t(`basis.inline.${basis}`) }),
    }),
    [t, basis],
  )
  const points = useMemo(
    () =>
      trend.map(({ period, figures }) =>
        monthPoint(period, (series) => figureOf(figures, series)?.value ?? null, unit),
      ),
    [trend, unit],
  )
  const columns = useMemo<readonly GridColumn<Month>[]>(() => {
    const money = (id: MonthSeries): GridColumn<Month> => ({
      id,
      header: t('common.withUnit', { label: names[id], unit: t(`unit.${unit}`) }),
      width: 120,
      numeric: true,
      cell: ({ figures }) => yuanCell(figureOf(figures, id)?.value ?? null, unit),
      open: ({ period }) => explain({ kind: 'indicator', id, slice: rowSlice(slice, 'month', period), basis }),
    })
    return [
      {
        id: 'period',
        header: t('surplus.by.month'),
        width: 90,
        cell: ({ period }) => ({ text: period }),
        open: ({ period }) => go.toCases(rowSlice(slice, 'month', period)),
      },
      { id: 'n', header: t('figure.n'), width: 70, numeric: true, cell: ({ figures }) => countCell(countOf(figures)) },
      ...SERIES.map(money),
    ]
  }, [t, names, unit, explain, slice, basis, go])
  const openMonth = useMemo(() => (month: string) => go.toCases(rowSlice(slice, 'month', month)), [go, slice])
  return (
    <ChartPanel
      testId="panel-trend"
      title={title}
      extra={<BasisTag basis={basis} />}
      note={t('common.withUnit', { label: t('overview.trendUnknown'), unit: t(`unit.${unit}`) })}
      chart={<MonthChart points={points} names={names} label={title} onOpen={openMonth} />}
      table={
        <SimpleTable
          columns={columns}
          rows={trend}
          rowId={(month) => month.period}
          label={title}
          testId="table-trend"
        />
      }
    />
  )
}

function countOf(figures: readonly Figure[]): number | null {
  return figureOf(figures, 'cases')?.n ?? figures[0]?.n ?? null
}
