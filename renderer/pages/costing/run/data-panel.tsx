import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import { countCell, fenCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import type { CostingData } from '#shared/contract/costing.ts'
import { ImportButton } from '../costed.tsx'

type Month = CostingData['months'][number]

/** What the book has to cost by, month by month. */
export function DataPanel({ data }: { readonly data: CostingData }) {
  const { t } = useText()
  const { unit, change } = useFilters()
  const withLedger = data.months.filter(({ ledger }) => ledger !== null).length
  const narrow = ({ period }: Month) => change({ from: period, to: period, tab: 'ledger' })
  const columns: readonly GridColumn<Month>[] = [
    { id: 'month', header: t('costing.month'), width: 100, cell: ({ period }) => ({ text: period }) },
    {
      id: 'ledger',
      header: t('common.withUnit', { label: t('run.ledger'), unit: t(`unit.${unit}`) }),
      width: 130,
      numeric: true,
      cell: ({ ledger }) => fenCell(ledger, unit, t('run.noLedger')),
      open: narrow,
    },
    { id: 'drivers', header: t('run.drivers'), width: 100, numeric: true, cell: ({ drivers }) => countCell(drivers) },
    { id: 'cases', header: t('run.cases'), width: 100, numeric: true, cell: ({ cases }) => countCell(cases) },
    {
      id: 'charge',
      header: t('common.withUnit', { label: t('run.charge'), unit: t(`unit.${unit}`) }),
      width: 130,
      numeric: true,
      cell: ({ charge }) => fenCell(charge, unit),
    },
    {
      id: 'closed',
      header: t('run.state'),
      width: 100,
      cell: ({ closed }) => ({ text: t(closed ? 'run.monthClosed' : 'run.monthOpen') }),
    },
  ]
  const title = t('run.data', {
    months: data.months.length,
    withLedger,
    centers: data.centers.length,
    drivers: data.drivers.length,
  })
  return (
    <section className="panel" data-testid="costing-data">
      <header>
        <h2>{title}</h2>
        <ImportButton />
      </header>
      <SimpleTable columns={columns} rows={data.months.toReversed()} rowId={({ period }) => period} label={title} />
    </section>
  )
}
