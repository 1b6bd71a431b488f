import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import { fenCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import type { ReconciliationStatement } from '#shared/contract/costing-reports.ts'

type Month = ReconciliationStatement['months'][number]

/** Month by month: closed to the fen, or by how much not. Opens the month alone. */
export function MonthsClosing({ statement }: { readonly statement: ReconciliationStatement }) {
  const { t } = useText()
  const { change } = useFilters()
  const open = statement.months.filter(({ closes }) => !closes).length
  const title =
    open === 0
      ? t('statement.monthsAll', { n: statement.months.length })
      : t('statement.monthsOpen', { n: statement.months.length, open })
  const narrow = ({ period }: Month) => change({ from: period, to: period })
  const columns: readonly GridColumn<Month>[] = [
    { id: 'month', header: t('costing.month'), width: 100, cell: ({ period }) => ({ text: period }) },
    {
      id: 'state',
      header: t('statement.state'),
      width: 120,
      cell: ({ closes }) => ({ text: t(closes ? 'statement.closes' : 'statement.open'), negative: !closes }),
    },
    {
      id: 'difference',
      header: t('common.withUnit', { label: t('statement.difference'), unit: t('unit.yuan') }),
      width: 120,
      numeric: true,
      cell: ({ difference }) => fenCell(difference, 'yuan'),
      open: narrow,
    },
  ]
  return (
    <section className="panel" data-testid="statement-months">
      <header>
        <h2>{title}</h2>
      </header>
      <SimpleTable
        columns={columns}
        rows={statement.months}
        rowId={({ period }) => period}
        label={title}
        onOpenRow={narrow}
      />
    </section>
  )
}
