import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { computeFigure } from '#engine/analysis/figures.ts'
import { type FigurePair, GUARD_RAILS, guardRail } from '#engine/analysis/guard-rails.ts'
import { isIndicatorId } from '#engine/analysis/indicators.ts'
import { type CaseItem, itemUse } from '#engine/analysis/item-use.ts'
import { DRIVERS_OVERLAP, type GroupFindings, lossDrivers } from '#engine/analysis/loss-drivers.ts'
import { paretoOfLosses } from '#engine/analysis/pareto.ts'
import { DEFAULT_REPEAT_RULES, repeatedTests, type TestLine } from '#engine/analysis/repeated-tests.ts'
import { quantity } from '#shared/domain/costing.ts'
import { exact, sumExact } from '#shared/domain/exact.ts'
import { sumFen } from '#shared/domain/money.ts'
import { aMonth, yuan } from './slices.ts'

describe('Pareto of losses', () => {
  test('largest first with running share; the fewest that make 80% are the vital ones', () => {
    const groups = Object.entries({ a: -10, b: 500, c: -70, d: -15, e: -5, f: 0 }).map(([key, surplus]) => ({
      key,
      surplus,
    }))
    const { total, rows } = paretoOfLosses(groups, ({ surplus }) => exact(surplus))
    expect(total.toFixed()).toBe('100')
    expect(rows.map(({ of, cumulative, vital }) => [of.key, cumulative.toFixed(), vital])).toEqual([
      ['c', '0.7', true],
      ['d', '0.85', true],
      ['a', '0.95', false],
      ['e', '1', false],
    ])
  })

  test('for any surpluses: losses only, shares sum to one, equal losses in the order of their keys', () => {
    const any = fc.array(fc.option(fc.integer({ min: -50, max: 20 })), { maxLength: 30 })
    fc.assert(
      fc.property(any, (surpluses) => {
        const all = surpluses.map((surplus, index) => ({ key: `k${index}`, surplus }))
        const of = ({ surplus }: { readonly surplus: number | null }) => (surplus === null ? null : exact(surplus))
        const { rows } = paretoOfLosses(all, of)
        expect(rows.length).toBe(surpluses.filter((surplus) => surplus !== null && surplus < 0).length)
        if (rows.length > 0)
          expect(
            sumExact(rows.map(({ share }) => share))
              .minus(1)
              .abs()
              .lt('1e-20'),
          ).toBe(true)
        expect(paretoOfLosses(all.toReversed(), of).rows).toEqual(rows)
      }),
    )
  })
})

describe('what drives the loss of a group', () => {
  const group: GroupFindings = {
    n: 20,
    items: [
      { key: 'S1', name: '吻合器', amount: yuan('60000'), reference: exact('2000') },
      { key: 'D1', name: '抗菌药', amount: yuan('8000'), reference: exact('500') },
    ],
    stay: { n: 20, days: exact('11.5'), reference: exact('9'), bedDayCost: exact('120') },
    complications: { affected: { n: 3, spent: yuan('90000') }, others: { n: 17, spent: yuan('255000') } },
    physicians: [
      { key: '甲', n: 12, spent: yuan('192000') },
      { key: '乙', n: 8, spent: yuan('153000') },
      { key: '丙', n: 0, spent: yuan('0') },
    ],
  }

  test('items, days, complications and physicians with money attached, the most first', () => {
    const drivers = lossDrivers(group)
    expect(drivers.map(({ kind, key, amount, n, few }) => [kind, key, amount, n, few])).toEqual([
      ['complication', 'complication', yuan('45000'), 3, true], // 3 × (30,000 − 15,000)
      ['item', 'S1', yuan('20000'), 20, false], // 60,000 − 20 × 2,000
      ['physician', '乙', yuan('15000'), 8, true], // 153,000 − 8 × 17,250
      ['stay', 'stay', yuan('6000'), 20, false], // 20 × 2.5 × 120
    ])
    expect(drivers[1]!.evidence).toEqual({
      zh: '吻合器：例均 3,000.00 元，参照 2,000.00 元',
      en: '吻合器: 3,000.00 yuan a case, reference 2,000.00',
    })
    expect(DRIVERS_OVERLAP.zh).toContain('不能相加')
  })

  test('nothing known, nothing driven', () => {
    expect(lossDrivers({ n: 0, items: group.items, stay: null, complications: null, physicians: [] })).toEqual([])
    const alone = { affected: { n: 2, spent: yuan('1') }, others: { n: 0, spent: yuan('0') } }
    expect(
      lossDrivers({ ...group, items: [], stay: { ...group.stay!, n: 0 }, complications: alone, physicians: [] }),
    ).toEqual([])
  })
})

