import { describe, expect, test } from 'vitest'
import { compilePolicy } from '#engine/payment/compile.ts'
import { settleCase } from '#engine/payment/settle.ts'
import { fenToYuan } from '#shared/domain/money.ts'
import { aPolicy, BANDS, facts, pointValueCity } from './policies.ts'

const paid = (settlement: ReturnType<typeof settleCase>) =>
  settlement.paid === null ? null : fenToYuan(settlement.paid)

describe('11.1 a normal case: RW 0.93 × 9,575.25 × 0.92', () => {
  const settlement = settleCase(compilePolicy(aPolicy()), facts('7286.99'))

  test('the standard is exact, the payment is rounded once', () => {
    expect(settlement.class).toBe('normal')
    expect(settlement.standard?.toFixed()).toBe('8192.5839') // 0.93 × 9575.25 × 0.92, all digits
    expect(paid(settlement)).toBe('8192.58')
  })

  test('ratio 0.889 and a surplus on charges of 905.59', () => {
    expect(settlement.ratio?.toFixed(3)).toBe('0.889') // 7,286.99 ÷ 8,192.58
    expect(settlement.payment?.minus('7286.99').toFixed(2)).toBe('905.59')
  })
})

describe('11.2a a low case under the 0.40 line, by item', () => {
  test('3,000 is 0.366 of the standard: paid as charged, no surplus', () => {
    const settlement = settleCase(compilePolicy(aPolicy()), facts('3000'))
    expect(settlement.class).toBe('low')
    expect(settlement.ratio?.toFixed(3)).toBe('0.366')
    expect(paid(settlement)).toBe('3000.00')
  })
})

describe('11.2b a high case: A 14,400, X 2.5, C 50,000 (3.472 × A)', () => {
  const high = (settle: 'linear-add' | 'deduct' | 'cap') =>
    settleCase(pointValueCity({ high: { bands: [...BANDS], settle } }), facts('50000'))

  test.each([
    ['linear-add', '27926.67'], // 14,400 × Z + (50,000 − 36,000) × c, with Z = c = 118/120
    ['deduct', '27926.67'], // (50,000/12,000 − 1.5 × 1.2) × 11,800
    ['cap', '35400.00'], // 14,400 × 2.5 × 118/120
  ] as const)('%s pays %s', (settle, expected) => {
    const settlement = high(settle)
    expect(settlement.class).toBe('high')
    expect(settlement.ratio?.toFixed(3)).toBe('3.472')
    expect(paid(settlement)).toBe(expected)
  })
})

describe('11.2c a low case: C 4,000 (0.278 × A, line 0.35)', () => {
  test.each([
    ['by-actual', '4000.00'],
    ['by-actual-control', '3933.33'], // 4,000 × 118/120
    ['by-standard', '14160.00'], // 1.2 × 11,800
  ] as const)('%s pays %s', (settle, expected) => {
    const settlement = settleCase(pointValueCity({ low: { below: '0.35', settle } }), facts('4000'))
    expect(settlement.class).toBe('low')
    expect(settlement.ratio?.toFixed(3)).toBe('0.278')
    expect(paid(settlement)).toBe(expected)
  })

  test('by-actual-ratio pays the share the policy names', () => {
    const policy = pointValueCity({ low: { below: '0.35', settle: 'by-actual-ratio', ratio: '0.85' } })
    expect(paid(settleCase(policy, facts('4000')))).toBe('3400.00')
  })
})

describe('the low line follows a level coefficient below 1', () => {
  // A = 14,400; the line is 14,400 × 0.40 × min(1, L).
  const low = { below: '0.40', settle: 'by-actual' } as const

  test('L = 0.9: the line is 5,184, so 5,500 (0.382 × A) is still normal', () => {
    const policy = pointValueCity({ low }, { hospital: '0.9' })
    expect(settleCase(policy, facts('5500')).class).toBe('normal')
    expect(settleCase(policy, facts('5183.99')).class).toBe('low')
  })

  test('L = 1.1 does not raise it: 5,760', () => {
    const policy = pointValueCity({ low }, { hospital: '1.1' })
    expect(settleCase(policy, facts('5760')).class).toBe('normal')
    expect(settleCase(policy, facts('5759.99')).class).toBe('low')
  })
})

describe('a measured group mean', () => {
  test('differs from weight × regional mean, and linear-add then starts from A × Z, not from the standard', () => {
    const policy = pointValueCity({ high: { bands: [...BANDS], settle: 'linear-add' } }, { meanCharge: '15000' })
    const settlement = settleCase(policy, facts('50000'))
    expect(settlement.standard?.toFixed()).toBe('14160') // 1.2 × 11,800
    expect(paid(settlement)).toBe('27041.67') // (15,000 + 50,000 − 2.5 × 15,000) × 118/120
  })
})

describe('outliers measured on the standard', () => {
  const policy = (settle: 'linear-add' | 'deduct' | 'cap') =>
    compilePolicy(
      aPolicy({
        pricing: { mode: 'direct', prices: [{ drg: 'IC29', insurance: null, price: '10000' }] },
        groups: [{ drg: 'IC29', rw: '1.2' }],
        outliers: { ratioBase: 'standard', low: null, high: { bands: [{ rwBelow: null, above: '2' }], settle } },
      }),
    )
  test.each([
    ['linear-add', '20000.00'], // 10,000 + (30,000 − 20,000)
    ['deduct', '20000.00'], // 30,000 − (2 − 1) × 10,000
    ['cap', '20000.00'], // 10,000 × 2
  ] as const)('%s of 30,000 over a price of 10,000 pays %s', (settle, expected) => {
    expect(paid(settleCase(policy(settle), facts('30000')))).toBe(expected)
  })
})
