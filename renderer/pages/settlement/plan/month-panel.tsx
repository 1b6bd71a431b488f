import { useMemo } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { ChartPanel } from '#renderer/charts/chart-panel.tsx'
import { DivergingBars } from '#renderer/charts/diverging-bars.tsx'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import { fenCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import type { PlanReport } from '#shared/contract/settlement-plan.ts'
import { type Fen, fen, fenToYuan, sumFen } from '#shared/domain/money.ts'
import { formatYuan } from '#shared/format/money.ts'

interface Month {
  readonly month: string
  readonly advance: Fen
  readonly advanceAtFinal: Fen
  readonly paid: Fen
  readonly due: Fen
  readonly drift: Fen
  /** due − paid: what the clearing still has to move for it. */
  readonly open: Fen
}

const AMOUNTS = ['advance', 'advanceAtFinal', 'drift', 'paid', 'due', 'open'] as const

/** What is left of each month once the year is cleared: how far its advance was off. */
export function MonthPanel({ report }: { readonly report: PlanReport }) {
  const { t } = useText()
  const { unit } = useFilters()
  const months = useMemo(() => monthsOf(report), [report])
  const total = monthsOf(report, true)[0]
  if (total === undefined) return null
  const largest = months.toSorted((a, b) => Math.abs(b.open) - Math.abs(a.open))[0]!
  // Nothing is left of any month: the sentence above says so, and there is nothing to draw.
  if (largest.open === 0) return null
  const title = t('settle.plan.chart', {
    month: largest.month,
    amount: formatYuan(fenToYuan(largest.open), unit, true),
    unit: t(`unit.${unit}`),
  })
  const columns: readonly GridColumn<Month>[] = [
    {
      id: 'month',
      header: t('settle.plan.month'),
      width: 110,
      cell: ({ month }) => ({ text: month }),
      total: { text: t('common.total') },
    },
    ...AMOUNTS.map(
      (id): GridColumn<Month> => ({
        id,
        header: t('common.withUnit', { label: t(`settle.plan.${id}`), unit: t(`unit.${unit}`) }),
        width: 140,
        numeric: true,
        cell: (row) => fenCell(row[id], unit),
        total: fenCell(total[id], unit),
      }),
    ),
  ]
  return (
    <ChartPanel
      title={title}
      note={t('settle.plan.chartNote')}
      testId="panel-plan"
      chart={
        <DivergingBars
          bars={months.map(({ month, open }) => ({
            key: month,
            label: month,
            value: open / 100,
            text: formatYuan(fenToYuan(open), unit, true),
          }))}
          reach={Math.max(...months.map(({ open }) => Math.abs(open / 100)))}
          label={title}
        />
      }
      table={
        <SimpleTable columns={columns} rows={months} rowId={({ month }) => month} label={title} testId="plan-table" />
      }
    />
  )
}

function monthsOf({ rows }: PlanReport, whole = false): readonly Month[] {
  return [...Map.groupBy(rows, ({ month }) => (whole ? '' : month))].map(([month, some]) => {
    const sum = (id: Exclude<(typeof AMOUNTS)[number], 'open'>) => sumFen(some.map((row) => row[id]))
    const [paid, due] = [sum('paid'), sum('due')]
    return {
      ...{ month, paid, due, open: fen(due - paid) },
      ...{ advance: sum('advance'), advanceAtFinal: sum('advanceAtFinal'), drift: sum('drift') },
    }
  })
}
