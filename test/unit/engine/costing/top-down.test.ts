import { describe, expect, test } from 'vitest'
import { toDecimal } from '#engine/arithmetic/rational.ts'
import { openPoolRun } from '#engine/costing/case-pools.ts'
import { totalFen } from '#engine/costing/elements.ts'
import { type CostPool, rateOf, withoutGoods } from '#engine/costing/pools.ts'
import { type CostElement, eachElement, quantity } from '#shared/domain/costing.ts'
import { fen, fenToYuan } from '#shared/domain/money.ts'
import { ProblemError } from '#shared/domain/problem.ts'
import { yuan } from './ledgers.ts'

const NONE = { drugs: fen(0), materials: fen(0) }
const costOf = (amounts: Partial<Record<CostElement, string | number>>) =>
  eachElement((element) => yuan(amounts[element] ?? 0))

describe('11.9a a ward by the bed-day', () => {
  /** 1,200,000 with drugs 300,000 and charged materials 200,000; 50,000 of materials are not charged apart. */
  const ward = costOf({ staff: 600_000, depreciation: 50_000, drugs: 300_000, materials: 250_000 })
  const { cost, excess } = withoutGoods(ward, { drugs: yuan(300_000), materials: yuan(200_000) })
  const pool: CostPool = { id: '病房', kind: 'volume', cost, total: quantity(1400) }

  test('700,000 over 1,400 bed-days is 500 a day', () => {
    expect(fenToYuan(totalFen(cost))).toBe('700000.00')
    expect(excess).toEqual(NONE)
    expect(toDecimal(rateOf(pool)!, 6)).toBe('500.000000')
  })

  test('8 days with drugs 3,000 and materials 2,500 cost 9,500', () => {
    const goods = { drugs: yuan(3000), materials: yuan(2500) }
    const run = openPoolRun([pool])
    const [found] = run.cost([{ caseNo: '1', used: [quantity(8)], goods }])
    expect(found).toMatchObject({ method: 'top-down', certainty: 'costed', coverage: 'full', total: yuan(9500) })
    expect(found!.parts).toEqual([yuan(4000)])
    expect(found!.elements).toMatchObject({ drugs: yuan(3000), materials: yuan('2785.71'), staff: yuan('3428.57') })
    expect(totalFen(found!.elements)).toBe(found!.total)
    const [left] = run.close()
    expect(totalFen(left!.assigned) + totalFen(left!.left)).toBe(totalFen(cost))
    expect(totalFen(left!.left)).toBe(yuan(696_000)) // of the other 1,392 bed-days
  })

  test('goods beyond what the ledger holds are named, not taken from other cost', () => {
    const given = withoutGoods(ward, { drugs: yuan(300_001), materials: yuan(0) })
    expect(given.cost.drugs).toBe(0)
    expect(given.excess).toEqual({ drugs: yuan(1), materials: fen(0) })
  })
})

describe('several pools', () => {
  const pools: readonly CostPool[] = [
    { id: '床日', kind: 'volume', cost: costOf({ staff: '100.00' }), total: quantity(3) },
    { id: 'ICU小时', kind: 'volume', cost: costOf({ staff: '10.01', other: '0.01' }), total: quantity(1.5) },
  ]
  const uses = [
    { caseNo: '1', used: [quantity(1), quantity(0.5)], goods: NONE },
    { caseNo: '2', used: [quantity(1), quantity(0)], goods: NONE },
    { caseNo: '3', used: [quantity(1), quantity(1)], goods: NONE, estimated: true },
  ]

  test('all cases together cost the pools, to the fen, however they are chunked', () => {
    const whole = openPoolRun(pools)
    const found = whole.cost(uses)
    expect(found.map(({ total }) => fenToYuan(total))).toEqual(['36.67', '33.34', '40.01'])
    expect(whole.close().map(({ left }) => totalFen(left))).toEqual([0, 0])
    const pieces = openPoolRun(pools)
    expect(uses.flatMap((use) => pieces.cost([use]))).toEqual(found)
  })

  test('an estimate is told by case', () => {
    expect(
      openPoolRun(pools)
        .cost(uses)
        .map(({ certainty }) => certainty),
    ).toEqual(['costed', 'costed', 'estimated'])
  })

  test.each([-1, 0.5, Number.NaN])('a quantity of %s is refused with its case', (amount) => {
    const run = () => openPoolRun(pools).cost([{ caseNo: 'X9', used: [amount], goods: NONE }])
    expect(run).toThrow(ProblemError)
    expect(run).toThrow(/X9/)
  })
})

describe('a pool nobody used', () => {
  test('has no rate, costs nobody anything and is left whole', () => {
    const idle: CostPool = { id: '层流床', kind: 'volume', cost: costOf({ staff: 1000 }), total: 0 }
    expect(rateOf(idle)).toBeNull()
    const run = openPoolRun([idle])
    expect(run.cost([{ caseNo: '1', used: [quantity(2)], goods: NONE }])[0]!.total).toBe(0)
    expect(totalFen(run.close()[0]!.left)).toBe(yuan(1000))
  })
})
