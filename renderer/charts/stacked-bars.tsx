import './setup.ts'
import type { ChartOptions } from 'chart.js'
import { useMemo } from 'react'
import { Bar } from 'react-chartjs-2'
import { usePreferences } from '#renderer/app/preferences.tsx'
import { displayPlain } from '#shared/format/decimal.ts'
import { chartColors } from './colors.ts'

export interface StackedSeries {
  readonly key: string
  readonly name: string
  readonly color: string
  /** For the picture only, one a bar; `texts` are the figures. */
  readonly values: readonly number[]
  readonly texts: readonly string[]
}

/** Bars made of parts, in one order throughout; what is below zero hangs below the line. */
export function StackedBars({
  labels,
  series,
  label,
  height,
  percent,
  onOpen,
}: {
  readonly labels: readonly string[]
  readonly series: readonly StackedSeries[]
  /** The finding, for people who cannot see the picture. */
  readonly label: string
  readonly height: number
  /** Values are shares of one. */
  readonly percent: boolean
  readonly onOpen?: (bar: number, part: string) => void
}) {
  const { dark } = usePreferences()
  const colors = chartColors(dark)
  const data = useMemo(
    () => ({
      labels: [...labels],
      datasets: series.map(({ name, color, values }) => ({
        label: name,
        data: [...values],
        backgroundColor: color,
        // Neighbours of one colour (three kinds of drugs) stay apart.
        borderColor: dark ? '#1b2027' : '#ffffff',
        borderWidth: { top: 1, bottom: 0, left: 0, right: 0 },
        maxBarThickness: 46,
      })),
    }),
    [labels, series, dark],
  )
  const options = useMemo<ChartOptions<'bar'>>(
    () => ({
      interaction: { mode: 'nearest', intersect: true },
      scales: {
        x: { stacked: true, grid: { display: false }, ticks: { color: colors.muted } },
        y: {
          stacked: true,
          ...(percent ? { max: 1 } : {}),
          border: { display: false },
          grid: { color: (line) => (line.tick.value === 0 ? colors.muted : colors.grid) },
          ticks: {
            color: colors.muted,
            maxTicksLimit: 6,
            callback: (value) => {
              const number = Number((Number(value) * (percent ? 100 : 1)).toPrecision(6))
              return displayPlain(String(number)) + (percent ? '%' : '')
            },
          },
        },
      },
      plugins: {
        legend: { position: 'bottom', labels: { color: colors.text, boxWidth: 12, boxHeight: 10 } },
        tooltip: {
          callbacks: {
            label: (item) => ` ${item.dataset.label}  ${series[item.datasetIndex]?.texts[item.dataIndex] ?? ''}`,
          },
        },
      },
      onClick: (_event, elements) => {
        const [element] = elements
        const part = series[element?.datasetIndex ?? -1]
        if (element !== undefined && part !== undefined) onOpen?.(element.index, part.key)
      },
      onHover: (event, elements) => {
        const target = event.native?.target
        if (target instanceof HTMLElement) target.style.cursor = elements.length > 0 && onOpen ? 'pointer' : ''
      },
    }),
    [series, percent, colors, onOpen],
  )
  return (
    <div style={{ height }}>
      <Bar data={data} options={options} role="img" aria-label={label} />
    </div>
  )
}
