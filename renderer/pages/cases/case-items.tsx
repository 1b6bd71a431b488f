import { useText } from '#renderer/app/text.tsx'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import { decimalCell, fenCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import type { CaseCosting } from '#shared/contract/costing-reports.ts'
import { sumFen } from '#shared/domain/money.ts'
import { formatDecimal, MISSING } from '#shared/format/decimal.ts'
import { formatFen } from '#shared/format/money.ts'
import type { CostStory } from '../costing/cost-drawer.tsx'

type Item = CaseCosting['items'][number]

/** The service items of the case at item cost, the dearest first, beside what they were charged at. */
export function CaseItems({
  items,
  onOpen,
}: {
  readonly items: CaseCosting['items']
  readonly onOpen: (story: CostStory) => void
}) {
  const { t } = useText()
  const cost = sumFen(items.map((item) => item.cost))
  const charge = sumFen(items.map((item) => item.charge))
  const title = t('caseCost.items', { n: items.length, amount: formatFen(cost, 'yuan') })
  const open = (item: Item): void =>
    onOpen({
      title: item.name === '' ? item.item : item.name,
      result: { text: formatFen(item.cost, 'yuan'), unit: t('unit.yuan'), negative: item.cost < 0 },
      formula: t('costing.method.bottom-up.what'),
      substituted:
        item.unitCost === null
          ? t('caseCost.noItemCost')
          : t('costing.equation', {
              left: `${formatDecimal(item.quantity, 2)} × ${formatDecimal(item.unitCost, 6)}`,
              right: formatFen(item.cost, 'yuan'),
            }),
      inputs: [
        { label: t('items.code'), value: item.item },
        { label: t('ledger.center'), value: item.center },
        { label: t('caseCost.quantity'), value: formatDecimal(item.quantity, 2) },
        { label: t('items.unitCost'), value: item.unitCost === null ? MISSING : formatDecimal(item.unitCost, 6) },
        { label: t('caseCost.charge'), value: formatFen(item.charge, 'yuan') },
      ],
      source: t('units.source'),
    })
  const yuan = (label: string): string => t('common.withUnit', { label, unit: t('unit.yuan') })
  const columns: readonly GridColumn<Item>[] = [
    {
      id: 'name',
      header: t('items.name'),
      width: 220,
      cell: ({ item, name }) => ({ text: name === '' ? item : name }),
      total: { text: t('common.total') },
    },
    { id: 'center', header: t('ledger.center'), width: 110, cell: ({ center }) => ({ text: center }) },
    {
      id: 'quantity',
      header: t('caseCost.quantity'),
      width: 80,
      numeric: true,
      cell: ({ quantity }) => decimalCell(quantity, 2),
      open,
    },
    {
      id: 'unitCost',
      header: yuan(t('items.unitCost')),
      width: 110,
      numeric: true,
      cell: ({ unitCost }) => decimalCell(unitCost, 4, t('caseCost.noItemCost')),
      open,
    },
    {
      id: 'cost',
      header: yuan(t('case.cost')),
      width: 110,
      numeric: true,
      cell: (item) => fenCell(item.cost, 'yuan'),
      open,
      total: fenCell(cost, 'yuan'),
    },
    {
      id: 'charge',
      header: yuan(t('caseCost.charge')),
      width: 110,
      numeric: true,
      cell: (item) => fenCell(item.charge, 'yuan'),
      open,
      total: fenCell(charge, 'yuan'),
    },
  ]
  return (
    <details className="case-items" data-testid="case-items">
      <summary>{title}</summary>
      <p className="muted panel-note">{t('caseCost.itemsNote')}</p>
      <SimpleTable columns={columns} rows={items} rowId={({ item, center }) => `${item} ${center}`} label={title} />
    </details>
  )
}
