import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { INDICATOR_IDS } from '#engine/analysis/indicators.ts'
import type { Slice } from '#shared/contract/slice.ts'
import { exact, sumExact } from '#shared/domain/exact.ts'
import type { Figure } from '#shared/domain/figure.ts'
import { period } from '#shared/domain/period.ts'
import { SLICE_DIMENSIONS } from '#shared/domain/slice.ts'
import type { TestCore } from '../../support/core.ts'
import { problemCode, tinyBook } from '../../support/tiny-book.ts'

let core: TestCore
beforeAll(async () => {
  core = await tinyBook()
})
afterAll(() => core.close())

const month = (text: string): Slice => ({ from: period(text), to: period(text) })

/**
 * The six cases of the tiny department, settled by hand. Standards: IC25 at 职工 2.0003 × 10,000.10 × 1.05 =
 * 21,003.3600315, at 居民 2.0003 × 8,000 × 1.05 = 16,802.52; IU25 at 职工 0.5 × 10,000.10 × 1.05 = 5,250.0525.
 *
 *   =1+1  normal      paid the standard                                   21,003.3600315
 *   K'2   high        16,802.52 + (60,000 − 3 × 16,802.52)                26,394.96
 *   B_1   low         what was charged                                     1,000
 *   U%1   ungrouped   0.9 × 3,000                                          2,700
 *   -S1   exempt      what was charged                                    15,000
 *   N1    unpriced    no policy in March                                       —
 *                                                                  total  66,098.3200315
 */
const PAYMENT = '66098.3200315'
/** 20,000 + 60,000 + 1,000 + 3,000 + 15,000 + 4,500; the five settled cases were charged 99,000. */
const CHARGE = '103500'
const SURPLUS_B1 = '-32901.6799685' // 66,098.3200315 − 99,000
/** Without the ungrouped case, whose cost is not known: payment 63,398.3200315, cost 18,000 + 40,000 + 1,500 + 14,000. */
const SURPLUS_B3 = '-10101.6799685'

/** Values by indicator on basis B1 (and B3 where it differs), quotients to six decimals; null where the book lacks what it needs. */
const EXPECTED: Readonly<Record<(typeof INDICATOR_IDS)[number], string | null | readonly [b1: string, b3: string]>> = {
  cases: '6',
  'grouped-rate': '0.833333', // all but U%1
  rw: '6.5009', // 3 × 2.0003 + 0.5: neither the ungrouped nor the unpriced case has a weight
  cmi: '1.625225', // 6.5009 ÷ 4
  'mean-los': '8', // (10 + 20 + 2 + 5 + 8 + 3) ÷ 6
  'low-rate': '0.166667',
  'high-rate': '0.166667',
  mortality: '0.166667', // U%1 left with discharge 5
  charge: CHARGE,
  payment: PAYMENT,
  cost: '73500',
  surplus: [SURPLUS_B1, SURPLUS_B3],
  'surplus-rate': ['-0.497769', '-0.159337'], // ÷ 66,098.32, ÷ 63,398.32
  'cost-return': '-0.137438', // −10,101.68 ÷ 73,500, whatever the basis
  'charge-per-case': '17250', // 103,500 ÷ 6
  'payment-per-case': '13219.664006', // ÷ 5
  'cost-per-case': '18375', // ÷ 4
  'surplus-per-case': ['-6580.335994', '-2525.419992'], // ÷ 5, ÷ 4
  fund: '29198.3200315', // 17,003.3600315 + 11,394.96 + 800 + 0; what U%1's patient paid is not known
  patient: '34200', // 4,000 + 15,000 + 200 + 15,000
  'drug-share': '0.432099', // (6,000 + 29,000) ÷ 81,000: the three cases with lines
  'drug-share-no-herbal': '0.419753', // (5,000 + 29,000) ÷ 81,000
  'consumable-share': '0.469136', // (9,000 − 1,000 refunded + 30,000) ÷ 81,000
  'loss-rate': ['0.497769', '0.159337'], // 32,901.68 ÷ 66,098.32, 10,101.68 ÷ 63,398.32
  'loss-rate-cases': ['0.4', '0.5'], // K'2 and U%1 of five; K'2 and B_1 of four
  'service-share': '0.074074', // 6,000 of surgery ÷ 81,000
  'self-pay-share': null, // no line states its share
  groups: '2',
  'cost-index': null, // neither a benchmark nor an earlier case
  'time-index': null,
  'preoperative-stay': null,
  'bed-use': null,
  'bed-turnover': null,
  readmission: null,
  'low-risk-mortality': null,
  'complication-rate': null,
  'day-surgery-share': null,
}
const at = (expected: (typeof EXPECTED)[keyof typeof EXPECTED], basis: 'B1' | 'B3') =>
  typeof expected === 'string' || expected === null ? expected : expected[basis === 'B1' ? 0 : 1]

const to6 = (value: string | null) => (value === null ? null : exact(value).round(6, 1).toFixed())
const sameTo6 = (found: string | null, expected: string | null, what: string) =>
  expect(to6(found), what).toBe(to6(expected))

