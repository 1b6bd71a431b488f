import { DownOutlined, RightOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useCallback, useMemo } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useFilters, useGo } from '#renderer/app/use-filters.ts'
import { DivergingBars } from '#renderer/charts/diverging-bars.tsx'
import { MonthChart } from '#renderer/charts/month-chart.tsx'
import { BasisTag } from '#renderer/components/basis-tag.tsx'
import { useSetting } from '#renderer/data/use-setting.ts'
import type { SurplusRow, SurplusTable } from '#shared/contract/figures.ts'
import type { Slice } from '#shared/contract/slice.ts'
import { fenToYuan } from '#shared/domain/money.ts'
import { period } from '#shared/domain/period.ts'
import { MISSING } from '#shared/format/decimal.ts'
import { formatYuan } from '#shared/format/money.ts'
import { costYuan, surplusLength, surplusReach } from './columns.ts'
import { monthPoint } from './month-points.ts'
import { rowLabel, rowSlice } from './row-slice.ts'
import { splitRows } from './split.ts'

/** Bars per side: what fits above the table on a small screen. The table below has all of them. */
const SIDE = 6

/** The picture of the table below it; folds away when the table needs the room. */
export function SurplusChart({ table, slice }: { readonly table: SurplusTable; readonly slice: Slice }) {
  const { t } = useText()
  const { unit } = useFilters()
  const [folded, setFolded] = useSetting('ui.surplusChartFolded')
  const { lost, earned, losing, earning } = useMemo(() => splitRows(table.rows), [table.rows])
  const reach = surplusReach(losing, earning)
  const shown = Math.min(losing.length, SIDE) + Math.min(earning.length, SIDE)
  const title = t('surplus.chart', {
    lost: formatYuan(lost, unit),
    earned: formatYuan(earned, unit),
    unit: t(`unit.${unit}`),
  })
  const open = folded !== true
  return (
    <section className="panel" data-testid="panel-surplus-chart">
      <header>
        <h2>{title}</h2>
        <div className="panel-actions">
          {table.by !== 'month' && shown > 0 && shown < table.rows.length && (
            <span className="muted">{t('surplus.chartShown', { shown, n: table.rows.length })}</span>
          )}
          <BasisTag basis={table.basis} />
          <Button
            size="small"
            type="text"
            icon={open ? <DownOutlined /> : <RightOutlined />}
            aria-expanded={open}
            onClick={() => setFolded(open)}
            data-testid="surplus-chart-fold"
          >
            {t('common.chart')}
          </Button>
        </div>
      </header>
      {open &&
        (table.by === 'month' ? (
          <Months table={table} slice={slice} title={title} />
        ) : (
          <div className="columns-2">
            <Side table={table} slice={slice} rows={losing.slice(0, SIDE)} reach={reach} title={title} />
            <Side table={table} slice={slice} rows={earning.slice(0, SIDE)} reach={reach} title={title} />
          </div>
        ))}
    </section>
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
      [...table.rows]
        .sort((a, b) => (a.key < b.key ? -1 : 1))
        .map((row) => {
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
