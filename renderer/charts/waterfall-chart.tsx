import './setup.ts'
import type { ChartOptions, Plugin } from 'chart.js'
import { useMemo } from 'react'
import { Bar } from 'react-chartjs-2'
import { usePreferences } from '#renderer/app/preferences.tsx'
import { chartColors } from './colors.ts'

export interface WaterfallStep {
  readonly key: string
  /** One line each, under the bar. */
  readonly lines: readonly string[]
  /** For the length of the bar only; `text` is the figure. */
  readonly value: number
  readonly text: string
  /** A total stands on zero; anything else goes on from where the step before it ended. */
  readonly total: boolean
}

/** Where each bar begins and ends. */
function waterfallBars(steps: readonly Pick<WaterfallStep, 'value' | 'total'>[]): readonly [number, number][] {
  let level = 0
  return steps.map(({ value, total }) => {
    const from = total ? 0 : level
    level = total ? value : level + value
    return [from, level]
  })
}

/** A bridge from one total to another: totals dark, what helps green, what hurts vermilion, values on the bars. */
export function WaterfallChart({
  steps,
  label,
  height,
  onOpen,
}: {
  readonly steps: readonly WaterfallStep[]
  /** The finding, for people who cannot see the picture. */
  readonly label: string
  readonly height: number
  readonly onOpen: (key: string) => void
}) {
  const { dark } = usePreferences()
  const colors = chartColors(dark)
  const data = useMemo(
    () => ({
      labels: steps.map(({ lines }) => [...lines]),
      datasets: [
        {
          data: waterfallBars(steps).map(([from, to]): [number, number] => [from, to]),
          backgroundColor: steps.map(({ total, value }) =>
            total ? colors.muted : value < 0 ? colors.lose : colors.earn,
          ),
          minBarLength: 1,
          barPercentage: 0.7,
          categoryPercentage: 1,
        },
      ],
    }),
    [steps, colors],
  )
  const options = useMemo<ChartOptions<'bar'>>(
    () => ({
      layout: { padding: { top: 18 } },
      scales: {
        x: {
          grid: { display: false },
          ticks: { autoSkip: false, maxRotation: 0, color: colors.text, font: { size: 11 } },
        },
        y: {
          grace: '12%',
          border: { display: false },
          grid: { color: (line) => (line.tick.value === 0 ? colors.muted : colors.grid) },
          ticks: { display: false },
        },
      },
      plugins: {
        legend: { display: false },
        tooltip: {
          displayColors: false,
          callbacks: {
            title: (items) => steps[items[0]?.dataIndex ?? -1]?.lines.join('') ?? '',
            label: (item) => steps[item.dataIndex]?.text ?? '',
          },
        },
      },
      onClick: (_event, elements) => {
        const step = steps[elements[0]?.index ?? -1]
        if (step !== undefined) onOpen(step.key)
      },
      onHover: (event, elements) => {
        const target = event.native?.target
        if (target instanceof HTMLElement) target.style.cursor = elements.length > 0 ? 'pointer' : ''
      },
    }),
    [steps, colors, onOpen],
  )
  const plugins = useMemo(
    () => [
      textsAbove(
        steps.map(({ text }) => text),
        colors.text,
      ),
    ],
    [steps, colors.text],
  )
  return (
    <div style={{ height }}>
      {/* A plugin's texts are fixed when the chart is made: another set of steps is another chart. */}
      <Bar
        key={steps.map(({ key, text }) => key + text).join()}
        data={data}
        options={options}
        plugins={plugins}
        role="img"
        aria-label={label}
      />
    </div>
  )
}

/** Writes each bar's text over its upper end. */
function textsAbove(texts: readonly string[], color: string): Plugin<'bar'> {
  return {
    id: 'texts-above',
    afterDatasetsDraw(chart) {
      const { ctx } = chart
      ctx.save()
      ctx.font = `11px ${String(chart.options.font?.family ?? 'sans-serif')}`
      ctx.fillStyle = color
      ctx.textAlign = 'center'
      ctx.textBaseline = 'bottom'
      chart.getDatasetMeta(0).data.forEach((bar, index) => {
        const { x, y, base } = bar.getProps(['x', 'y', 'base'], true) as { x: number; y: number; base: number }
        ctx.fillText(texts[index] ?? '', x, Math.min(y, base) - 3)
      })
      ctx.restore()
    },
  }
}