describe('repeated tests', () => {
  const line = (
    caseNo: string,
    item: string,
    chargedAt: string,
    amount: string,
    category: TestLine['category'] = '03',
  ) => ({
    ...{ caseNo, item, name: item, chargedAt, category },
    amount: yuan(amount),
  })

  test('the same item on another day within three days, refunds taken off', () => {
    const lines = [
      line('1', 'CT', '2026-03-01 08:00:00', '300'),
      line('1', 'CT', '2026-03-01 09:00:00', '300'), // same day: one test
      line('1', 'CT', '2026-03-04', '280'), // three days on
      line('1', 'CT', '2026-03-08', '300'), // four days on
      line('2', 'CT', '2026-03-01', '300'),
      line('2', 'CT', '2026-03-02', '300'),
      line('2', 'CT', '2026-03-02', '-300'), // refunded: did not happen
      line('3', 'X', '2026-02-28', '90'),
      line('3', 'X', '2026-03-01', '90'),
      line('3', 'X', '2026-03-02', '90'),
      line('3', 'drug', '2026-03-01', '5', '09'),
      line('3', 'drug', '2026-03-02', '5', '09'),
    ]
    expect(repeatedTests(lines)).toEqual([
      {
        ...{ item: 'CT', name: 'CT', cases: 1, amount: yuan('280') },
        repeats: [{ caseNo: '1', before: '2026-03-01', again: '2026-03-04', daysApart: 3, amount: yuan('280') }],
      },
      expect.objectContaining({ item: 'X', cases: 1, amount: yuan('180') }),
    ])
    expect(repeatedTests(lines, { ...DEFAULT_REPEAT_RULES, usual: new Set(['CT', 'X']) })).toEqual([])
    expect(repeatedTests(lines, { ...DEFAULT_REPEAT_RULES, withinDays: 4 })[0]?.amount).toBe(yuan('580'))
  })
})

describe('use of an item against the median of its group', () => {
  const used = (caseNo: string, owner: string, units: number, amount: string): CaseItem => ({
    ...{ caseNo, owner, quantity: quantity(units) },
    amount: yuan(amount),
  })

  test('cases without it count; what lies above the median is valued at the case’s own price', () => {
    const uses = [
      used('1', '甲', 2, '200'),
      used('2', '甲', 6, '660'),
      used('3', '乙', 2, '200'),
      used('4', '乙', 1.5, '150'),
    ]
    const found = itemUse(
      uses,
      new Map([
        ['甲', 2],
        ['乙', 3],
      ]),
    )! // uses 0, 1.5, 2, 2, 6
    expect([found.n, found.users, found.median.toFixed(), found.userMedian?.toFixed()]).toEqual([5, 4, '2', '2'])
    expect([found.amount, found.above]).toEqual([yuan('1210'), yuan('440')]) // 4 above at 110
    expect(found.cases.map(({ caseNo, above }) => [caseNo, above])).toEqual([['2', yuan('440')]])
    expect(found.owners.map(({ owner, n, users, mean, above }) => [owner, n, users, mean.toFixed(4), above])).toEqual([
      ['甲', 2, 2, '4.0000', yuan('440')],
      ['乙', 3, 2, '1.1667', 0],
    ])
  })

  test('where most do without, the median is zero and all use lies above it', () => {
    const found = itemUse([used('1', '甲', 3, '300')], new Map([['甲', 5]]))!
    expect([found.median.toFixed(), found.above]).toEqual(['0', yuan('300')])
  })

  test('without cases there is nothing to compare; more uses than cases cannot be', () => {
    expect(itemUse([], new Map())).toBeNull()
    expect(itemUse([], new Map([['甲', 3]]))).toMatchObject({ users: 0, userMedian: null, cases: [] })
    expect(() => itemUse([used('1', '甲', 1, '1')], new Map([['乙', 2]]))).toThrow('no cases of 甲')
    expect(() => itemUse([used('1', '甲', 1, '1'), used('2', '甲', 1, '1')], new Map([['甲', 1]]))).toThrow(RangeError)
    expect(() =>
      itemUse(
        [used('1', '甲', 1, '1'), used('2', '甲', 1, '1')],
        new Map([
          ['甲', 1],
          ['乙', 1],
        ]),
      ),
    ).toThrow(RangeError)
  })

  test('owners together lie as far above as the cases do', () => {
    const any = fc.array(fc.record({ owner: fc.constantFrom('a', 'b', 'c'), units: fc.nat(50), fen: fc.nat(90_000) }), {
      maxLength: 30,
    })
    fc.assert(
      fc.property(any, (list) => {
        const uses = list.map(({ owner, units, fen }, index) => used(`c${index}`, owner, units, String(fen / 100)))
        const found = itemUse(uses, new Map(['a', 'b', 'c'].map((owner) => [owner, 31])))!
        expect(sumFen(found.owners.map(({ above }) => above))).toBe(found.above)
      }),
    )
  })
})

