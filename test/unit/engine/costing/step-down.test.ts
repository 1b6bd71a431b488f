import { describe, expect, test } from 'vitest'
import { toDecimal } from '#engine/arithmetic/rational.ts'
import { allocate, costBeforeLevel } from '#engine/costing/allocate.ts'
import { threeStepRules } from '#engine/costing/allocation-rules.ts'
import { driverTable } from '#engine/costing/drivers.ts'
import { totalFen } from '#engine/costing/elements.ts'
import { ledgersOf, ledgerTotal } from '#engine/costing/ledger.ts'
import { IN_FEN, IN_FRACTIONS } from '#engine/costing/measure.ts'
import { fenToYuan } from '#shared/domain/money.ts'
import { ProblemError } from '#shared/domain/problem.ts'
import { by, driverRows, exactLedger, fenLedger, inTurn, MONTH, yuan } from './ledgers.ts'

/** Vector 11.6: 行政 600k by staff, 医辅 200k by workload, 医技 900k by requests, wards A 1,500k and B 2,500k. */
const costs = [
  { center: '行政', class: 'admin', amount: 600_000 },
  { center: '医辅', class: 'support', amount: 200_000 },
  { center: '医技', class: 'technical', amount: 900_000 },
  { center: 'A', amount: 1_500_000 },
  { center: 'B', amount: 2_500_000 },
] as const
const drivers = driverTable(
  driverRows({
    人数: { 行政: 12, 医辅: 10, 医技: 20, A: 30, B: 40 },
    工作量: { 医技: 50, A: 100, B: 150 },
    开单量: { A: 400, B: 600 },
  }),
)
const DRIVER = { admin: '人数', support: '工作量', technical: '开单量', clinical: '' }
const ledger = fenLedger(costs)
const rules = threeStepRules(ledger, (_, centerClass) => by(DRIVER[centerClass]))

const problemOf = (run: () => unknown) => {
  try {
    run()
  } catch (error) {
    if (error instanceof ProblemError) return error.problem
    throw error
  }
  throw new Error('nothing was refused')
}

describe('11.6 the three steps', () => {
  const allocation = allocate(IN_FEN, ledger, rules, drivers)
  const sent = allocation.steps.map(({ center, pool, parts }) => [
    center,
    fenToYuan(totalFen(pool)),
    Object.fromEntries(parts.map(({ receiver, amount }) => [receiver, fenToYuan(totalFen(amount))])),
  ])

  test('level by level, to the fen', () => {
    expect(sent).toEqual([
      ['行政', '600000.00', { 医辅: '60000.00', 医技: '120000.00', A: '180000.00', B: '240000.00' }],
      ['医辅', '260000.00', { 医技: '43333.33', A: '86666.67', B: '130000.00' }], // 200k + 60k
      ['医技', '1063333.33', { A: '425333.33', B: '638000.00' }], // 900k + 120k + 43,333.33
    ])
  })

  test('the wards carry all cost: 2,192,000 and 3,508,000 of 5,700,000', () => {
    const found = allocation.centers.map(({ center, cost }) => [center, fenToYuan(totalFen(cost))])
    expect(found).toEqual([
      ['A', '2192000.00'],
      ['B', '3508000.00'],
    ])
    expect(allocation.unallocated).toEqual([])
    expect(fenToYuan(totalFen(ledgerTotal(IN_FEN, ledger)))).toBe('5700000.00')
  })

  test('every step shows its driver and rate', () => {
    const shown = allocation.steps.map(({ level, driver, driverTotal, rate }) => [
      level,
      driver,
      toDecimal(driverTotal, 0),
      toDecimal(rate, 6),
    ])
    expect(shown).toEqual([
      [0, '人数', '100', '6000.000000'], // the center's own 12 people do not count
      [1, '工作量', '300', '866.666667'],
      [2, '开单量', '1000', '1063.333330'], // of the pool in whole fen
    ])
  })

  test('cost after the second step, the base of item costs', () => {
    const carried = (center: string) => fenToYuan(totalFen(costBeforeLevel(IN_FEN, ledger, allocation, center, 2)))
    expect(carried('医技')).toBe('1063333.33')
    expect(carried('A')).toBe('1766666.67') // 1,500,000 + 180,000 + 86,666.67
  })

  test('in exact fractions nothing is rounded on the way', () => {
    const { centers, steps } = allocate(IN_FRACTIONS, exactLedger(costs), rules, drivers)
    expect(centers.map(({ cost }) => toDecimal(cost.staff, 10))).toEqual(['2192000.0000000000', '3508000.0000000000'])
    expect(toDecimal(steps[2]!.gross, 10)).toBe('1063333.3333333333')
  })
})

