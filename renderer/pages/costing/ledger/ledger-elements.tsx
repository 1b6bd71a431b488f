import { useMemo } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { ChartPanel } from '#renderer/charts/chart-panel.tsx'
import { ElementBars } from '#renderer/charts/element-bars.tsx'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import { fenCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import type { LedgerCell, LedgerReport } from '#shared/contract/costing-reports.ts'
import { COST_ELEMENT_NAMES, type CostElement } from '#shared/domain/costing.ts'
import { formatFen } from '#shared/format/money.ts'
import { changeShare, shareOf } from './ledger-words.ts'

/** What the cost consists of, largest first, with what it was before. */
export function LedgerElements({
  report,
  onOpen,
}: {
  readonly report: LedgerReport
  readonly onOpen: (element: CostElement) => void
}) {
  const { t, say } = useText()
  const { unit } = useFilters()
  const rows = useMemo(() => [...report.elements].sort((a, b) => b.amount - a.amount), [report.elements])
  const [largest] = rows
  if (largest === undefined) return null
  const title = t('ledger.finding', {
    name: say(COST_ELEMENT_NAMES[largest.element]),
    share: shareOf(largest.amount, report.total),
  })
  const reach = Math.max(...rows.map(({ amount, before }) => Math.max(amount, before ?? 0)), 1)
  const columns: readonly GridColumn<LedgerCell>[] = [
    {
      id: 'element',
      header: t('costing.element'),
      width: 160,
      cell: ({ element }) => ({ text: say(COST_ELEMENT_NAMES[element]) }),
      total: { text: t('common.total') },
    },
    {
      id: 'amount',
      header: t('common.withUnit', { label: t('costing.amount'), unit: t(`unit.${unit}`) }),
      width: 120,
      numeric: true,
      cell: ({ amount }) => fenCell(amount, unit),
      open: ({ element }) => onOpen(element),
      total: fenCell(report.total, unit),
    },
    {
      id: 'share',
      header: t('ledger.share'),
      width: 80,
      numeric: true,
      cell: ({ amount }) => ({ text: shareOf(amount, report.total) }),
      open: ({ element }) => onOpen(element),
    },
    {
      id: 'before',
      header: t('ledger.before'),
      width: 120,
      numeric: true,
      cell: ({ before }) => fenCell(before, unit, t('ledger.noBefore')),
      total: fenCell(report.totalBefore, unit, t('ledger.noBefore')),
      open: ({ element }) => onOpen(element),
    },
    {
      id: 'change',
      header: t('ledger.changeHead'),
      width: 80,
      numeric: true,
      cell: ({ amount, before }) => ({ text: changeShare(amount, before) }),
      total: { text: changeShare(report.total, report.totalBefore) },
      open: ({ element }) => onOpen(element),
    },
  ]
  return (
    <ChartPanel
      testId="ledger-elements"
      title={title}
      {...(report.totalBefore === null ? {} : { note: t('ledger.barsNote') })}
      chart={
        <ElementBars
          label={title}
          onOpen={(key) => {
            const row = rows.find(({ element }) => element === key)
            if (row !== undefined) onOpen(row.element)
          }}
          bars={rows.map(({ element, amount, before }) => ({
            key: element,
            name: say(COST_ELEMENT_NAMES[element]),
            text: formatFen(amount, unit),
            share: shareOf(amount, report.total),
            change: before === null ? '' : changeShare(amount, before),
            length: amount / reach,
            before: before === null ? null : before / reach,
          }))}
        />
      }
      table={<SimpleTable columns={columns} rows={rows} rowId={({ element }) => element} label={title} />}
    />
  )
}
