import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { minus, ratio, sumRational, times } from '#engine/arithmetic/rational.ts'
import { allocate } from '#engine/costing/allocate.ts'
import { type CaseUse, openPoolRun, type PoolRun } from '#engine/costing/case-pools.ts'
import { driverTable } from '#engine/costing/drivers.ts'
import { subtractElements, totalFen } from '#engine/costing/elements.ts'
import { IN_FEN } from '#engine/costing/measure.ts'
import { type CostPool, type Goods, withoutGoods } from '#engine/costing/pools.ts'
import { addCases, NO_CASES, type Reconciliation, reconcile } from '#engine/costing/reconcile.ts'
import { categoryRatios, costByStatedRatios } from '#engine/costing/stated-ratios.ts'
import { COST_ELEMENTS, type CostElement, type Elements, eachElement, quantity } from '#shared/domain/costing.ts'
import { type Fen, fen, fenToYuan, sumFen } from '#shared/domain/money.ts'
import { driverRows, fenLedger, inTurn, yuan } from './ledgers.ts'

const NONE: Goods = { drugs: fen(0), materials: fen(0) }
const costOf = (amounts: Partial<Record<CostElement, string | number>>) =>
  eachElement((element) => yuan(amounts[element] ?? 0))

/** 行政 10,000 over ward, theatre and another department; the ward has drugs 3,000 and materials 2,000 of its own. */
const ledger = fenLedger([
  { center: '行政', class: 'admin', amount: 10_000 },
  { center: '培训', class: 'admin', amount: 700 },
  { center: '骨科', amount: 20_000 },
  { center: '骨科', amount: 3000, element: 'drugs' },
  { center: '骨科', amount: 2000, element: 'materials' },
  { center: '手术室', class: 'technical', amount: 9000, element: 'depreciation' },
  { center: '内科', amount: 30_000 },
])
const drivers = driverTable(driverRows({ 人数: { 骨科: 20, 手术室: 10, 内科: 20 } }))
const allocation = allocate(IN_FEN, ledger, inTurn(['行政', '人数'], ['培训', '学时']), drivers)
const costAt = (center: string): Elements<Fen> => allocation.centers.find((each) => each.center === center)!.cost
const goodsTaken: Goods = { drugs: yuan(3000), materials: yuan(1800) }
const ward = withoutGoods(costAt('骨科'), goodsTaken).cost
const pools: readonly CostPool[] = [
  { id: '床日', kind: 'volume', cost: ward, total: quantity(60) },
  { id: '手术间', kind: 'capacity', cost: costAt('手术室'), total: quantity(1000) },
]
const statement = (run: PoolRun, uses: readonly CaseUse[], department = ['骨科', '手术室']): Reconciliation => {
  const cases = addCases(NO_CASES, run.cost(uses))
  return reconcile({ ledger, allocation, department, goodsTaken, pools: run.close(), cases })
}
const lines = ({ parts }: Reconciliation['department']) =>
  Object.fromEntries(parts.map(({ id, total }) => [id, fenToYuan(total)]))

const uses: readonly CaseUse[] = [
  { caseNo: '1', used: [quantity(30), quantity(400)], goods: { drugs: yuan(1500), materials: yuan(900) } },
  { caseNo: '2', used: [quantity(20), quantity(350)], goods: { drugs: yuan(1400), materials: yuan(1000) } },
]

describe('the reconciliation statement', () => {
  const found = statement(openPoolRun(pools), uses)

  test('ledger = department + others + what could not be allocated', () => {
    expect(fenToYuan(found.ledger.whole.total)).toBe('74700.00')
    expect(lines(found.ledger)).toEqual({ department: '40000.00', elsewhere: '34000.00', 'not-allocated': '700.00' })
  })

  test('department = cases + what is on no case, to the fen', () => {
    expect(lines(found.department)).toEqual({
      // ward 24,000 − 4,800 + 5,000 = 24,200: 50 of 60 days; theatre 11,000: 750 of 1,000 minutes; goods 4,800
      cases: '33216.67',
      'goods-not-traced': '0.00', // drugs 100 less on cases, materials 100 more
      'unused-capacity': '2750.00',
      'other-users': '4033.33',
      'no-pool': '0.00',
    })
    expect(found.closes).toBe(true)
    const untraced = found.department.parts.find(({ id }) => id === 'goods-not-traced')!
    expect(untraced.elements).toMatchObject({ drugs: yuan(100), materials: yuan(-100) })
  })

  test('cost in no pool is a line of its own', () => {
    const wardOnly = statement(openPoolRun(pools.slice(0, 1)), uses)
    expect(lines(wardOnly.department)['no-pool']).toBe('11000.00')
    expect(wardOnly.closes).toBe(true)
  })

  test('pools that hold more than the department costs do not close, and say by how much', () => {
    const twice = statement(openPoolRun([...pools, pools[1]!]), uses)
    expect(twice.closes).toBe(false)
    expect(fenToYuan(twice.department.differenceTotal)).toBe('-11000.00')
  })

  test('costs by stated ratios close only by what they put on too much or too little', () => {
    const ratios = categoryRatios(new Map([['01', '1.4']]))
    const costs = ['1', '2'].map((caseNo) =>
      costByStatedRatios(ratios, { caseNo, charges: [{ source: '01', amount: yuan(10_000) }] }),
    )
    const rated = subtractElements(IN_FEN, costAt('骨科'), costOf({ drugs: 3000, materials: 1800 }))
    const found = reconcile({
      ledger,
      allocation,
      department: ['骨科'],
      goodsTaken,
      pools: [],
      rated,
      cases: addCases(NO_CASES, costs),
    })
    expect(found.closes).toBe(false)
    expect(fenToYuan(found.unsplit)).toBe('28000.00') // 2 × 14,000, of no known element
    expect(fenToYuan(found.department.differenceTotal)).toBe('-3800.00') // 24,200 − 28,000
  })
})

