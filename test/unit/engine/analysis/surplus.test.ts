import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { surplusOf } from '#engine/analysis/surplus.ts'
import { surplusRow } from '#engine/analysis/surplus-row.ts'
import { addTotals, emptyTotals } from '#engine/analysis/totals.ts'
import type { SurplusRow, SurplusTable } from '#shared/contract/figures.ts'
import { exact } from '#shared/domain/exact.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'
import { type SurplusOn, sumSurplus } from '#shared/domain/surplus-on-basis.ts'
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
    expect(surplusOf(partly, 'B1')?.amount.toFixed()).toBe('-123999.9951')
    expect(surplusOf(partly, 'B3')?.amount.toFixed()).toBe('-5000')
  })

  test('is null, not zero, where nothing is known', () => {
    expect(surplusOf(emptyTotals(), 'B1')).toBeNull()
    expect(surplusOf(aMonth({ nWithCost: 0 }), 'B3')).toBeNull()
  })

  test('of parts adds up to the surplus of the whole, on each basis', () => {
    fc.assert(
      fc.property(anyTotals, anyTotals, fc.constantFrom<ComputedBasis>('B1', 'B3'), (a, b, basis) => {
        fc.pre(a.nPriced > 0 && b.nPriced > 0 && a.nWithCost > 0 && b.nWithCost > 0)
        const whole = surplusOf(addTotals(a, b), basis)!
        const parts = [surplusOf(a, basis)!, surplusOf(b, basis)!]
        expect(sumSurplus(basis, parts).amount.toFixed()).toBe(whole.amount.toFixed())
      }),
    )
  })
})

describe('two bases never mix', () => {
  const b1 = surplusOf(aMonth(), 'B1')!
  const b3 = surplusOf(aMonth(), 'B3')!

  test('adding them does not compile', () => {
    // @ts-expect-error a surplus on charges and a surplus on cost are different kinds of money
    expect(() => sumSurplus('B1', [b1, b3])).toThrow(RangeError)
    // @ts-expect-error nor is one accepted where the other is asked for
    const wrong: SurplusOn<'B1'> = b3
    expect(wrong.basis).toBe('B3')
  })

  test('a table takes no row of another basis, and a page no table of another', () => {
    const [onCharges, onCost] = [surplusRow('', '', aMonth(), 'B1'), surplusRow('', '', aMonth(), 'B3')]
    type Shown<B extends ComputedBasis> = Pick<SurplusTable<B>, 'basis' | 'rows' | 'total'>
    const table: Shown<'B1'> = { basis: 'B1', rows: [onCharges], total: onCharges }
    // @ts-expect-error a row on cost among rows on charges
    const mixed: Shown<'B1'> = { basis: 'B1', rows: [onCost], total: onCharges }
    const page = <B extends ComputedBasis>({ rows }: Shown<B>, total: SurplusRow<NoInfer<B>>) => [...rows, total].length
    expect(page(table, onCharges)).toBe(2)
    // @ts-expect-error a page of a table on charges that adds a figure on cost
    expect(page(table, onCost)).toBe(2)
    expect(mixed.rows[0]?.surplus).not.toBe(table.rows[0]?.surplus)
  })

  test('adding them fails when only the running program knows the bases', () => {
    const either: readonly SurplusOn<ComputedBasis>[] = [b1, b3]
    expect(() => sumSurplus<ComputedBasis>('B1', either)).toThrow('cannot add a surplus on basis B3 to one on basis B1')
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
