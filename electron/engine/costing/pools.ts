import { type Elements, eachElement } from '#shared/domain/costing.ts'
import type { FeeCategory } from '#shared/domain/fee-category.ts'
import { type Fen, fen } from '#shared/domain/money.ts'
import { type Rational, ratio } from '../arithmetic/rational.ts'
import { totalFen } from './elements.ts'

/**
 * Cost that cases use by a driver. `volume`: the total is what all patients used (bed-days, ICU hours); what is not used by the
 * cases at hand belongs to others. `capacity`: the total is practical capacity; what is not used is unused capacity, which no
 * case pays for. `charge`: the total is revenue in fen, and cost follows charges (成本收入比).
 */
export interface CostPool {
  readonly id: string
  readonly kind: 'volume' | 'capacity' | 'charge'
  readonly cost: Elements<Fen>
  /** Thousandths of the driver's unit, or fen of revenue. */
  readonly total: number
}

/** Yuan per unit of the driver, or cost per yuan charged; null where nothing was used, so that there is no rate. */
export function rateOf({ kind, cost, total }: CostPool): Rational | null {
  if (total <= 0) return null
  const spent = totalFen(cost)
  return kind === 'charge' ? ratio(spent, total) : ratio(BigInt(spent) * 1000n, BigInt(total) * 100n)
}

/** Goods that go to a case at purchase price and are in no pool, fen. */
export interface Goods {
  readonly drugs: Fen
  readonly materials: Fen
}

/** Fee categories under which goods are charged: materials, western drugs, herbal slices, patent drugs. */
const GOODS_KINDS: ReadonlyMap<string, keyof Goods> = new Map<FeeCategory, keyof Goods>([
  ['08', 'materials'],
  ['09', 'drugs'],
  ['10', 'drugs'],
  ['11', 'drugs'],
])

/** Null for a category of services. The names of the kinds are those of their cost elements. */
export function goodsKindOf(category: string): keyof Goods | null {
  return GOODS_KINDS.get(category) ?? null
}

export interface ServiceCost {
  /** Cost of the service without the goods that are charged apart. */
  readonly cost: Elements<Fen>
  /** Goods that cases were given beyond what the ledger holds: stock, timing, or a missing entry. Named, not hidden. */
  readonly excess: Goods
}

/**
 * Takes drugs and separately charged materials (单独收费材料) out of the cost of a unit, for they reach cases directly. What would
 * turn an element negative is not taken and comes back as `excess`.
 * @param goods at purchase price, of the unit and month
 */
export function withoutGoods(cost: Elements<Fen>, goods: Goods): ServiceCost {
  const taken = (booked: Fen, given: Fen): Fen => fen(Math.min(Math.max(booked, 0), given))
  const drugs = taken(cost.drugs, goods.drugs)
  const materials = taken(cost.materials, goods.materials)
  return {
    cost: eachElement((element) => {
      if (element === 'drugs') return fen(cost.drugs - drugs)
      return element === 'materials' ? fen(cost.materials - materials) : cost[element]
    }),
    excess: { drugs: fen(goods.drugs - drugs), materials: fen(goods.materials - materials) },
  }
}
