import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { useFilters } from '#renderer/app/use-filters.ts'
import { isPeriod, type Period } from '#shared/domain/period.ts'

export const TABS = ['ledger', 'allocation', 'units', 'methods', 'sheets', 'levels', 'statement', 'run'] as const
export type Tab = (typeof TABS)[number]

/** Parameters that belong to one tab alone. The run that is looked at (`run`) stays. */
export const LEFT_BEHIND = {
  at: null,
  step: null,
  sheet: null,
  group: null,
  drg: null,
  method: null,
  compared: null,
  view: null,
} as const

export interface Span {
  readonly from: Period
  readonly to: Period
}

/** The months of the top bar; null while the book has none. */
export function useSpan(): Span | null {
  const { slice } = useFilters()
  const { from, to } = slice
  return useMemo(() => (from === undefined || to === undefined ? null : { from, to }), [from, to])
}

/** The run the address names, for a request; without one the core takes the run in force. */
export function useRunChoice(): { readonly runId?: number } {
  const [params] = useSearchParams()
  const text = params.get('run')
  return useMemo(() => (text !== null && /^[1-9]\d{0,8}$/.test(text) ? { runId: Number(text) } : {}), [text])
}

/** A month that a parameter names, or null. */
export function monthParam(params: URLSearchParams, name: string): Period | null {
  const text = params.get(name)
  return text !== null && isPeriod(text) ? text : null
}

export function oneOf<T extends string>(known: readonly T[], text: string | null): T | null {
  return known.find((value) => value === text) ?? null
}
