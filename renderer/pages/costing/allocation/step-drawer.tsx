import { Drawer } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import { decimalCell, fenCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import type { AllocationStepRow } from '#shared/contract/costing-reports.ts'
import { formatDecimal } from '#shared/format/decimal.ts'
import { formatFen } from '#shared/format/money.ts'
import { driverName } from '#shared/i18n/cost-names.ts'
import { elementColumns } from '../element-columns.ts'

type Part = AllocationStepRow['parts'][number]

const WIDTH = 920

/** One step: the rate with its numbers, and what each receiver got of every element. */
export function StepDrawer({ step, onClose }: { readonly step: AllocationStepRow; readonly onClose: () => void }) {
  const { t, say } = useText()
  const { unit } = useFilters()
  const driver = driverName(t, say, step.driver)
  const columns: readonly GridColumn<Part>[] = [
    {
      id: 'receiver',
      header: t('allocation.receiver'),
      width: 120,
      cell: ({ receiver }) => ({ text: receiver }),
      total: { text: t('common.total') },
    },
    {
      id: 'quantity',
      header: driver,
      width: 90,
      numeric: true,
      cell: ({ quantity }) => decimalCell(quantity, 2),
      total: decimalCell(step.driverTotal, 2),
    },
    ...elementColumns<Part>({ say, unit, of: ({ amount }) => amount, total: step.pool }),
    {
      id: 'total',
      header: t('common.total'),
      width: 100,
      numeric: true,
      cell: ({ total }) => fenCell(total, unit),
      total: fenCell(step.poolTotal, unit),
    },
  ]
  return (
    <Drawer
      open
      onClose={onClose}
      size={WIDTH}
      mask={false}
      title={t('allocation.stepTitle', { n: step.index + 1, center: step.center })}
      closable={{ 'aria-label': t('common.close') }}
      data-testid="step-drawer"
    >
      <div className="stack wide-heads">
        <p>
          <code className="formula" data-testid="step-formula">
            {t('allocation.rateFormula', {
              pool: formatFen(step.poolTotal, 'yuan'),
              driver,
              total: formatDecimal(step.driverTotal, 2),
              rate: formatDecimal(step.rate, 6),
            })}
          </code>
        </p>
        <p className="muted panel-note">{t('allocation.stepNote', { unit: t(`unit.${unit}`) })}</p>
        <SimpleTable
          columns={columns}
          rows={step.parts}
          rowId={({ receiver }) => receiver}
          label={t('allocation.stepTitle', { n: step.index + 1, center: step.center })}
          testId="step-parts"
        />
      </div>
    </Drawer>
  )
}
