import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addSurplus, type Surplus, surplusOf } from '#engine/analysis/surplus.ts'
import { surplusRow } from '#engine/analysis/surplus-row.ts'
import { addTotals, emptyTotals } from '#engine/analysis/totals.ts'
import { exact } from '#shared/domain/exact.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'
import { aMonth, anyTotals, yuan } from './slices.ts'

describe('surplus of a slice', () => {
  test('B1 is payment − charges, B3 is payment − cost', () => {
    expect(surplusOf(aMonth(), 'B1')).toMatchObject({ basis: 'B1', amount: exact('-123999.9951') })
    expect(surplusOf(aMonth(), 'B3')).toMatchObject({ basis: 'B3', amount: exact('400000.0049') })
  })

  test('compares the same cases: what is not settled or has no cost stays out of both sides', () => {
    const partly = aMonth({
      n: 184, // two unpriced cases with 99,000 of charges
      nUnpriced: 2,
      charge: yuan('4223000'),
      nWithCost: 1,
      paymentWithCost: exact('20000'),
      cost: yuan('25000'),
    })
    expect(surplusOf(partly, 'B1').amount?.toFixed()).toBe('-123999.9951')
    expect(surplusOf(partly, 'B3').amount?.toFixed()).toBe('-5000')
  })

  test('is null, not zero, where nothing is known', () => {
    expect(surplusOf(emptyTotals(), 'B1').amount).toBeNull()
    expect(surplusOf(aMonth({ nWithCost: 0 }), 'B3').amount).toBeNull()
  })

  test('of parts adds up to the surplus of the whole, on each basis', () => {
    fc.assert(
      fc.property(anyTotals, anyTotals, fc.constantFrom<ComputedBasis>('B1', 'B3'), (a, b, basis) => {
        fc.pre(a.nPriced > 0 && b.nPriced > 0 && a.nWithCost > 0 && b.nWithCost > 0)
        const whole = surplusOf(addTotals(a, b), basis)
        expect(addSurplus(surplusOf(a, basis), surplusOf(b, basis)).amount?.toFixed()).toBe(whole.amount?.toFixed())
      }),
    )
  })
})

describe('two bases never mix', () => {
  const b1 = surplusOf(aMonth(), 'B1')
  const b3 = surplusOf(aMonth(), 'B3')

  test('adding them does not compile', () => {
    // @ts-expect-error a surplus on charges and a surplus on cost are different kinds of money
    expect(() => addSurplus(b1, b3)).toThrow(RangeError)
    // @ts-expect-error nor is one accepted where the other is asked for
    const wrong: Surplus<'B1'> = b3
    expect(wrong.basis).toBe('B3')
  })

  test('adding them fails when only the running program knows the bases', () => {
    const [one, other]: readonly Surplus<ComputedBasis>[] = [b1, b3]
    expect(() => addSurplus(one!, other!)).toThrow('cannot add a surplus on basis B3 to one on basis B1')
  })

  test('a side without an amount adds nothing', () => {
    const none = surplusOf(emptyTotals(), 'B1')
    expect(addSurplus(b1, none)).toEqual(b1)
    expect(addSurplus(none, b1)).toEqual(b1)
  })
})

describe('a row of the surplus table', () => {
  test('every cell is the indicator of its name', () => {
    expect(surplusRow('IC29', '膝关节置换', aMonth(), 'B1')).toMatchObject({
      key: 'IC29',
      label: '膝关节置换',
      n: 182,
      rw: '216.45',
      cmi: '1.2025', // 216.45 ÷ 180 weighted cases
      payment: '4000000.0049',
      surplus: '-123999.9951',
      drugShare: '0.2',
      consumableShare: '0.5',
    })
  })

  test('without cost data the cost and its surplus are null', () => {
    const row = surplusRow('IC29', '膝关节置换', aMonth({ nWithCost: 0, cost: yuan('0') }), 'B3')
    expect(row).toMatchObject({ cost: null, surplus: null, surplusRate: null, surplusPerCase: null })
  })
})
