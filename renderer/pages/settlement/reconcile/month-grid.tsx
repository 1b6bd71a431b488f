import { useMemo } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { countCell, fenCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import { DataGrid } from '#renderer/grid/data-grid.tsx'
import type { ReconciledMonth, Reconciliation } from '#shared/contract/settlement.ts'
import { fen } from '#shared/domain/money.ts'
import { DIFFERENCE_CAUSES, type DifferenceCause } from '#shared/domain/settlement-difference.ts'
import { ReconcileExport } from './reconcile-export.tsx'

/** Months by cause: each row is local + causes = official, and each cell opens its cases. */
export function MonthGrid({ report }: { readonly report: Reconciliation }) {
  const { t, say } = useText()
  const { unit, change } = useFilters()
  const columns = useMemo((): readonly GridColumn<ReconciledMonth>[] => {
    const open = (month: string | null, cause: DifferenceCause | null) =>
      change({ view: 'cases', month, cause, state: null })
    const money = (label: string) => t('common.withUnit', { label, unit: t(`unit.${unit}`) })
    const count = (id: 'n' | 'differ' | 'awaiting', total: number): GridColumn<ReconciledMonth> => ({
      id,
      header: t(`settle.column.${id}`),
      width: 90,
      numeric: true,
      sortValue: (row) => row[id],
      cell: (row) => countCell(row[id]),
      total: countCell(total),
    })
    const amount = (id: 'local' | 'official' | 'difference'): GridColumn<ReconciledMonth> => ({
      id,
      header: money(t(`settle.column.${id}`)),
      width: 136,
      numeric: true,
      sortValue: (row) => row[id],
      cell: (row) => fenCell(row[id], unit),
      open: (row) => open(row.month, null),
      total: fenCell(report[id], unit),
      openTotal: () => open(null, null),
    })
    return [
      {
        id: 'month',
        header: t('settle.column.month'),
        width: 100,
        pinned: true,
        sortValue: (row) => row.month,
        cell: ({ month }) => ({ text: month }),
        open: (row) => open(row.month, null),
        total: { text: t('common.total') },
      },
      count('n', report.n),
      count('differ', report.differ),
      count('awaiting', report.awaiting),
      amount('local'),
      amount('official'),
      amount('difference'),
      ...report.causes.map(({ cause, amount: sum }): GridColumn<ReconciledMonth> => {
        const of = (row: ReconciledMonth) => row.causes.find((each) => each.cause === cause)?.amount ?? fen(0)
        return {
          id: `cause-${cause}`,
          header: money(say(DIFFERENCE_CAUSES[cause])),
          width: 132,
          numeric: true,
          sortValue: of,
          cell: (row) => (of(row) === 0 ? { text: '' } : fenCell(of(row), unit)),
          open: (row) => open(row.month, cause),
          total: fenCell(sum, unit),
          openTotal: () => open(null, cause),
        }
      }),
    ]
  }, [report, t, say, unit, change])
  return (
    <div className="panel settle-grid">
      <DataGrid
        id="settle-months"
        columns={columns}
        source={{ kind: 'rows', rows: report.months }}
        rowId={({ month }) => month}
        totals
        label={t('settle.view.months')}
        heading={<h2>{t('settle.months')}</h2>}
        extra={() => <ReconcileExport />}
      />
    </div>
  )
}
