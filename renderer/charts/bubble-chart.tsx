import type { KeyboardEvent } from 'react'

export interface Bubble {
  readonly key: string
  /** What stands beside the bubble when there is room. */
  readonly short: string
  /** The whole of it, as it is read aloud and on hover. */
  readonly title: string
  readonly x: number
  readonly y: number
  readonly size: number
  /** A shape's tone; told in words by the table too. */
  readonly tone: string
  /** Too few cases: hollow. */
  readonly few: boolean
}

export interface BubbleAxis {
  readonly name: string
  /** Limits that part the picture, each with its label. */
  readonly lines: readonly { readonly at: number; readonly label: string }[]
  readonly show: (value: number) => string
}

const WIDTH = 1000
const HEIGHT = 360
const LEFT = 74
const RIGHT = 24
const TOP = 22
const BOTTOM = 46
const LARGEST = 26
const LABELLED = 14

/** Bubbles in a plane that limits part; area tells volume. The largest are labelled where they stand. */
export function BubbleChart({
  bubbles,
  x,
  y,
  label,
  onOpen,
}: {
  readonly bubbles: readonly Bubble[]
  readonly x: BubbleAxis
  readonly y: BubbleAxis
  readonly label: string
  readonly onOpen: (key: string) => void
}) {
  const across = scaleOf([...bubbles.map((each) => each.x), ...x.lines.map(({ at }) => at)], LEFT, WIDTH - RIGHT)
  const up = scaleOf([...bubbles.map((each) => each.y), ...y.lines.map(({ at }) => at)], HEIGHT - BOTTOM, TOP)
  const most = Math.max(1, ...bubbles.map(({ size }) => size))
  // Large ones first, so that small ones lie on top and can be reached.
  const ordered = [...bubbles].sort((a, b) => b.size - a.size)
  const named = new Set(ordered.slice(0, LABELLED).map(({ key }) => key))
  return (
    <svg className="bubble-chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <line className="axis" x1={LEFT} x2={WIDTH - RIGHT} y1={HEIGHT - BOTTOM} y2={HEIGHT - BOTTOM} />
      <line className="axis" x1={LEFT} x2={LEFT} y1={TOP} y2={HEIGHT - BOTTOM} />
      {x.lines.map(({ at, label: text }) => (
        <g key={`x${text}`}>
          <line className="limit" x1={across(at)} x2={across(at)} y1={TOP} y2={HEIGHT - BOTTOM} />
          <text className="limit-label" x={across(at)} y={HEIGHT - BOTTOM + 16} textAnchor="middle">
            {text}
          </text>
        </g>
      ))}
      {y.lines.map(({ at, label: text }) => (
        <g key={`y${text}`}>
          <line className="limit" x1={LEFT} x2={WIDTH - RIGHT} y1={up(at)} y2={up(at)} />
          <text className="limit-label" x={LEFT - 6} y={up(at) + 4} textAnchor="end">
            {text}
          </text>
        </g>
      ))}
      <text className="axis-name" x={WIDTH - RIGHT} y={HEIGHT - 8} textAnchor="end">
        {x.name} →
      </text>
      <text className="axis-name" x={8} y={14}>
        ↑ {y.name}
      </text>
      {ordered.map((bubble) => (
        <Mark
          key={bubble.key}
          bubble={bubble}
          cx={across(bubble.x)}
          cy={up(bubble.y)}
          radius={Math.max(4, Math.sqrt(bubble.size / most) * LARGEST)}
          named={named.has(bubble.key)}
          onOpen={() => onOpen(bubble.key)}
        />
      ))}
    </svg>
  )
}

/** From values to places, with a margin at both ends. */
function scaleOf(values: readonly number[], from: number, to: number): (value: number) => number {
  const low = Math.min(...values)
  const high = Math.max(...values)
  const margin = (high - low || 1) * 0.08
  const [start, span] = [low - margin, high - low + 2 * margin || 1]
  return (value) => from + ((value - start) / span) * (to - from)
}

function Mark({
  bubble: { key, short, title, tone, few },
  cx,
  cy,
  radius,
  named,
  onOpen,
}: {
  readonly bubble: Bubble
  readonly cx: number
  readonly cy: number
  readonly radius: number
  readonly named: boolean
  readonly onOpen: () => void
}) {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    onOpen()
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a mark of a picture cannot be an HTML button
    <g
      className={`bubble ${tone}${few ? ' few' : ''}`}
      role="button"
      tabIndex={0}
      aria-label={title}
      onClick={onOpen}
      onKeyDown={onKeyDown}
      data-key={key}
    >
      <title>{title}</title>
      <circle cx={cx} cy={cy} r={radius} />
      {named && (
        <text x={cx} y={cy - radius - 4} textAnchor="middle">
          {short}
        </text>
      )}
    </g>
  )
}
