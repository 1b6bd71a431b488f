import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addOnFinder } from '#engine/payment/add-ons.ts'
import { settlementArithmetic } from '#engine/payment/arithmetic.ts'
import { type CompiledPolicy, compilePolicy } from '#engine/payment/compile.ts'
import type { PolicyDocument } from '#engine/payment/policy.ts'
import type { AddOn } from '#engine/payment/policy-extras.ts'
import { officialSurplus, type SettlementFacts, settleCase } from '#engine/payment/settle.ts'
import { exactFromFen } from '#shared/domain/exact.ts'
import { GROUPING_STATUSES } from '#shared/domain/grouping.ts'
import { fen, fenToYuan } from '#shared/domain/money.ts'
import { period } from '#shared/domain/period.ts'
import { SETTLEMENT_CLASSES } from '#shared/domain/slice.ts'
import { aPolicy, facts, yuan } from './policies.ts'

/** One group priced at 10,000 yuan; low under 4,000, high over 30,000, both as the change says. */
const priced = (change: Partial<PolicyDocument> = {}): CompiledPolicy =>
  compilePolicy(
    aPolicy({
      pricing: { mode: 'direct', prices: [{ drg: 'IC29', insurance: null, price: '10000' }] },
      outliers: {
        ratioBase: 'standard',
        low: { below: '0.4', settle: 'by-item' },
        high: { bands: [{ rwBelow: null, above: '3' }], settle: 'linear-add' },
      },
      ...change,
    }),
  )

const told = (policy: CompiledPolicy, given: SettlementFacts) => {
  const settlement = settleCase(policy, given)
  const paid = settlement.paid === null ? null : fenToYuan(settlement.paid)
  return {
    class: settlement.class,
    paid,
    official: officialSurplus(settlement, given.charge)?.amount.toFixed(2) ?? null,
  }
}
const stepsOf = (policy: CompiledPolicy, given: SettlementFacts) => {
  const steps = settlementArithmetic(policy, given)
  return new Map(steps.map((step) => [step.id, step]))
}

describe('by item (domain.md 3.3, 3.6 B2, 11.2a)', () => {
  test('11.2a: a low case by item is paid its charge and counts with 0 on the official basis', () => {
    const city = compilePolicy(
      aPolicy({ outliers: { ratioBase: 'standard', low: { below: '0.40', settle: 'by-item' }, high: null } }),
    )
    expect(told(city, facts('3000'))).toEqual({ class: 'low', paid: '3000.00', official: '0.00' })
    expect(stepsOf(city, facts('3000')).get('surplus-B2')?.value).toBe('0')
  })

  test('a normal case keeps its surplus there: 11.1 gives 905.59', () => {
    expect(told(compilePolicy(aPolicy()), facts('7286.99')).official).toBe('905.59')
  })

  test('a share of the items leaves the rest as a loss', () => {
    const policy = priced({
      outliers: {
        ratioBase: 'standard',
        low: null,
        high: { bands: [{ rwBelow: null, above: '3' }], settle: 'by-item-ratio', ratio: '0.85' },
      },
    })
    expect(told(policy, facts('40000'))).toEqual({ class: 'high', paid: '34000.00', official: '-6000.00' })
  })

  test.each(['ungrouped', 'ambiguous'] as const)('%s records by item and by a share of them', (status) => {
    const given = facts('1000.01', { status })
    expect(told(priced({ [status]: { settle: 'by-item' } }), given)).toMatchObject({
      paid: '1000.01',
      official: '0.00',
    })
    expect(told(priced({ [status]: { settle: 'by-item-ratio', ratio: '0.85' } }), given).paid).toBe('850.01')
  })
})

