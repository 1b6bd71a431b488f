import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addTotals, emptyTotals } from '#engine/analysis/totals.ts'
import type { SliceTotals } from '#shared/domain/slice.ts'
import { aMonth, anyTotals } from './slices.ts'

/** Exact decimals compare by value: 0.10 and 0.1 are one number. */
const digits = (totals: SliceTotals) =>
  Object.fromEntries(
    Object.entries(totals).map(([key, value]) => [key, typeof value === 'number' ? value : value.toFixed()]),
  )

describe('totals of parts', () => {
  test('add up however the parts are put together', () => {
    fc.assert(
      fc.property(anyTotals, anyTotals, anyTotals, (a, b, c) => {
        expect(digits(addTotals(addTotals(a, b), c))).toEqual(digits(addTotals(a, addTotals(b, c))))
        expect(digits(addTotals(a, b))).toEqual(digits(addTotals(b, a)))
      }),
    )
  })

  test('no cases add nothing', () => {
    fc.assert(
      fc.property(anyTotals, (a) => {
        expect(digits(addTotals(a, emptyTotals()))).toEqual(digits(a))
      }),
    )
  })

  test('two equal months are twice the month in every field', () => {
    const twice = digits(addTotals(aMonth(), aMonth()))
    expect(twice).toMatchObject({ n: 364, payment: '8000000.0098', charge: 824800000, nDeaths: 2 })
  })
})
