import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { useFilters } from '#renderer/app/use-filters.ts'
import { TEAM_DIMENSIONS, TEAM_MEASURES, type TeamDimension } from '#shared/contract/teams.ts'

export const COMPARED = [...TEAM_MEASURES, 'surplus'] as const
export type Compared = (typeof COMPARED)[number]

/** Whom and what the page compares, as its address says. */
export interface TeamPlace {
  readonly by: TeamDimension
  readonly measure: Compared
  readonly masked: boolean
  /** Whose groups lie open: a name, or what stands for it while names are masked. */
  readonly open: string | null
}

function readPlace(params: URLSearchParams): TeamPlace {
  return {
    by: TEAM_DIMENSIONS.find((by) => by === params.get('by')) ?? 'team',
    measure: COMPARED.find((measure) => measure === params.get('measure')) ?? 'charge',
    masked: params.get('masked') === '1',
    open: params.get('who'),
  }
}

export function useTeamPlace(): TeamPlace & { change(changes: Readonly<Record<string, string | null>>): void } {
  const [params] = useSearchParams()
  const { change } = useFilters()
  const text = params.toString()
  const place = useMemo(() => readPlace(new URLSearchParams(text)), [text])
  return { ...place, change }
}
