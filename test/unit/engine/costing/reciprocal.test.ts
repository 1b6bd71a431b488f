import { describe, expect, test } from 'vitest'
import { toDecimal } from '#engine/arithmetic/rational.ts'
import { allocate } from '#engine/costing/allocate.ts'
import { driverTable } from '#engine/costing/drivers.ts'
import { totalFen } from '#engine/costing/elements.ts'
import { IN_FEN, IN_FRACTIONS } from '#engine/costing/measure.ts'
import { fenToYuan } from '#shared/domain/money.ts'
import { by, driverRows, exactLedger, fenLedger } from './ledgers.ts'

/**
 * Two service centers that serve each other. 维修 4,000: 20% to 食堂, 30% and 50% to A and B; 食堂 1,000: 10% to 维修, 60% and 30%.
 * M = 4,000 + 0.1·C and C = 1,000 + 0.2·M give M = 4,100 ÷ 0.98 and C = 1,800 ÷ 0.98.
 */
const costs = [
  { center: '维修', class: 'admin', amount: 4000 },
  { center: '食堂', class: 'admin', amount: 1000 },
  { center: 'A', amount: 0 },
  { center: 'B', amount: 0 },
] as const
const drivers = driverTable(
  driverRows({ 工时: { 维修: 7, 食堂: 20, A: 30, B: 50 }, 餐数: { 维修: 10, 食堂: 5, A: 60, B: 30 } }),
)
const rules = {
  method: 'reciprocal',
  levels: [
    [
      { center: '维修', driver: by('工时') },
      { center: '食堂', driver: by('餐数') },
    ],
  ],
} as const

describe('simultaneous equations', () => {
  test('gross pools and rates include what the services do for each other', () => {
    const { steps } = allocate(IN_FRACTIONS, exactLedger(costs), rules, drivers)
    expect(steps.map(({ center, gross, rate }) => [center, toDecimal(gross, 6), toDecimal(rate, 6)])).toEqual([
      ['维修', '4183.673469', '41.836735'], // 4,100 ÷ 0.98, by 100 hours
      ['食堂', '1836.734694', '18.367347'], // 1,800 ÷ 0.98, by 100 meals
    ])
  })

  test('A gets 30% of the one and 60% of the other, B the rest of 5,000', () => {
    const { centers } = allocate(IN_FRACTIONS, exactLedger(costs), rules, drivers)
    expect(centers.map(({ cost }) => toDecimal(cost.staff, 6))).toEqual(['2357.142857', '2642.857143'])
    const inFen = allocate(IN_FEN, fenLedger(costs), rules, drivers)
    expect(inFen.centers.map(({ cost }) => fenToYuan(totalFen(cost)))).toEqual(['2357.15', '2642.85']) // 1,714.29 + 642.86, each pool rounded
    for (const { pool, parts } of inFen.steps)
      expect(parts.reduce((sum, { amount }) => sum + totalFen(amount), 0)).toBe(totalFen(pool))
  })

  test('the order of the centers does not matter', () => {
    const turned = { ...rules, levels: [rules.levels[0].toReversed()] }
    const found = (order: Parameters<typeof allocate>[2]) =>
      allocate(IN_FEN, fenLedger(costs), order, drivers).centers.map(({ cost }) => cost)
    expect(found(turned)).toEqual(found(rules))
  })
})

describe('services that never reach a ward', () => {
  test('a circle of two keeps its cost, and what others send into it; the rest goes on', () => {
    const month = fenLedger([
      { center: '甲', class: 'admin', amount: 100 },
      { center: '乙', class: 'admin', amount: 200 },
      { center: '丙', class: 'admin', amount: 300 },
      { center: '丁', class: 'admin', amount: 50 },
      { center: 'A', amount: 0 },
    ])
    const table = driverTable(driverRows({ a: { 乙: 1 }, b: { 甲: 1 }, c: { 甲: 1, A: 2 }, d: {} }))
    const levels = [
      [
        { center: '甲', driver: by('a') },
        { center: '乙', driver: by('b') },
        { center: '丙', driver: by('c') },
        { center: '丁', driver: by('d') },
      ],
    ]
    const { centers, unallocated } = allocate(IN_FEN, month, { method: 'reciprocal', levels }, table)
    expect(centers.map(({ cost }) => fenToYuan(totalFen(cost)))).toEqual(['200.00'])
    expect(unallocated.map(({ center, reason, amount }) => [center, reason, fenToYuan(totalFen(amount))])).toEqual([
      ['甲', 'closed-circle', '200.00'], // its own 100 and 100 from 丙
      ['乙', 'closed-circle', '200.00'],
      ['丁', 'no-receiver', '50.00'],
    ])
  })
})

describe('direct allocation', () => {
  test('services between service centers are left out', () => {
    const { centers } = allocate(IN_FEN, fenLedger(costs), { ...rules, method: 'direct' }, drivers)
    // 维修 3:5 of 4,000; 食堂 2:1 of 1,000
    expect(centers.map(({ cost }) => fenToYuan(totalFen(cost)))).toEqual(['2166.67', '2833.33'])
  })
})
