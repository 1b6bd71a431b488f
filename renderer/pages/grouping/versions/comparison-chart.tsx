import { useMemo } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { ChartPanel } from '#renderer/charts/chart-panel.tsx'
import { DivergingBars } from '#renderer/charts/diverging-bars.tsx'
import { FoldButton, useFolded } from '#renderer/components/fold-button.tsx'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import type { GridColumn } from '#renderer/grid/column.ts'
import { exact } from '#shared/domain/exact.ts'
import { formatYuan } from '#shared/format/money.ts'
import { extremes, type NamedRow } from './named-rows.ts'

/** Bars per side: what fits above the table on a small screen. */
const SIDE = 6
/** A pair of codes, a disease's among them: `IC25 → M47.8:81.02+80.51`. */
const LABEL_CHARS = 26

/** The largest differences of the table below it; folds away when the table needs the room. */
export function ComparisonChart({
  rows,
  onOpen,
}: {
  readonly rows: readonly NamedRow[]
  readonly onOpen: (row: NamedRow) => void
}) {
  const { t } = useText()
  const { unit } = useFilters()
  const [open, setOpen] = useFolded('ui.comparisonChartFolded')
  const found = useMemo(() => extremes(rows, SIDE), [rows])
  const { less, more, nLess, nMore, lessSum, moreSum } = found
  const shown = less.length + more.length
  const words = {
    more: formatYuan(moreSum, unit),
    less: formatYuan(exact(lessSum).abs().toFixed(), unit),
    unit: t(`unit.${unit}`),
  }
  const title =
    shown === 0
      ? t('compare.chartNone')
      : nLess === 0
        ? t('compare.chartMore', words)
        : nMore === 0
          ? t('compare.chartLess', words)
          : t('compare.chart', words)
  const reach = Math.max(0, ...[...less, ...more].map(({ difference }) => Math.abs(Number(difference))))
  if (shown === 0)
    return (
      <section className="panel" data-testid="panel-comparison-chart">
        <header>
          <h2>{title}</h2>
        </header>
      </section>
    )
  return (
    <ChartPanel
      testId="panel-comparison-chart"
      title={title}
      extra={
        <>
          {shown < nLess + nMore && <span className="muted">{t('compare.chartShown', { shown })}</span>}
          <FoldButton open={open} onChange={setOpen} testId="comparison-chart-fold" />
        </>
      }
      chart={
        open ? (
          <div className={nLess > 0 && nMore > 0 ? 'columns-2' : undefined}>
            {[less, more].map(
              (side) =>
                side.length > 0 && (
                  <Bars key={side === less ? 'less' : 'more'} rows={side} reach={reach} label={title} onOpen={onOpen} />
                ),
            )}
          </div>
        ) : null
      }
      table={open ? <ChartTable rows={[...less, ...more]} label={title} onOpen={onOpen} /> : null}
    />
  )
}

/** The rows of the bars, as they stand in the picture. */
function ChartTable({
  rows,
  label,
  onOpen,
}: {
  readonly rows: readonly NamedRow[]
  readonly label: string
  readonly onOpen: (row: NamedRow) => void
}) {
  const { t } = useText()
  const { unit } = useFilters()
  const columns: readonly GridColumn<NamedRow>[] = [
    { id: 'label', header: t('compare.chartRow'), width: 320, cell: (row) => ({ text: row.label }), open: onOpen },
    {
      id: 'difference',
      header: t('common.withUnit', { label: t('compare.difference'), unit: t(`unit.${unit}`) }),
      width: 160,
      numeric: true,
      cell: ({ difference }) => ({ text: formatYuan(difference, unit, true), negative: difference.startsWith('-') }),
      open: onOpen,
    },
  ]
  return <SimpleTable columns={columns} rows={rows} rowId={({ id }) => id} label={label} />
}

function Bars({
  rows,
  reach,
  label,
  onOpen,
}: {
  readonly rows: readonly NamedRow[]
  readonly reach: number
  readonly label: string
  readonly onOpen: (row: NamedRow) => void
}) {
  const { unit } = useFilters()
  const bars = useMemo(
    () =>
      rows.map((row) => ({
        key: row.id,
        label: row.label,
        value: Number(row.difference),
        text: formatYuan(row.difference, unit, true),
      })),
    [rows, unit],
  )
  const open = (id: string): void => {
    const row = rows.find((each) => each.id === id)
    if (row !== undefined) onOpen(row)
  }
  return <DivergingBars bars={bars} reach={reach} label={label} labelChars={LABEL_CHARS} onOpen={open} />
}
