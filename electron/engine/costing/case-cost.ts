import type { Certainty, CostMethod, Coverage, Elements } from '#shared/domain/costing.ts'
import { type Fen, fen, sumFen } from '#shared/domain/money.ts'
import { totalFen } from './elements.ts'
import type { Goods } from './pools.ts'

/** The cost of one case and how it was found. */
export interface CaseCost {
  readonly caseNo: string
  readonly method: CostMethod
  readonly certainty: Certainty
  readonly coverage: Coverage
  readonly total: Fen
  readonly elements: Elements<Fen>
  /** Cost whose element is not known (a stated cost-to-charge ratio); elements + unsplit = total. */
  readonly unsplit: Fen
  /** By pool, item pool or fee category, in the order of the plan; parts + goods = total. */
  readonly parts: readonly Fen[]
  /** Drugs and separately charged materials at purchase price; they are in `elements` too. */
  readonly goods: Goods
}

export const NO_GOODS: Goods = { drugs: fen(0), materials: fen(0) }

/** What a method knows of a case; the sums are made here, so they cannot disagree. */
export interface CaseParts extends Pick<CaseCost, 'caseNo' | 'method' | 'certainty' | 'coverage' | 'parts' | 'goods'> {
  /** Without the goods. */
  readonly elements: Elements<Fen>
}

export function caseCost({ caseNo, method, certainty, coverage, parts, goods, elements }: CaseParts): CaseCost {
  const service = sumFen(parts)
  return {
    ...{ caseNo, method, certainty, coverage, parts, goods },
    total: fen(service + goods.drugs + goods.materials),
    elements: {
      ...elements,
      drugs: fen(elements.drugs + goods.drugs),
      materials: fen(elements.materials + goods.materials),
    },
    unsplit: fen(service - totalFen(elements)),
  }
}
