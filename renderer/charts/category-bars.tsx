import { usePreferences } from '#renderer/app/preferences.tsx'
import type { FeeCategory } from '#shared/domain/fee-category.ts'
import { categoryColor } from './colors.ts'

export interface CategoryBar {
  readonly category: FeeCategory
  readonly name: string
  readonly text: string
  readonly share: string
  /** 0–1 of the longest bar; below zero draws nothing (a category that is all refunds). */
  readonly length: number
}

/** Charges by category as labelled bars; each is a button that opens its lines. */
export function CategoryBars({
  bars,
  selected,
  onOpen,
}: {
  readonly bars: readonly CategoryBar[]
  readonly selected: FeeCategory | null
  readonly onOpen: (category: FeeCategory) => void
}) {
  const { dark } = usePreferences()
  return (
    <ul className="category-bars">
      {bars.map((bar) => (
        <li key={bar.category}>
          <button
            type="button"
            className="category-bar"
            aria-pressed={selected === bar.category}
            onClick={() => onOpen(bar.category)}
            data-testid={`category-${bar.category}`}
          >
            <span className="category-name">{bar.name}</span>
            <span className="category-track">
              <span
                style={{
                  width: `${Math.max(0, bar.length) * 100}%`,
                  background: categoryColor(bar.category, dark),
                }}
              />
            </span>
            <span className={bar.text.startsWith('−') ? 'num negative' : 'num'}>{bar.text}</span>
            <span className="num muted">{bar.share}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
