import type { Filters } from '#renderer/app/filters.ts'
import type { VarianceBase } from '#shared/contract/variance.ts'

/** `period`: what the filter bar compares with. */
export const AGAINST = ['period', 'team', 'others', 'benchmark', 'budget'] as const
export type Against = (typeof AGAINST)[number]

/** Parameters of the page that say what a slice is held against; all removed when another kind is chosen. */
export const NO_BASE = { against: null, baseTeam: null, scope: null } as const

export const againstOf = (params: URLSearchParams): Against =>
  AGAINST.find((known) => known === params.get('against')) ?? 'period'

/** What the address holds the slice against; null while something of it is still to be chosen. */
export function baseOf(params: URLSearchParams, compare: Filters['compare']): VarianceBase | null {
  switch (againstOf(params)) {
    case 'period':
      if (typeof compare === 'object') return { kind: 'months', from: compare.from, to: compare.to }
      // Without a comparison there is no variance: the page then shows the months before.
      return { kind: compare === 'year' ? 'year' : 'previous' }
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