/** Any pools with any cases, refunds in charge pools and overtime in capacity included. */
const anyRun = fc
  .array(
    fc.record({
      kind: fc.constantFrom('volume', 'capacity', 'charge'),
      amounts: fc.array(fc.integer({ min: -500, max: 3_000_000 }), { minLength: 3, maxLength: 3 }),
      used: fc.array(fc.integer({ min: -300, max: 20_000 }), { minLength: 12, maxLength: 12 }),
      others: fc.nat(50_000),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((drawn) => {
    const quantities = drawn.map(({ kind, used }) => used.map((each) => (kind === 'charge' ? each : Math.max(each, 0))))
    const made = drawn.map(({ kind, amounts, others }, index): CostPool => {
      const [staff, drugs, other] = amounts.map((amount) => fen(amount))
      const cost = eachElement((element) => ({ staff, drugs, other })[element as 'staff'] ?? fen(0))
      return {
        id: `${index}`,
        kind,
        cost,
        total:
          Math.max(
            1,
            quantities[index]!.reduce((a, b) => a + b, 0),
          ) + others,
      }
    })
    const all = Array.from({ length: 12 }, (_, caseIndex) => ({
      caseNo: `${caseIndex}`,
      used: quantities.map((each) => each[caseIndex]!),
      goods: NONE,
    }))
    return { pools: made, uses: all }
  })

describe('for any pools and cases', () => {
  test('cases, unused capacity and the rest are the pools, element by element, in any chunking', () => {
    fc.assert(
      fc.property(anyRun, fc.integer({ min: 1, max: 12 }), ({ pools: any, uses: all }, size) => {
        const run = openPoolRun(any)
        const costs = all.flatMap((_, at) => (at % size === 0 ? run.cost(all.slice(at, at + size)) : []))
        expect(costs).toEqual(openPoolRun(any).cost(all))
        const closed = run.close()
        for (const element of COST_ELEMENTS) {
          const onCases = sumFen(costs.map(({ elements }) => elements[element]))
          const left = sumFen(closed.map((use) => use.left[element]))
          expect(onCases + left).toBe(sumFen(any.map(({ cost }) => cost[element])))
        }
        for (const cost of costs) expect(sumFen(cost.parts)).toBe(cost.total)
      }),
    )
  })

  test('a case that used nothing of a pool gets nothing of it, and what is used up leaves nothing', () => {
    fc.assert(
      fc.property(anyRun, ({ pools: any, uses: all }) => {
        const run = openPoolRun(any)
        for (const [index, { parts }] of run.cost(all).entries())
          for (const [at, part] of parts.entries()) if (all[index]!.used[at] === 0) expect(part).toBe(0)
        for (const { pool, used, left } of run.close()) if (used === pool.total) expect(totalFen(left)).toBe(0)
      }),
    )
  })

  test('each part lies within two fen of rate × use, and never has the wrong sign', () => {
    fc.assert(
      fc.property(anyRun, ({ pools: any, uses: all }) => {
        for (const [index, { parts }] of openPoolRun(any).cost(all).entries())
          for (const [at, part] of parts.entries()) {
            const quota = times(ratio(totalFen(any[at]!.cost)), ratio(all[index]!.used[at]!, any[at]!.total))
            const apart = minus(ratio(part), quota)
            expect(Math.abs(Number(apart.num) / Number(apart.den))).toBeLessThan(2)
            expect(part * Number(quota.num) >= 0).toBe(true)
          }
      }),
    )
  })

  test('the cases so far cost together what they cost exactly: half a fen for one pool, less than a fen for each of several', () => {
    fc.assert(
      fc.property(anyRun, ({ pools: any, uses: all }) => {
        const run = openPoolRun(any)
        let given = 0
        const used = any.map(() => 0)
        for (const use of all) {
          given += run.cost([use])[0]!.total
          for (const [at, each] of use.used.entries()) used[at]! += each
          const exact = sumRational(
            any.map(({ cost, total }, at) => times(ratio(totalFen(cost)), ratio(used[at]!, total))),
          )
          const apart = minus(ratio(given), exact)
          const far = Math.abs(Number(apart.num) / Number(apart.den))
          if (any.length === 1) expect(far).toBeLessThanOrEqual(0.5)
          else expect(far).toBeLessThan(any.length)
        }
      }),
    )
  })
})
