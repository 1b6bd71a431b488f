import { describe, expect, test } from 'vitest'
import { compilePolicy } from '#engine/payment/compile.ts'
import { settleCase } from '#engine/payment/settle.ts'
import type { GroupingStatus } from '#shared/domain/grouping.ts'
import { fenToYuan } from '#shared/domain/money.ts'
import { aPolicy, BANDS, facts, yuan } from './policies.ts'

const classOf = (policy = aPolicy(), given = facts('7286.99')) => settleCase(compilePolicy(policy), given).class

describe('order of the rules', () => {
  const policy = aPolicy({
    exemptInsurances: ['自费'],
    ungrouped: { settle: 'zero' },
    ambiguous: { settle: 'by-actual' },
  })

  test('an exempt insurance type comes before everything else, ungrouped records included', () => {
    for (const status of ['grouped', 'ambiguous', 'ungrouped', 'rejected'] satisfies GroupingStatus[])
      expect(classOf(policy, facts('100', { status, insurance: '自费' }))).toBe('exempt')
  })

  test('a rejected record is settled as ungrouped; an ambiguous one never becomes an outlier', () => {
    expect(classOf(policy, facts('1', { status: 'rejected', drg: null }))).toBe('ungrouped')
    expect(classOf(policy, facts('1', { status: 'ambiguous' }))).toBe('ambiguous')
    expect(classOf(policy, facts('99999', { status: 'ambiguous' }))).toBe('ambiguous')
  })

  test('an exempt case is paid its charge and keeps its weight, so the CMI still counts it', () => {
    const settlement = settleCase(compilePolicy(policy), facts('100.01', { insurance: '自费' }))
    expect(settlement).toMatchObject({ class: 'exempt', paid: yuan('100.01'), standard: null })
    expect(settlement.rw?.toFixed()).toBe('0.93')
  })
})

describe('comparisons are strict', () => {
  const policy = aPolicy({
    pricing: { mode: 'direct', prices: [{ drg: 'IC29', insurance: null, price: '10000' }] },
    outliers: {
      ratioBase: 'standard',
      low: { below: '0.4', settle: 'by-actual' },
      high: { bands: [{ rwBelow: null, above: '3' }], settle: 'cap' },
    },
  })
  test.each([
    ['3999.99', 'low'],
    ['4000', 'normal'], // exactly on the low line
    ['30000', 'normal'], // exactly on the high line
    ['30000.01', 'high'],
  ])('%s against a standard of 10,000 is %s', (charge, expected) => {
    expect(classOf(policy, facts(charge))).toBe(expected)
  })

  test('a line between two fen: 0.4 × 9,999.99 = 3,999.996', () => {
    const between = aPolicy({
      ...policy,
      pricing: { mode: 'direct', prices: [{ drg: 'IC29', insurance: null, price: '9999.99' }] },
    })
    expect(classOf(between, facts('3999.99'))).toBe('low')
    expect(classOf(between, facts('4000.00'))).toBe('normal')
  })
})

describe('weight bands', () => {
  const withWeight = (rw: string) =>
    aPolicy({
      pricing: { mode: 'direct', prices: [{ drg: 'IC29', insurance: null, price: '10000' }] },
      groups: [{ drg: 'IC29', rw }],
      outliers: { ratioBase: 'standard', low: null, high: { bands: [...BANDS], settle: 'cap' } },
    })
  test.each([
    ['0.99', '30000'],
    ['1', '25000'], // a weight on a limit belongs to the heavier band
    ['2.5', '20000'],
    ['4.99', '15000'],
    ['5', '13000'],
  ])('weight %s: high above %s', (rw, line) => {
    expect(classOf(withWeight(rw), facts(line))).toBe('normal')
    expect(classOf(withWeight(rw), facts(`${line}.01`))).toBe('high')
  })
})

describe('unpriced: listed, never guessed', () => {
  test('a group without a weight', () => {
    expect(settleCase(compilePolicy(aPolicy()), facts('100', { drg: 'ZZ99' }))).toMatchObject({
      class: 'unpriced',
      payment: null,
      paid: null,
      rw: null,
    })
  })

  test('several rates, no insurance on the case, and no default: a rate is not picked', () => {
    const several = aPolicy({
      pricing: {
        mode: 'weight',
        baseRates: [
          { insurance: '职工', rate: '9575.25' },
          { insurance: '居民', rate: '8100' },
        ],
        defaultInsurance: null,
        hospitalCoefficient: '1',
      },
    })
    const policy = compilePolicy(several)
    expect(settleCase(policy, facts('7000', { insurance: null })).class).toBe('unpriced')
    expect(settleCase(policy, facts('7000', { insurance: null })).rw?.toFixed()).toBe('0.93')
    expect(settleCase(policy, facts('7000', { insurance: '居民' })).standard?.toFixed()).toBe('7533') // 0.93 × 8,100
  })

  test('a default rate serves blank and unlisted insurance types', () => {
    for (const insurance of [null, '商业保险'])
      expect(settleCase(compilePolicy(aPolicy()), facts('7000', { insurance })).standard?.toFixed()).toBe('8192.5839')
  })
})

