import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { settlementPointValue } from '#engine/dip/point-value.ts'
import { clearDipYear } from '#engine/dip/year-end.ts'
import { monthlyAdvance } from '#engine/payment/clearing.ts'
import { qualityBonus, withheld } from '#engine/payment/quality.ts'
import { reviewCandidates } from '#engine/payment/review-candidates.ts'
import { advanceByPolicy, clearYear } from '#engine/payment/year-end.ts'
import { exact } from '#shared/domain/exact.ts'
import { period } from '#shared/domain/period.ts'
import { aPolicy, yuan } from './policies.ts'

const policy = aPolicy({
  pricing: {
    mode: 'weight',
    baseRates: [
      { insurance: '职工', rate: '9000' },
      { insurance: '职工', from: period('2026-07'), rate: '9200' },
      { insurance: '居民', rate: '8000' },
    ],
    defaultInsurance: null,
    hospitalCoefficient: '1',
  },
  quality: { coefficient: '0.99', perPoint: '0.05' },
  yearEnd: {
    advanceRatio: '0.9',
    finalRates: [
      { insurance: '职工', budget: '1072450', weight: '120.5' },
      { insurance: '居民', rate: '8100' },
    ],
  },
})
const month = (change: Partial<Parameters<typeof clearYear>[1][number]> = {}) => ({
  month: period('2026-01'),
  insurance: '职工',
  weight: exact('120.5'),
  patientPaid: exact(380_000),
  deductions: exact(12_000),
  paid: exact('622050'),
  ...change,
})

describe('the month and the year by a policy', () => {
  test('11.2d: ΣRW 120.5, rate 9,000, patients 380,000, 90%, 12,000 deducted: 622,050', () => {
    expect(advanceByPolicy(policy, month())?.toFixed(2)).toBe('622050.00')
    expect(advanceByPolicy(policy, month({ month: period('2026-08') }))?.toFixed(2)).toBe('643740.00') // at 9,200
    expect(advanceByPolicy(policy, month({ insurance: '商业' }))).toBeNull()
  })

  test('D9: both types at the final rates, the drift of each told apart, then the assessment', () => {
    const residents = month({
      insurance: '居民',
      weight: exact(10),
      patientPaid: exact(0),
      deductions: exact(0),
      paid: exact(72_000),
    })
    const cleared = clearYear(policy, [month(), residents])
    expect(
      cleared?.byInsurance.map((row) => [
        row.insurance,
        row.finalRate.toFixed(0),
        row.due.toFixed(0),
        row.rateDrift.toFixed(0),
      ]),
    ).toEqual([
      ['职工', '8900', '680450', '-12050'],
      ['居民', '8100', '81000', '1000'],
    ])
    expect(cleared?.assessment.toFixed(2)).toBe('-7614.50') // 1% of 761,450
    expect(cleared?.balance.toFixed(2)).toBe('59785.50') // 761,450 − 694,050 − 7,614.50
    expect(clearYear(aPolicy(), [month()])).toBeNull()
  })
})

test('11.11: readmissions 2 points better, 5% a point, standards of 3,000,000: 300,000', () => {
  expect(qualityBonus({ points: exact(2), perPoint: exact('0.05'), standards: exact(3_000_000) }).toFixed(0)).toBe(
    '300000',
  )
})

test('D8: what is withheld and what is paid make what is payable', () => {
  const { withheld: kept, paid } = withheld(exact('1000000.01'), exact('0.05'))
  expect([kept.toFixed(), paid.toFixed()]).toEqual(['50000.0005', '950000.0095'])
})

describe('a year by points', () => {
  const value = settlementPointValue(exact('800000000'), exact('0.72'), exact('95000000'))
  test('11.3b: 8.0e8 ÷ 0.72 ÷ 9.5e7 points is 11.6959 yuan a point', () => {
    expect(value.toFixed(4)).toBe('11.6959')
  })

  test('P7: points at the value of the year, the drift of the value told apart', () => {
    const dip = {
      points: exact(100_000),
      pointValue: exact(12),
      fundRatio: exact('0.7'),
      deductions: exact(5_000),
      paid: exact(800_000),
    }
    const cleared = clearDipYear([dip], exact('11.5'), exact('0.98'))
    expect(cleared.due.toFixed(2)).toBe('783900.00') // 100,000 × 11.5 × 0.7 × 0.98 − 5,000
    expect(cleared.pointDrift.toFixed(2)).toBe('-34300.00') // 100,000 × −0.5 × 0.7 × 0.98
    expect(cleared.balance.toFixed(2)).toBe('-16100.00')
  })

  test('without drift, assessment or deduction a year advanced in full owes nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1e8 }), { minLength: 1, maxLength: 12 }), (all) => {
        const months = all.map((points) => ({
          points: exact(points),
          pointValue: exact('11.6959'),
          fundRatio: exact('0.72'),
          deductions: exact(0),
          paid: exact(points).times('11.6959').times('0.72'),
        }))
        const { pointDrift, balance } = clearDipYear(months, exact('11.6959'), exact(1))
        expect([pointDrift.toFixed(), balance.toFixed()]).toEqual(['0', '0'])
      }),
    )
  })
})

test('the advance of a month is the same by the policy and by its numbers', () => {
  const numbers = { ...month(), rate: exact(9000), advanceRatio: exact('0.9') }
  expect(advanceByPolicy(policy, month())?.toFixed()).toBe(monthlyAdvance(numbers).toFixed())
})

describe('candidates for review (D10)', () => {
  const one = (caseNo: string, charge: string, change: object = {}) => ({
    caseNo,
    charge: yuan(charge),
    payment: exact(10_000),
    ratio: exact(charge).div(10_000),
    los: 8,
    icuHours: null,
    ...change,
  })
  const rule = { quota: '0.05', ratioAbove: '2', daysAbove: 60, icuHoursAbove: 72, lossAbove: '15000' }

  test('every line passed is a reason, the largest loss goes first, the quota is counted', () => {
    const cases = [
      one('A', '20000'),
      one('B', '20000.01'),
      one('C', '30000', { los: 61 }),
      one('D', '9000', { icuHours: 100 }),
    ]
    const { quota, candidates } = reviewCandidates(rule, cases, 59)
    expect(quota).toBe(2) // 5% of 59 is 2.95
    expect(candidates.map(({ caseNo, withinQuota }) => [caseNo, withinQuota])).toEqual([
      ['C', true],
      ['B', true],
      ['D', false],
    ])
    expect(candidates[0]?.reasons.map(({ zh }) => zh)).toEqual([
      '倍率 3.00 高于 2',
      '住院 61 天，超过 60 天',
      '费用超出结算金额 20000.00 元，高于 15000 元',
    ])
  })

  test('five in a thousand under DIP; an unsettled case has no loss and comes last', () => {
    const { quota, candidates } = reviewCandidates(
      { quota: '0.005', daysAbove: 60 },
      [one('A', '1', { payment: null, ratio: null, los: 99 }), one('B', '10001', { los: 70 })],
      1000,
    )
    expect(quota).toBe(5)
    expect(candidates.map(({ caseNo, loss }) => [caseNo, loss?.toFixed() ?? null])).toEqual([
      ['B', '1'],
      ['A', null],
    ])
  })
})
