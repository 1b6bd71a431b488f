import './flow-setup.ts'
import type { ChartData, ChartOptions } from 'chart.js'
import { useMemo } from 'react'
import { Chart } from 'react-chartjs-2'
import { usePreferences } from '#renderer/app/preferences.tsx'
import { chartColors, type FlowTone, flowColor } from './colors.ts'

export interface FlowNode {
  readonly key: string
  readonly label: string
  readonly tone: FlowTone
  /** Which column it stands in, from the left. */
  readonly column: number
}

export interface FlowBand {
  readonly from: string
  readonly to: string
  /** For the width of the band only; `text` is the figure. */
  readonly value: number
  readonly text: string
}

/** Bands from left to right, as wide as the amounts they carry; each opens. Bands without an amount are not drawn. */
export function FlowChart({
  nodes,
  bands,
  label,
  height,
  onOpen,
}: {
  readonly nodes: readonly FlowNode[]
  readonly bands: readonly FlowBand[]
  /** The finding, for people who cannot see the picture. */
  readonly label: string
  readonly height: number
  readonly onOpen: (index: number) => void
}) {
  const { dark } = usePreferences()
  const drawn = useMemo(
    () => bands.map((band, index) => ({ ...band, index })).filter(({ value }) => value > 0),
    [bands],
  )
  const data = useMemo<ChartData<'sankey'>>(() => {
    const byKey = new Map(nodes.map((node) => [node.key, node]))
    const color = (key: string): string => flowColor(byKey.get(key)?.tone ?? 'rest', dark)
    return {
      datasets: [
        {
          data: drawn.map(({ from, to, value }) => ({ from, to, flow: value })),
          labels: Object.fromEntries(nodes.map((node) => [node.key, node.label])),
          column: Object.fromEntries(nodes.map((node) => [node.key, node.column])),
          colorFrom: ({ dataIndex }) => color(drawn[dataIndex]?.from ?? ''),
          colorTo: ({ dataIndex }) => color(drawn[dataIndex]?.to ?? ''),
          colorMode: 'gradient',
          alpha: dark ? 0.5 : 0.4,
          borderWidth: 0,
          color: chartColors(dark).text,
          nodeWidth: 10,
          nodePadding: 22,
          nodeMinSize: 3,
          parsing: { from: 'from', to: 'to', flow: 'flow' },
        },
      ],
    }
  }, [nodes, drawn, dark])
  const options = useMemo<ChartOptions<'sankey'>>(
    () => ({
      layout: { padding: { top: 8, bottom: 8, left: 4, right: 4 } },
      plugins: {
        legend: { display: false },
        tooltip: {
          displayColors: false,
          callbacks: { title: () => '', label: (item) => drawn[item.dataIndex]?.text ?? '' },
        },
      },
      onClick: (_event, elements) => {
        const band = drawn[elements[0]?.index ?? -1]
        if (band !== undefined) onOpen(band.index)
      },
      onHover: (event, elements) => {
        const target = event.native?.target
        if (target instanceof HTMLElement) target.style.cursor = elements.length > 0 ? 'pointer' : ''
      },
    }),
    [drawn, onOpen],
  )
  return (
    <div style={{ height }} data-testid="flow-chart">
      <Chart
        // Column and label maps are read when the picture is laid out: another set of nodes is another picture.
        key={nodes.map((node) => node.key + node.label).join()}
        type="sankey"
        data={data}
        options={options}
        role="img"
        aria-label={label}
      />
    </div>
  )
}
