import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { useFilters } from '#renderer/app/use-filters.ts'
import {
  STRUCTURE_OVERLAYS,
  STRUCTURE_VIEWS,
  type StructureOverlay,
  type StructureView,
} from '#shared/contract/structure.ts'

export const MEASURES = ['case', 'share'] as const
/** Yuan per case, or share of the whole. */
export type Measure = (typeof MEASURES)[number]

export const SMALL_BY = ['drg', 'team', 'physician'] as const
type SmallBy = (typeof SMALL_BY)[number]

/** What the page shows of a structure, as its address says. */
export interface StructurePlace {
  readonly view: StructureView
  readonly measure: Measure
  /** Chosen overlays; all of them where the address names none. */
  readonly beside: readonly StructureOverlay[]
  readonly scope: string | null
  /** What the small radars are of. */
  readonly by: SmallBy
  /** The part that lies open. */
  readonly part: string | null
}

/** Stands in the address for no overlay at all, which is not the same as none named. */
const NOTHING = '-'

export function readPlace(params: URLSearchParams): StructurePlace {
  const oneOf = <T extends string>(values: readonly T[], name: string): T =>
    values.find((value) => value === params.get(name)) ?? values[0]!
  const named = params.get('beside')?.split(',')
  return {
    view: oneOf(STRUCTURE_VIEWS, 'view'),
    measure: oneOf(MEASURES, 'measure'),
    beside: STRUCTURE_OVERLAYS.filter((id) => named?.includes(id) ?? true),
    scope: params.get('scope'),
    by: oneOf(SMALL_BY, 'by'),
    part: params.get('part'),
  }
}

/** Overlays as the address keeps them; null when it need not. */
export function besideParam(chosen: readonly StructureOverlay[]): string | null {
  if (chosen.length === STRUCTURE_OVERLAYS.length) return null
  return chosen.length === 0 ? NOTHING : STRUCTURE_OVERLAYS.filter((id) => chosen.includes(id)).join(',')
}

export function useStructurePlace(): StructurePlace & {
  change(changes: Readonly<Record<string, string | null>>): void
} {
  const [params] = useSearchParams()
  const { change } = useFilters()
  const text = params.toString()
  const place = useMemo(() => readPlace(new URLSearchParams(text)), [text])
  return { ...place, change }
}