describe('guard rails', () => {
  const cost = (before: string, now: string): FigurePair => ({
    before: computeFigure('cost-per-case', aMonth({ cost: yuan(before) }), 'B3'),
    now: computeFigure('cost-per-case', aMonth({ cost: yuan(now) }), 'B3'),
  })
  const complications = (before: number, now: number, n = 200): FigurePair => {
    const figure = (complicated: number) =>
      computeFigure('complication-rate', aMonth(), 'B3', { complications: { n, complicated } })
    return { before: figure(before), now: figure(now) }
  }

  test('warn when cost falls while quality worsens, and say whether chance explains it', () => {
    const plain = guardRail(cost('364000', '182000'), complications(4, 30))
    expect(plain).toMatchObject({ state: 'warning', beyondChance: true })
    expect(plain.message).toEqual({
      zh: '例均成本 2000.00 → 1000.00，同时手术并发症发生率 2.0% → 15.0%（n = 200），超出随机波动',
      en: 'Cost per case 2000.00 → 1000.00 while Complication rate 2.0% → 15.0% (n = 200), beyond chance',
    })
    expect(guardRail(cost('364000', '182000'), complications(4, 5))).toMatchObject({
      state: 'warning',
      beyondChance: false,
    })
  })

  test('are quiet when cost rises, or quality holds', () => {
    expect(guardRail(cost('182000', '364000'), complications(4, 30)).state).toBe('fine')
    expect(guardRail(cost('364000', '182000'), complications(4, 4)).state).toBe('fine')
    expect(guardRail(cost('364000', '182000'), complications(4, 1)).state).toBe('fine')
  })

  test('a cheaper case whose quality nobody knows is no success', () => {
    const unknown = computeFigure('complication-rate', aMonth(), 'B3')
    const found = guardRail(cost('364000', '182000'), { before: unknown, now: unknown })
    expect(found).toMatchObject({
      state: 'no-quality',
      message: { zh: expect.stringContaining('没有手术并发症发生率数据可对照') },
    })
  })

  test('read figures that should rise the other way round, and shares of money without chance', () => {
    const share = (amount: string) =>
      computeFigure('self-pay-share', aMonth(), 'B3', {
        selfPay: { amount: yuan(amount), charge: yuan('1000'), n: 50 },
      })
    const surplus = (spent: string) => computeFigure('surplus-per-case', aMonth({ cost: yuan(spent) }), 'B3')
    const found = guardRail(
      { before: surplus('3600000'), now: surplus('3500000') },
      { before: share('50'), now: share('90') },
    )
    expect(found).toMatchObject({ state: 'warning', beyondChance: null })
  })

  test('pair indicators of the catalogue', () => {
    for (const [cost, partners] of Object.entries(GUARD_RAILS))
      for (const id of [cost, ...partners]) expect(isIndicatorId(id), id).toBe(true)
  })
})
