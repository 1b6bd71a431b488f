import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import { countCell, decimalCell, fenCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import type { AllocationReport, AllocationStepRow } from '#shared/contract/costing-reports.ts'
import { CENTER_CLASS_NAMES } from '#shared/domain/costing.ts'
import { driverName } from '#shared/i18n/cost-names.ts'

/** Every step in its order: pool, driver, rate, receivers. */
export function StepTable({
  report,
  onOpen,
}: {
  readonly report: AllocationReport
  readonly onOpen: (step: AllocationStepRow) => void
}) {
  const { t, say } = useText()
  const { unit } = useFilters()
  const columns: readonly GridColumn<AllocationStepRow>[] = [
    { id: 'step', header: t('allocation.step'), width: 60, cell: ({ index }) => ({ text: String(index + 1) }) },
    { id: 'center', header: t('allocation.pool'), width: 140, cell: ({ center }) => ({ text: center }), open: onOpen },
    {
      id: 'class',
      header: t('ledger.class'),
      width: 110,
      cell: (row) => ({ text: say(CENTER_CLASS_NAMES[row.class]) }),
    },
    {
      id: 'pool',
      header: t('common.withUnit', { label: t('allocation.poolAmount'), unit: t(`unit.${unit}`) }),
      width: 120,
      numeric: true,
      cell: ({ poolTotal }) => fenCell(poolTotal, unit),
      open: onOpen,
    },
    {
      id: 'driver',
      header: t('allocation.driver'),
      width: 140,
      cell: ({ driver }) => ({ text: driverName(t, say, driver) }),
    },
    {
      id: 'driverTotal',
      header: t('allocation.driverTotal'),
      width: 110,
      numeric: true,
      cell: ({ driverTotal }) => decimalCell(driverTotal, 2),
      open: onOpen,
    },
    {
      id: 'rate',
      header: t('common.withUnit', { label: t('allocation.rate'), unit: t('unit.yuan') }),
      width: 120,
      numeric: true,
      cell: ({ rate }) => decimalCell(rate, 4),
      open: onOpen,
    },
    {
      id: 'receivers',
      header: t('allocation.receivers'),
      width: 90,
      numeric: true,
      cell: ({ parts }) => countCell(parts.length),
      open: onOpen,
    },
  ]
  return (
    <section className="panel" data-testid="allocation-steps">
      <header>
        <h2>{t('allocation.steps', { n: report.steps.length })}</h2>
      </header>
      {report.steps.length === 0 ? (
        <p className="muted">{t('allocation.noSteps')}</p>
      ) : (
        <SimpleTable
          columns={columns}
          rows={report.steps}
          rowId={({ index }) => String(index)}
          label={t('allocation.steps', { n: report.steps.length })}
          onOpenRow={onOpen}
        />
      )}
    </section>
  )
}