describe('add-ons and exclusions (domain.md 1.2 F034, F038, U22)', () => {
  const drugs: AddOn = { code: 'GT', name: '国谈药', negotiated: true, settle: 'exclude' }
  const robot: AddOn = {
    code: 'ROBOT',
    name: '机器人',
    names: ['机器人'],
    settle: 'add-ratio',
    ratio: '0.5',
    cap: '6000',
  }
  const bed: AddOn = { code: 'BED', name: '超标床位', items: ['B9'], settle: 'add-amount', amount: '200' }
  const policy = priced({ addOns: [drugs, robot, bed] })
  const charged = (amounts: Record<string, string>) =>
    new Map(Object.entries(amounts).map(([code, text]) => [code, yuan(text)]))

  test('an excluded drug leaves the charge before the case is classed, and is paid as charged', () => {
    // 31,000 would be high; without the drug it is 21,000 and normal: 10,000 + 10,000
    const given = facts('31000', { addOns: charged({ GT: '10000' }) })
    expect(told(policy, given)).toEqual({ class: 'normal', paid: '20000.00', official: '-11000.00' })
    const steps = stepsOf(policy, given)
    expect(steps.get('counted')?.value).toBe('21000')
    expect(steps.get('beside:GT')?.value).toBe('10000')
    expect(steps.get('payment')?.formula).toBe('10000.00 + 10000.00 = 20000.00')
  })

  test('a case that is low without its drug is paid what it was charged, the drug included', () => {
    expect(told(policy, facts('8000', { addOns: charged({ GT: '5000' }) }))).toEqual({
      class: 'low',
      paid: '8000.00',
      official: '0.00',
    })
  })

  test('a share on top stops at its cap, a fixed amount does not depend on the charge', () => {
    expect(told(policy, facts('20000', { addOns: charged({ ROBOT: '8000' }) })).paid).toBe('14000.00') // + 4,000
    expect(told(policy, facts('20000', { addOns: charged({ ROBOT: '18000', BED: '300' }) })).paid).toBe('16200.00')
    expect(stepsOf(policy, facts('20000', { addOns: charged({ ROBOT: '18000' }) })).get('beside:ROBOT')?.formula).toBe(
      'min(18000.00 × 0.5, 6000) = 6000.00',
    )
  })

  test('nothing comes on top of what is paid as charged, and refunded lines pay nothing', () => {
    expect(told(policy, facts('3000', { addOns: charged({ ROBOT: '2000' }) })).paid).toBe('3000.00')
    expect(told(policy, facts('20000', { addOns: charged({ BED: '0' }) })).paid).toBe('10000.00')
    expect(told(policy, facts('20000', { addOns: charged({ GT: '-5' }) })).paid).toBe('10000.00')
  })

  test('a line belongs to the first add-on it fits', () => {
    const find = addOnFinder([drugs, robot, bed, { ...bed, code: 'CAT', categories: ['06'] }])
    const item = { code: 'X1', insurerCode: '', name: '机器人辅助手术', category: '06' }
    expect(find(item, false)).toBe('ROBOT')
    expect(find(item, true)).toBe('GT')
    expect(find({ ...item, name: '手术' }, false)).toBe('CAT')
    expect(find({ ...item, name: '床位', category: '01', insurerCode: 'B9' }, false)).toBe('BED')
    expect(find({ ...item, name: '床位', category: '01' }, false)).toBeNull()
  })
})

describe('bed-days (domain.md F039)', () => {
  const bands = [
    { upToDay: 30, rate: '300' },
    { upToDay: 60, rate: '250' },
    { upToDay: null, rate: '200.5' },
  ]
  const policy = priced({
    perDiem: [
      { drg: 'IC29', bands },
      { insurance: '康复', bands: [{ upToDay: null, rate: '180' }] },
    ],
  })
  test.each([
    [0, '300.00'], // in and out on one day is one bed-day
    [30, '9000.00'],
    [31, '9250.00'],
    [90, '22515.00'], // 30 × 300 + 30 × 250 + 30 × 200.50
  ])('%i days pay %s', (los, paid) => {
    expect(told(policy, facts('5000', { los }))).toMatchObject({ class: 'per-diem', paid })
  })

  test('the line shows its bands; a stay of unknown length is unpriced', () => {
    expect(stepsOf(policy, facts('5000', { los: 35 })).get('payment')?.formula).toBe('30 × 300 + 5 × 250 = 10250.00')
    expect(told(policy, facts('5000')).class).toBe('unpriced')
  })

  test('a rule of an insurance type alone holds for records without a group too', () => {
    const given = facts('5000', { status: 'ungrouped', drg: '0000', insurance: '康复', los: 10 })
    expect(told(policy, given)).toMatchObject({ class: 'per-diem', paid: '1800.00' })
    expect(told(policy, { ...given, insurance: '职工' }).class).toBe('ungrouped')
  })
})

