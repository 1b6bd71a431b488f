import { describe, expect, test } from 'vitest'
import { type Rational, rational, toDecimal } from '#engine/arithmetic/rational.ts'
import {
  bedDayCost,
  breakEven,
  DEFAULT_FIXED_SHARES,
  daySurgeryView,
  fixedPerCaseAt,
  splitBehaviour,
} from '#engine/costing/behaviour.ts'
import { budgetTree, overspent, stageOfLine } from '#engine/costing/levels.ts'
import { roundToTotal } from '#engine/costing/round-ledger.ts'
import { type CostingSnapshot, compareCosting } from '#engine/costing/snapshot.ts'
import { type CostElement, centerClassOf, costElementOf, eachElement, quantity } from '#shared/domain/costing.ts'
import { exact } from '#shared/domain/exact.ts'
import { fen, fenToYuan } from '#shared/domain/money.ts'
import { MONTH, yuan } from './ledgers.ts'

const costOf = (amounts: Partial<Record<CostElement, string | number>>) =>
  eachElement((element) => yuan(amounts[element] ?? 0))
const text = (value: Rational | null, places = 2) => (value === null ? null : toDecimal(value, places))

describe('three levels', () => {
  const department = budgetTree({
    key: '骨科',
    budget: yuan(10_000),
    used: yuan(9000),
    children: [
      {
        key: 'IC29',
        budget: yuan(5000),
        used: yuan(5600),
        children: [
          { key: 'theatre', budget: yuan(3000), used: yuan(2000) },
          { key: 'post-operative', budget: null, used: yuan(3500) },
        ],
      },
      { key: 'IC39', budget: yuan(4000), used: yuan(3000) },
    ],
  })

  test('used and left at each', () => {
    const [knee, hip] = department.children
    expect([department, knee!, hip!].map(({ left, share }) => [left, text(share)])).toEqual([
      [yuan(1000), '0.90'],
      [yuan(-600), '1.12'],
      [yuan(1000), '0.75'],
    ])
    expect(knee!.children[0]).toMatchObject({ left: yuan(1000) }) // 已用 2,000, 剩余 1,000
    expect(knee!.children[1]).toMatchObject({ left: null, share: null })
  })

  test('money that reached no group, budget that none has', () => {
    expect(department).toMatchObject({ elsewhere: yuan(400), undistributed: yuan(1000) })
    expect(department.children[0]).toMatchObject({ elsewhere: yuan(100), undistributed: yuan(2000) })
  })

  test('over budget by more than a tenth', () => {
    expect(overspent(department, rational('0.1')).map(({ key }) => key)).toEqual(['IC29'])
    expect(overspent(department, rational('0.12'))).toEqual([]) // exactly 12% is not more than 12%
  })

  test.each([
    ['2026-01-03', '09', 'pre-operative'],
    ['2026-01-05 07:10:00', '09', 'theatre'], // the day of the operation
    ['2026-01-06', '06', 'theatre'], // booked a day late
    ['2026-01-07', '09', 'post-operative'],
    ['2026-01-12', '05', 'discharge'],
  ] as const)('a line of %s in category %s is %s', (chargedAt, category, stage) => {
    const dates = { operatedAt: '2026-01-05 09:00:00', dischargedAt: '2026-01-12 10:00:00' }
    expect(stageOfLine(chargedAt, category, dates)).toBe(stage)
    expect(stageOfLine(chargedAt, category, { ...dates, operatedAt: null })).toBeNull()
  })
})

describe('cost behaviour', () => {
  test('fixed and variable sum to each element', () => {
    const { fixed, variable } = splitBehaviour(costOf({ staff: 100, drugs: 50, other: '0.03' }), DEFAULT_FIXED_SHARES)
    expect(fixed).toMatchObject({ staff: yuan(100), drugs: 0, other: 2 })
    expect(variable).toMatchObject({ staff: 0, drugs: yuan(50), other: 1 })
  })

  test('a share outside 0 to 1 is refused', () => {
    expect(() => splitBehaviour(costOf({}), { ...DEFAULT_FIXED_SHARES, staff: rational('1.1') })).toThrow(RangeError)
  })

  test('break-even: 300,000 ÷ (9,000 − 6,000) is 100 cases', () => {
    const found = breakEven({ payment: yuan(1_080_000), variable: yuan(720_000), fixed: yuan(300_000), cases: 120 })
    expect(found).toMatchObject({ contribution: yuan(360_000), volume: 100, margin: 20 })
    expect(text(found.contributionRate)).toBe('0.33')
  })

  test('a part of a case does not carry the rest of the fixed cost', () => {
    const found = breakEven({ payment: yuan(90), variable: yuan(60), fixed: yuan(101), cases: 10 })
    expect([text(found.exactVolume), found.volume]).toEqual(['33.67', 34]) // 101 ÷ 3
  })

  test('without a contribution no volume breaks even', () => {
    const found = breakEven({ payment: yuan(60), variable: yuan(60), fixed: yuan(1), cases: 10 })
    expect(found).toMatchObject({ exactVolume: null, volume: null, margin: null })
    expect(breakEven({ payment: fen(0), variable: fen(0), fixed: fen(0), cases: 0 }).contributionRate).toBeNull()
  })

  test('bed-day cost', () => {
    expect(text(bedDayCost(costOf({ staff: 700_000 }), 1400))).toBe('500.00')
    expect(bedDayCost(costOf({}), 0)).toBeNull()
  })
})

