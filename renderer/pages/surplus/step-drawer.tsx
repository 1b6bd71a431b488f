import { Drawer } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import { useFilters, useGo } from '#renderer/app/use-filters.ts'
import { Async } from '#renderer/components/async.tsx'
import { BasisTag } from '#renderer/components/basis-tag.tsx'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import { countCell, fenCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import type { Slice } from '#shared/contract/slice.ts'
import type { SurplusStepRows, WaterfallStep } from '#shared/contract/surplus.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { formatFen } from '#shared/format/money.ts'
import { rowLabel } from './row-slice.ts'
import { useStepName } from './use-step-name.ts'

type Row = SurplusStepRows['rows'][number]

/** What one bar is made of: its groups, each opening to its cases, or the cases themselves; they sum to the bar. */
export function StepDrawer({
  slice,
  basis,
  step,
  what,
  onClose,
}: {
  readonly slice: Slice
  readonly basis: ComputedBasis
  readonly step: WaterfallStep
  readonly what: string
  readonly onClose: () => void
}) {
  const { t } = useText()
  const nameOf = useStepName(basis)
  const query = useCall('surplus.step', { slice, basis, step: step.id })
  return (
    <Drawer
      open
      onClose={onClose}
      size={640}
      title={t('surplus.waterfall.opened', { step: nameOf(step.id, false).join(' '), what })}
      extra={<BasisTag basis={basis} />}
      data-testid="step-drawer"
    >
      <p className="muted">{t(teachOf(step.id))}</p>
      <Async query={query} rows={8}>
        {(rows) => <Rows rows={rows} slice={slice} step={step} />}
      </Async>
    </Drawer>
  )
}

function teachOf(id: WaterfallStep['id']) {
  if (id.startsWith('class:')) return 'surplus.waterfall.teach.class' as const
  if (id.startsWith('part:')) return 'surplus.waterfall.teach.part' as const
  if (id === 'standard' || id === 'without-cost') return `surplus.waterfall.teach.${id}` as const
  return 'surplus.waterfall.teach.total' as const
}

function Rows({
  rows: { of, rows, rest, total },
  slice,
  step,
}: {
  readonly rows: SurplusStepRows
  readonly slice: Slice
  readonly step: WaterfallStep
}) {
  const { t } = useText()
  const { unit } = useFilters()
  const go = useGo()
  const settlement = step.id.startsWith('class:')
    ? { settlement: step.id.slice(6) as NonNullable<Slice['settlement']> }
    : {}
  const open = (row: Row): void => {
    if (of === 'case') go.toCase(row.key, slice)
    else go.toCases({ ...slice, ...settlement, drg: row.key })
  }
  const columns: readonly GridColumn<Row>[] = [
    {
      id: 'label',
      header: t(of === 'case' ? 'surplus.column.case' : 'surplus.by.drg'),
      width: 300,
      cell: (row) => ({ text: of === 'case' ? row.key : rowLabel(row, 'drg') || t('surplus.ungrouped') }),
      open,
      total: { text: t('common.total') },
    },
    {
      id: 'n',
      header: t('figure.n'),
      width: 80,
      numeric: true,
      cell: ({ n }) => countCell(n),
      total: countCell(step.n),
    },
    {
      id: 'amount',
      header: t('common.withUnit', { label: t('surplus.waterfall.amount'), unit: t(`unit.${unit}`) }),
      width: 160,
      numeric: true,
      cell: ({ amount }) => fenCell(amount, unit),
      open,
      total: fenCell(total, unit),
    },
  ]
  return (
    <>
      <SimpleTable
        columns={columns}
        rows={rows}
        rowId={({ key }) => key}
        label={t('surplus.waterfall.step')}
        testId="step-rows"
      />
      {rest.rows > 0 && (
        <p className="muted">
          {t('surplus.waterfall.rest', {
            rows: formatCount(rest.rows),
            amount: formatFen(rest.amount, unit),
            unit: t(`unit.${unit}`),
          })}
        </p>
      )}
    </>
  )
}
