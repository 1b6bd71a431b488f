import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { explainIndicator } from '#engine/analysis/explain.ts'
import { computeFigure, computeFigures } from '#engine/analysis/figures.ts'
import { INDICATOR_IDS, type IndicatorId, isIndicatorId } from '#engine/analysis/indicators.ts'
import { emptyTotals } from '#engine/analysis/totals.ts'
import { wilsonInterval } from '#engine/analysis/wilson.ts'
import { exact } from '#shared/domain/exact.ts'
import { aMonth, anyTotals, yuan } from './slices.ts'

const value = (id: IndicatorId, basis: 'B1' | 'B3' = 'B1', places = 6) => {
  const text = computeFigure(id, aMonth(), basis).value
  return text === null ? null : exact(text).round(places).toFixed()
}

describe('indicators of a month', () => {
  test.each([
    ['cases', '182'],
    ['grouped-rate', '0.989011'], // 180 ÷ 182: the ambiguous and the ungrouped case are not in
    ['cmi', '1.2025'], // 216.45 ÷ 180
    ['mean-los', '9.247253'], // 1,683 ÷ 182
    ['charge-per-case', '22659.340659'],
    ['low-rate', '0.032967'], // 6 ÷ 182
    ['high-rate', '0.021978'], // 4 ÷ 182
    ['drug-share', '0.2'],
    ['drug-share-no-herbal', '0.19'], // (824,800 − 41,240) ÷ 4,124,000
    ['consumable-share', '0.5'],
    ['mortality', '0.005495'], // 1 ÷ 182
    ['fund', '2800000.0049'],
    ['patient', '1200000'],
  ] as const)('%s = %s', (id, expected) => {
    expect(value(id)).toBe(expected)
  })

  test('rates on the two bases have different names, numerators and denominators', () => {
    expect(value('surplus-rate', 'B1')).toBe('-0.031') // 盈亏率: −124,000 ÷ 4,000,000
    expect(value('surplus-rate', 'B3')).toBe('0.1') // 支付结余率: 400,000 ÷ 4,000,000
    expect(value('cost-return', 'B3')).toBe('0.111111') // 成本收益率: 400,000 ÷ 3,600,000
    expect(computeFigure('surplus-rate', aMonth(), 'B1').label.zh).toBe('盈亏率')
    expect(computeFigure('surplus-rate', aMonth(), 'B3').label.zh).toBe('支付结余率')
  })

  test('15% return on cost is 13.04% of the payment (domain.md section 2, point 4)', () => {
    const month = aMonth({ paymentWithCost: exact('115'), cost: yuan('100') })
    expect(computeFigure('cost-return', month, 'B3').value).toBe('0.15')
    expect(exact(computeFigure('surplus-rate', month, 'B3').value!).toFixed(4)).toBe('0.1304')
  })

  test('a surplus figure carries its basis; the return on cost is on B3 whatever was asked', () => {
    expect(computeFigure('surplus', aMonth(), 'B1').basis).toBe('B1')
    expect(computeFigure('cost-return', aMonth(), 'B1').basis).toBe('B3')
    expect(computeFigure('charge', aMonth(), 'B1')).not.toHaveProperty('basis')
  })

  test('without cases or data a rate is null with its reason, never 0', () => {
    const empty = computeFigures(INDICATOR_IDS, emptyTotals(), 'B3')
    for (const figure of empty.filter(({ unit, id }) => unit === 'ratio' || id.endsWith('-per-case')))
      expect(figure, figure.id).toMatchObject({
        value: null,
        reason: { zh: expect.any(String), en: expect.any(String) },
      })
    expect(empty.find(({ id }) => id === 'cases')?.value).toBe('0')
    expect(computeFigure('cost', aMonth({ nWithCost: 0 }), 'B3')).toMatchObject({
      value: null,
      reason: { zh: '没有成本数据' },
    })
    expect(computeFigure('drug-share', aMonth({ chargeWithLines: yuan('0') }), 'B1').value).toBeNull()
  })

  test('the list is closed', () => {
    expect(isIndicatorId('cmi')).toBe(true)
    expect(isIndicatorId('toString')).toBe(false)
  })
})

