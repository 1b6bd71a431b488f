import { useCallback, useMemo } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { ChartPanel } from '#renderer/charts/chart-panel.tsx'
import { IntervalChart } from '#renderer/charts/interval-chart.tsx'
import { BasisTag } from '#renderer/components/basis-tag.tsx'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import type { TeamReport } from '#shared/contract/teams.ts'
import { measureColumns, showMeasure, showScale } from './columns.ts'
import { measuredOf, placedRows, sideOf } from './findings.ts'
import { useTeamPlace } from './place.ts'

/** Everybody around the department's level in one measure, with intervals; a row opens to its groups. */
export function ComparisonPanel({ report }: { readonly report: TeamReport }) {
  const { t, say } = useText()
  const { measure, change } = useTeamPlace()
  const rows = useMemo(() => placedRows(report, measure), [report, measure])
  const columns = useMemo(() => measureColumns({ t, say }, report, measure), [t, say, report, measure])
  const open = useCallback((key: string) => change({ who: key }), [change])
  const show = useCallback((value: number) => showScale(measure, value), [measure])
  const bars = rows.flatMap((row) => {
    const found = measuredOf(row, measure)
    if (found === null) return []
    const { value, low, high, beyond } = found
    return [
      {
        ...{ key: row.key, label: say(row.label), value: Number(value), low, high, few: row.few },
        text: showMeasure(measure, value),
        side: row.few ? null : sideOf(measure, beyond),
      },
    ]
  })
  const title =
    measure === 'surplus'
      ? t('teams.chart.surplus', { basis: t(`basis.inline.${report.basis}`) })
      : t('teams.chart.index', { measure: t(`teams.measure.${measure}`) })
  return (
    <ChartPanel
      testId="panel-teams"
      title={title}
      {...(measure === 'surplus' ? { extra: <BasisTag basis={report.basis} /> } : {})}
      {...(bars.some(({ few }) => few) ? { note: t('teams.few') } : {})}
      chart={
        bars.length === 0 ? (
          <p className="muted">{t('teams.chart.none')}</p>
        ) : (
          <IntervalChart bars={bars} line={measure === 'surplus' ? 0 : 1} label={title} show={show} onOpen={open} />
        )
      }
      table={
        <SimpleTable
          columns={columns}
          rows={rows}
          rowId={({ key }) => key}
          label={title}
          onOpenRow={({ key }) => open(key)}
          testId="team-measure-table"
        />
      }
    />
  )
}