describe('price table', () => {
  const policy = compilePolicy(
    aPolicy({
      pricing: {
        mode: 'direct',
        prices: [
          { drg: 'IC29', insurance: null, price: '26322.077521' },
          { drg: 'IC29', insurance: '居民', price: '24000' },
        ],
      },
      groups: [{ drg: 'IC29', rw: '1.0646' }],
      outliers: null,
    }),
  )
  test('the price of the insurance type goes before the common one', () => {
    expect(settleCase(policy, facts('1', { insurance: '居民' })).standard?.toFixed()).toBe('24000')
    expect(settleCase(policy, facts('1', { insurance: '职工' })).standard?.toFixed()).toBe('26322.077521')
  })

  test('six decimals stay: only what is paid is rounded', () => {
    const settlement = settleCase(policy, facts('1'))
    expect(settlement.payment?.toFixed()).toBe('26322.077521')
    expect(settlement.paid).toBe(yuan('26322.08'))
  })

  test('without outlier bands a tiny charge is normal, and its ratio is still known', () => {
    expect(settleCase(policy, facts('1')).class).toBe('normal')
    expect(settleCase(policy, facts('26322.077521')).ratio?.toFixed(4)).toBe('1.0000')
  })
})

describe('ungrouped and ambiguous records', () => {
  const settle = (
    status: 'ungrouped' | 'ambiguous',
    rule: { settle: 'by-actual' | 'by-actual-ratio' | 'zero' | 'none'; ratio?: string },
  ) => {
    const { paid } = settleCase(compilePolicy(aPolicy({ [status]: rule })), facts('1000.01', { status }))
    return paid === null ? null : fenToYuan(paid)
  }
  test.each(['ungrouped', 'ambiguous'] as const)('%s by each rule', (status) => {
    expect(settle(status, { settle: 'by-actual' })).toBe('1000.01')
    expect(settle(status, { settle: 'by-actual-ratio', ratio: '0.85' })).toBe('850.01') // 850.0085
    expect(settle(status, { settle: 'zero' })).toBe('0.00')
    expect(settle(status, { settle: 'none' })).toBeNull()
  })

  test('an ambiguous record at the weight of its group, or unpriced where the group has none', () => {
    const policy = compilePolicy(aPolicy({ groups: [{ drg: 'IQY', rw: '0.5' }], ambiguous: { settle: 'weight' } }))
    const priced = settleCase(policy, facts('100', { status: 'ambiguous', drg: 'IQY' }))
    expect(priced.class).toBe('ambiguous')
    expect(priced.payment?.toFixed()).toBe('4404.615') // 0.5 × 9,575.25 × 0.92
    expect(settleCase(policy, facts('100', { status: 'ambiguous', drg: 'BQY' })).class).toBe('unpriced')
  })
})

describe('who pays', () => {
  test('from the case: the fund pays what the patient did not, and may get money back', () => {
    const policy = compilePolicy(aPolicy())
    expect(settleCase(policy, facts('7286.99', { patientPay: yuan('2000') })).fundPart?.toFixed()).toBe('6192.5839')
    expect(settleCase(policy, facts('3000', { patientPay: yuan('3100') })).fundPart?.toFixed()).toBe('-100')
    expect(settleCase(policy, facts('7286.99'))).toMatchObject({ patientPart: null, fundPart: null })
  })

  test('by ratio: the patient part is whole fen, the fund takes the rest', () => {
    const policy = compilePolicy(
      aPolicy({ patientShare: { mode: 'ratio', fundRatio: '0.7' }, exemptInsurances: ['自费'] }),
    )
    const settlement = settleCase(policy, facts('7286.99', { patientPay: yuan('1') }))
    expect(settlement.patientPart).toBe(yuan('2457.78')) // 8,192.5839 × 0.3 = 2,457.77517
    expect(settlement.fundPart?.toFixed()).toBe('5734.8039')
    expect(settleCase(policy, facts('100', { insurance: '自费' })).fundPart).toBeNull()
  })
})
