import { goodsKindOf } from '#engine/costing/pools.ts'
import type { CaseMeasure } from '#shared/contract/costing-config.ts'
import type { quantitiesOfCase, RecordOfCase } from '#store/costing-cases.ts'
import type { StoredRun } from '#store/costing-runs.ts'
import type { PoolRow } from '#store/costing-write.ts'
import { caseQuantity } from './measures.ts'
import { configOf } from './runs.ts'

type Lines = ReturnType<typeof quantitiesOfCase>

/**
 * What a case used of a pool of a run, in what the pool counts: thousandths of a unit as its record or its lines tell, or fen
 * charged. Null where nothing tells it (a record without days of stay, the services of item costs).
 */
export function usedByCase(run: StoredRun, from: RecordOfCase, lines: Lines): (pool: PoolRow) => number | null {
  const { pools, places, department } = configOf(run)
  const centerOf = (place: string | null): string => (place === null ? department.main : (places[place] ?? place))
  const charged = (wanted: (line: Lines[number]) => boolean): number =>
    sumOf(lines.filter((line) => goodsKindOf(line.category) === null && wanted(line)).map(({ amount }) => amount))
  const counted = ({ pool }: PoolRow): number | null => {
    const measure = pools.find(({ center }) => center === pool)?.measure
    if (measure?.by !== 'line-quantity') return null
    const own = lines.filter(({ category }) => (measure.categories as readonly string[]).includes(category))
    const here = own.filter(({ place }) => !measure.ownLines || centerOf(place) === pool)
    return Math.max(sumOf(here.map(({ quantity }) => quantity)), 0)
  }
  return (pool) => {
    if (pool.unit === 'line-quantity') return counted(pool)
    if (pool.unit !== 'yuan') return caseQuantity(pool.unit as CaseMeasure, from)
    if (pool.kind === 'charge') {
      // Without lines nothing tells who performed what: the ward charged it all.
      if (lines.length === 0) return pool.pool === department.main ? from.charge : 0
      return charged(({ place }) => centerOf(place) === pool.pool)
    }
    if (pool.method === 'bottom-up') return null
    if (lines.length === 0) return pool.pool === '00' ? from.charge : 0
    return charged(({ category }) => category === pool.pool)
  }
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)
