import { expect, test } from 'vitest'
import { exact } from '#shared/domain/exact.ts'
import { fundDifference, sumSurplus, surplusOfPayment, surplusOn } from '#shared/domain/surplus-on-basis.ts'

test('surpluses on one basis add up, and carry its name', () => {
  const sum = sumSurplus('B1', [
    surplusOfPayment('B1', exact('8192.58'), exact('7286.99')),
    surplusOn('B1', exact('-5.59')),
  ])
  expect(sum.basis).toBe('B1')
  expect(sum.amount.toFixed(2)).toBe('900.00')
  expect(fundDifference(exact(120), exact(100)).amount.toFixed(0)).toBe('20')
})

test('a sum over two bases does not compile', () => {
  // @ts-expect-error B3 is not B1
  expect(() => sumSurplus('B1', [surplusOn('B3', exact(1))])).toThrow(RangeError)
  // @ts-expect-error the insurer's own figure is not computed from a payment
  expect(surplusOfPayment('B2', exact(1), exact(1)).basis).toBe('B2')
})
