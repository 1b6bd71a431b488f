import { useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import { fenCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import type { AllocationReport } from '#shared/contract/costing-reports.ts'
import { COST_ELEMENT_NAMES, COST_ELEMENTS } from '#shared/domain/costing.ts'
import { sumFen } from '#shared/domain/money.ts'
import { formatFen } from '#shared/format/money.ts'
import { driverName } from '#shared/i18n/cost-names.ts'
import { CostDrawer } from '../cost-drawer.tsx'

type Row = AllocationReport['unallocated'][number]

/** What could not be handed on, and why; nothing where all was. */
export function Unallocated({ report }: { readonly report: AllocationReport }) {
  const { t, say } = useText()
  const { unit } = useFilters()
  const [opened, setOpened] = useState<Row | null>(null)
  if (report.unallocated.length === 0) return null
  const columns: readonly GridColumn<Row>[] = [
    { id: 'center', header: t('ledger.center'), width: 140, cell: ({ center }) => ({ text: center }) },
    {
      id: 'driver',
      header: t('allocation.driver'),
      width: 140,
      cell: ({ driver }) => ({ text: driverName(t, say, driver) }),
    },
    { id: 'reason', header: t('allocation.reason'), width: 300, cell: ({ reason }) => ({ text: say(reason) }) },
    {
      id: 'total',
      header: t('common.withUnit', { label: t('costing.amount'), unit: t(`unit.${unit}`) }),
      width: 110,
      numeric: true,
      cell: ({ total }) => fenCell(total, unit),
      open: setOpened,
    },
  ]
  const total = sumFen(report.unallocated.map((row) => row.total))
  return (
    <section className="panel" data-testid="unallocated">
      <header>
        <h2 className="negative">
          {t('allocation.unallocated', { amount: formatFen(total, unit), unit: t(`unit.${unit}`) })}
        </h2>
      </header>
      <SimpleTable
        columns={columns}
        rows={report.unallocated}
        rowId={({ center }) => center}
        label={t('allocation.place.unallocated')}
        onOpenRow={setOpened}
      />
      {opened !== null && (
        <CostDrawer
          onClose={() => setOpened(null)}
          story={{
            title: t('allocation.centerTitle', { center: opened.center, month: report.period }),
            result: { text: formatFen(opened.total, unit), unit: t(`unit.${unit}`), negative: opened.total < 0 },
            formula: t('unallocated.formula'),
            substituted: say(opened.reason),
            inputs: COST_ELEMENTS.map((element) => ({
              label: say(COST_ELEMENT_NAMES[element]),
              value: formatFen(opened.amount[element], 'yuan'),
            })),
            source: t('ledger.source'),
          }}
        />
      )}
    </section>
  )
}
