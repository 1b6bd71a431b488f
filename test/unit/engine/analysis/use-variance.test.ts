import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { surplusBridge } from '#engine/analysis/bridge.ts'
import { type CaseUse, drillCases, drillUses, losEfficiency } from '#engine/analysis/use-drill.ts'
import { type ResourceUse, splitUse, type Use } from '#engine/analysis/use-variance.ts'
import { floorOf, plus, type Rational, ratio, rational, sumRational, toDecimal } from '#engine/arithmetic/rational.ts'
import { exact } from '#shared/domain/exact.ts'
import { fen, sumFen } from '#shared/domain/money.ts'
import { yuan } from './slices.ts'

const use = (quantity: number, price: number): Use => ({
  quantity: ratio(quantity),
  amount: yuan(String(quantity * price)),
})
const inYuan = (value: Rational) => toDecimal(ratio(value.num, value.den * 100n), 2)

describe('use and price of one resource', () => {
  test('vector 11.8d: 50 cases, use 10 to 12, price 100 to 90', () => {
    const bed: ResourceUse = { key: 'bed', base: use(10 * 40, 100), actual: use(12 * 50, 90) }
    const { efficiency, price } = splitUse(bed, 40, 50)
    expect([inYuan(efficiency), inYuan(price), inYuan(plus(efficiency, price))]).toEqual([
      '10000.00',
      '-6000.00',
      '4000.00',
    ])
  })

  test('what the base did not use is valued at its own price, and is all use', () => {
    expect(splitUse({ key: 'new', base: null, actual: use(5, 200) }, 10, 10)).toEqual({
      efficiency: ratio(100_000),
      price: ratio(0),
    })
    const gone = splitUse({ key: 'gone', base: use(5, 200), actual: null }, 10, 20)
    expect([inYuan(gone.efficiency), inYuan(gone.price)]).toEqual(['-2000.00', '0.00'])
  })

  test('an amount without a quantity is all price', () => {
    const fee = { key: 'fee', base: use(1, 100), actual: { quantity: ratio(0), amount: yuan('150') } }
    expect(inYuan(splitUse(fee, 1, 1).price)).toBe('50.00')
    expect(inYuan(splitUse(fee, 1, 1).efficiency)).toBe('0.00')
  })

  test('a longer stay at the variable cost of a bed-day', () => {
    const stay = { n: 50, base: rational('8'), actual: rational('7.5') }
    expect(toDecimal(losEfficiency(stay, rational('120.50')), 2)).toBe('-3012.50')
  })
})

const anyUse = fc.option(
  fc.record({ quantity: fc.nat(900).map((q) => ratio(q, 3)), amount: fc.nat(9_000_000).map(fen) }),
)
const items = fc
  .array(fc.record({ base: anyUse, actual: anyUse }), { minLength: 1, maxLength: 8 })
  .map((all) => all.map((item, index) => ({ key: `i${index}`, ...item })))
const groups = fc
  .array(items, { minLength: 1, maxLength: 4 })
  .map((all) => all.map((list, index): ResourceUse => ({ key: `r${index}`, items: list })))
const n = fc.integer({ min: 1, max: 300 })
const rounded = (value: Rational) => fen(Number(floorOf(value)))

describe('drilling down', () => {
  test('a bridge splits the unit cost by what was used, and what is unexplained stays', () => {
    const { total } = surplusBridge('B3', [
      {
        key: 'g',
        base: { n: 40, payment: exact(0), spent: yuan('50000') },
        actual: { n: 50, payment: exact(0), spent: yuan('70000') },
        resources: [{ key: 'bed', base: use(400, 100), actual: use(600, 90) }],
      },
    ])
    // Unit cost 1,250 → 1,400 over 50 cases: 7,500, of which the bed explains 4,000.
    expect(total.spent).toMatchObject({
      efficiency: yuan('10000'),
      price: yuan('-6000'),
      unit: yuan('3500'),
      volume: yuan('12500'),
    })
  })

  test('every level sums to the one above, to the fen', () => {
    fc.assert(
      fc.property(groups, n, n, (resources, n0, n1) => {
        const whole = splitUse({ key: '', items: resources }, n0, n1)
        const totals = { efficiency: rounded(whole.efficiency), price: rounded(whole.price) }
        const rows = drillUses(resources, n0, n1, totals)
        expect(sumFen(rows.map((row) => row.efficiency))).toBe(totals.efficiency)
        expect(sumFen(rows.map((row) => row.price))).toBe(totals.price)
        for (const [index, row] of rows.entries()) {
          expect(row.change).toBe(row.efficiency + row.price)
          const resource = resources[index]!
          const below = 'items' in resource ? drillUses(resource.items, n0, n1, row) : []
          expect(sumFen(below.map((item) => item.change))).toBe(row.change)
        }
      }),
    )
  })

  test('a group’s row of the bridge opens to its resources, whatever the rounding of the table did', () => {
    const spent = fc.integer({ min: 0, max: 90_000_000 }).map(fen)
    fc.assert(
      fc.property(fc.array(fc.tuple(groups, n, n, spent, spent), { minLength: 1, maxLength: 6 }), (all) => {
        const cells = all.map(([resources, n0, n1, before, now], index) => ({
          key: `g${index}`,
          base: { n: n0, payment: exact(0), spent: before },
          actual: { n: n1, payment: exact(0), spent: now },
          resources,
        }))
        for (const [index, row] of surplusBridge('B3', cells).rows.entries()) {
          const [resources, n0, n1] = all[index]!
          const opened = drillUses(resources, n0, n1, row.spent)
          expect(sumFen(opened.map(({ change }) => change))).toBe(row.spent.efficiency + row.spent.price)
        }
      }),
    )
  })

  test('cases sum to their item, those without it among them', () => {
    const used = fc.array(fc.record({ quantity: fc.nat(60), amount: fc.nat(500_000) }), { maxLength: 20 })
    fc.assert(
      fc.property(anyUse, used, fc.nat(20), n, (base, list, more, n0) => {
        const n1 = list.length + more + 1
        const cases = list.map(
          ({ quantity, amount }, index): CaseUse => ({
            caseNo: `c${index}`,
            quantity: ratio(quantity, 3),
            amount: fen(amount),
          }),
        )
        const actual = {
          quantity: sumRational(cases.map((each) => each.quantity)),
          amount: sumFen(cases.map((each) => each.amount)),
        }
        const item = { key: 'i', base, actual }
        const { efficiency, price } = splitUse(item, n0, n1)
        const totals = { efficiency: rounded(efficiency), price: rounded(price) }
        const { rows, others } = drillCases(item, cases, n0, n1, totals)
        expect(others.n).toBe(more + 1)
        expect(sumFen([...rows.map((row) => row.efficiency), others.efficiency])).toBe(totals.efficiency)
        expect(sumFen([...rows.map((row) => row.price), others.price])).toBe(totals.price)
      }),
    )
  })
})
