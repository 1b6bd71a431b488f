import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { groupDip, groupDipWithTrail } from '#engine/dip/group.ts'
import { settleDip } from '#engine/dip/settle.ts'
import { exact } from '#shared/domain/exact.ts'
import { fen } from '#shared/domain/money.ts'
import { period } from '#shared/domain/period.ts'
import { aCase, directory } from './small-directory.ts'

const pointValue = { from: '2026-01', insurance: '', pointValue: '12.34', hospitalCoefficient: '1.05' }
const auxiliary = ['1.1', '1.3', '0.9'].map((factor, at) => ({
  auxiliary: `A${at}`,
  type: 'other' as const,
  name: '',
  dip: '',
  condition: `age > ${at * 20}`,
  factor,
}))
const scheme = directory({
  auxiliary,
  cc: [{ code: 'I50.900', level: 'MCC', exclusion: '' }],
  pointValues: [{ ...pointValue, meanFactor: '11', basicMeanFactor: '10' }],
})

const principal = fc.constantFrom('S72.000', 'S72.900', 'M54.500', 'R50.900', 'Z51.100', '', 'S90')
const secondary = fc.array(fc.constantFrom('I50.900', 'E11.900', 'C79.500', '?'), { maxLength: 4 })
const operations = fc.array(
  fc.constantFrom('81.5100', '81.5200', '00.7000', '00.7600', '93.4600', '80.2600', '38.7x04', 'x'),
)

describe('for any case', () => {
  test('the order of the secondary diagnoses changes nothing, and the trail comes to the same result', () => {
    fc.assert(
      fc.property(principal, secondary, operations, fc.nat(100), (pdx, others, proc, age) => {
        const one = groupDip(scheme, aCase([pdx, ...others], proc, { age }))
        expect(groupDip(scheme, aCase([pdx, ...others.toReversed()], proc, { age }))).toEqual(one)
        expect(groupDipWithTrail(scheme, aCase([pdx, ...others], proc, { age })).result).toEqual(one)
      }),
    )
  })

  test('the factor that counts is the highest of those triggered', () => {
    fc.assert(
      fc.property(principal, operations, fc.nat(100), (pdx, proc, age) => {
        const { auxiliary: counted, triggered } = groupDip(scheme, aCase([pdx], proc, { age }))
        const factors = triggered.flatMap(({ factor }) => (factor === null ? [] : [Number(factor)]))
        expect(counted === null ? [] : [Number(counted.factor)]).toEqual(factors.length ? [Math.max(...factors)] : [])
      }),
    )
  })

  test('the payment agrees with points × point value to the fen, and never falls as the charge rises', () => {
    fc.assert(
      fc.property(principal, operations, fc.nat(20_000_000), fc.nat(1_000_000), (pdx, proc, low, more) => {
        const result = groupDip(scheme, aCase([pdx], proc))
        const at = (charge: number) =>
          settleDip(scheme, { result, month: period('2026-03'), insurance: null, charge: fen(charge) })
        const [one, other] = [at(low), at(low + more)]
        if (one.payment === null || other.payment === null) return
        if (one.points !== null) {
          const fromPoints = one.points.times(pointValue.pointValue)
          expect(fromPoints.minus(one.payment).abs().lt(exact('0.0000000001'))).toBe(true)
        }
        if (one.class === other.class) expect(other.payment.gte(one.payment)).toBe(true)
        if (one.class === 'low') expect(one.payment.lt(one.standard!)).toBe(true)
        if (one.class === 'high') expect(one.payment.gt(one.standard!)).toBe(true)
      }),
    )
  })
})
