import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareSameGroups, type OwnGroup } from '#engine/analysis/same-group.ts'
import { exact, sumExact } from '#shared/domain/exact.ts'

/** A group's cases of one team as single amounts. */
const own = (who: string, group: string, ...amounts: readonly number[]): OwnGroup => ({
  who,
  group,
  n: amounts.length,
  sum: sumExact(amounts.map((amount) => exact(amount))),
  squares: amounts.reduce((sum, amount) => sum + amount * amount, 0),
})
const to4 = (value: string) => exact(value).round(4, 1).toFixed()

describe('against the same groups of the department', () => {
  // Knees 10 and 12 (A), 14 (B): mean 12. Hips 20 (A), 30 and 40 (B): mean 30. A is dearer case by case, and cheaper in every group.
  const rows = [own('A', 'knee', 10, 12), own('B', 'knee', 14), own('A', 'hip', 20), own('B', 'hip', 30, 40)]
  const found = compareSameGroups(rows)

  test('expected is what the same cases come to at the means of their groups', () => {
    expect(found.get('A')).toMatchObject({ n: 3, alone: 0 })
    expect(found.get('A')!.actual.toFixed()).toBe('42')
    expect(found.get('A')!.expected.toFixed()).toBe('54') // 2 × 12 + 30
    expect(to4(found.get('A')!.index!.value)).toBe('0.7778')
    expect(found.get('A')!.perCase!.value).toBe('-4')
  })

  test('the interval takes the spread of each group in the whole department', () => {
    // s² of the knees ((−2)² + 0 + 2²) ÷ 2 = 4, of the hips 100: 2 × 4 × (1 − 2/3) + 1 × 100 × (1 − 1/3) = 69.3333
    const reach = 1.959963984540054 * Math.sqrt(2 * 4 * (1 / 3) + 100 * (2 / 3))
    const { index, perCase } = found.get('A')!
    expect(index!.low).toBeCloseTo(42 / 54 - reach / 54, 10)
    expect(index!.high).toBeCloseTo(42 / 54 + reach / 54, 10)
    expect(perCase!.high).toBeCloseTo(-4 + reach / 3, 10)
  })

  test('a group that nobody else treats says nothing, and is counted', () => {
    const alone = compareSameGroups([...rows, own('A', 'spine', 900, 950)])
    expect(alone.get('A')).toMatchObject({ n: 3, alone: 2 })
    expect(alone.get('A')!.index).toEqual(found.get('A')!.index)
  })

  test('someone with nothing to compare has no index', () => {
    const found = compareSameGroups([own('A', 'knee', 10)])
    expect(found.get('A')).toMatchObject({ n: 0, alone: 1, index: null, perCase: null })
  })

  test('a surplus may be negative: it has a difference, and an index only above zero', () => {
    const found = compareSameGroups([own('A', 'knee', -10), own('B', 'knee', -30)])
    expect(found.get('A')!.index).toBeNull()
    expect(found.get('A')!.perCase!.value).toBe('10')
  })
})

test('all differences together are none, whatever the cases', () => {
  const amounts = fc.array(fc.integer({ min: -50_000, max: 90_000 }), { maxLength: 4 })
  const cells = fc.array(fc.tuple(fc.constantFrom('A', 'B', 'C'), fc.constantFrom('g', 'h', 'i'), amounts), {
    maxLength: 12,
  })
  fc.assert(
    fc.property(cells, (given) => {
      const rows = given.map(([who, group, values]) => own(who, group, ...values))
      const found = [...compareSameGroups(rows).values()]
      const difference = sumExact(found.map(({ actual, expected }) => actual.minus(expected)))
      expect(Math.abs(difference.toNumber())).toBeLessThan(1e-9)
      expect(found.reduce((n, one) => n + one.n + one.alone, 0)).toBe(rows.reduce((n, row) => n + row.n, 0))
    }),
  )
})
