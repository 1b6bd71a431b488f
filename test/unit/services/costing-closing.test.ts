import fc from 'fast-check'
import { expect, test } from 'vitest'
import { priceTable } from '#engine/costing/purchase-price.ts'
import { addCases, NO_CASES } from '#engine/costing/reconcile.ts'
import { monthStatement } from '#services/costing/cost-month.ts'
import { asLedgers } from '#services/costing/month-ledger.ts'
import { monthMethods } from '#services/costing/month-methods.ts'
import { planMonth } from '#services/costing/month-plan.ts'
import { monthUsage, pricedItems } from '#services/costing/month-usage.ts'
import type { CostingConfig } from '#shared/contract/costing-config.ts'
import { ALLOCATION_METHODS, COST_ELEMENTS, COST_METHODS, eachElement } from '#shared/domain/costing.ts'
import { period } from '#shared/domain/period.ts'

const MONTH = period('2026-01')
const WARD = '骨科'
/** The department's own three, another ward, and service centers that close in turn. */
const CENTERS = [WARD, '手术室', '检验科', '内科', '后勤', '行政'] as const
const CLASSES = ['临床', '医技', '医技', '临床', '医辅', '行政'] as const
/** Items of services, of goods with and without a purchase price; two with one code. */
const ITEMS = ['02', '06', '04', '04', '08', '08', '09', '11', '01', '14'].map((category, at) => ({
  id: at + 1,
  code: at === 9 ? 'I9' : `I${at + 1}`,
  name: `项目${at + 1}`,
  category,
}))
const PRICES = priceTable([
  { item: 'I5', price: '0.3333' },
  { item: 'I7', price: '12.5' },
])

const line = fc.record({
  item: fc.integer({ min: 1, max: ITEMS.length }),
  place: fc.nat(4),
  each: fc.integer({ min: -900, max: 7000 }),
  count: fc.integer({ min: 1, max: 3 }),
  amount: fc.integer({ min: -90_000, max: 700_000 }),
})
const month = fc.record({
  amounts: fc.array(fc.array(fc.integer({ min: -90_000, max: 9_000_000 }), { minLength: 7, maxLength: 7 }), {
    minLength: CENTERS.length,
    maxLength: CENTERS.length,
  }),
  heads: fc.array(fc.nat(9), { minLength: CENTERS.length, maxLength: CENTERS.length }),
  cases: fc.array(
    fc.record({
      los: fc.option(fc.nat(20)),
      opMinutes: fc.option(fc.nat(300)),
      lines: fc.array(line, { maxLength: 12 }),
    }),
    { minLength: 1, maxLength: 8 },
  ),
  method: fc.constantFrom(...ALLOCATION_METHODS),
  items: fc.constantFrom('income', 'workload', 'equivalents'),
  theatre: fc.constantFrom('cases', 'driver', 'capacity', 'none'),
})
type Month = typeof month extends fc.Arbitrary<infer T> ? T : never

const TOTALS = {
  cases: { from: 'cases' },
  driver: { from: 'driver', driver: '手术分钟' },
  capacity: { from: 'capacity', theoretical: { units: '900' }, practicalShare: '0.8' },
} as const

function configOf({ method, items, theatre }: Month): CostingConfig {
  const heads = { kind: 'quantity', driver: '人数' } as const
  return {
    format: 'costing-config/1',
    from: MONTH,
    to: MONTH,
    allocation: { method, levels: [[{ center: '行政', driver: heads }], [{ center: '后勤', driver: heads }]] },
    department: { main: WARD, centers: [WARD, '手术室', '检验科'] },
    pools: [
      { center: WARD, measure: { by: 'bed-days' }, total: { from: 'cases' } },
      ...(theatre === 'none'
        ? []
        : [{ center: '手术室', measure: { by: 'operation-minutes' }, total: TOTALS[theatre] } as const]),
      {
        center: '检验科',
        measure: { by: 'line-quantity', categories: ['04'], ownLines: true },
        total: { from: 'cases' },
      },
    ],
    places: { 检验: '检验科' },
    items: { method: items, equivalents: { I1: '1', I2: '2.5', I3: '0.333' } },
    ratios: {},
    methods: [...COST_METHODS],
    preferred: 'top-down',
    sheets: [],
    fixedShares: eachElement(() => '0'),
    targetMargin: '0',
    tolerance: '0.1',
    daySurgeryBeds: null,
  }
}

/** Every method of the month with its statement. */
function statements(drawn: Month) {
  const config = configOf(drawn)
  const rows = drawn.amounts.flatMap((amounts, at) =>
    amounts.map((amount, index) => ({
      ...{ period: MONTH, center: CENTERS[at]!, type: CLASSES[at]!, element: COST_ELEMENTS[index]!, amount },
    })),
  )
  const heads = drawn.heads.map((quantity, at) => ({
    ...{ period: MONTH, center: CENTERS[at]!, driver: '人数', quantity: String(quantity) },
  }))
  const minutes = { period: MONTH, center: '手术室', driver: '手术分钟', quantity: '700.5' }
  const plan = planMonth(config, MONTH, asLedgers(rows).get(MONTH)!, [...heads, minutes])
  const cases = drawn.cases.map(({ los, opMinutes }, at) => ({
    ...{
      id: at + 1,
      caseNo: String(at + 1),
      los,
      opMinutes,
      anaesthesiaMinutes: null,
      icuHours: null,
      ventHours: null,
    },
    charge: 123_456,
  }))
  const taking = monthUsage({
    ...{ cases, items: pricedItems(ITEMS, PRICES), centers: plan.centers.length, main: plan.main },
    // No place, the ward, the theatre, the laboratory, and another department.
    centerOf: Int32Array.of(plan.main, 0, 1, 2, -1),
    ...{ pools: plan.pools, poolCenters: plan.poolCenters },
  })
  for (const [at, { lines }] of drawn.cases.entries()) {
    if (lines.length === 0) continue
    const visit = taking.open(at + 1)
    for (const { item, place, each, count, amount } of lines) visit(item, place, each, count, amount)
  }
  const methods = monthMethods({ config, plan, cases, usage: taking.close(), hasPrices: true })
  return methods.runs.map((run) => {
    const costs = cases.map((_, at) => run.cost(at))
    const statement = monthStatement(plan, methods.goods, run.close(), addCases(NO_CASES, costs))
    return { method: run.method, costs, statement: statement! }
  })
}

test('for any ledger and any lines the department is its cases and what reaches none, to the fen, by every method', () => {
  const met = new Set<string>()
  fc.assert(
    fc.property(month, (drawn) => {
      for (const { method, costs, statement } of statements(drawn)) {
        met.add(method)
        const { ledger, department } = statement
        for (const element of COST_ELEMENTS) {
          expect(ledger.difference[element], `${method} ${element}`).toBe(0)
          expect(department.difference[element], `${method} ${element}`).toBe(0)
        }
        expect([department.differenceTotal, statement.unsplit, statement.closes]).toEqual([0, 0, true])
        const onCases = department.parts.find(({ id }) => id === 'cases')!
        expect(costs.reduce((sum, { total }) => sum + total, 0)).toBe(onCases.total)
      }
    }),
    { numRuns: 300 },
  )
  expect([...met].toSorted()).toEqual([...COST_METHODS].toSorted())
})
