import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compilePolicy } from '#engine/payment/compile.ts'
import { HIGH_FORMULAS, LOW_FORMULAS } from '#engine/payment/policy.ts'
import { settleCase } from '#engine/payment/settle.ts'
import { exact, exactFromFen, fromParts, roundToFen, toParts } from '#shared/domain/exact.ts'
import { GROUPING_STATUSES } from '#shared/domain/grouping.ts'
import { fen } from '#shared/domain/money.ts'
import { SETTLEMENT_CLASSES } from '#shared/domain/slice.ts'
import { aPolicy, BANDS, pointValueCity } from './policies.ts'

const fenUpTo = (yuan: number) => fc.integer({ min: 0, max: yuan * 100 }).map(fen)
const aFact = fc.record({
  status: fc.constantFrom(...GROUPING_STATUSES),
  drg: fc.constantFrom('IC29', 'IC15', 'ZZ99', null),
  insurance: fc.constantFrom('职工', '居民', '自费', null),
  charge: fenUpTo(500_000),
  patientPay: fc.option(fenUpTo(100_000)),
  cost: fc.option(fenUpTo(400_000)),
})
const somePolicy = fc
  .record({
    ratioBase: fc.constantFrom('standard', 'groupMean'),
    low: fc.constantFrom(...LOW_FORMULAS),
    high: fc.constantFrom(...HIGH_FORMULAS),
    hospital: fc.constantFrom('0.92', '1', '1.03'),
    patientShare: fc.constantFrom({ mode: 'from-case' } as const, { mode: 'ratio', fundRatio: '0.7333' } as const),
    ambiguous: fc.constantFrom('weight', 'none', 'zero'),
  })
  .map(({ ratioBase, low, high, hospital, patientShare, ambiguous }) =>
    compilePolicy(
      aPolicy({
        pricing: {
          mode: 'weight',
          baseRates: [
            { insurance: '职工', rate: '9575.25' },
            { insurance: '居民', rate: '8111.1111' },
          ],
          defaultInsurance: null,
          hospitalCoefficient: hospital,
        },
        groups: [
          { drg: 'IC29', rw: '0.931234' },
          { drg: 'IC15', rw: '2.9312', coefficient: '1.05', meanCharge: '30123.45' },
        ],
        outliers: {
          ratioBase,
          low: { below: '0.4', settle: low, ratio: '0.85' },
          high: { bands: [...BANDS], settle: high, ratio: '0.8' },
          averageCharge: '12345.67',
        },
        exemptInsurances: ['自费'],
        ambiguous: { settle: ambiguous },
        patientShare,
      }),
    ),
  )

describe('every settlement', () => {
  test('has one of the closed classes, and a payment exactly when it has an amount paid', () => {
    fc.assert(
      fc.property(somePolicy, aFact, (policy, given) => {
        const settlement = settleCase(policy, given)
        expect(SETTLEMENT_CLASSES).toContain(settlement.class)
        expect(settlement.paid === null).toBe(settlement.payment === null)
        if (settlement.class === 'unpriced') expect(settlement.payment).toBeNull()
      }),
    )
  })

  test('fund part + patient part = payment, to the last kept digit', () => {
    fc.assert(
      fc.property(somePolicy, aFact, (policy, given) => {
        const { payment, patientPart, fundPart } = settleCase(policy, given)
        if (fundPart === null || patientPart === null) return
        expect(fundPart.plus(exactFromFen(patientPart)).toFixed()).toBe(payment?.toFixed())
      }),
    )
  })

  test('is rounded once: the amount paid is the payment to the nearest fen', () => {
    fc.assert(
      fc.property(somePolicy, aFact, (policy, given) => {
        const { payment, paid } = settleCase(policy, given)
        if (payment === null || paid === null) return
        expect(paid).toBe(roundToFen(payment))
        expect(payment.minus(exactFromFen(paid)).abs().lte('0.005')).toBe(true)
      }),
    )
  })

  test('survives the store: standard, payment and fund part keep every digit at 14 decimals', () => {
    fc.assert(
      fc.property(somePolicy, aFact, (policy, given) => {
        const { standard, payment, fundPart } = settleCase(policy, given)
        for (const amount of [standard, payment, fundPart])
          if (amount !== null) expect(fromParts(toParts(amount)).toFixed()).toBe(amount.toFixed())
      }),
    )
  })

  test('does not depend on what was settled before it', () => {
    fc.assert(
      fc.property(somePolicy, fc.array(aFact, { maxLength: 5 }), aFact, (policy, earlier, given) => {
        for (const other of earlier) settleCase(policy, other)
        expect(settleCase(policy, given)).toEqual(settleCase(compilePolicy(policy.document), given))
      }),
    )
  })

  test('is classed by its charge alone once group and insurance are fixed: low, normal, high in that order', () => {
    const rank = { low: 0, normal: 1, high: 2 } as Record<string, number>
    fc.assert(
      fc.property(somePolicy, fenUpTo(300_000), fenUpTo(300_000), (policy, a, b) => {
        const of = (charge: typeof a) =>
          rank[
            settleCase(policy, {
              status: 'grouped',
              drg: 'IC15',
              insurance: '职工',
              charge,
              patientPay: null,
              cost: null,
            }).class
          ]!
        expect(of(fen(Math.min(a, b)))).toBeLessThanOrEqual(of(fen(Math.max(a, b))))
      }),
    )
  })
})

test('linear-add equals deduct whenever L = 1 and A = weight × regional mean (domain.md 11.2b)', () => {
  const [added, deducted] = (['linear-add', 'deduct'] as const).map((settle) =>
    pointValueCity({ high: { bands: [...BANDS], settle } }),
  )
  fc.assert(
    fc.property(fc.integer({ min: 36_000_01, max: 900_000_00 }).map(fen), (charge) => {
      const given = { status: 'grouped', drg: 'IC29', insurance: '职工', charge, patientPay: null, cost: null } as const
      const [a, d] = [settleCase(added!, given), settleCase(deducted!, given)]
      expect([a.class, d.class]).toEqual(['high', 'high'])
      // Both end in a division by 12,000 that is cut at 14 decimals.
      expect(a.payment!.minus(d.payment!).abs().lte(exact('1e-14'))).toBe(true)
    }),
  )
})
