import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exact, fromParts, quotient, toParts } from '#shared/domain/exact.ts'

const decimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), fc.integer({ min: -6, max: 20 }))
  .map(([digits, places]) => exact(`${digits}e${-places}`))

test('a quotient is the division of the library, digit for digit', () => {
  fc.assert(
    fc.property(decimal, decimal, (a, b) => {
      fc.pre(!b.eq(0))
      expect(quotient(a, b).toFixed()).toBe(a.div(b).toFixed())
    }),
    { numRuns: 2000 },
  )
  expect(quotient(exact(2), 3).toFixed()).toBe('0.666666666666666666666667')
  expect(quotient(exact('-0.5'), exact('1e24')).toFixed()).toBe('-0.000000000000000000000001')
  expect(quotient(exact(0), -7).toFixed()).toBe('0')
  expect(() => quotient(exact(1), 0)).toThrow()
})

test('parts for the store make up the value again, cut at 14 decimals', () => {
  expect(toParts(exact('-12.345678901234567'))).toEqual({ fen: -1235, frac: 432109876543 })
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), (units) => {
      const value = exact(`${units}e-14`)
      expect(fromParts(toParts(value)).toFixed()).toBe(value.toFixed())
    }),
  )
})
