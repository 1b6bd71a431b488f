import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import { decimalCell, fenCell, percentCell, textCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import type { UnitCost } from '#shared/contract/costing-reports.ts'
import { sumFen } from '#shared/domain/money.ts'
import type { Period } from '#shared/domain/period.ts'
import { poolName } from '#shared/i18n/cost-names.ts'

/** Unit costs of one month by one method; every figure opens to its formula. */
export function UnitTable({
  rows,
  month,
  onOpen,
}: {
  readonly rows: readonly UnitCost[]
  readonly month: Period
  readonly onOpen: (row: UnitCost) => void
}) {
  const { t, say } = useText()
  const { unit } = useFilters()
  const money = (label: string): string => t('common.withUnit', { label, unit: t(`unit.${unit}`) })
  const columns: readonly GridColumn<UnitCost>[] = [
    {
      id: 'pool',
      header: t('units.pool'),
      width: 150,
      cell: ({ pool }) => ({ text: poolName(t, say, pool) }),
      total: { text: t('common.total') },
    },
    { id: 'unit', header: t('units.unit'), width: 110, cell: (row) => ({ text: say(row.unit) }) },
    { id: 'kind', header: t('units.kind'), width: 120, cell: ({ kind }) => ({ text: t(`units.kind.${kind}`) }) },
    {
      id: 'cost',
      header: money(t('units.cost')),
      width: 120,
      numeric: true,
      cell: ({ costTotal }) => fenCell(costTotal, unit),
      open: onOpen,
      total: fenCell(sumFen(rows.map(({ costTotal }) => costTotal)), unit),
    },
    {
      id: 'quantity',
      header: t('units.quantity'),
      width: 110,
      numeric: true,
      cell: ({ quantity }) => decimalCell(quantity, 2),
      open: onOpen,
    },
    {
      id: 'rate',
      header: t('common.withUnit', { label: t('units.rate'), unit: t('unit.yuan') }),
      width: 120,
      numeric: true,
      cell: ({ rate }) => decimalCell(rate, 4, t('units.noRate')),
      open: onOpen,
    },
    {
      id: 'used',
      header: t('units.used'),
      width: 110,
      numeric: true,
      cell: ({ used }) => decimalCell(used, 2),
      open: onOpen,
    },
    {
      id: 'assigned',
      header: money(t('units.assigned')),
      width: 120,
      numeric: true,
      cell: ({ assigned }) => fenCell(assigned, unit),
      open: onOpen,
      total: fenCell(sumFen(rows.map(({ assigned }) => assigned)), unit),
    },
    {
      id: 'left',
      header: money(t('units.left')),
      width: 120,
      numeric: true,
      cell: ({ leftTotal }) => fenCell(leftTotal, unit),
      open: onOpen,
      total: fenCell(sumFen(rows.map(({ leftTotal }) => leftTotal)), unit),
    },
    {
      id: 'utilisation',
      header: t('units.utilisation'),
      width: 90,
      numeric: true,
      cell: ({ kind, utilisation }) =>
        kind === 'capacity' ? percentCell(utilisation) : textCell(null, t('units.noCapacity')),
      open: onOpen,
    },
  ]
  const title = t('units.title', { n: rows.length, month })
  return (
    <section className="panel wide-heads" data-testid="unit-costs">
      <header>
        <h2>{title}</h2>
      </header>
      <SimpleTable columns={columns} rows={rows} rowId={({ pool }) => pool} label={title} onOpenRow={onOpen} />
    </section>
  )
}
