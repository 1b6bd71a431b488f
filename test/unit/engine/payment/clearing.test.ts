import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  floatingRate,
  monthlyAdvance,
  settlementPointValue,
  shareSurplus,
  yearEndClearing,
} from '#engine/payment/clearing.ts'
import { policyMonthFaults } from '#engine/payment/policy-months.ts'
import { exact } from '#shared/domain/exact.ts'
import { fen } from '#shared/domain/money.ts'
import { period } from '#shared/domain/period.ts'

const month = {
  weight: exact('120.5'),
  rate: exact(9000),
  patientPaid: exact(380000),
  advanceRatio: exact('0.9'),
  deductions: exact(12000),
}

test('a month is advanced by weight, rate and ratio', () => {
  expect(monthlyAdvance(month).toFixed(2)).toBe('622050.00')
})

test('the year is cleared at the final rate, and the drift of the rate is told apart', () => {
  // 8,900 instead of 9,000 a weight: 120.5 × −100 = −12,050.
  const finalRate = floatingRate(exact(1_072_450), exact('120.5'))
  const none = { coefficient: exact(1), assessment: fen(-45_000), depositRatio: exact(0), depositReturned: fen(0) }
  const cleared = yearEndClearing([{ ...month, finalRate, paid: null }], none)
  // 1,072,450 − 380,000 − 12,000; paid 622,050.00; the advance was worth (1,072,450 − 380,000) × 0.9 − 12,000.
  expect(cleared.total).toMatchObject({
    due: 68_045_000,
    paid: 62_205_000,
    drift: -1_205_000,
    advanceAtFinal: 61_120_500,
  })
  expect(cleared.balance).toBe(5_795_000)
  expect(() => floatingRate(exact(1), exact(0))).toThrow(RangeError)
})

test('fund, share and points of a year make its point value', () => {
  expect(settlementPointValue(exact(8e8), exact('0.72'), exact(9.5e7)).toFixed(4)).toBe('11.6959')
  expect(() => settlementPointValue(exact(1), exact(0), exact(1))).toThrow(RangeError)
})

test('points are cleared by the share of the fund, with assessment, deposit and what is paid otherwise', () => {
  const points = {
    ...{ weight: exact(1000), rate: exact(12), fixed: exact(2000), patientPaid: exact(999), fundRatio: exact('0.7') },
    ...{ advanceRatio: exact('0.9'), deductions: exact(100), finalRate: exact('11.5'), paid: fen(800_000) },
  }
  const cleared = yearEndClearing([points, points], {
    ...{
      coefficient: exact('0.99'),
      assessment: fen(5_000),
      depositRatio: exact('0.05'),
      depositReturned: fen(10_000),
    },
  })
  // (12,000 + 2,000) × 0.7 × 0.9 − 100; (11,500 + 2,000) × 0.7 × 0.99 − 100
  expect(cleared.lines[0]).toMatchObject({ advance: 872_000, due: 925_550, drift: -50_000, fixed: 200_000 })
  // 5% of 18,511.00; 18,511.00 − 16,000.00 + 50.00 − 925.55 + 100.00
  expect([cleared.deposit, cleared.balance]).toEqual([92_555, 173_545])
})

test('the lines of any year sum to its total, and the total to the balance', () => {
  const decimal = (most: number) => fc.integer({ min: 0, max: most * 1000 }).map((value) => exact(value).div(1000))
  const any = fc.record({
    ...{ weight: decimal(500), rate: decimal(12_000), fixed: decimal(90_000), patientPaid: decimal(900_000) },
    ...{ advanceRatio: decimal(1), deductions: decimal(9_000), finalRate: decimal(12_000) },
    fundRatio: fc.option(decimal(1)),
    paid: fc.option(fc.integer({ min: 0, max: 1e8 }).map((amount) => fen(amount))),
  })
  const terms = {
    coefficient: exact('0.98'),
    assessment: fen(123),
    depositRatio: exact('0.05'),
    depositReturned: fen(7),
  }
  fc.assert(
    fc.property(fc.array(any, { maxLength: 12 }), (months) => {
      const { lines, total, deposit, balance } = yearEndClearing(months, terms)
      for (const key of Object.keys(total) as (keyof typeof total)[])
        expect(total[key]).toBe(lines.reduce((sum, line) => sum + line[key], 0))
      expect(balance).toBe(total.due - total.paid + 123 - deposit + 7)
      for (const line of lines) expect(line.floating + line.drift).toBe(line.floatingAtFinal)
    }),
  )
})

test('a surplus is kept and a deficit borne in shares that leave nothing over', () => {
  const shares = { retained: exact('0.5'), borne: exact('0.3') }
  expect(shareSurplus(exact(200000), shares).department.toFixed(0)).toBe('100000')
  const deficit = shareSurplus(exact(-100000), shares)
  expect([deficit.department.toFixed(0), deficit.hospital.toFixed(0)]).toEqual(['-30000', '-70000'])
})

test('months without a policy and months with two are named as spans', () => {
  const spans = [
    { policyId: 1, validFrom: period('2025-01'), validTo: period('2025-06') },
    { policyId: 2, validFrom: period('2025-06'), validTo: period('2025-08') },
    { policyId: 3, validFrom: period('2025-11'), validTo: null },
  ]
  expect(policyMonthFaults(spans, period('2025-01'), period('2026-01'))).toEqual([
    { kind: 'overlap', from: '2025-06', to: '2025-06', policyIds: [1, 2] },
    { kind: 'gap', from: '2025-09', to: '2025-10' },
  ])
})
