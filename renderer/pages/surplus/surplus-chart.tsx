import { type ReactNode, useCallback, useMemo } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useFilters, useGo } from '#renderer/app/use-filters.ts'
import { ChartPanel } from '#renderer/charts/chart-panel.tsx'
import { DivergingBars } from '#renderer/charts/diverging-bars.tsx'
import { MonthChart } from '#renderer/charts/month-chart.tsx'
import { BasisTag } from '#renderer/components/basis-tag.tsx'
import { useExplain } from '#renderer/components/explain.tsx'
import { FoldButton, useFolded } from '#renderer/components/fold-button.tsx'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import type { SurplusRow, SurplusTable } from '#shared/contract/figures.ts'
import type { Slice } from '#shared/contract/slice.ts'
import { fenToYuan } from '#shared/domain/money.ts'
import { period } from '#shared/domain/period.ts'
import { MISSING } from '#shared/format/decimal.ts'
import { formatYuan } from '#shared/format/money.ts'
import { costYuan, surplusLength, surplusReach } from './lengths.ts'
import { monthPoint } from './month-points.ts'
import { shortColumns } from './row-columns.ts'
import { rowLabel, rowSlice } from './row-slice.ts'
import { splitRows } from './split.ts'

/** Bars per side: what fits above the table on a small screen. The table below has all of them. */
const SIDE = 6

/** The picture of the table below it; folds away when the table needs the room. */
export function SurplusChart({
  table,
  slice,
  extra,
}: {
  readonly table: SurplusTable
  readonly slice: Slice
  /** Which picture is shown, to choose another. */
  readonly extra: ReactNode
}) {
  const { t } = useText()
  const { unit } = useFilters()
  const [open, setOpen] = useFolded('ui.surplusChartFolded')
  const { lost, earned, losing, earning } = useMemo(() => splitRows(table.rows), [table.rows])
  const reach = surplusReach(losing, earning)
  const [left, right] = [losing.slice(0, SIDE), earning.slice(0, SIDE)]
  const shown = left.length + right.length
  const title = t('surplus.chart', {
    lost: formatYuan(lost, unit),
    earned: formatYuan(earned, unit),
    unit: t(`unit.${unit}`),
  })
  const part = { table, slice, title }
  return (
    <ChartPanel
      testId="panel-surplus-chart"
      title={title}
      extra={
        <>
          {table.by !== 'month' && shown > 0 && shown < table.rows.length && (
            <span className="muted">{t('surplus.chartShown', { shown, n: table.rows.length })}</span>
          )}
          {extra}
          <BasisTag basis={table.basis} />
          <FoldButton open={open} onChange={setOpen} testId="surplus-chart-fold" />
        </>
      }
      chart={
        !open ? null : table.by === 'month' ? (
          <Months {...part} />
        ) : (
          <div className="columns-2">
            <Side {...part} rows={left} reach={reach} />
            <Side {...part} rows={right} reach={reach} />
          </div>
        )
      }
      table={
        open ? <ChartTable {...part} rows={table.by === 'month' ? inTime(table.rows) : [...left, ...right]} /> : null
      }
    />
  )
}

const inTime = (rows: SurplusTable['rows']) => rows.toSorted((a, b) => (a.key < b.key ? -1 : 1))

/** The rows of the bars, as they stand in the picture. */
function ChartTable({ table, slice, title, rows }: PartProps & { readonly rows: readonly SurplusRow[] }) {
  const { t } = useText()
  const { unit } = useFilters()
  const go = useGo()
  const explain = useExplain()
  const { by, basis } = table
  const sliceOf = (row: SurplusRow): Slice => rowSlice(slice, by, row.key)
  const columns = shortColumns({
    ...{ t, by, basis, unit },
    explain: (id, row) => explain({ kind: 'indicator', id, slice: sliceOf(row), basis }),
    openRow: (row) => go.toCases(sliceOf(row)),
  })
  return (
    <SimpleTable columns={columns} rows={rows} rowId={({ key }) => key} label={title} testId="surplus-chart-table" />
  )
}

interface PartProps {
  readonly table: SurplusTable
  readonly slice: Slice
  readonly title: string
}

function useOpenCases(by: SurplusTable['by'], slice: Slice): (key: string) => void {
  const go = useGo()
  return useCallback((key: string) => go.toCases(rowSlice(slice, by, key)), [by, go, slice])
}

function Side({
  table,
  slice,
  rows,
  reach,
  title,
}: PartProps & { readonly rows: readonly SurplusRow[]; readonly reach: number }) {
  const { t } = useText()
  const { unit } = useFilters()
  const open = useOpenCases(table.by, slice)
  const bars = useMemo(
    () =>
      rows.map((row) => ({
        key: row.key,
        label: rowLabel(row, table.by) || t('missing.blank'),
        value: surplusLength(row),
        text: row.surplus === null ? MISSING : formatYuan(row.surplus, unit),
      })),
    [rows, table.by, t, unit],
  )
  return <DivergingBars bars={bars} reach={reach} label={title} onOpen={open} />
}

function Months({ table, slice, title }: PartProps) {
  const { t } = useText()
  const { unit } = useFilters()
  const open = useOpenCases('month', slice)
  const names = useMemo(
    () => ({
      payment: t('figure.payment'),
      charge: t('figure.charge'),
      cost: t('figure.cost'),
      surplus: t('figure.basisOf', { label: t('figure.surplus'), basis: t(`basis.inline.${table.basis}`) }),
    }),
    [t, table.basis],
  )
  const points = useMemo(
    () =>
      inTime(table.rows).map((row) => {
        const yuan = {
          payment: row.payment,
          charge: fenToYuan(row.charge),
          cost: costYuan(row),
          surplus: row.surplus,
        }
        return monthPoint(period(row.key), (series) => yuan[series], unit)
      }),
    [table.rows, unit],
  )
  return <MonthChart points={points} names={names} label={title} height={200} onOpen={open} />
}
