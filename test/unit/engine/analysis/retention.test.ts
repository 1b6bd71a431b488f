import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { retention } from '#engine/analysis/retention.ts'
import { exact } from '#shared/domain/exact.ts'
import { surplusOn } from '#shared/domain/surplus-on-basis.ts'
import { yuan } from './slices.ts'

const rules = { keep: exact('0.5'), bear: exact('0.3') }

describe('vector 11.10: what the department keeps and bears', () => {
  test('of +200,000 it keeps half', () => {
    expect(retention(surplusOn('B1', exact(200_000)), rules)).toEqual({
      basis: 'B1',
      surplus: yuan('200000'),
      department: yuan('100000'),
      hospital: yuan('100000'),
    })
  })

  test('of −100,000 it bears 30,000 and the hospital 70,000', () => {
    expect(retention(surplusOn('B3', exact(-100_000)), rules)).toMatchObject({
      basis: 'B3',
      department: yuan('-30000'),
      hospital: yuan('-70000'),
    })
  })

  test('nothing of nothing, and null where no surplus is known', () => {
    expect(retention(surplusOn('B1', exact('0.004')), rules)).toMatchObject({ department: 0, hospital: 0 })
    expect(retention(null, rules)).toBeNull()
  })

  test('both shares make the surplus to the fen, on its side of zero', () => {
    const share = fc.integer({ min: 0, max: 1000 }).map((thousandths) => exact(thousandths).div(1000))
    const amount = fc.integer({ min: -9_000_000, max: 9_000_000 }).map((milli) => exact(milli).div(1000))
    fc.assert(
      fc.property(amount, share, share, (surplus, keep, bear) => {
        const { department, hospital, surplus: whole } = retention(surplusOn('B1', surplus), { keep, bear })!
        expect(department + hospital).toBe(whole)
        expect(Math.sign(department) * Math.sign(whole)).toBeGreaterThanOrEqual(0)
        expect(Math.abs(department)).toBeLessThanOrEqual(Math.abs(whole))
      }),
    )
  })

  test('a share outside 0 to 1 is refused', () => {
    expect(() => retention(surplusOn('B1', exact(1)), { ...rules, keep: exact('1.2') })).toThrow(/between 0 and 1/)
  })
})
