import './setup.ts'
import { type ChartData, Chart as ChartJs, type ChartOptions } from 'chart.js'
import { useMemo } from 'react'
import { Chart } from 'react-chartjs-2'
import { usePreferences } from '#renderer/app/preferences.tsx'
import { displayPlain } from '#shared/format/decimal.ts'
import { chartColors } from './colors.ts'

export interface MonthPoint {
  readonly month: string
  /** Numbers draw; texts are what the tooltip says. Null is a gap, not a zero. */
  readonly payment: number | null
  readonly charge: number | null
  readonly cost: number | null
  readonly surplus: number | null
  readonly texts: Readonly<Record<'payment' | 'charge' | 'cost' | 'surplus', string>>
}

export type MonthSeries = 'surplus' | 'payment' | 'charge' | 'cost'

/** Months: surplus as bars from zero, payment, charges and cost as lines over them. */
export function MonthChart({
  points,
  names,
  label,
  height = 220,
  onOpen,
}: {
  readonly points: readonly MonthPoint[]
  readonly names: Readonly<Record<MonthSeries, string>>
  readonly label: string
  readonly height?: number
  readonly onOpen?: (month: string) => void
}) {
  const { dark } = usePreferences()
  const colors = chartColors(dark)
  const data = useMemo<ChartData<'bar' | 'line', (number | null)[], string>>(() => {
    const line = (series: 'payment' | 'charge' | 'cost', color: string, dash: number[], pointStyle: string) => ({
      type: 'line' as const,
      label: names[series],
      data: points.map((point) => point[series]),
      borderColor: color,
      backgroundColor: color,
      borderDash: dash,
      pointStyle,
      pointRadius: 3,
      borderWidth: 2,
    })
    const surplus = {
      type: 'bar' as const,
      label: names.surplus,
      data: points.map((point) => point.surplus),
      backgroundColor: ({ raw }: { raw?: unknown }) => (typeof raw === 'number' && raw < 0 ? colors.lose : colors.earn),
      pointStyle: 'rect',
      maxBarThickness: 28,
    }
    const lines = [line('payment', colors.payment, [], 'circle'), line('charge', colors.charge, [6, 3], 'rect')]
    if (points.some((point) => point.cost !== null)) lines.push(line('cost', colors.cost, [2, 3], 'triangle'))
    return { labels: points.map((point) => point.month), datasets: [...lines, surplus] }
  }, [points, names, colors.payment, colors.charge, colors.cost, colors.earn, colors.lose])
  const options = useMemo<ChartOptions<'bar' | 'line'>>(
    () => ({
      interaction: { mode: 'index', intersect: false },
      scales: {
        x: { grid: { display: false }, ticks: { color: colors.muted } },
        y: {
          grid: { color: (line) => (line.tick.value === 0 ? colors.muted : colors.grid) },
          border: { display: false },
          ticks: {
            color: colors.muted,
            maxTicksLimit: 6,
            callback: (value) => displayPlain(String(Number(Number(value).toPrecision(6)))),
          },
        },
      },
      plugins: {
        legend: {
          position: 'top',
          align: 'end',
          labels: {
            color: colors.text,
            usePointStyle: true,
            boxHeight: 7,
            // Surplus bars have two colours by their sign; neither stands for the series.
            generateLabels: (chart) =>
              ChartJs.defaults.plugins.legend.labels
                .generateLabels(chart)
                .map((item) =>
                  item.text === names.surplus ? { ...item, fillStyle: colors.muted, strokeStyle: colors.muted } : item,
                ),
          },
        },
        tooltip: {
          callbacks: {
            label: (item) => {
              const series = (Object.keys(names) as MonthSeries[]).find((key) => names[key] === item.dataset.label)
              const text = series === undefined ? '' : points[item.dataIndex]?.texts[series]
              return ` ${item.dataset.label}  ${text ?? ''}`
            },
          },
        },
      },
      onClick: (_event, elements) => {
        const point = points[elements[0]?.index ?? -1]
        if (point !== undefined) onOpen?.(point.month)
      },
    }),
    [points, names, colors, onOpen],
  )
  return (
    <div style={{ height }}>
      <Chart type="bar" data={data} options={options} role="img" aria-label={label} />
    </div>
  )
}
