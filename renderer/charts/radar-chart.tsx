import './radar-setup.ts'
import type { ChartData, ChartDataset, ChartEvent, Chart as ChartJs, ChartOptions } from 'chart.js'
import { useMemo } from 'react'
import { Radar } from 'react-chartjs-2'
import { usePreferences } from '#renderer/app/preferences.tsx'
import { chartColors } from './colors.ts'

export type RadarLine = 'actual' | 'benchmark' | 'budget' | 'previous' | 'best-team'

export interface RadarSeries {
  readonly line: RadarLine
  readonly name: string
  /** For the picture only, one a spoke; `texts` are the figures. Below zero is drawn at the centre. */
  readonly values: readonly number[]
  readonly texts: readonly string[]
}

/** What tells the lines apart without colour, in print and for every eye: fill, dashes, dots, width. */
const LINES: Readonly<Record<RadarLine, Partial<ChartDataset<'radar', number[]>>>> = {
  actual: { borderWidth: 2, fill: true, pointStyle: 'circle', pointRadius: 3 },
  benchmark: { borderWidth: 2, borderDash: [7, 4], pointStyle: 'rect', pointRadius: 2.5 },
  budget: { borderWidth: 2, borderDash: [2, 3], pointStyle: 'triangle', pointRadius: 2.5 },
  previous: { borderWidth: 1, pointStyle: 'line', pointRadius: 0 },
  'best-team': { borderWidth: 2, borderDash: [8, 3, 2, 3], pointStyle: 'rectRot', pointRadius: 2.5 },
}

/** One filled shape and what lies over it, spokes in the order given, from zero outwards. */
export function RadarChart({
  axes,
  series,
  label,
  height,
  most,
  small = false,
  onOpen,
}: {
  readonly axes: readonly string[]
  readonly series: readonly RadarSeries[]
  /** The finding, for people who cannot see the picture. */
  readonly label: string
  readonly height: number
  /** End of every spoke, so that radars beside each other share one scale. */
  readonly most?: number
  /** Without names, legend and scale: one of many. */
  readonly small?: boolean
  readonly onOpen?: (index: number) => void
}) {
  const { dark } = usePreferences()
  const colors = chartColors(dark)
  const data = useMemo<ChartData<'radar', number[], string>>(() => {
    const color: Readonly<Record<RadarLine, string>> = {
      actual: colors.payment,
      benchmark: colors.lose,
      budget: colors.charge,
      previous: colors.muted,
      'best-team': colors.earn,
    }
    return {
      labels: [...axes],
      datasets: series.map(({ line, name, values }) => ({
        ...LINES[line],
        ...(small ? { pointRadius: 0 } : {}),
        label: name,
        data: values.map((value) => Math.max(0, value)),
        borderColor: color[line],
        pointBackgroundColor: color[line],
        backgroundColor: line === 'actual' ? `${color[line]}33` : 'transparent',
      })),
    }
  }, [axes, series, small, colors.payment, colors.lose, colors.charge, colors.muted, colors.earn])
  const options = useMemo<ChartOptions<'radar'>>(
    () => ({
      // The actual shape lies on top; what it is compared with stays readable around it.
      interaction: { mode: 'index', axis: 'xy', intersect: false },
      events: small ? [] : ['mousemove', 'mouseout', 'click', 'touchstart', 'touchmove'],
      scales: {
        r: {
          beginAtZero: true,
          min: 0,
          ...(most === undefined ? {} : { max: most }),
          grid: { color: colors.grid },
          angleLines: { color: colors.grid },
          ticks: { display: false, maxTicksLimit: small ? 3 : 5 },
          pointLabels: { display: !small, color: colors.text, font: { size: 12 } },
        },
      },
      plugins: {
        legend: {
          display: !small,
          position: 'bottom',
          labels: { color: colors.text, usePointStyle: true, pointStyleWidth: 24, boxHeight: 7 },
        },
        tooltip: {
          enabled: !small,
          callbacks: {
            label: (item) => ` ${item.dataset.label}  ${series[item.datasetIndex]?.texts[item.dataIndex] ?? ''}`,
          },
        },
      },
      onClick: (event, elements, chart) => {
        const index = spokeAt(event, chart, axes.length) ?? elements[0]?.index
        if (index !== undefined) onOpen?.(index)
      },
      onHover: (event, elements) => {
        const target = event.native?.target
        if (target instanceof HTMLElement) target.style.cursor = elements.length > 0 && onOpen ? 'pointer' : ''
      },
    }),
    [axes.length, series, most, small, colors, onOpen],
  )
  return (
    <div style={{ height }}>
      <Radar data={data} options={options} role="img" aria-label={label} />
    </div>
  )
}

/** The spoke whose name was clicked; null beside all names. */
function spokeAt({ x, y }: ChartEvent, chart: ChartJs, spokes: number): number | null {
  const scale = chart.scales.r as unknown as {
    getPointLabelPosition(index: number): Readonly<Record<'left' | 'top' | 'right' | 'bottom', number>>
  }
  if (x === null || y === null) return null
  for (let index = 0; index < spokes; index++) {
    const { left, top, right, bottom } = scale.getPointLabelPosition(index)
    if (x >= left && x <= right && y >= top && y <= bottom) return index
  }
  return null
}
