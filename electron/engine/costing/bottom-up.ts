import { COST_ELEMENTS, eachElement } from '#shared/domain/costing.ts'
import { sumFen } from '#shared/domain/money.ts'
import { type CaseCost, caseCost } from './case-cost.ts'
import type { ItemCost } from './item-costs.ts'
import type { Goods } from './pools.ts'
import { rounded } from './rational.ts'
import { roundParts } from './round-parts.ts'

/** Item costs are published to six decimals of a yuan, as price lists are; cases are costed by what is published. */
const ITEM_COST_PLACES = 6
const SCALE = 10n ** BigInt(ITEM_COST_PLACES)
/** One fen in thousandths of an item × millionths of a yuan. */
const PER_FEN = 10_000_000n

/** Item costs made ready for millions of lines: whole millionths of a yuan, by item and element. */
export interface ItemTariff {
  readonly rows: ReadonlyMap<string, readonly number[]>
}

export function itemTariff(items: readonly ItemCost[]): ItemTariff {
  return {
    rows: new Map(
      items.map(({ item, elements }) => [
        item,
        COST_ELEMENTS.map((element) => Number(rounded(elements[element], SCALE))),
      ]),
    ),
  }
}

export interface CaseItems {
  readonly caseNo: string
  /** Net quantities in thousandths; lines of one item may come apart or added up. */
  readonly items: readonly { readonly item: string; readonly quantity: number }[]
  readonly goods: Goods
  /** A price stood in for a purchase price. */
  readonly estimated?: boolean
}

export interface BottomUpCost extends CaseCost {
  /** Items of the case that have no cost; they make it partial. */
  readonly uncosted: readonly string[]
}

/**
 * Bottom-up (自下而上): K = goods at purchase price + Σ quantity × item cost. The sum is exact, in units far below a fen,
 * and rounded once; the elements are brought to that total by largest remainder. `parts` has one entry, the services.
 */
export function costBottomUp(tariff: ItemTariff, { caseNo, items, goods, estimated = false }: CaseItems): BottomUpCost {
  const sums = COST_ELEMENTS.map(() => 0)
  let wide: bigint[] | null = null
  const uncosted = new Set<string>()
  for (const { item, quantity } of items) {
    const row = tariff.rows.get(item)
    if (row === undefined) {
      if (quantity !== 0) uncosted.add(item)
      continue
    }
    for (let index = 0; index < row.length; index++) {
      const sum = sums[index]! + row[index]! * quantity
      if (!Number.isSafeInteger(sum)) wide ??= wideSums(tariff, items)
      sums[index] = sum
    }
  }
  const amounts = roundParts(wide ?? sums.map(BigInt), PER_FEN)
  const elements = eachElement((element) => amounts[COST_ELEMENTS.indexOf(element)]!)
  const cost = caseCost({
    caseNo,
    method: 'bottom-up',
    certainty: estimated ? 'estimated' : 'costed',
    coverage: uncosted.size === 0 ? 'full' : 'partial',
    parts: [sumFen(amounts)],
    goods,
    elements,
  })
  return { ...cost, uncosted: [...uncosted].toSorted() }
}

/** The same sums where they leave the range in which whole numbers are exact. */
function wideSums(tariff: ItemTariff, items: CaseItems['items']): bigint[] {
  return COST_ELEMENTS.map((_, index) =>
    items.reduce((sum, { item, quantity }) => {
      const millionths = tariff.rows.get(item)?.[index] ?? 0
      return sum + BigInt(millionths) * BigInt(quantity)
    }, 0n),
  )
}
