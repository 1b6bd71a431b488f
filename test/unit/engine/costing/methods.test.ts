import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rational, toDecimal } from '#engine/arithmetic/rational.ts'
import { openItemRun } from '#engine/costing/bottom-up.ts'
import { openPoolRun } from '#engine/costing/case-pools.ts'
import { chooseMethods, preferredMethod } from '#engine/costing/choose-method.ts'
import { totalFen } from '#engine/costing/elements.ts'
import { byEquivalents, byShares, costByActivities, costByKeys, shownCosts } from '#engine/costing/item-costs.ts'
import { goodsOf, priceTable } from '#engine/costing/purchase-price.ts'
import { categoryRatios, costByStatedRatios } from '#engine/costing/stated-ratios.ts'
import { type CostElement, eachElement, quantity } from '#shared/domain/costing.ts'
import type { FeeCategory } from '#shared/domain/fee-category.ts'
import { fen } from '#shared/domain/money.ts'
import { yuan } from './ledgers.ts'

const NONE = { drugs: fen(0), materials: fen(0) }
const costOf = (amounts: Partial<Record<CostElement, string | number>>) =>
  eachElement((element) => yuan(amounts[element] ?? 0))

describe('11.9b cost-to-charge by fee category', () => {
  const charges = [
    { source: '01', amount: yuan(800) },
    { source: '05', amount: yuan(2000) },
    { source: '09', amount: yuan(3000) },
    { source: '08', amount: yuan(2500) },
    { source: '03', amount: yuan(1500) },
  ] as const
  const own = new Map<FeeCategory, string>([
    ['01', '1.4'],
    ['05', '0.9'],
    ['09', '1'],
    ['08', '1'],
    ['03', '0.6'],
  ])

  test('800×1.4 + 2,000×0.9 + 3,000 + 2,500 + 1,500×0.6 = 9,320', () => {
    const found = costByStatedRatios(categoryRatios(own), { caseNo: '1', charges })
    expect(found).toMatchObject({ method: 'cost-to-charge', certainty: 'costed', coverage: 'full', total: yuan(9320) })
    expect(found.parts).toEqual([yuan(1120), yuan(1800), yuan(3000), yuan(2500), yuan(900)])
    expect(found.elements).toMatchObject({ drugs: yuan(3000), materials: yuan(2500), staff: 0 })
    expect(found.unsplit).toBe(yuan(3820)) // bed, treatment and examination: a ratio does not tell their elements
  })

  test('one default behind it makes it an estimate', () => {
    own.delete('03')
    expect(costByStatedRatios(categoryRatios(own), { caseNo: '1', charges }).certainty).toBe('estimated')
    const withoutExams = charges.filter(({ source }) => source !== '03')
    expect(costByStatedRatios(categoryRatios(own), { caseNo: '1', charges: withoutExams }).certainty).toBe('costed')
  })

  test('a unit without a ratio makes it partial', () => {
    const ratios = new Map([['检验科', { ratio: rational('0.55'), from: 'hospital' as const }]])
    const units = [
      { source: '检验科', amount: yuan('-0.10') }, // a refund: −0.055 is −0.06
      { source: '病理科', amount: yuan(100) },
    ]
    const found = costByStatedRatios(ratios, { caseNo: '1', charges: units })
    expect(found).toMatchObject({ certainty: 'costed', coverage: 'partial', total: yuan('-0.06') })
  })

  test('ratios of a ledger conserve its cost over all cases, refunds included', () => {
    const run = openPoolRun([
      { id: '检查', kind: 'charge', cost: costOf({ staff: '60.00', depreciation: '30.01' }), total: yuan(150) },
    ])
    const found = run.cost([
      { caseNo: '1', used: [yuan('33.33')], goods: NONE },
      { caseNo: '2', used: [yuan('-10.00')], goods: NONE },
      { caseNo: '3', used: [yuan('126.67')], goods: NONE },
    ])
    expect(found.map(({ method, total }) => [method, total])).toEqual([
      ['cost-to-charge', yuan('20.00')], // 33.33 × 90.01 ÷ 150
      ['cost-to-charge', yuan('-6.00')],
      ['cost-to-charge', yuan('76.01')],
    ])
    expect(totalFen(run.close()[0]!.left)).toBe(0)
  })
})