describe('explanations', () => {
  test('show the formula with the numbers put in', () => {
    expect(explainIndicator('surplus', aMonth(), 'B1').substituted).toBe('4000000.00 − 4124000.00 ≈ −124000.00')
    expect(explainIndicator('surplus-rate', aMonth(), 'B3').substituted).toBe(
      '(4000000.00 − 3600000.00) ÷ 4000000.00 ≈ 0.1000',
    )
    expect(explainIndicator('cmi', aMonth(), 'B1').substituted).toBe('216.4500 ÷ 180 = 1.2025')
    expect(explainIndicator('cases', aMonth(), 'B1').substituted).toBe('182')
  })

  test('list each input once', () => {
    const { inputs } = explainIndicator('surplus-rate', aMonth(), 'B1')
    expect(inputs.map(({ label, value }) => [label.en, value])).toEqual([
      ['Payment', '4000000.0049'],
      ['Charges of the settled cases', '4124000'],
    ])
  })

  test('the payment explains both totals: exact, and paid case by case', () => {
    const { notes } = explainIndicator('payment', aMonth(), 'B1')
    expect(notes[0]?.zh).toContain('先求和后舍入为 4000000.00 元；逐例先舍入到分再求和为 4000000.31 元，相差 0.3051 元')
  })

  test('say which cases are left out', () => {
    const { notes } = explainIndicator('surplus', aMonth({ n: 185, nWithCost: 100 }), 'B3')
    expect(notes.map(({ en }) => en)).toEqual([
      '3 cases have no payment and are left out',
      '82 settled cases have no cost and are left out',
    ])
  })

  test('a rate of cases has its Wilson interval, and few cases a warning', () => {
    const { notes } = explainIndicator('high-rate', aMonth({ n: 8, nHigh: 1 }), 'B1')
    expect(notes.map(({ en }) => en)).toEqual([
      '95% interval (Wilson): 2.2% – 47.1%, n = 8',
      'Only 8 cases, fewer than 10: it varies widely by chance',
    ])
  })

  test('end in the very figure that is shown, for every indicator, basis and slice', () => {
    fc.assert(
      fc.property(fc.constantFrom(...INDICATOR_IDS), fc.constantFrom('B1', 'B3'), anyTotals, (id, basis, any) => {
        // Counts of parts within their whole, as any real slice has them.
        const totals = { ...any, nGrouped: Math.min(any.nGrouped, any.n), nLow: 0, nHigh: 0, nDeaths: 0 }
        const explained = explainIndicator(id, totals, basis)
        expect(explained.result).toEqual(computeFigure(id, totals, basis))
        expect(explained.substituted === '—').toBe(explained.result.value === null)
        if (explained.result.value !== null) expect(explained.inputs.length).toBeGreaterThan(0)
      }),
    )
  })
})

describe('Wilson interval', () => {
  test('published values', () => {
    const { low, high } = wilsonInterval(81, 263) // Newcombe 1998, table I: 0.2553 – 0.3662
    expect([low.toFixed(4), high.toFixed(4)]).toEqual(['0.2553', '0.3662'])
    expect(wilsonInterval(0, 20).high.toFixed(4)).toBe('0.1611') // Newcombe 1998, table I
    expect(wilsonInterval(1, 29).low.toFixed(4)).toBe('0.0061') // Newcombe 1998, table I: 0.0061 – 0.1718
  })

  test('holds the rate, within 0 and 1', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.nat(10_000), (n, some) => {
        const k = some % (n + 1)
        const { low, high } = wilsonInterval(k, n)
        expect(0 <= low && low <= k / n && k / n <= high && high <= 1).toBe(true)
      }),
    )
  })

  test('refuses what is not a proportion', () => {
    expect(() => wilsonInterval(3, 2)).toThrow(RangeError)
    expect(() => wilsonInterval(0, 0)).toThrow(RangeError)
  })
})
