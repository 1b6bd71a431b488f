import { SPOKE_IDS, SPOKES } from '#engine/analysis/spokes.ts'
import { type Parts, type Profile, profileOfSums } from '#engine/analysis/structure.ts'
import type { Slice } from '#shared/contract/slice.ts'
import type { StructureView } from '#shared/contract/structure.ts'
import { costElementOf } from '#shared/domain/costing.ts'
import { FEE_CATEGORIES, FEE_CATEGORY_NAMES } from '#shared/domain/fee-category.ts'
import { type Fen, fen } from '#shared/domain/money.ts'
import type { ReadableDb } from '#store/database.ts'
import { benchmarkMeans } from '#store/structure-sums.ts'
import type { PartSums } from './sums.ts'

/** Imported benchmarks as one structure: of each group its mean case, as often as the slice has cases of it. */
export interface BenchmarkProfile {
  readonly scope: string
  /** Cases in groups that have a benchmark. */
  readonly covered: number
  /** First and last period of the benchmarks used; null where none is stated. */
  readonly from: string | null
  readonly to: string | null
  readonly profile: Profile
  /** The same in fen, for what is spread in its proportions. */
  readonly parts: Parts
}

export interface Benchmarks {
  /** Scopes the book has benchmarks of. */
  readonly scopes: readonly string[]
  /** Null where there is none for these groups in this view: stages, for one, are in no benchmark. */
  readonly found: BenchmarkProfile | null
  readonly scope: string | null
}

/**
 * @param groups sums of the slice by group
 * @param wanted whose benchmark; else the first scope by name
 */
export function benchmarksFor(
  db: ReadableDb,
  view: StructureView,
  slice: Slice,
  groups: readonly PartSums[],
  wanted: string | undefined,
): Benchmarks {
  const rows = benchmarkMeans(db, slice.to)
  const scopes = [...new Set(rows.map(({ scope }) => scope))]
  const scope = scopes.find((name) => name === wanted) ?? scopes[0] ?? null
  const means = new Map(
    rows
      .filter((row) => row.scope === scope)
      .map(({ group, period, categories }) => [group, { period, parts: partsOf(view, categories) }]),
  )
  const used = groups.flatMap(({ keys: [group], n }) => {
    const mean = means.get(group!)
    return mean === undefined || mean.parts === null ? [] : [{ n, period: mean.period, parts: mean.parts }]
  })
  if (scope === null || used.length === 0) return { scopes, scope, found: null }
  const covered = used.reduce((sum, { n }) => sum + n, 0)
  const sums = new Map<string, number>()
  for (const { n, parts } of used)
    for (const [part, amount] of parts) sums.set(part, (sums.get(part) ?? 0) + n * amount)
  const parts = Object.fromEntries([...sums].map(([part, amount]) => [part, fen(amount)]))
  const periods = used.flatMap(({ period }) => (period === null ? [] : [period])).sort()
  return {
    scopes,
    scope,
    found: {
      scope,
      covered,
      from: periods[0] ?? null,
      to: periods.at(-1) ?? null,
      profile: profileOfSums(view, covered, parts),
      parts,
    },
  }
}

/** A benchmark's own columns as parts of a view; null where it names none of them. */
function partsOf(view: StructureView, categories: string): ReadonlyMap<string, Fen> | null {
  const parts = new Map<string, Fen>()
  for (const [name, amount] of Object.entries(JSON.parse(categories) as Record<string, Fen>)) {
    const part = partNamed(view, name)
    if (part !== null) parts.set(part, fen((parts.get(part) ?? 0) + amount))
  }
  return parts.size === 0 ? null : parts
}

function partNamed(view: StructureView, name: string): string | null {
  if (view === 'stages') return null
  if (view === 'elements') return costElementOf(name)
  const category = FEE_CATEGORIES.find((code) => code === name || FEE_CATEGORY_NAMES[code].zh === name)
  if (category === undefined || view === 'categories') return category ?? null
  return SPOKE_IDS.find((id) => (SPOKES[id].categories as readonly string[]).includes(category)) ?? null
}
