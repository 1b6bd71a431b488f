import { useCallback, useMemo } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { WaterfallPanel } from '#renderer/charts/waterfall-panel.tsx'
import { useExplain } from '#renderer/components/explain.tsx'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import { fenCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import type { VarianceTable } from '#shared/contract/variance.ts'
import { fenToYuan } from '#shared/domain/money.ts'
import { type formatFen, formatYuan, moneyPlain } from '#shared/format/money.ts'
import { type BridgeStep, bridgeSteps, largestStep, stepKey } from './steps.ts'

/** The bridge between the two surpluses, as a picture and as a table of the same numbers. */
export function Waterfall({ table }: { readonly table: VarianceTable }) {
  const { t, say } = useText()
  const { unit } = useFilters()
  const explain = useExplain()
  const steps = useMemo(() => bridgeSteps(table), [table])
  const spent = t(`variance.spent.${table.basis}`)
  const nameOf = useCallback(
    (step: BridgeStep): readonly [string, string] => {
      if (step.kind === 'end') return ['', t(step.end === 'base' ? 'variance.surplusBase' : 'variance.surplusActual')]
      return [step.side === 'payment' ? t('variance.side.payment') : spent, say(step.name)]
    },
    [t, say, spent],
  )
  const inWords = useCallback(
    (step: BridgeStep): string => {
      const [side, effect] = nameOf(step)
      return side === '' ? effect : t('variance.effectOf', { side, effect })
    },
    [nameOf, t],
  )
  const open = useCallback(
    (key: string) => {
      const step = steps.find((each) => stepKey(each) === key)
      if (step?.kind === 'effect')
        explain({ kind: 'variance', query: table.query, side: step.side, effect: step.effect })
      else if (step !== undefined) {
        const slice = table[step.end].slice
        if (slice === null) explain({ kind: 'variance', query: table.query, side: 'surplus', effect: 'change' })
        else explain({ kind: 'indicator', id: 'surplus', slice, basis: table.basis })
      }
    },
    [steps, explain, table],
  )
  const bars = useMemo(
    () =>
      steps.map((step) => {
        const [side, name] = nameOf(step)
        return {
          key: stepKey(step),
          // What stands in brackets is in the table beside the picture.
          lines: [side, name.replace(/[（(].*$/, '').trim()].filter((line) => line !== ''),
          value: Number(moneyPlain(fenToYuan(step.amount), unit)),
          text: formatYuan(fenToYuan(step.amount), unit, step.kind === 'effect'),
          total: step.kind === 'end',
        }
      }),
    [steps, nameOf, unit],
  )
  const largest = largestStep(steps)
  const title =
    largest === undefined
      ? t('variance.chartNone')
      : t('variance.chart', {
          name: inWords(largest),
          amount: formatYuan(fenToYuan(largest.amount), unit, true),
          unit: t(`unit.${unit}`),
        })
  const columns: readonly GridColumn<BridgeStep>[] = [
    { id: 'step', header: t('variance.step'), width: 240, cell: (step) => ({ text: inWords(step) }) },
    {
      id: 'amount',
      header: t('variance.toSurplus', { unit: t(`unit.${unit}`) }),
      width: 160,
      numeric: true,
      cell: (step) => fenCell(step.amount, unit),
      open: (step) => open(stepKey(step)),
    },
    {
      id: 'mark',
      header: t('variance.mark'),
      width: 100,
      cell: ({ kind, amount }) => ({
        text: kind === 'end' || amount === 0 ? '' : t(amount > 0 ? 'variance.mark.F' : 'variance.mark.U'),
      }),
    },
  ]
  return (
    <WaterfallPanel
      title={title}
      basis={table.basis}
      steps={bars}
      setting="ui.varianceChartFolded"
      testId="panel-waterfall"
      foldTestId="variance-chart-fold"
      onOpen={open}
      table={<SimpleTable columns={columns} rows={steps} rowId={stepKey} label={title} testId="waterfall-table" />}
    />
  )
}

/** A surplus with the sign that a change has. */
export const signedFen = (amount: Parameters<typeof formatFen>[0], unit: Parameters<typeof formatFen>[1]): string =>
  formatYuan(fenToYuan(amount), unit, true)