describe('elements stay apart', () => {
  test('each is shared by itself, and a correction mirrors what it corrects', () => {
    const month = fenLedger([
      { center: '后勤', class: 'admin', amount: '100.01', element: 'staff' },
      { center: '后勤', class: 'admin', amount: '-0.05', element: 'depreciation' },
      { center: 'A', amount: 10 },
      { center: 'B', amount: 20, element: 'drugs' },
    ])
    const { centers } = allocate(
      IN_FEN,
      month,
      inTurn(['后勤', '面积']),
      driverTable(driverRows({ 面积: { A: 1, B: 2 } })),
    )
    expect(centers[0]!.cost).toMatchObject({ staff: yuan('43.34'), depreciation: yuan('-0.02'), drugs: 0 })
    expect(centers[1]!.cost).toMatchObject({ staff: yuan('66.67'), depreciation: yuan('-0.03'), drugs: yuan(20) })
  })
})

describe('what cannot be handed on', () => {
  test('a pool nobody uses stays, and is listed', () => {
    const month = fenLedger([
      { center: '图书馆', class: 'admin', amount: 500 },
      { center: 'A', amount: 1000 },
    ])
    const { centers, steps, unallocated } = allocate(IN_FEN, month, inTurn(['图书馆', '借阅']), driverTable([]))
    expect(steps).toEqual([])
    expect(unallocated).toMatchObject([{ center: '图书馆', driver: '借阅', reason: 'no-receiver' }])
    expect(totalFen(unallocated[0]!.amount)).toBe(yuan(500))
    expect(totalFen(centers[0]!.cost)).toBe(yuan(1000))
  })

  test('a center that closes twice is refused', () => {
    const refused = problemOf(() => allocate(IN_FEN, ledger, inTurn(['行政', '人数'], ['行政', '工作量']), drivers))
    expect(refused).toMatchObject({ code: 'allocation-invalid', details: { center: '行政' } })
  })

  test('a driver of a center the ledger does not know is refused, or its share would move to the others', () => {
    const table = driverTable(driverRows({ 人数: { A: 1, 体检中心: 3 } }))
    const refused = problemOf(() => allocate(IN_FEN, ledger, inTurn(['行政', '人数']), table))
    expect(refused).toMatchObject({ code: 'allocation-invalid', details: { center: '体检中心', driver: '人数' } })
  })

  test.each(['-1', '1,000', '', '一'])('the quantity “%s” is refused', (quantity) => {
    const refused = problemOf(() => driverTable([{ driver: '面积', center: 'A', quantity }]))
    expect(refused).toMatchObject({ code: 'allocation-invalid', details: { quantity } })
  })

  test('a center of two classes is refused', () => {
    const refused = problemOf(() => fenLedger([...costs, { center: 'A', class: 'technical', amount: 1 }]))
    expect(refused).toMatchObject({ code: 'ledger-invalid', details: { period: MONTH, center: 'A' } })
  })
})

describe('a ledger the finance office has already allocated', () => {
  const share = { period: MONTH, center: 'A', class: 'clinical', element: 'staff', origin: 'share' } as const
  const direct = { ...share, origin: 'direct', amount: yuan(900) } as const

  test('is taken as it is', () => {
    const [month] = ledgersOf(IN_FEN, [direct, { ...share, amount: yuan(100) }])
    const { centers } = allocate(IN_FEN, month!, { method: 'step-down', levels: [] }, driverTable([]))
    expect(totalFen(centers[0]!.cost)).toBe(yuan(1000))
  })

  test('is not allocated again', () => {
    const admin = { ...direct, center: '行政', class: 'admin' } as const
    const [month] = ledgersOf(IN_FEN, [admin, { ...share, amount: yuan(100) }])
    const refused = problemOf(() => allocate(IN_FEN, month!, inTurn(['行政', '人数']), drivers))
    expect(refused).toMatchObject({ code: 'allocation-invalid', details: { center: '行政' } })
  })
})

describe('cost as the driver', () => {
  test('the receiving centers share by what they cost themselves', () => {
    const month = fenLedger([
      { center: '行政', class: 'admin', amount: 300 },
      { center: 'A', amount: 100 },
      { center: 'A', amount: 900, element: 'drugs' },
      { center: 'B', amount: 200 },
    ])
    const rule = (elements: readonly ('staff' | 'drugs')[], among: readonly string[] | null = null) => ({
      method: 'step-down' as const,
      levels: [[{ center: '行政', driver: { kind: 'direct-cost' as const, elements, among } }]],
    })
    const received = (...given: Parameters<typeof rule>) =>
      allocate(IN_FEN, month, rule(...given), driverTable([])).centers.map((center) => totalFen(center.received))
    expect(received(['staff'])).toEqual([yuan(100), yuan(200)]) // wages 100 : 200
    expect(received(['staff', 'drugs'])).toEqual([yuan(250), yuan(50)]) // 1,000 : 200
    expect(received(['staff'], ['B'])).toEqual([0, yuan(300)])
  })

  test('a negative cost is no driver', () => {
    const month = fenLedger([
      { center: '行政', class: 'admin', amount: 300 },
      { center: 'A', amount: -1 },
    ])
    const driver = { kind: 'direct-cost', elements: ['staff'], among: null } as const
    const levels = [[{ center: '行政', driver }]]
    const refused = problemOf(() => allocate(IN_FEN, month, { method: 'step-down', levels }, drivers))
    expect(refused).toMatchObject({ code: 'allocation-invalid', details: { center: 'A' } })
  })
})
