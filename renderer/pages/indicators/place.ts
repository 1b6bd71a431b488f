import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { useFilters } from '#renderer/app/use-filters.ts'
import { INDICATOR_GROUPS, type IndicatorGroup } from '#shared/contract/indicators.ts'

export const KINDS = ['all', ...INDICATOR_GROUPS] as const
export const ORDERS = ['list', 'worse', 'target', 'missing'] as const
export type Order = (typeof ORDERS)[number]

/** Which indicators the page shows, as its address says. */
export interface IndicatorPlace {
  readonly kind: 'all' | IndicatorGroup
  readonly order: Order
  readonly find: string
  /** The indicator that lies open. */
  readonly open: string | null
}

function readPlace(params: URLSearchParams): IndicatorPlace {
  return {
    kind: KINDS.find((kind) => kind === params.get('kind')) ?? 'all',
    order: ORDERS.find((order) => order === params.get('order')) ?? 'list',
    find: params.get('find') ?? '',
    open: params.get('indicator'),
  }
}

export function useIndicatorPlace(): IndicatorPlace & {
  change(changes: Readonly<Record<string, string | null>>): void
} {
  const [params] = useSearchParams()
  const { change } = useFilters()
  const text = params.toString()
  const place = useMemo(() => readPlace(new URLSearchParams(text)), [text])
  return { ...place, change }
}
