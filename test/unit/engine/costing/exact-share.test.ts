import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exactShare } from '#engine/costing/exact-share.ts'

/** Of every size, with many at the edges of what floating point holds. */
const whole = fc.oneof(
  fc.integer({ min: -1000, max: 1000 }),
  fc.maxSafeInteger(),
  fc
    .tuple(fc.integer({ min: 0, max: 52 }), fc.integer({ min: -3, max: 3 }), fc.boolean())
    .map(([power, near, negative]) => (negative ? -1 : 1) * (2 ** power + near)),
)

test('amount × part ÷ whole is the floor and its rest, whatever their size', () => {
  const share = { floor: 0, rest: 0 }
  fc.assert(
    fc.property(
      whole,
      whole,
      whole.map((value) => Math.abs(value) + 1),
      (amount, part, of) => {
        const product = BigInt(amount) * BigInt(part)
        const rest = ((product % BigInt(of)) + BigInt(of)) % BigInt(of)
        const floor = (product - rest) / BigInt(of)
        fc.pre(floor >= -(2n ** 53n) && floor <= 2n ** 53n)
        exactShare(amount, part, of, share)
        expect([share.floor, share.rest].map((value) => BigInt(value))).toEqual([floor, rest])
      },
    ),
    { numRuns: 3000 },
  )
})