describe('day surgery', () => {
  /** 8 beds, 22 days, 176 cases paid 4,000 each; variable 1,900 a case, fixed 264,000. */
  const unit = { beds: 8, days: 22, cases: 176, payment: yuan(704_000), variable: yuan(334_400), fixed: yuan(264_000) }

  test('marginal and full cost at one case per bed and day', () => {
    const view = daySurgeryView(unit)
    expect([view.marginalCost, view.fixedPerCase, view.fullCost].map((value) => text(value))).toEqual([
      '1900.00',
      '1500.00',
      '3400.00',
    ])
    expect([text(view.marginalSurplus), text(view.fullSurplus), text(view.turnover)]).toEqual([
      '2100.00',
      '600.00',
      '22.00',
    ])
    expect(view.breakEven).toMatchObject({ volume: 126, margin: 50 }) // 264,000 ÷ 2,100 = 125.7
  })

  test('the same beds at half the turnover look like a loss, and are not one at the margin', () => {
    const slow = daySurgeryView({ ...unit, cases: 88, payment: yuan(352_000), variable: yuan(167_200) })
    expect([text(slow.fullSurplus), text(slow.marginalSurplus)]).toEqual(['-900.00', '2100.00'])
    expect(text(fixedPerCaseAt(unit.fixed, unit.beds, rational('33')))).toBe('1000.00') // 264,000 ÷ (8 × 33)
  })
})

describe('rounding a ledger of three decimals', () => {
  test('to its total by largest remainder, the rounding row named', () => {
    const found = roundToTotal(['10.004', '20.008', '-5.001', '1.00', '0.003'].map((each) => exact(each)))
    expect(fenToYuan(found.total)).toBe('26.01') // 26.014
    expect(found.rounding.toFixed()).toBe('-0.004')
    expect(found.amounts.map(fenToYuan)).toEqual(['10.00', '20.01', '-5.00', '1.00', '0.00'])
    expect(found.changed.map(({ index, difference }) => [index, difference.toFixed()])).toEqual([
      [0, '-0.004'],
      [1, '0.002'],
      [2, '0.001'],
      [4, '-0.003'],
    ])
  })

  test('a half fen goes away from zero, as everywhere', () => {
    expect(roundToTotal([exact('0.005')]).total).toBe(1)
    expect(roundToTotal([exact('-0.005')]).total).toBe(-1)
    expect(roundToTotal([]).total).toBe(0)
  })
})

describe('what a month was costed with', () => {
  const kept: CostingSnapshot = {
    period: MONTH,
    closed: false,
    method: 'top-down',
    rates: { 床日: '500', ICU小时: '80' },
    prices: { M1: '6000' },
    drivers: { 面积: { A: '10' } },
  }
  const next = { ...kept, rates: { 床日: '510' }, drivers: { 面积: { A: '10', B: '5' } } }
  const before = new Map([
    ['1', yuan(100)],
    ['2', yuan(50)],
    ['3', yuan(70)],
  ])
  const after = new Map([
    ['1', yuan(110)],
    ['2', yuan(50)],
    ['4', yuan(20)],
  ])

  test('old and new side by side', () => {
    const found = compareCosting(kept, next, before, after)
    expect(found.changed).toEqual([
      { kind: 'rate', of: '床日', before: '500', after: '510' },
      { kind: 'rate', of: 'ICU小时', before: '80', after: null },
      { kind: 'driver', of: '面积 / B', before: null, after: '5' },
    ])
    expect(found.cases).toEqual([
      { caseNo: '3', before: yuan(70), after: null },
      { caseNo: '4', before: null, after: yuan(20) },
      { caseNo: '1', before: yuan(100), after: yuan(110) },
    ])
    expect(found.total).toEqual({ before: yuan(220), after: yuan(180), change: yuan(-40) })
  })

  test('a closed month is not costed again', () => {
    const run = () => compareCosting({ ...kept, closed: true }, next, before, after)
    expect(run).toThrow(/2026-01/)
  })
})

describe('names as finance offices write them', () => {
  test.each([
    ['人员经费', 'staff'],
    [' 固定资产折旧费', 'depreciation'],
    ['Drugs', 'drugs'],
    ['药品费', 'drugs'],
    ['水电费', null], // not one of the seven: the importer asks
  ] as const)('element %s is %s', (name, element) => expect(costElementOf(name)).toBe(element))

  test.each([
    ['医技', 'technical'],
    ['行政后勤类', 'admin'],
    ['admin', 'admin'],
    ['门诊', null],
  ] as const)('class %s is %s', (name, centerClass) => expect(centerClassOf(name)).toBe(centerClass))

  test('a quantity is exact to a thousandth or refused', () => {
    expect(quantity(12.255)).toBe(12255)
    expect(quantity(-0)).toBe(0)
    for (const bad of [0.0005, Number.NaN, Infinity, 1e13]) expect(() => quantity(bad)).toThrow(RangeError)
  })
})