describe('long stays (domain.md 3.4)', () => {
  const stay = (longStay: NonNullable<PolicyDocument['longStay']>, los: number) =>
    told(priced({ longStay }), facts('90000', { los }))
  test('the limit itself is still paid by group; one day more is not', () => {
    expect(stay({ overDays: 60, settle: 'by-item' }, 60)).toMatchObject({ class: 'high', paid: '70000.00' })
    expect(stay({ overDays: 60, settle: 'by-item' }, 61)).toEqual({
      class: 'long-stay',
      paid: '90000.00',
      official: '0.00',
    })
  })

  test('at a share of the items, or by bed-day after the limit', () => {
    expect(stay({ overDays: 60, settle: 'by-item-ratio', ratio: '0.9' }, 61).paid).toBe('81000.00')
    const byDay = {
      overDays: 60,
      settle: 'per-diem',
      bands: [
        { upToDay: 90, rate: '300' },
        { upToDay: null, rate: '200' },
      ],
    } as const
    expect(stay(byDay, 100).paid).toBe('21000.00') // 10,000 + 30 × 300 + 10 × 200
    expect(stepsOf(priced({ longStay: byDay }), facts('90000', { los: 100 })).get('payment')?.formula).toBe(
      '10000 + 30 × 300 + 10 × 200 = 21000.00',
    )
  })
})

describe('rates that change within a policy (D4)', () => {
  const policy = compilePolicy(
    aPolicy({
      pricing: {
        mode: 'weight',
        baseRates: [
          { insurance: '职工', rate: '9000' },
          { insurance: '职工', from: period('2026-03'), rate: '9100.5' },
          { insurance: '职工', from: period('2026-07'), budget: '1072450', weight: '120.5' },
        ],
        defaultInsurance: '职工',
        hospitalCoefficient: '1',
      },
      groups: [{ drg: 'IC29', rw: '1' }],
      outliers: null,
    }),
  )
  test.each([
    ['2026-01', '9000.00'],
    ['2026-03', '9100.50'],
    ['2026-06', '9100.50'],
    ['2026-12', '8900.00'], // 1,072,450 ÷ 120.5
  ])('%s pays %s', (month, paid) => {
    expect(told(policy, facts('9000', { month: period(month) })).paid).toBe(paid)
  })

  test('a floating rate shows its budget and weight', () => {
    const rate = stepsOf(policy, facts('9000', { month: period('2026-08') })).get('rate')
    expect(rate?.formula).toBe('R(职工) = 1072450 ÷ 120.5 → 8900')
    expect(rate?.label).toEqual({ zh: '浮动费率（职工，2026-07 起）', en: 'Floating rate (职工, from 2026-07)' })
  })
})

