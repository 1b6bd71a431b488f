import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { useFilters } from '#renderer/app/use-filters.ts'

export const VIEWS = ['matrix', 'growth'] as const
export type PortfolioView = (typeof VIEWS)[number]

/** Which picture the page shows, as its address says. */
export function usePortfolioPlace(): {
  readonly view: PortfolioView
  change(changes: Readonly<Record<string, string | null>>): void
} {
  const [params] = useSearchParams()
  const { change } = useFilters()
  const asked = params.get('view')
  return useMemo(() => ({ view: VIEWS.find((view) => view === asked) ?? 'matrix', change }), [asked, change])
}
