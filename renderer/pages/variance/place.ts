import type { Filters } from '#renderer/app/filters.ts'
import type { VarianceBase } from '#shared/contract/variance.ts'
import { isPeriod, type Period } from '#shared/domain/period.ts'

/** `period`: what the filter bar compares with. */
export const AGAINST = ['period', 'months', 'team', 'others', 'benchmark', 'budget'] as const
export type Against = (typeof AGAINST)[number]

/** Parameters of the page that say what a slice is held against; all removed when another kind is chosen. */
export const NO_BASE = { against: null, baseFrom: null, baseTo: null, baseTeam: null, scope: null } as const

export const againstOf = (params: URLSearchParams): Against =>
  AGAINST.find((known) => known === params.get('against')) ?? 'period'

export function monthParam(params: URLSearchParams, name: 'baseFrom' | 'baseTo'): Period | null {
  const text = params.get(name)
  return text !== null && isPeriod(text) ? text : null
}

/** What the address holds the slice against; null while something of it is still to be chosen. */
export function baseOf(params: URLSearchParams, compare: Filters['compare']): VarianceBase | null {
  switch (againstOf(params)) {
    case 'period':
      return { kind: compare === 'year' ? 'year' : 'previous' }
    case 'months': {
      const [from, to] = [monthParam(params, 'baseFrom'), monthParam(params, 'baseTo')]
      return from === null || to === null ? null : { kind: 'months', from, to }
    }
    case 'team': {
      const team = params.get('baseTeam')
      return team === null ? null : { kind: 'team', team }
    }
    case 'others':
      return { kind: 'others' }
    case 'benchmark': {
      const scope = params.get('scope')
      return scope === null ? null : { kind: 'benchmark', scope }
    }
    case 'budget':
      return { kind: 'budget' }
  }
}