describe('quality (domain.md 11.11, D8)', () => {
  test('11.11: a low-quality group loses 15% of 9,000', () => {
    const policy = compilePolicy(
      aPolicy({
        pricing: { mode: 'direct', prices: [{ drg: 'IC29', insurance: null, price: '9000' }] },
        groups: [{ drg: 'IC29', rw: '0.93', qualityReduction: '0.15' }],
      }),
    )
    const given = facts('9000')
    expect(told(policy, given).paid).toBe('7650.00')
    expect(stepsOf(policy, given).get('quality')?.formula).toBe('1 − 0.15 = 0.85')
    expect(stepsOf(policy, given).get('standard')?.formula).toBe('IC29: 9000 × 0.85 = 7650.00')
  })

  test('a retention and an assessment coefficient are shown and change no payment', () => {
    const policy = priced({ quality: { retention: '0.05', coefficient: '0.98' } })
    const given = facts('9000', { patientPay: yuan('2000') })
    expect(told(policy, given).paid).toBe('10000.00')
    const steps = stepsOf(policy, given)
    expect([steps.get('retention')?.value, steps.get('assessed')?.value]).toEqual(['400', '7840'])
  })
})

describe('any policy with all of it', () => {
  const policy = fc
    .record({
      settle: fc.constantFrom('by-item', 'by-item-ratio', 'per-diem'),
      low: fc.constantFrom('by-item', 'by-item-ratio', 'by-standard', 'by-actual'),
      beside: fc.constantFrom('exclude', 'add-ratio', 'add-amount'),
      ambiguous: fc.constantFrom('weight', 'by-item', 'none'),
    })
    .map(({ settle, low, beside, ambiguous }) =>
      priced({
        outliers: {
          ratioBase: 'standard',
          low: { below: '0.4', settle: low, ratio: '0.85' },
          high: { bands: [{ rwBelow: null, above: '3' }], settle: 'linear-add' },
        },
        groups: [
          { drg: 'IC29', rw: '0.93', qualityReduction: '0.07' },
          { drg: 'PD', rw: '1' },
        ],
        addOns: [
          {
            code: 'A',
            name: 'A',
            items: ['1'],
            settle: beside,
            ...(beside === 'add-ratio' ? { ratio: '0.3333', cap: '999.99' } : {}),
            ...(beside === 'add-amount' ? { amount: '123.4567' } : {}),
          },
        ],
        perDiem: [
          {
            drg: 'PD',
            bands: [
              { upToDay: 7, rate: '312.5' },
              { upToDay: null, rate: '200' },
            ],
          },
        ],
        longStay: { overDays: 60, settle, ratio: '0.9', bands: [{ upToDay: null, rate: '222.2222' }] },
        ambiguous: { settle: ambiguous },
        exemptInsurances: ['自费'],
      }),
    )
  const given = fc.record({
    status: fc.constantFrom(...GROUPING_STATUSES),
    drg: fc.constantFrom('IC29', 'PD', 'ZZ99', null),
    insurance: fc.constantFrom('职工', '自费', null),
    charge: fc.integer({ min: 0, max: 10_000_000 }).map(fen),
    patientPay: fc.constant(null),
    cost: fc.constant(null),
    los: fc.option(fc.integer({ min: 0, max: 120 })),
    addOns: fc.option(
      fc.integer({ min: -100, max: 9_000_000 }).map((amount) => new Map([['A', fen(amount)]])),
      { nil: undefined },
    ),
  })

  test('has one class, and a payment exactly when it has an amount paid', () => {
    fc.assert(
      fc.property(policy, given, (rules, one) => {
        const settlement = settleCase(rules, one)
        expect(SETTLEMENT_CLASSES).toContain(settlement.class)
        expect(settlement.paid === null).toBe(settlement.payment === null)
        if (settlement.byItem) expect(settlement.payment?.toFixed()).toBe(exactFromFen(one.charge).toFixed())
      }),
    )
  })

  test('shows lines that end in what it pays, each named once', () => {
    fc.assert(
      fc.property(policy, given, (rules, one) => {
        const { payment, beside } = settleCase(rules, one)
        const steps = settlementArithmetic(rules, one)
        expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length)
        expect(steps.find(({ id }) => id === 'payment')?.value).toBe(payment?.toFixed())
        expect(steps.filter(({ id }) => id.startsWith('beside:')).length).toBe(
          payment === null ? 0 : beside.parts.length,
        )
      }),
    )
  })
})
