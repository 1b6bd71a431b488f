import './setup.ts'
import type { ChartOptions } from 'chart.js'
import { useMemo } from 'react'
import { Bar } from 'react-chartjs-2'
import { usePreferences } from '#renderer/app/preferences.tsx'
import { chartColors } from './colors.ts'
import { valueLabels } from './value-labels.ts'

export interface DivergingBar {
  readonly key: string
  readonly label: string
  /** For the length of the bar only; `text` is the figure. */
  readonly value: number
  readonly text: string
}

const BAR_HEIGHT = 24
const LABEL_CHARS = 16

/** Horizontal bars left and right of zero: losses vermilion, surpluses green, values written on them. */
export function DivergingBars({
  bars,
  reach,
  label,
  labelChars = LABEL_CHARS,
  onOpen,
}: {
  readonly bars: readonly DivergingBar[]
  /** The largest amount on either side, so that charts beside each other share one scale. */
  readonly reach: number
  /** The finding, for people who cannot see the picture. */
  readonly label: string
  /** Longer labels are cut; the table has them whole. */
  readonly labelChars?: number
  readonly onOpen?: (key: string) => void
}) {
  const { dark } = usePreferences()
  const colors = chartColors(dark)
  const data = useMemo(
    () => ({
      labels: bars.map((bar) => bar.label),
      datasets: [
        {
          data: bars.map((bar) => bar.value),
          backgroundColor: bars.map((bar) => (bar.value < 0 ? colors.lose : colors.earn)),
          barPercentage: 0.72,
          categoryPercentage: 1,
        },
      ],
    }),
    [bars, colors.earn, colors.lose],
  )
  const options = useMemo<ChartOptions<'bar'>>(() => {
    const values = bars.map((bar) => bar.value)
    const room = reach * 1.25 || 1
    return {
      indexAxis: 'y',
      layout: { padding: { right: 4 } },
      scales: {
        x: {
          min: values.some((value) => value < 0) ? -room : 0,
          max: values.some((value) => value > 0) ? room : 0,
          grid: { color: (line) => (line.tick.value === 0 ? colors.muted : 'transparent') },
          ticks: { display: false },
          border: { display: false },
        },
        y: {
          grid: { display: false },
          border: { display: false },
          ticks: {
            autoSkip: false,
            color: colors.text,
            callback: (_value, index) => shorten(bars[index]?.label ?? '', labelChars),
          },
        },
      },
      plugins: {
        legend: { display: false },
        tooltip: {
          displayColors: false,
          callbacks: { label: (item) => bars[item.dataIndex]?.text ?? '' },
        },
      },
      onClick: (_event, elements) => {
        const bar = bars[elements[0]?.index ?? -1]
        if (bar !== undefined) onOpen?.(bar.key)
      },
      onHover: (event, elements) => {
        const target = event.native?.target
        if (target instanceof HTMLElement) target.style.cursor = elements.length > 0 && onOpen ? 'pointer' : ''
      },
    }
  }, [bars, reach, colors, labelChars, onOpen])
  const plugins = useMemo(
    () => [
      valueLabels(
        bars.map((bar) => bar.text),
        colors.text,
      ),
    ],
    [bars, colors.text],
  )
  return (
    <div style={{ height: bars.length * BAR_HEIGHT + 12 }}>
      {/* A plugin's texts are fixed when the chart is made: a new set of bars is a new chart. */}
      <Bar
        key={plugins.length + bars.map((bar) => bar.key + bar.text).join()}
        data={data}
        options={options}
        plugins={plugins}
        role="img"
        aria-label={label}
      />
    </div>
  )
}

function shorten(label: string, most: number): string {
  const chars = [...label]
  return chars.length <= most ? label : `${chars.slice(0, most - 1).join('')}…`
}
