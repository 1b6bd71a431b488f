import type { ResourceUse, Use } from '#engine/analysis/use-variance.ts'
import { over, plus, type Rational, ratio, rational } from '#engine/arithmetic/rational.ts'
import { fen } from '#shared/domain/money.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'
import type { ReadableDb } from '#store/database.ts'
import type { ComparedCases } from '#store/variance-cells.ts'
import { itemUses, poolUses } from '#store/variance-uses.ts'
import type { Cell } from './cells.ts'

/** What cases of a group and insurance type used of one thing: an item of a fee category, or a cost pool. */
interface OneUse {
  readonly drg: string
  readonly insurance: string
  readonly resource: string
  readonly item: string | null
  readonly quantity: Rational
  readonly amount: number
}

const itemKey = (item: { readonly code: string; readonly name: string }): string =>
  JSON.stringify([item.code, item.name])
const poolKey = (pool: { readonly pool: string; readonly measure: string }): string =>
  JSON.stringify([pool.pool, pool.measure])

/** Both parts of `itemKey` or `poolKey`; null for a key that is neither. */
export function readKey(key: string): readonly [string, string] | null {
  try {
    const parts: unknown = JSON.parse(key)
    return Array.isArray(parts) && parts.length === 2 && parts.every((part) => typeof part === 'string')
      ? (parts as unknown as readonly [string, string])
      : null
  } catch {
    return null
  }
}

/** Units a case took of a pool: its fen ÷ yuan a unit, as the case's own cost statement tells them. */
export const unitsOf = (amount: number, rate: string): Rational => over(ratio(amount, 100), rational(rate))

/**
 * Resources of the cells that can be split: on B1 fee categories with their items, on B3 cost pools with the measure they go by.
 * A cell whose cases lack lines on one side, or whose costs were not all found the same way, has none.
 */
export function resourcesOf(
  db: ReadableDb,
  cells: readonly Cell[],
  sides: { readonly base: ComparedCases; readonly actual: ComparedCases },
  basis: ComputedBasis,
): ReadonlyMap<string, readonly ResourceUse[]> {
  const wanted = cells.filter((cell) => canSplit(cell, basis))
  if (wanted.length === 0) return new Map()
  const [base, actual] = [byGroup(usesIn(db, sides.base, basis)), byGroup(usesIn(db, sides.actual, basis))]
  return new Map(
    wanted.map(({ bridge, drg, insurances }) => {
      const ofCell = (uses: ReadonlyMap<string, readonly OneUse[]>) =>
        (uses.get(drg) ?? []).filter((use) => insurances === null || insurances.includes(use.insurance))
      return [bridge.key, paired(ofCell(base), ofCell(actual))] as const
    }),
  )
}

export function canSplit({ bridge, costMethod, lines }: Cell, basis: ComputedBasis): boolean {
  if (bridge.base === null || bridge.actual === null) return false
  return basis === 'B1' ? lines.base > 0 && lines.actual > 0 : costMethod !== null && costMethod !== 'given'
}

function usesIn(db: ReadableDb, cases: ComparedCases, basis: ComputedBasis): readonly OneUse[] {
  if (basis === 'B1')
    return itemUses(db, cases).map(({ category, code, name, quantity, ...use }) => ({
      ...use,
      resource: category,
      item: itemKey({ code, name }),
      quantity: ratio(quantity, 1000),
    }))
  return poolUses(db, cases).map(({ pool, measure, rate, ...use }) => ({
    ...use,
    resource: poolKey({ pool, measure }),
    item: null,
    quantity: unitsOf(use.amount, rate),
  }))
}

function byGroup(uses: readonly OneUse[]): ReadonlyMap<string, readonly OneUse[]> {
  return Map.groupBy(uses, ({ drg }) => drg)
}

/** Both sides of each resource, and of each item of it, in the order of their keys. */
function paired(base: readonly OneUse[], actual: readonly OneUse[]): readonly ResourceUse[] {
  const resources = new Map<string, Map<string | null, { base: Use | null; actual: Use | null }>>()
  const take = (uses: readonly OneUse[], side: 'base' | 'actual') => {
    for (const { resource, item, quantity, amount } of uses) {
      const items = resources.get(resource) ?? new Map<string | null, { base: Use | null; actual: Use | null }>()
      resources.set(resource, items)
      const pair = items.get(item) ?? { base: null, actual: null }
      items.set(item, pair)
      const before = pair[side]
      pair[side] =
        before === null
          ? { quantity, amount: fen(amount) }
          : { quantity: plus(before.quantity, quantity), amount: fen(before.amount + amount) }
    }
  }
  take(base, 'base')
  take(actual, 'actual')
  return [...resources]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, items]): ResourceUse => {
      const own = items.get(null)
      if (own !== undefined) return { key, ...own }
      return { key, items: [...items].map(([item, pair]) => ({ key: item ?? '', ...pair })) }
    })
}