describe('11.9c equivalents', () => {
  const base = costOf({ staff: 200_000, depreciation: 100_000 })
  const [A, B, C] = [0, 1, 2]
  const works = [
    { item: 'A', volume: '1000', weight: '1' },
    { item: 'B', volume: '400', weight: '2.5' },
  ]
  const items = costByKeys(base, byEquivalents(works))
  const run = (cost = base, all = works, takenBack = 0) => {
    const items = byEquivalents(all).map(({ key }, item) => {
      const volume = quantity(Number(all[item]!.volume))
      return { item, volume, gross: volume + 2 * quantity(takenBack), key }
    })
    return openItemRun([{ id: '检查', cost, items }])
  }

  test('300,000 over 2,000 equivalents is 150; B is 375', () => {
    expect(items.map(({ item, unitCost }) => [item, toDecimal(unitCost, 6)])).toEqual([
      ['A', '150.000000'],
      ['B', '375.000000'],
    ])
    expect(toDecimal(items[1]!.elements.staff, 6)).toBe('250.000000')
  })

  test('a case is goods and quantity × item cost', () => {
    const goods = { drugs: yuan('12.34'), materials: yuan(0) }
    const found = run().cost({
      caseNo: '1',
      items: [A, B, B],
      quantities: [quantity(2), quantity(0.5), quantity(1)],
      goods,
    })
    expect(found).toMatchObject({ method: 'bottom-up', coverage: 'full', total: yuan('874.84') }) // 300 + 562.50 + 12.34
    expect(found.elements).toMatchObject({ staff: yuan(575), depreciation: yuan('287.50'), drugs: yuan('12.34') })
    expect(found.parts).toEqual([yuan('862.50')])
  })

  test('an item without a cost makes the case partial', () => {
    const bill = { caseNo: '1', items: [C, A], quantities: [quantity(1), quantity(1)], goods: NONE }
    expect(run().cost(bill)).toMatchObject({ certainty: 'costed', coverage: 'partial', total: yuan(150) })
    expect(run().cost({ ...bill, estimated: true }).certainty).toBe('estimated')
    const takenBack = { ...bill, quantities: [0, quantity(1)] }
    expect(run().cost(takenBack).coverage).toBe('full')
  })

  test('when all that was performed has come, the cases have the whole cost, however little an item costs', () => {
    const cost = costOf({ staff: '0.01', drugs: '0.01', other: '0.02' })
    const thirds = run(cost, [{ item: 'A', volume: '3', weight: '1' }])
    const one = (caseNo: string) => thirds.cost({ caseNo, items: [A], quantities: [quantity(1)], goods: NONE })
    const found = ['1', '2', '3'].map(one)
    expect(found.map(({ total }) => total)).toEqual([1, 2, 1]) // 4 ÷ 3 each, running: 1.33, 2.67, 4
    expect(totalFen(thirds.close()[0]!.left)).toBe(0)
  })

  test('what one case was given and another gave back is still exact', () => {
    const dear = run(costOf({ staff: 9_000_000 }), [{ item: 'A', volume: '1', weight: '1' }], 89_999)
    const bill = { caseNo: '1', items: [A], quantities: [quantity(90_000)], goods: NONE }
    expect(dear.cost(bill).total).toBe(81_000_000_000_000)
    expect(dear.cost({ ...bill, quantities: [-quantity(89_999)] }).total).toBe(-80_999_100_000_000)
    expect(totalFen(dear.close()[0]!.left)).toBe(0)
  })
})

describe('other item costs', () => {
  test('ratios: items share by their whole key and spread it over their volume', () => {
    const keyed = byShares([
      { item: 'A', volume: '100', weight: '3000' },
      { item: 'B', volume: '10', weight: '1000' },
    ])
    const items = costByKeys(costOf({ staff: 1000 }), keyed)
    expect(items.map(({ unitCost }) => toDecimal(unitCost, 6))).toEqual(['7.500000', '25.000000'])
  })

  test('shown item costs are the exact ones, rounded', () => {
    const cost = fc.integer({ min: -(10 ** 12), max: 10 ** 12 })
    const work = fc.record({
      volume: fc.integer({ min: 1, max: 10 ** 9 }),
      weight: fc.integer({ min: 1, max: 10 ** 11 }),
    })
    fc.assert(
      fc.property(cost, cost, fc.array(work, { minLength: 1, maxLength: 4 }), (staff, other, works) => {
        const base = { ...costOf({}), staff: fen(staff), other: fen(other) }
        const keyed = byShares(
          works.map(({ volume, weight }, at) => ({ item: `${at}`, volume: `${volume}`, weight: `${weight}` })),
        )
        const exact = costByKeys(base, keyed)
        for (const [at, { unitCost, elements }] of shownCosts(base, keyed).entries()) {
          expect(unitCost).toBe(toDecimal(exact[at]!.unitCost, 6))
          expect(elements).toEqual(eachElement((element) => toDecimal(exact[at]!.elements[element], 6)))
        }
      }),
    )
  })

  test('activities: rate of each driver × what the item uses', () => {
    const pools = [
      { activity: '采样', cost: costOf({ staff: 1000 }), volume: '500' }, // 2 each
      { activity: '报告', cost: costOf({ staff: 900, depreciation: 300 }), volume: '80' }, // 15 an hour
    ]
    const uses = [
      { activity: '采样', quantity: '1' },
      { activity: '报告', quantity: '0.2' },
    ]
    const [item] = costByActivities(pools, [{ item: '血常规', uses }])
    expect(toDecimal(item!.unitCost, 6)).toBe('5.000000')
    expect(toDecimal(item!.elements.depreciation, 6)).toBe('0.750000')
    expect(() => costByActivities(pools, [{ item: 'X', uses: [{ activity: '运送', quantity: '1' }] }])).toThrow(/运送/)
  })

  test.each(['0', '-1', 'x'])('a volume of %s is refused', (volume) => {
    expect(() => byEquivalents([{ item: 'A', volume, weight: '1' }])).toThrow(/A/)
  })
})

