import { useCallback, useMemo } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { ChartPanel } from '#renderer/charts/chart-panel.tsx'
import { DivergingBars } from '#renderer/charts/diverging-bars.tsx'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import { countCell, fenCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import type { CauseSum, Reconciliation } from '#shared/contract/settlement.ts'
import { fenToYuan } from '#shared/domain/money.ts'
import { DIFFERENCE_CAUSES } from '#shared/domain/settlement-difference.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { formatYuan } from '#shared/format/money.ts'

/** What lies between local and official, cause by cause; a bar opens its cases. */
export function CausePanel({ report }: { readonly report: Reconciliation }) {
  const { t, say } = useText()
  const { unit, change } = useFilters()
  const { causes } = report
  const open = useCallback((cause: string) => change({ view: 'cases', cause, month: null, state: null }), [change])
  const bars = useMemo(
    () =>
      causes.map(({ cause, n, amount }) => ({
        key: cause,
        label: say(DIFFERENCE_CAUSES[cause]),
        value: amount / 100,
        text: t('settle.bar', {
          amount: formatYuan(fenToYuan(amount), unit, true),
          n: formatCount(n),
        }),
      })),
    [causes, say, t, unit],
  )
  if (causes.length === 0) return null
  const columns: readonly GridColumn<CauseSum>[] = [
    {
      id: 'cause',
      header: t('settle.column.cause'),
      width: 220,
      cell: ({ cause }) => ({ text: say(DIFFERENCE_CAUSES[cause]) }),
      open: ({ cause }) => open(cause),
      total: { text: t('common.total') },
    },
    {
      id: 'n',
      header: t('settle.column.n'),
      width: 90,
      numeric: true,
      cell: ({ n }) => countCell(n),
      total: countCell(report.differ),
    },
    {
      id: 'amount',
      header: t('common.withUnit', { label: t('settle.column.difference'), unit: t(`unit.${unit}`) }),
      width: 140,
      numeric: true,
      cell: ({ amount }) => fenCell(amount, unit),
      total: fenCell(report.difference, unit),
    },
  ]
  const title = t('settle.causes', {
    differ: formatCount(report.differ),
    n: formatCount(report.n),
    unit: t(`unit.${unit}`),
  })
  return (
    <ChartPanel
      title={title}
      note={t('settle.causes.note')}
      testId="panel-causes"
      chart={
        <DivergingBars
          bars={bars}
          reach={Math.max(...bars.map(({ value }) => Math.abs(value)))}
          label={title}
          labelChars={14}
          onOpen={open}
        />
      }
      table={
        <SimpleTable columns={columns} rows={causes} rowId={({ cause }) => cause} label={title} testId="causes-table" />
      }
    />
  )
}
