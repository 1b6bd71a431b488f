import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { settlementArithmetic } from '#engine/payment/arithmetic.ts'
import { compilePolicy } from '#engine/payment/compile.ts'
import { CASE_FIGURES, explainCaseFigure, settledByPolicy } from '#engine/payment/explain-case.ts'
import { settleCase } from '#engine/payment/settle.ts'
import { fen } from '#shared/domain/money.ts'
import { aPolicy, BANDS, facts, pointValueCity, yuan } from './policies.ts'

const lines = (...given: Parameters<typeof settlementArithmetic>) =>
  settlementArithmetic(...given).map(({ id, formula }) => `${id}: ${formula}`)

describe('settlement arithmetic', () => {
  test('a normal case, line by line', () => {
    const policy = compilePolicy(aPolicy())
    expect(lines(policy, facts('7286.99', { patientPay: yuan('2000'), cost: yuan('6500') }))).toEqual([
      'rw: RW(IC29) = 0.93',
      'rate: R(职工) = 9575.25',
      'hospital-coefficient: k = 0.92',
      'standard: 0.93 × 9575.25 × 0.92 ≈ 8192.58',
      'ratio: 7286.99 ÷ 8192.58 ≈ 0.889',
      'low-line: 8192.58 × 0.4 ≈ 3277.03',
      'high-line: 8192.58 × 5 ≈ 40962.92',
      'class: 3277.03 ≤ 7286.99 ≤ 40962.92',
      'payment: 8192.5839 ≈ 8192.58',
      'paid: 8192.5839 → 8192.58',
      'patient: 2000.00',
      'fund: 8192.58 − 2000.00 ≈ 6192.58',
      'surplus-B1: 8192.58 − 7286.99 ≈ 905.59',
      'surplus-B3: 8192.58 − 6500.00 ≈ 1692.58',
    ])
  })

  test('a high case on the group mean shows the formula with its numbers', () => {
    const policy = pointValueCity({ high: { bands: [...BANDS], settle: 'linear-add' } })
    const steps = lines(policy, facts('50000'))
    expect(steps).toContain('class: 50000.00 > 36000.00')
    expect(steps).toContain(
      'payment: 14400.00 × 1 × (11800 ÷ 12000) + (50000.00 − 2.5 × 14400.00) × (11800 ÷ 12000) ≈ 27926.67',
    )
  })

  test('the low line shows the coefficient that lowered it', () => {
    const policy = pointValueCity({ low: { below: '0.4', settle: 'by-actual' } }, { hospital: '0.9' })
    expect(lines(policy, facts('5000'))).toContain('low-line: 14400.00 × 0.4 × min(1, 0.9) = 5184.00')
  })

  test('a loss has its minus sign; an unpriced case has no payment line', () => {
    const policy = compilePolicy(aPolicy())
    expect(lines(policy, facts('9000.01'))).toContain('surplus-B1: 8192.58 − 9000.01 ≈ −807.43')
    expect(lines(policy, facts('100', { drg: 'ZZ99' }))).toEqual([])
  })

  test('every value agrees with the settlement', () => {
    const policy = pointValueCity({
      low: { below: '0.35', settle: 'by-actual-control' },
      high: { bands: [...BANDS], settle: 'cap' },
    })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }).map(fen), (charge) => {
        const given = { ...facts('0'), charge, patientPay: yuan('12.34') }
        const settlement = settleCase(policy, given)
        const value = (id: string) => settlementArithmetic(policy, given).find((step) => step.id === id)?.value
        expect(value('standard')).toBe(settlement.standard?.toFixed())
        expect(value('payment')).toBe(settlement.payment?.toFixed())
        expect(value('fund')).toBe(settlement.fundPart?.toFixed())
      }),
    )
  })
})

describe('explaining a figure of one case', () => {
  const policy = compilePolicy(aPolicy())
  const given = facts('7286.99', { patientPay: yuan('2000'), cost: yuan('6500') })

  test('the surplus names its basis and ends in the number shown', () => {
    const b1 = explainCaseFigure('surplus', settledByPolicy(policy, given), 'B1')
    expect(b1.result).toMatchObject({ basis: 'B1', value: '905.5939', n: 1 })
    expect(b1.substituted).toBe('8192.58 − 7286.99 ≈ 905.59')
    expect(b1.inputs.map(({ value }) => value)).toEqual(['8192.5839', '7286.99'])
    expect(explainCaseFigure('surplus', settledByPolicy(policy, given), 'B3').result).toMatchObject({
      basis: 'B3',
      value: '1692.5839',
    })
  })

  test('a figure that cannot be formed says why, in both languages', () => {
    const { result, notes } = explainCaseFigure('surplus', settledByPolicy(policy, facts('100')), 'B3')
    expect(result.value).toBeNull()
    expect(result.reason).toEqual({ zh: '本例没有成本数据', en: 'The cost of this case is not known' })
    expect(notes).toContainEqual(result.reason)
  })

  test('every figure of a settled case opens', () => {
    for (const id of CASE_FIGURES) {
      const { result, substituted } = explainCaseFigure(id, settledByPolicy(policy, given), 'B1')
      expect(result.value, id).not.toBeNull()
      expect(substituted, id).toMatch(/\d/)
    }
  })
})
