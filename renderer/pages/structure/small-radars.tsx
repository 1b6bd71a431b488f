import { Segmented } from 'antd'
import { useMemo } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { ChartPanel } from '#renderer/charts/chart-panel.tsx'
import { RadarChart, type RadarSeries } from '#renderer/charts/radar-chart.tsx'
import { Async } from '#renderer/components/async.tsx'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import { rowLabel } from '#renderer/pages/surplus/row-slice.ts'
import type { Slice } from '#shared/contract/slice.ts'
import type { StructureReport, StructureRowOf, StructureRows } from '#shared/contract/structure.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { drawn, measured, showMeasured } from './figures.ts'
import { type Measure, SMALL_BY, type StructurePlace, useStructurePlace } from './place.ts'
import { rowColumns } from './row-columns.ts'

const SHOWN = 12
const HEIGHT = 170

/** Radars of the twelve groups, teams or physicians that spend most, on one scale. */
export function SmallRadars({ report }: { readonly report: StructureReport }) {
  const { slice, compare } = useFilters()
  const { by } = useStructurePlace()
  const query = useCall('structure.by', { slice: without(slice, by), view: report.view, compare, by })
  return (
    <Async query={query} rows={4}>
      {(rows) => <Radars rows={rows} />}
    </Async>
  )
}

/** A radar stands among its likes: the slice is not narrowed to one of them. */
function without(slice: Slice, by: StructurePlace['by']): Slice {
  const { [by]: _own, ...rest } = slice
  return rest
}

function Radars({ rows }: { readonly rows: StructureRows }) {
  const { t, say } = useText()
  const { change, slice } = useFilters()
  const { measure, by } = useStructurePlace()
  // The answer to another question is still on screen while this one is under way.
  const of = SMALL_BY.find((known) => known === rows.by) ?? by
  const top = rows.rows.slice(0, SHOWN)
  const axes = useMemo(() => rows.names.map(({ name }) => say(name)), [rows.names, say])
  const most = Math.max(0, ...top.flatMap(({ parts }) => parts.map((part) => drawn(measured(measure, part)))))
  const open = (key: string): void => change({ [of]: slice[of] === key ? null : key, part: null })
  const columns = useMemo(
    () => rowColumns({ t, say, rows, measure, first: t(`surplus.by.${of}`), label: (row) => nameOf(row, of, t) }),
    [t, say, rows, measure, of],
  )
  return (
    <ChartPanel
      testId="panel-small"
      title={t(`structure.small.${of}`, { shown: top.length, n: rows.rows.length })}
      note={t('structure.small.note')}
      extra={
        <Segmented<StructurePlace['by']>
          size="small"
          value={by}
          onChange={(value) => change({ by: value })}
          options={SMALL_BY.map((value) => ({ value, label: t(`surplus.by.${value}`) }))}
          aria-label={t('structure.small.by')}
          data-testid="small-by"
        />
      }
      chart={
        <ul className="small-radars">
          {top.map((row) => (
            <li key={row.key}>
              <button
                type="button"
                className="small-radar"
                aria-pressed={slice[of] === row.key}
                aria-label={t('structure.small.open', { name: nameOf(row, of, t) })}
                onClick={() => open(row.key)}
                data-testid={`small-${row.key}`}
              >
                <span className="small-radar-name" title={nameOf(row, of, t)}>
                  {nameOf(row, of, t)}
                </span>
                <RadarChart
                  small
                  axes={axes}
                  series={seriesOf(row, measure, t)}
                  label={nameOf(row, of, t)}
                  height={HEIGHT}
                  {...(most > 0 ? { most } : {})}
                />
                <span className="muted">
                  {t('common.labelled', {
                    label: t('n.cases', { n: formatCount(row.n) }),
                    value: `${showMeasured('case', row.perCase)} ${t('structure.drawer.unit')}`,
                  })}
                </span>
              </button>
            </li>
          ))}
        </ul>
      }
      table={
        <div className="scrolled wide-heads structure-scroll">
          <SimpleTable
            columns={columns}
            rows={rows.rows}
            rowId={({ key }) => key}
            label={t(`structure.small.${of}`, { shown: top.length, n: rows.rows.length })}
            onOpenRow={({ key }) => open(key)}
          />
        </div>
      }
    />
  )
}

type Translate = ReturnType<typeof useText>['t']

const nameOf = (row: StructureRowOf, by: StructurePlace['by'], t: Translate): string =>
  rowLabel(row, by) || t('missing.blank')

function seriesOf({ parts, before }: StructureRowOf, measure: Measure, t: Translate): readonly RadarSeries[] {
  const series = (
    line: 'actual' | 'previous',
    of: StructureRowOf['parts'] | NonNullable<typeof before>,
  ): RadarSeries => {
    const values = of.map((part) => measured(measure, part))
    return {
      line,
      name: line === 'actual' ? t('structure.actual') : t('structure.overlay.previous'),
      values: values.map(drawn),
      texts: values.map((value) => showMeasured(measure, value)),
    }
  }
  return [series('actual', parts), ...(before === null ? [] : [series('previous', before)])]
}
