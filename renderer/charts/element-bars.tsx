export interface ElementBar {
  readonly key: string
  readonly name: string
  readonly text: string
  readonly share: string
  readonly change: string
  /** 0–1 of the longest bar; below zero draws nothing. */
  readonly length: number
  /** What it was in the months compared with, as a mark on the bar. */
  readonly before: number | null
}

/** Labelled bars that each open; a thin mark shows where the bar ended before. */
export function ElementBars({
  bars,
  label,
  onOpen,
}: {
  readonly bars: readonly ElementBar[]
  readonly label: string
  readonly onOpen: (key: string) => void
}) {
  return (
    <ul className="element-bars" aria-label={label}>
      {bars.map((bar) => (
        <li key={bar.key}>
          <button
            type="button"
            className="element-bar"
            onClick={() => onOpen(bar.key)}
            data-testid={`element-${bar.key}`}
          >
            <span>{bar.name}</span>
            <span className="element-track">
              <span className="element-length" style={{ width: `${Math.max(0, bar.length) * 100}%` }} />
              {bar.before !== null && (
                <span className="element-before" style={{ left: `${Math.max(0, Math.min(1, bar.before)) * 100}%` }} />
              )}
            </span>
            <span className={bar.text.startsWith('−') ? 'num negative' : 'num'}>{bar.text}</span>
            <span className="num muted">{bar.share}</span>
            <span className="num muted">{bar.change}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
