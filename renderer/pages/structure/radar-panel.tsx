import { Checkbox, Tooltip } from 'antd'
import { useCallback, useMemo } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useFilters, useGo } from '#renderer/app/use-filters.ts'
import { RadarChart, type RadarSeries } from '#renderer/charts/radar-chart.tsx'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import type { OverlayState, StructureReport } from '#shared/contract/structure.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { formatFen } from '#shared/format/money.ts'
import { drawn, measured, showMeasured } from './figures.ts'
import { partColumns, type ShownOverlay } from './part-columns.ts'
import { besideParam, type Measure, useStructurePlace } from './place.ts'
import { useFindingText } from './use-finding-text.ts'

const HEIGHT = 400

/** The radar, the table with the same figures, and where each line comes from. */
export function RadarPanel({
  report,
  overlays,
}: {
  readonly report: StructureReport
  readonly overlays: readonly ShownOverlay[]
}) {
  const { t, say } = useText()
  const { unit } = useFilters()
  const { measure, change } = useStructurePlace()
  const finding = useFindingText(report, overlays)
  const title = finding ?? t('structure.radarAlone')
  const series = useRadarSeries(report, overlays, measure)
  const axes = useMemo(() => report.parts.map(({ name }) => say(name)), [report.parts, say])
  const open = useCallback((part: string) => change({ part }), [change])
  const openSpoke = useCallback(
    (index: number) => {
      const part = report.parts[index]
      if (part !== undefined) open(part.key)
    },
    [report.parts, open],
  )
  const columns = useMemo(
    () => partColumns({ t, say, unit, measure, report, overlays, open }),
    [t, say, unit, measure, report, overlays, open],
  )
  return (
    <div className="structure-radar">
      <section className="panel" data-testid="panel-radar">
        <header>
          <h2>{title}</h2>
        </header>
        <p className="muted panel-note">{t('structure.radarHint')}</p>
        <RadarChart axes={axes} series={series} label={title} height={HEIGHT} onOpen={openSpoke} />
        <Overlays report={report} />
      </section>
      <section className="panel wide-heads structure-scroll" data-testid="panel-parts">
        <header>
          <h2>{t('structure.table')}</h2>
          <span className="muted">{t(`structure.measure.${measure}`)}</span>
        </header>
        <SimpleTable
          columns={columns}
          rows={report.parts}
          rowId={({ key }) => key}
          label={t('structure.table')}
          testId="part-table"
        />
        <p className="muted panel-note" data-testid="structure-cases">
          {t(`structure.cases.${report.of}`, { n: formatCount(report.n), cases: formatCount(report.cases) })}
        </p>
        {report.outside !== 0 && (
          <p className="panel-note" data-testid="structure-outside">
            {t('structure.outside', { amount: formatFen(report.outside, 'yuan') })}
          </p>
        )}
      </section>
    </div>
  )
}

function useRadarSeries(
  report: StructureReport,
  overlays: readonly ShownOverlay[],
  measure: Measure,
): readonly RadarSeries[] {
  const { t } = useText()
  return useMemo(() => {
    const seriesOf = (line: RadarSeries['line'], name: string, values: readonly (string | null)[]): RadarSeries => ({
      line,
      name,
      values: values.map(drawn),
      texts: values.map((value) => showMeasured(measure, value)),
    })
    return [
      seriesOf(
        'actual',
        t('structure.actual'),
        report.parts.map((part) => measured(measure, part)),
      ),
      ...overlays.map(({ id }) =>
        seriesOf(
          id,
          t(`structure.overlay.${id}`),
          report.parts.map((part) => measured(measure, part.overlays[id])),
        ),
      ),
    ]
  }, [report.parts, overlays, measure, t])
}

/** Which lines lie over the radar, where each comes from, and why one is missing. */
function Overlays({ report }: { readonly report: StructureReport }) {
  const { t } = useText()
  const { beside, change } = useStructurePlace()
  const toggle = (id: OverlayState['id'], on: boolean): void =>
    change({ beside: besideParam(on ? [...beside, id] : beside.filter((other) => other !== id)) })
  return (
    <ul className="structure-overlays" aria-label={t('structure.beside')}>
      {report.overlays.map((overlay) => (
        <li key={overlay.id} data-testid={`overlay-${overlay.id}`}>
          <Checkbox
            checked={overlay.state === 'shown' && beside.includes(overlay.id)}
            disabled={overlay.state === 'missing'}
            onChange={({ target }) => toggle(overlay.id, target.checked)}
          >
            {t(`structure.overlay.${overlay.id}`)}
          </Checkbox>
          <OverlayNote overlay={overlay} />
        </li>
      ))}
    </ul>
  )
}

function OverlayNote({ overlay }: { readonly overlay: OverlayState }) {
  const { t, say } = useText()
  const go = useGo()
  if (overlay.state === 'missing') return <span className="muted">{say(overlay.reason)}</span>
  const { slice, n, note } = overlay
  return (
    <span className="muted">
      {say(note)}{' '}
      {slice !== null && (
        <Tooltip title={t('explain.cases', { n: formatCount(n) })}>
          <button type="button" className="open-number" onClick={() => go.toCases(slice)}>
            {t('n.cases', { n: formatCount(n) })}
          </button>
        </Tooltip>
      )}
    </span>
  )
}
