import type { Bilingual } from '#shared/domain/bilingual.ts'
import { type Elements, eachElement } from '#shared/domain/costing.ts'
import { type Fen, fen } from '#shared/domain/money.ts'
import type { Allocation } from './allocation.ts'
import type { CaseCost } from './case-cost.ts'
import { leftOf, type PoolUse } from './case-pools.ts'
import { addElements, isNoCost, noCost, subtractElements, sumElements, totalFen } from './elements.ts'
import { type Ledger, ledgerTotal } from './ledger.ts'
import { IN_FEN } from './measure.ts'
import type { Goods } from './pools.ts'

export const RECONCILIATION_NAMES = {
  ledger: { zh: '成本台账合计', en: 'Ledger' },
  elsewhere: { zh: '其他科室承担', en: 'Carried by other centers' },
  'not-allocated': { zh: '未能分摊', en: 'Could not be allocated' },
  department: { zh: '本科室成本', en: 'Cost of the department' },
  cases: { zh: '计入病例', en: 'On cases' },
  'goods-not-traced': { zh: '药品、材料：台账减病例', en: 'Drugs and materials: ledger less cases' },
  'unused-capacity': { zh: '未利用产能', en: 'Unused capacity' },
  'other-users': { zh: '其他患者使用或无工作量', en: 'Used by others, or by nobody' },
  'no-pool': { zh: '未进入任何成本池', en: 'In no pool' },
} satisfies Readonly<Record<string, Bilingual>>

export type ReconciliationLineId = keyof typeof RECONCILIATION_NAMES

export interface ReconciliationLine {
  readonly id: ReconciliationLineId
  readonly elements: Elements<Fen>
  readonly total: Fen
}

/** One equation of the statement: what the parts should sum to. */
export interface ReconciliationPart {
  readonly whole: ReconciliationLine
  readonly parts: readonly ReconciliationLine[]
  /** whole − Σ parts, by element and in all. */
  readonly difference: Elements<Fen>
  readonly differenceTotal: Fen
}

export interface Reconciliation {
  /** Ledger = department + other centers + not allocated. */
  readonly ledger: ReconciliationPart
  /** Department = cases + everything that is on no case. */
  readonly department: ReconciliationPart
  /** Cost of the cases whose element is unknown: it stands in no column but counts in `differenceTotal`. */
  readonly unsplit: Fen
  /** Nothing differs: by element, or in all where a method cannot tell the elements. */
  readonly closes: boolean
}

/** What the cases came to; sum it chunk by chunk with `addCases`. */
export interface CaseSums {
  readonly elements: Elements<Fen>
  readonly goods: Goods
  readonly unsplit: Fen
}

export const NO_CASES: CaseSums = {
  elements: noCost(IN_FEN),
  goods: { drugs: fen(0), materials: fen(0) },
  unsplit: fen(0),
}

export function addCases(sums: CaseSums, chunk: readonly CaseCost[]): CaseSums {
  let { elements, unsplit } = sums
  let { drugs, materials } = sums.goods
  for (const cost of chunk) {
    elements = addElements(IN_FEN, elements, cost.elements)
    drugs = fen(drugs + cost.goods.drugs)
    materials = fen(materials + cost.goods.materials)
    unsplit = fen(unsplit + cost.unsplit)
  }
  return { elements, goods: { drugs, materials }, unsplit }
}

export interface ReconciliationInput {
  readonly ledger: Ledger<Fen>
  readonly allocation: Allocation<Fen>
  /** Open centers that are the department's own, with those it costs by the minute or hour. */
  readonly department: readonly string[]
  /** Goods taken out of the department's cost before the pools were made: those of the ledger, never more than it holds. */
  readonly goodsTaken: Goods
  readonly pools: readonly PoolUse[]
  /** Cost that item costs or ratios were made from; what they put on cases more or less than that is the difference. */
  readonly rated?: Elements<Fen>
  /** What the department's centers cost that no pool and no item cost was made from; left out, it is what pools and goods leave. */
  readonly unpooled?: Elements<Fen>
  readonly cases: CaseSums
}

/**
 * The reconciliation statement (成本对账): ledger → allocated → cases → unused capacity → unallocated. Each equation closes to the
 * fen or says by how much it does not. Costs by stated ratio rarely close: what they put on cases above or below the cost they
 * were made from is the difference. So is cost that pools hold and the department's ledger does not.
 */
export function reconcile(input: ReconciliationInput): Reconciliation {
  const { ledger, allocation, pools, cases, goodsTaken, rated = noCost(IN_FEN) } = input
  const own = new Set(input.department)
  const costOf = (wanted: boolean): Elements<Fen> =>
    sumElements(
      IN_FEN,
      allocation.centers.filter(({ center }) => own.has(center) === wanted).map(({ cost }) => cost),
    )
  const department = line('department', costOf(true))
  const inPools = sumElements(IN_FEN, [rated, ...pools.map(({ pool }) => pool.cost)])
  const taken = asElements(goodsTaken)
  const first = part(line('ledger', ledgerTotal(IN_FEN, ledger)), [
    department,
    line('elsewhere', costOf(false)),
    line(
      'not-allocated',
      sumElements(
        IN_FEN,
        allocation.unallocated.map(({ amount }) => amount),
      ),
    ),
  ])
  const second = part(
    department,
    [
      line('cases', cases.elements),
      line('goods-not-traced', subtractElements(IN_FEN, taken, asElements(cases.goods))),
      line('unused-capacity', leftOf(pools, 'capacity')),
      line('other-users', leftOf(pools, 'volume', 'charge')),
      line('no-pool', input.unpooled ?? remainder(department.elements, addElements(IN_FEN, inPools, taken))),
    ],
    cases.unsplit,
  )
  const closes =
    isNoCost(IN_FEN, first.difference) &&
    second.differenceTotal === 0 &&
    (cases.unsplit !== 0 || isNoCost(IN_FEN, second.difference))
  return { ledger: first, department: second, unsplit: cases.unsplit, closes }
}

function part(whole: ReconciliationLine, parts: readonly ReconciliationLine[], unsplit = fen(0)): ReconciliationPart {
  const sum = sumElements(
    IN_FEN,
    parts.map(({ elements }) => elements),
  )
  const difference = subtractElements(IN_FEN, whole.elements, sum)
  return { whole, parts, difference, differenceTotal: fen(totalFen(difference) - unsplit) }
}

/** Cost that was not used up; nothing where more was used than there is, which then shows as a difference. */
const remainder = (cost: Elements<Fen>, used: Elements<Fen>): Elements<Fen> =>
  eachElement((element) => {
    const left = cost[element] - used[element]
    return fen(cost[element] >= 0 && left < 0 ? 0 : left)
  })

const line = (id: ReconciliationLineId, elements: Elements<Fen>): ReconciliationLine => ({
  id,
  elements,
  total: totalFen(elements),
})

const asElements = (goods: Goods): Elements<Fen> =>
  eachElement((element) => (element === 'drugs' || element === 'materials' ? goods[element] : fen(0)))
