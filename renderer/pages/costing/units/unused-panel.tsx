import { Button } from 'antd'
import { useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import { decimalCell, fenCell, percentCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import type { UnitCosts } from '#shared/contract/costing-reports.ts'
import { sumFen } from '#shared/domain/money.ts'
import { formatFen } from '#shared/format/money.ts'
import { poolName } from '#shared/i18n/cost-names.ts'
import { LEFT_BEHIND } from '../place.ts'
import { UnusedDrawer } from './unused-drawer.tsx'

type Unused = UnitCosts['unused'][number]

/** 未利用产能: paid for and not used; reported here, and on no case. */
export function UnusedPanel({ costs }: { readonly costs: UnitCosts }) {
  const { t, say } = useText()
  const { unit, change } = useFilters()
  const { unused } = costs
  const [opened, setOpened] = useState<Unused | null>(null)
  if (unused.length === 0) {
    return (
      <section className="panel" data-testid="unused">
        <header>
          <h2>{t('unused.none')}</h2>
          <Button size="small" onClick={() => change({ ...LEFT_BEHIND, tab: 'run' })}>
            {t('costing.tab.run')}
          </Button>
        </header>
        <p className="muted panel-note">{t('unused.noneTeach')}</p>
      </section>
    )
  }
  const columns: readonly GridColumn<Unused>[] = [
    { id: 'pool', header: t('units.pool'), width: 150, cell: ({ pool }) => ({ text: poolName(t, say, pool) }) },
    { id: 'unit', header: t('units.unit'), width: 110, cell: (row) => ({ text: say(row.unit) }) },
    {
      id: 'practical',
      header: t('unused.practical'),
      width: 120,
      numeric: true,
      cell: ({ practical }) => decimalCell(practical, 2),
      open: setOpened,
    },
    { id: 'used', header: t('unused.used'), width: 120, numeric: true, cell: ({ used }) => decimalCell(used, 2) },
    {
      id: 'unused',
      header: t('unused.units'),
      width: 120,
      numeric: true,
      cell: ({ unusedUnits }) => decimalCell(unusedUnits, 2),
      open: setOpened,
    },
    {
      id: 'utilisation',
      header: t('units.utilisation'),
      width: 100,
      numeric: true,
      cell: ({ utilisation }) => percentCell(utilisation),
      open: setOpened,
    },
    {
      id: 'cost',
      header: t('common.withUnit', { label: t('unused.cost'), unit: t(`unit.${unit}`) }),
      width: 120,
      numeric: true,
      cell: ({ unusedCost }) => fenCell(unusedCost, unit),
      open: setOpened,
    },
  ]
  const title = t('unused.title', {
    amount: formatFen(sumFen(unused.map(({ unusedCost }) => unusedCost)), unit),
    unit: t(`unit.${unit}`),
  })
  return (
    <section className="panel" data-testid="unused">
      <header>
        <h2>{title}</h2>
      </header>
      <p className="muted panel-note">{t('unused.what')}</p>
      <SimpleTable columns={columns} rows={unused} rowId={({ pool }) => pool} label={title} onOpenRow={setOpened} />
      {opened !== null && <UnusedDrawer row={opened} costs={costs} onClose={() => setOpened(null)} />}
    </section>
  )
}
