import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { WaterfallPanel } from '#renderer/charts/waterfall-panel.tsx'
import { Async } from '#renderer/components/async.tsx'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import { countCell, fenCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import type { Slice } from '#shared/contract/slice.ts'
import type { SurplusWaterfall as Bridge, WaterfallStep } from '#shared/contract/surplus.ts'
import { fenToYuan } from '#shared/domain/money.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'
import { formatYuan, moneyPlain } from '#shared/format/money.ts'
import { StepDrawer } from './step-drawer.tsx'
import { useStepName } from './use-step-name.ts'

/** The way from charges to surplus, of the whole slice or of the row the cursor is on. */
export function SurplusWaterfall({
  slice,
  basis,
  of,
  extra,
  onWhole,
}: {
  readonly slice: Slice
  readonly basis: ComputedBasis
  /** The row it is of; null: the whole slice. */
  readonly of: string | null
  readonly extra: React.ReactNode
  readonly onWhole: () => void
}) {
  const query = useCall('surplus.waterfall', { slice, basis })
  return (
    <Async query={query} rows={6}>
      {(bridge) => <Panel bridge={bridge} of={of} extra={extra} onWhole={onWhole} />}
    </Async>
  )
}

function Panel({
  bridge,
  of,
  extra,
  onWhole,
}: {
  readonly bridge: Bridge
  readonly of: string | null
  readonly extra: React.ReactNode
  readonly onWhole: () => void
}) {
  const { t } = useText()
  const { unit } = useFilters()
  const nameOf = useStepName(bridge.basis)
  const [opened, setOpened] = useState<WaterfallStep | null>(null)
  const { steps } = bridge
  const bars = useMemo(
    () =>
      steps.map((step) => ({
        key: step.id,
        lines: nameOf(step.id, true),
        value: Number(moneyPlain(fenToYuan(step.amount), unit)),
        text: formatYuan(fenToYuan(step.amount), unit, step.kind === 'change'),
        total: step.kind === 'total',
      })),
    [steps, nameOf, unit],
  )
  const amountOf = (id: WaterfallStep['id']): string => {
    const step = steps.find((each) => each.id === id)
    return step === undefined ? '—' : formatYuan(fenToYuan(step.amount), unit)
  }
  const words = {
    what: of ?? t('surplus.waterfall.whole'),
    charge: amountOf('charge'),
    payment: amountOf('payment'),
    basis: t(`basis.inline.${bridge.basis}`),
    surplus: amountOf('surplus'),
    unit: t(`unit.${unit}`),
  }
  const columns: readonly GridColumn<WaterfallStep>[] = [
    {
      id: 'step',
      header: t('surplus.waterfall.step'),
      width: 240,
      cell: ({ id }) => ({ text: nameOf(id, false).join(' ') }),
    },
    { id: 'n', header: t('figure.n'), width: 80, numeric: true, cell: ({ n }) => countCell(n) },
    {
      id: 'amount',
      header: t('common.withUnit', { label: t('surplus.waterfall.amount'), unit: t(`unit.${unit}`) }),
      width: 160,
      numeric: true,
      cell: ({ amount }) => fenCell(amount, unit),
      open: setOpened,
    },
  ]
  return (
    <>
      <WaterfallPanel
        title={t('surplus.waterfall.title', words)}
        basis={bridge.basis}
        steps={bars}
        setting="ui.surplusChartFolded"
        testId="panel-surplus-waterfall"
        foldTestId="surplus-chart-fold"
        onOpen={(key) => setOpened(steps.find(({ id }) => id === key) ?? null)}
        extra={
          <>
            {of !== null && (
              <Button size="small" type="link" onClick={onWhole} data-testid="waterfall-whole">
                {t('surplus.waterfall.toWhole')}
              </Button>
            )}
            {extra}
          </>
        }
        table={
          <SimpleTable
            columns={columns}
            rows={steps}
            rowId={({ id }) => id}
            label={t('surplus.waterfall.title', words)}
            testId="surplus-waterfall-table"
          />
        }
      />
      {opened !== null && (
        <StepDrawer
          slice={bridge.slice}
          basis={bridge.basis}
          step={opened}
          what={of ?? t('surplus.waterfall.whole')}
          onClose={() => setOpened(null)}
        />
      )}
    </>
  )
}
