import './setup.ts'
import type { ChartData, ChartOptions } from 'chart.js'
import { useMemo } from 'react'
import { Line } from 'react-chartjs-2'
import { usePreferences } from '#renderer/app/preferences.tsx'
import { chartColors } from './colors.ts'

export interface ControlPoint {
  readonly key: string
  /** Numbers draw, the text is the figure; null is a gap. */
  readonly value: number | null
  readonly low: number | null
  readonly high: number | null
  readonly text: string
  readonly signal: boolean
}

/** A figure month by month between its limits; what asks for a look is drawn as a large triangle, so that it shows in grey too. */
export function ControlLines({
  points,
  centre,
  names,
  label,
  show,
  height = 260,
  onOpen,
}: {
  readonly points: readonly ControlPoint[]
  readonly centre: number | null
  readonly names: Readonly<Record<'value' | 'centre' | 'low' | 'high', string>>
  readonly label: string
  /** A number of the scale as it is read. */
  readonly show: (value: number) => string
  readonly height?: number
  readonly onOpen: (key: string) => void
}) {
  const { dark } = usePreferences()
  const colors = chartColors(dark)
  const data = useMemo<ChartData<'line', (number | null)[], string>>(() => {
    const limit = (name: string, values: (number | null)[], dash: number[]) => ({
      label: name,
      data: values,
      borderColor: colors.muted,
      borderDash: dash,
      borderWidth: 1,
      pointRadius: 0,
      stepped: 'middle' as const,
    })
    return {
      labels: points.map(({ key }) => key),
      datasets: [
        {
          label: names.value,
          data: points.map(({ value }) => value),
          borderColor: colors.payment,
          backgroundColor: points.map(({ signal }) => (signal ? colors.lose : colors.payment)),
          pointBorderColor: points.map(({ signal }) => (signal ? colors.lose : colors.payment)),
          pointStyle: points.map(({ signal }) => (signal ? 'triangle' : 'circle')),
          pointRadius: points.map(({ signal }) => (signal ? 7 : 3)),
          borderWidth: 2,
        },
        limit(
          names.centre,
          points.map(({ value }) => (value === null ? null : centre)),
          [],
        ),
        limit(
          names.high,
          points.map(({ high }) => high),
          [5, 4],
        ),
        limit(
          names.low,
          points.map(({ low }) => low),
          [5, 4],
        ),
      ],
    }
  }, [points, centre, names, colors.muted, colors.payment, colors.lose])
  const options = useMemo<ChartOptions<'line'>>(
    () => ({
      interaction: { mode: 'index', intersect: false },
      scales: {
        x: { grid: { display: false }, ticks: { color: colors.muted } },
        y: {
          grid: { color: colors.grid },
          border: { display: false },
          ticks: { color: colors.muted, maxTicksLimit: 6, callback: (value) => show(Number(value)) },
        },
      },
      plugins: {
        legend: { display: false },
        tooltip: {
          displayColors: false,
          callbacks: {
            label: (item) =>
              item.datasetIndex === 0
                ? ` ${names.value}  ${points[item.dataIndex]?.text ?? ''}`
                : ` ${item.dataset.label}  ${typeof item.raw === 'number' ? show(item.raw) : ''}`,
          },
        },
      },
      onClick: (_event, elements) => {
        const point = points[elements[0]?.index ?? -1]
        if (point !== undefined) onOpen(point.key)
      },
      onHover: (event, elements) => {
        const target = event.native?.target
        if (target instanceof HTMLElement) target.style.cursor = elements.length > 0 ? 'pointer' : 'default'
      },
    }),
    [points, names, show, colors.muted, colors.grid, onOpen],
  )
  return (
    <div style={{ height }}>
      <Line data={data} options={options} role="img" aria-label={label} />
    </div>
  )
}
