import { useMemo } from 'react'
import { useBook } from '#renderer/app/book.tsx'
import { usePreferences } from '#renderer/app/preferences.tsx'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { ChartPanel } from '#renderer/charts/chart-panel.tsx'
import { partColor } from '#renderer/charts/colors.ts'
import { StackedBars } from '#renderer/charts/stacked-bars.tsx'
import { Async } from '#renderer/components/async.tsx'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import type { StructureReport, StructureRows } from '#shared/contract/structure.ts'
import { addMonths, period } from '#shared/domain/period.ts'
import { drawn, measured, showMeasured } from './figures.ts'
import { useStructurePlace } from './place.ts'
import { rowColumns } from './row-columns.ts'

const MONTHS = 12
const HEIGHT = 280

/** The same structure month by month: the slice's own months, and at least the twelve that end with it. */
export function HistoryPanel({ report }: { readonly report: StructureReport }) {
  const { slice } = useFilters()
  const { lastPeriod } = useBook()
  const to = slice.to ?? lastPeriod
  const twelve = to === null ? undefined : addMonths(to, 1 - MONTHS)
  const from = slice.from !== undefined && twelve !== undefined && slice.from < twelve ? slice.from : twelve
  const months = { ...slice, ...(from === undefined ? {} : { from }) }
  const query = useCall('structure.by', { slice: months, view: report.view, compare: 'none', by: 'month' })
  return (
    <Async query={query} rows={4}>
      {(rows) => <History rows={rows} />}
    </Async>
  )
}

function History({ rows }: { readonly rows: StructureRows }) {
  const { t, say } = useText()
  const { dark } = usePreferences()
  const { measure, change } = useStructurePlace()
  const labels = useMemo(() => rows.rows.map(({ key }) => key), [rows.rows])
  const series = useMemo(
    () =>
      rows.names.map(({ key, name }, index) => {
        const values = rows.rows.map(({ parts }) => measured(measure, parts[index]))
        return {
          key,
          name: say(name),
          color: partColor(key, dark),
          values: values.map(drawn),
          texts: values.map((value) => showMeasured(measure, value)),
        }
      }),
    [rows, measure, dark, say],
  )
  const columns = useMemo(
    () => rowColumns({ t, say, rows, measure, first: t('structure.month'), label: ({ key }) => key }),
    [t, say, rows, measure],
  )
  const [first] = labels
  const last = labels.at(-1)
  if (first === undefined || last === undefined) return <p className="muted">{t('structure.history.none')}</p>
  const title = t('structure.history', { from: first, to: last })
  /** One month, and the part that was clicked in it. */
  const open = (month: string, part: string | null): void => change({ from: period(month), to: period(month), part })
  return (
    <ChartPanel
      testId="panel-history"
      title={title}
      note={t(`structure.measure.${measure}`)}
      chart={
        <StackedBars
          labels={labels}
          series={series}
          label={title}
          height={HEIGHT}
          percent={measure === 'share'}
          onOpen={(bar, part) => open(labels[bar]!, part)}
        />
      }
      table={
        <div className="wide-heads structure-scroll">
          <SimpleTable
            columns={columns}
            rows={rows.rows}
            rowId={({ key }) => key}
            label={title}
            onOpenRow={({ key }) => open(key, null)}
          />
        </div>
      }
    />
  )
}