describe('goods at purchase price', () => {
  const prices = priceTable([
    { item: 'D1', price: '1.2345' },
    { item: 'M1', price: '6000' },
  ])
  const line = (item: string, category: FeeCategory, units: number, charged: number) => ({
    item,
    category,
    quantity: quantity(units),
    charged: yuan(charged),
  })

  test('quantity × price, line by line; refunds take back', () => {
    const lines = [
      line('D1', '09', 10, 20),
      line('D1', '09', -2, -4),
      line('M1', '08', 1, 6300),
      line('S', '06', 1, 500),
    ]
    expect(goodsOf(prices, lines)).toEqual({
      goods: { drugs: yuan('9.88'), materials: yuan(6000) }, // 12.345 → 12.35, −2.469 → −2.47
      atCharge: 0,
      priced: true,
    })
  })

  test('without a price a drug costs its charge (零差率); a material at its charge is an estimate', () => {
    const herbal = goodsOf(prices, [line('H', '10', 1, 33)])
    expect(herbal).toEqual({ goods: { drugs: yuan(33), materials: 0 }, atCharge: yuan(33), priced: true })
    expect(goodsOf(prices, [line('M2', '08', 1, 50)])).toMatchObject({ atCharge: yuan(50), priced: false })
  })

  test.each(['-1', '1.23456', '¥5'])('a price of %s is refused', (price) => {
    expect(() => priceTable([{ item: 'D9', price }])).toThrow(/D9/)
  })
})

describe('what can be costed from what there is', () => {
  const nothing = {
    charges: false,
    departmentCost: false,
    overheads: false,
    caseVolumes: false,
    itemCosts: false,
    chargeLines: false,
    ratios: false,
    purchasePrices: false,
  }
  const best = (data: Partial<typeof nothing>) => preferredMethod(chooseMethods({ ...nothing, ...data }))

  test('only charges: cost-to-charge by defaults, an estimate', () => {
    expect(best({ charges: true })).toMatchObject({
      method: 'cost-to-charge',
      certainty: 'estimated',
      coverage: 'full',
    })
  })

  test('department totals: top-down, partial while overheads are missing', () => {
    const totals = { charges: true, departmentCost: true, caseVolumes: true, purchasePrices: true }
    expect(best(totals)).toMatchObject({ method: 'top-down', certainty: 'costed', coverage: 'partial' })
    expect(best({ ...totals, overheads: true })).toMatchObject({ method: 'top-down', coverage: 'full', reasons: [] })
  })

  test('item costs: bottom-up', () => {
    const items = { itemCosts: true, chargeLines: true, purchasePrices: true }
    expect(best(items)).toMatchObject({ method: 'bottom-up', certainty: 'costed' })
    expect(best({ ...items, chargeLines: false })).toBeNull()
  })

  test('every method says what it lacks', () => {
    const choices = chooseMethods({ ...nothing, departmentCost: true })
    expect(choices.map(({ method, possible, reasons }) => [method, possible, reasons.map(({ zh }) => zh)])).toEqual([
      ['bottom-up', false, ['没有项目成本或作业清单', '没有收费明细', '没有进价，药品与耗材按收费计']],
      ['top-down', false, ['病例没有床日、时长等用量', '没有进价，药品与耗材按收费计', '科室成本不含分摊的间接成本']],
      ['cost-to-charge', false, ['没有收费数据', '没有本院的成本收入比，按默认值估算']],
    ])
  })
})
