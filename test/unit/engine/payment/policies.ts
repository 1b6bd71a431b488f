import { type CompiledPolicy, compilePolicy } from '#engine/payment/compile.ts'
import type { OutlierPolicy, PolicyDocument } from '#engine/payment/policy.ts'
import type { SettlementFacts } from '#engine/payment/settle.ts'
import { exact, roundToFen } from '#shared/domain/exact.ts'
import type { Fen } from '#shared/domain/money.ts'
import { period } from '#shared/domain/period.ts'

/** A city as domain.md 3.2 quotes one: 9,575.25 yuan per weight, second-level hospital 0.92, low cut 0.40, by item. */
export function aPolicy(change: Partial<PolicyDocument> = {}): PolicyDocument {
  return {
    format: 'payment-policy/1',
    kind: 'DRG',
    code: 'TEST-2026',
    name: { zh: '测试政策', en: 'Test policy' },
    region: '测试市',
    year: 2026,
    status: 'demonstration',
    source: '测试',
    validFrom: period('2026-01'),
    validTo: null,
    scheme: null,
    pricing: {
      mode: 'weight',
      baseRates: [{ insurance: '职工', rate: '9575.25' }],
      defaultInsurance: '职工',
      hospitalCoefficient: '0.92',
    },
    groups: [{ drg: 'IC29', rw: '0.93' }],
    outliers: {
      ratioBase: 'standard',
      low: { below: '0.40', settle: 'by-actual' },
      high: { bands: [{ rwBelow: null, above: '5.0' }], settle: 'by-actual' },
    },
    ungrouped: { settle: 'none' },
    ambiguous: { settle: 'by-actual' },
    patientShare: { mode: 'from-case' },
    ...change,
  }
}

/**
 * The point-value city of vectors 11.2b and 11.2c: scale 100, point value 118, standard point value 120. Entered per
 * weight that is a rate of 11,800 against a regional mean charge of 12,000, so c = 118/120; level coefficient 1.
 */
export function pointValueCity(
  outliers: Partial<OutlierPolicy>,
  { hospital = '1', meanCharge }: { hospital?: string; meanCharge?: string } = {},
): CompiledPolicy {
  return compilePolicy(
    aPolicy({
      pricing: {
        mode: 'weight',
        baseRates: [{ insurance: '职工', rate: '11800' }],
        defaultInsurance: '职工',
        hospitalCoefficient: hospital,
      },
      groups: [{ drg: 'IC29', rw: '1.2', ...(meanCharge === undefined ? {} : { meanCharge }) }],
      outliers: { ratioBase: 'groupMean', low: null, high: null, averageCharge: '12000', ...outliers },
    }),
  )
}

/** Cuts by weight as one open implementation ships them: a group of weight 1.2 leaves the band above 2.5. */
export const BANDS = [
  { rwBelow: '1', above: '3.0' },
  { rwBelow: '2', above: '2.5' },
  { rwBelow: '3', above: '2.0' },
  { rwBelow: '5', above: '1.5' },
  { rwBelow: null, above: '1.3' },
] as const

export const yuan = (text: string): Fen => roundToFen(exact(text))

export function facts(charge: string, change: Partial<SettlementFacts> = {}): SettlementFacts {
  return {
    status: 'grouped',
    drg: 'IC29',
    insurance: '职工',
    charge: yuan(charge),
    patientPay: null,
    cost: null,
    ...change,
  }
}