describe.each(['B1', 'B3'] as const)('on basis %s', (basis) => {
  test('every indicator of the list has the value worked out by hand', async () => {
    for (const id of INDICATOR_IDS) {
      const explained = await core.call('explain.figure', { figure: { kind: 'indicator', id, slice: {}, basis } })
      sameTo6(explained.result.value, at(EXPECTED[id], basis), id)
      expect(explained.n).toBe(6)
      expect(explained.scheme).toBe('TINY TINY方案')
      expect(explained.policy).toBe('TINY-PAY 小政策')
    }
  })

  test('every tile, compared tile and month of the trend opens to the same value', async () => {
    const slice = month('2026-02')
    const overview = await core.call('overview.get', { slice, compare: 'previous', basis })
    expect(overview.compare).toEqual({ from: '2026-01', to: '2026-01' })
    const opened = async (figures: readonly Figure[], of: Slice) => {
      for (const { id, value, n } of figures) {
        const { result } = await core.call('explain.figure', {
          figure: { kind: 'indicator', id, slice: of, basis },
        })
        expect([result.value, result.n], `${id} of ${JSON.stringify(of)}`).toEqual([value, n])
      }
    }
    await opened(overview.figures, slice)
    await opened(overview.compareFigures!, overview.compare!)
    expect(overview.trend.map((month) => month.period)).toEqual(['2026-01', '2026-02'])
    for (const { period, figures } of overview.trend) await opened(figures, month(period))
  })

  test.each(SLICE_DIMENSIONS)('the rows by %s sum to the total, and each opens to its cases', async (by) => {
    const table = await core.call('surplus.table', { slice: {}, by, basis })
    const sum = (pick: (row: (typeof table.rows)[number]) => string | number | null) =>
      sumExact(table.rows.map((row) => exact(pick(row) ?? 0))).toFixed()
    expect(sum((row) => row.n)).toBe('6')
    expect(sum((row) => row.charge)).toBe('10350000')
    expect(sum((row) => row.cost)).toBe('7350000')
    expect(sum((row) => row.rw)).toBe('6.5009')
    expect(sum((row) => row.payment)).toBe(PAYMENT)
    expect(sum((row) => row.surplus)).toBe(basis === 'B1' ? SURPLUS_B1 : SURPLUS_B3)
    expect(table.total).toMatchObject({
      n: 6,
      nPriced: 5,
      nLow: 1,
      nHigh: 1,
      nWithCost: 4,
      charge: 10_350_000,
      payment: PAYMENT,
    })
    for (const row of table.rows) {
      const slice: Slice = by === 'month' ? month(row.key) : { [by]: row.key }
      const page = await core.call('cases.page', { slice, offset: 0, limit: 10 })
      expect([page.total, page.totals.charge, page.totals.payment], row.key).toEqual([row.n, row.charge, row.payment])
    }
  })
})

test('by group: three knees, two backs, one without a group; the largest loss first', async () => {
  const { rows } = await core.call('surplus.table', { slice: {}, by: 'drg', basis: 'B1' })
  expect(rows.map(({ key, label, n, surplus }) => [key, label, n, surplus])).toEqual([
    ['IC25', '膝关节置换术', 3, '-32601.6799685'], // 62,398.3200315 − 95,000
    ['0000', '', 1, '-300'], // 2,700 − 3,000
    ['IU25', '颈腰背疾患', 2, '0'], // the low case is paid what it was charged, the other is not settled
  ])
})

test('a group with nothing settled has no surplus, and says so instead of zero', async () => {
  const { rows } = await core.call('surplus.table', { slice: month('2026-03'), by: 'drg', basis: 'B1' })
  expect(rows).toMatchObject([{ key: 'IU25', surplus: null, surplusRate: null, cmi: null, cost: null }])
})

test('both totals of the payment are told; here they differ by less than a fen', async () => {
  const { rounding } = await core.call('surplus.table', { slice: {}, by: 'drg', basis: 'B1' })
  expect([rounding.exact, rounding.paid]).toEqual([PAYMENT, 6_609_832])
  expect(rounding.note.en).toContain('gives 66098.32 yuan, 0 apart')
  expect(rounding.note.zh).toContain('相差 0 元')
})

test('losing and earning groups, and what needs a look', async () => {
  const overview = await core.call('overview.get', { slice: {}, compare: 'none', basis: 'B3' })
  // On cost: IC25 62,398.32 − 72,000; IU25 1,000 − 1,500; U%1 has no cost, so its group neither loses nor earns.
  expect(overview.losing.map(({ key, surplus }) => [key, surplus])).toEqual([
    ['IC25', '-9601.6799685'],
    ['IU25', '-500'],
  ])
  expect(overview.earning).toEqual([])
  const alerts = Object.fromEntries(overview.alerts.map((alert) => [alert.id, alert]))
  expect(Object.keys(alerts).sort()).toEqual(['lines-differ', 'no-cost', 'ungrouped', 'unpriced'])
  for (const alert of Object.values(alerts)) expect(alert.n, alert.id).toBe(1)
  // K'2: 60,000.00 on its header, 59,000.00 on its lines.
  expect(alerts['lines-differ']!.message.zh).toContain('1,000.00')
})

test('an alert counts the cases of its slice only', async () => {
  const overview = await core.call('overview.get', { slice: month('2026-02'), compare: 'none', basis: 'B1' })
  expect(overview.alerts.map(({ id, n }) => [id, n])).toEqual([
    ['ungrouped', 1],
    ['no-cost', 1],
  ])
})

test('an indicator that is not in the list is not found', async () => {
  const asked = core.call('explain.figure', { figure: { kind: 'indicator', id: 'constructor', slice: {} } })
  expect(await problemCode(asked)).toBe('not-found')
})
