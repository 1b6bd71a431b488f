import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CompiledPolicy, compilePolicy } from '#engine/payment/compile.ts'
import { changeOf, type PriceChange, pricedGroup } from '#engine/payment/reprice.ts'
import { settleCase } from '#engine/payment/settle.ts'
import { sumExact, ZERO } from '#shared/domain/exact.ts'
import { fen, fenToYuan } from '#shared/domain/money.ts'
import { aPolicy, facts } from './policies.ts'

const priced = (rw: string, rate: string, hospital = '1', coefficient = '1') =>
  compilePolicy(
    aPolicy({
      pricing: {
        mode: 'weight',
        baseRates: [{ insurance: '职工', rate }],
        defaultInsurance: '职工',
        hospitalCoefficient: hospital,
      },
      groups: [{ drg: 'IC29', rw, coefficient }],
    }),
  )

const sideOf = (policy: CompiledPolicy, charge: string, drg: string) => {
  const one = facts(charge, { status: 'grouped', drg })
  const { class: kind, payment } = settleCase(policy, one)
  return { class: kind, payment, group: pricedGroup(policy, drg, one.insurance) }
}
const change = (from: CompiledPolicy, to: CompiledPolicy, charge = '9000', drg = 'IC29') =>
  changeOf(sideOf(from, charge, drg), sideOf(to, charge, drg))
const told = (parts: PriceChange) =>
  Object.fromEntries(
    Object.entries(parts)
      .filter(([, amount]) => !amount.eq(ZERO))
      .map(([cause, amount]) => [cause, amount.toFixed(2)]),
  )
const total = (parts: PriceChange) => sumExact(Object.values(parts))

test('another weight, other coefficients and another rate are told apart', () => {
  // 1 × 1 × 10,000 → 1.2 × 0.95 × 9,000 = 10,260: 0.2 × 10,000 − 1.2 × 0.05 × 10,000 − 1.2 × 0.95 × 1,000
  expect(told(change(priced('1', '10000'), priced('1.2', '9000', '0.95')))).toEqual({
    weight: '2000.00',
    coefficient: '-600.00',
    rate: '-1140.00',
  })
  expect(told(change(priced('1', '10000'), priced('1', '10000', '1', '1.1')))).toEqual({ coefficient: '1000.00' })
})

test('a weight and a rate that make up for each other are both told', () => {
  expect(told(change(priced('1', '10000'), priced('1.25', '8000')))).toEqual({ weight: '2500.00', rate: '-2500.00' })
})

test('a case that leaves the normal band changes by its class, one without a price by being priced', () => {
  expect(told(change(priced('1', '10000'), priced('1.2', '9000'), '4200'))).toEqual({ class: '-5800.00' })
  expect(told(change(priced('1', '10000'), priced('1.2', '9000'), '4200', 'ZZ99'))).toEqual({})
  const lacking = compilePolicy(aPolicy({ groups: [{ drg: 'IU25', rw: '1' }] }))
  expect(told(change(priced('1', '10000'), lacking))).toEqual({ priced: '-10000.00' })
})

const charges = fc.array(fc.integer({ min: 1, max: 20_000_000 }), { maxLength: 20 })
const each = (amounts: readonly number[], from: CompiledPolicy, to: CompiledPolicy) =>
  amounts.map((amount) => change(from, to, fenToYuan(fen(amount))))

test('a month priced again with its own policy stays as it is', () => {
  const policy = priced('1.3', '9575.25', '0.9731')
  fc.assert(
    fc.property(charges, (amounts) => {
      for (const parts of each(amounts, policy, policy)) expect(told(parts)).toEqual({})
    }),
  )
})

test('the causes of a case sum to the change of its payment, to the last digit', () => {
  const [from, to] = [priced('1.3', '9575.2501', '0.9731', '1.0203'), priced('0.930517', '10000.0007', '1.0001')]
  fc.assert(
    fc.property(charges, (amounts) => {
      for (const [index, parts] of each(amounts, from, to).entries()) {
        const charge = fenToYuan(fen(amounts[index]!))
        const [before, after] = [sideOf(from, charge, 'IC29').payment!, sideOf(to, charge, 'IC29').payment!]
        expect(total(parts).eq(after.minus(before))).toBe(true)
      }
    }),
  )
})
