import type { SliceTotals } from '#shared/domain/slice.ts'
import { addTotals } from './totals.ts'

/** Sums of the cases of one group, with the codes above it. A code is empty where the case has none: ungrouped, or without that level. */
export interface GroupPath {
  readonly mdc: string
  readonly adrg: string
  readonly drg: string
  readonly totals: SliceTotals
}

export type TreeLevel = 'dip-type' | 'mdc' | 'adrg' | 'drg'

/** A row of the tree with the sums of everything below it. */
export interface GroupNode {
  readonly id: string
  readonly parent: string | null
  readonly level: TreeLevel
  readonly key: string
  /** Codes that name exactly the cases of the row; null for a type of diseases, which no case carries. */
  readonly codes: { readonly mdc?: string; readonly adrg?: string; readonly drg?: string } | null
  readonly totals: SliceTotals
}

interface Step {
  readonly level: TreeLevel
  readonly key: string
}

/**
 * Groups under their ADRG and MDC, or diseases under their type. A level that a group lacks is left out; an ADRG that is its own only
 * code (a group that stands alone) is not repeated above it. Cases without a group stand under the code they did reach.
 * @param typeOf type of a disease, undefined for codes that are not of a DIP directory
 */
export function groupTree(
  paths: readonly GroupPath[],
  typeOf: (code: string) => string | undefined,
): readonly GroupNode[] {
  const nodes = new Map<string, GroupNode>()
  const places = placesOf(paths)
  for (const path of paths) {
    let parent: string | null = null
    for (const step of stepsOf(path, typeOf)) {
      const id = idOf(parent, step)
      const before = nodes.get(id)
      nodes.set(id, {
        id,
        parent,
        ...step,
        codes: step.level === 'dip-type' ? null : codesOf(step, path, places),
        totals: before === undefined ? path.totals : addTotals(before.totals, path.totals),
      })
      parent = id
    }
  }
  return [...nodes.values()]
}

/** Ids of the rows that a group stands in, from the top down, as `groupTree` gives them. */
export function pathIds(
  path: Pick<GroupPath, 'mdc' | 'adrg' | 'drg'>,
  typeOf: (code: string) => string | undefined,
): readonly string[] {
  const ids: string[] = []
  for (const step of stepsOf(path, typeOf)) ids.push(idOf(ids.at(-1) ?? null, step))
  return ids
}

const idOf = (parent: string | null, { level, key }: Step): string =>
  `${parent === null ? '' : `${parent}/`}${level}:${key}`

function stepsOf(
  { mdc, adrg, drg }: Pick<GroupPath, 'mdc' | 'adrg' | 'drg'>,
  typeOf: (code: string) => string | undefined,
): readonly Step[] {
  const type = mdc === '' && adrg === '' ? typeOf(drg) : undefined
  return [
    ...(type === undefined ? [] : [{ level: 'dip-type', key: type } as const]),
    ...(mdc === '' ? [] : [{ level: 'mdc', key: mdc } as const]),
    ...(adrg === '' || adrg === drg ? [] : [{ level: 'adrg', key: adrg } as const]),
    { level: 'drg', key: drg },
  ]
}

/** Under how many different codes above a code stands; one, unless schemes of several years lie in the slice. */
interface Places {
  readonly adrg: ReadonlyMap<string, ReadonlySet<string>>
  readonly drg: ReadonlyMap<string, ReadonlySet<string>>
}

function placesOf(paths: readonly GroupPath[]): Places {
  const gather = (codeOf: (path: GroupPath) => string, above: (path: GroupPath) => string) => {
    const found = new Map<string, Set<string>>()
    for (const path of paths) {
      const code = codeOf(path)
      const seen = found.get(code) ?? new Set<string>()
      found.set(code, seen.add(above(path)))
    }
    return found
  }
  return {
    adrg: gather(
      ({ adrg }) => adrg,
      ({ mdc }) => mdc,
    ),
    drg: gather(
      ({ drg }) => drg,
      ({ mdc, adrg }) => JSON.stringify([mdc, adrg]),
    ),
  }
}

/** The code of the row alone where that says enough, else with the codes above it. */
function codesOf({ level, key }: Step, { mdc, adrg }: GroupPath, places: Places): GroupNode['codes'] {
  if (level === 'mdc') return { mdc: key }
  if (level === 'adrg') return places.adrg.get(key)?.size === 1 ? { adrg: key } : { mdc, adrg: key }
  return key !== '' && places.drg.get(key)?.size === 1 ? { drg: key } : { mdc, adrg, drg: key }
}
