import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compilePolicy } from '#engine/payment/compile.ts'
import { changesBy, type PricedCase, reprice, totalChange } from '#engine/payment/reprice.ts'
import { ZERO } from '#shared/domain/exact.ts'
import { fen } from '#shared/domain/money.ts'
import { period } from '#shared/domain/period.ts'
import { aPolicy, facts } from './policies.ts'

const priced = (rw: string, rate: string) =>
  compilePolicy(
    aPolicy({
      pricing: {
        mode: 'weight',
        baseRates: [{ insurance: '职工', rate }],
        defaultInsurance: '职工',
        hospitalCoefficient: '1',
      },
      groups: [{ drg: 'IC29', rw }],
    }),
  )

const oneCase = (charge: string, drg = 'IC29'): PricedCase => ({
  ...facts(charge, { status: 'grouped', drg }),
  caseNo: '1',
  month: period('2026-01'),
})

const changeOf = (charge: string, drg?: string) =>
  reprice([oneCase(charge, drg)], priced('1', '10000'), priced('1.2', '9000'))[0]!.change

test('another weight and another rate are told apart', () => {
  const { weight, rate, rule } = changeOf('9000')
  expect([weight, rate, rule].map((part) => part.toFixed(2))).toEqual(['2000.00', '-1200.00', '0.00'])
})

test('a weight and a rate that make up for each other are both told', () => {
  const [row] = reprice([oneCase('9000')], priced('1', '10000'), priced('1.25', '8000'))
  expect([row!.change.weight.toFixed(2), row!.change.rate.toFixed(2)]).toEqual(['2500.00', '-2500.00'])
})

test('a case that leaves the normal band changes by its rule, and one without a price not at all', () => {
  expect(changeOf('4200').rule.toFixed(2)).toBe('-5800.00')
  expect(totalChange(changeOf('4200', 'ZZ99')).eq(ZERO)).toBe(true)
})

const charges = fc.array(fc.integer({ min: 1, max: 20_000_000 }), { maxLength: 20 })
const rows = (amounts: readonly number[]) =>
  amounts.map((amount, index) => ({ ...oneCase('1'), charge: fen(amount), caseNo: String(index) }))

test('a month priced again with its own policy stays as it is', () => {
  const policy = compilePolicy(aPolicy())
  fc.assert(
    fc.property(charges, (amounts) => {
      for (const { before, after, change } of reprice(rows(amounts), policy, policy)) {
        expect(after).toEqual(before)
        expect(totalChange(change).eq(ZERO)).toBe(true)
      }
    }),
  )
})

test('the causes of a month sum to the change of its payments', () => {
  fc.assert(
    fc.property(charges, (amounts) => {
      const repriced = reprice(rows(amounts), priced('1.3', '9575.25'), priced('0.93', '10000'))
      const total = [...changesBy(repriced, (row) => row.case.month).values()].map(totalChange)[0] ?? ZERO
      const payments = repriced.reduce((sum, row) => sum.plus(row.after.payment!).minus(row.before.payment!), ZERO)
      expect(total.eq(payments)).toBe(true)
    }),
  )
})
