import type { KeyboardEvent } from 'react'

export interface IntervalBar {
  readonly key: string
  readonly label: string
  readonly value: number
  readonly low: number
  readonly high: number
  /** The figure as it is read. */
  readonly text: string
  /** The whole interval lies on one side of the line, and whether that side is the good one. */
  readonly side: 'good' | 'bad' | null
  /** Too few cases: drawn grey and apart. */
  readonly few: boolean
}

const WIDTH = 900
const LABEL = 170
const TEXT = 90
const ROW = 26
const AXIS = 22

/**
 * Values with their intervals around a line of reference, one row each. A full mark is beyond the line with its whole interval, a hollow
 * one is not: shape and place tell it without colour.
 */
export function IntervalChart({
  bars,
  line,
  label,
  show,
  onOpen,
}: {
  readonly bars: readonly IntervalBar[]
  /** 1 of an index, 0 of a difference. */
  readonly line: number
  /** The finding, for people who cannot see the picture. */
  readonly label: string
  readonly show: (value: number) => string
  readonly onOpen: (key: string) => void
}) {
  const ends = bars.flatMap(({ low, high }) => [low, high])
  const reach = Math.max(...ends.map((end) => Math.abs(end - line)), 1e-9) * 1.06
  const x = (value: number): number => LABEL + ((value - line + reach) / (2 * reach)) * (WIDTH - LABEL - TEXT)
  const height = bars.length * ROW + AXIS
  const step = tickStep(reach)
  const ticks = [-2, -1, 0, 1, 2].map((count) => line + count * step)
  return (
    <svg className="interval-chart" viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={label}>
      {ticks.map((tick) => (
        <g key={tick}>
          <line className={tick === line ? 'reference' : 'tick'} x1={x(tick)} x2={x(tick)} y1={0} y2={height - AXIS} />
          <text className="tick-label" x={x(tick)} y={height - 6} textAnchor="middle">
            {show(tick)}
          </text>
        </g>
      ))}
      {bars.map((bar, index) => (
        <IntervalRow key={bar.key} bar={bar} x={x} y={index * ROW + ROW / 2} onOpen={() => onOpen(bar.key)} />
      ))}
    </svg>
  )
}

/** Half of the reach or less, as a round number: two ticks fit on either side. */
function tickStep(reach: number): number {
  const power = 10 ** Math.floor(Math.log10(reach / 2))
  return power * ([5, 2, 1].find((factor) => factor * power <= reach / 2) ?? 1)
}

function IntervalRow({
  bar,
  x,
  y,
  onOpen,
}: {
  readonly bar: IntervalBar
  readonly x: (value: number) => number
  readonly y: number
  readonly onOpen: () => void
}) {
  const { label, value, low, high, text, side, few } = bar
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    onOpen()
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of a picture cannot be an HTML button
    <g
      className={`interval-row${few ? ' few' : ''}${side === null ? '' : ` ${side}`}`}
      role="button"
      tabIndex={0}
      aria-label={`${label} ${text}`}
      onClick={onOpen}
      onKeyDown={onKeyDown}
      data-key={bar.key}
    >
      <rect className="hit" x={0} y={y - ROW / 2} width={WIDTH} height={ROW} />
      <text className="name" x={LABEL - 10} y={y + 4} textAnchor="end">
        {label}
      </text>
      <line className="range" x1={x(low)} x2={x(high)} y1={y} y2={y} />
      <circle className={side === null ? 'mark hollow' : 'mark'} cx={x(value)} cy={y} r={5} />
      <text className="figure" x={WIDTH - 4} y={y + 4} textAnchor="end">
        {text}
      </text>
    </g>
  )
}
