import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exact, fromParts, roundToFen, toParts } from '#shared/domain/exact.ts'
import { addFen, allocateFen, fen, fenToYuan, sumFen } from '#shared/domain/money.ts'

describe('fen', () => {
  test('refuses a fraction and an unsafe integer', () => {
    expect(() => fen(0.1)).toThrow(RangeError)
    expect(() => fen(2 ** 53)).toThrow(RangeError)
    expect(() => addFen(fen(Number.MAX_SAFE_INTEGER), fen(1))).toThrow(RangeError)
  })

  test.each([
    [0, '0.00'],
    [5, '0.05'],
    [-5, '-0.05'],
    [123456, '1234.56'],
    [-100, '-1.00'],
  ])('%i fen is %s yuan', (amount, yuan) => {
    expect(fenToYuan(fen(amount))).toBe(yuan)
  })
})

describe('allocation by largest remainder', () => {
  test('100.00 yuan over three equal parts: the odd fen goes to the first', () => {
    expect(allocateFen(fen(10000), [1, 1, 1])).toEqual([3334, 3333, 3333])
  })

  test('a refund mirrors the charge it reverses', () => {
    expect(allocateFen(fen(-10000), [1, 1, 1])).toEqual([-3334, -3333, -3333])
  })

  test('nothing to allocate by is an error, not a guess', () => {
    expect(() => allocateFen(fen(100), [0, 0])).toThrow(RangeError)
  })

  test('parts always sum to the whole, and none is a fen away from its quota', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e12, max: 1e12 }),
        fc.array(fc.integer({ min: 0, max: 1e9 }), { minLength: 1, maxLength: 40 }).filter((w) => w.some((x) => x > 0)),
        (total, weights) => {
          const parts = allocateFen(fen(total), weights)
          expect(sumFen(parts)).toBe(total)
          const sum = weights.reduce((a, b) => a + b, 0)
          parts.forEach((part, i) => {
            expect(Math.abs(part - (total * weights[i]!) / sum)).toBeLessThanOrEqual(1.001)
          })
        },
      ),
    )
  })
})

describe('exact decimals', () => {
  test('weight × rate × coefficient of domain vector 11.1 rounds once: 0.93 × 9575.25 × 0.92 = 8192.58', () => {
    const standard = exact('0.93').times('9575.25').times('0.92')
    expect(standard.toFixed()).toBe('8192.5839')
    expect(roundToFen(standard)).toBe(819258)
  })

  test('halves round away from zero, refunds included', () => {
    expect(roundToFen(exact('0.005'))).toBe(1)
    expect(roundToFen(exact('-0.005'))).toBe(-1)
  })

  test('stored parts lose nothing down to 14 decimals of a yuan, also below zero', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), (scaled) => {
        const value = exact(scaled.toString()).div('1e14')
        const parts = toParts(value)
        expect(parts.frac).toBeGreaterThanOrEqual(0)
        expect(parts.frac).toBeLessThan(1e12)
        expect(fromParts(parts).eq(value)).toBe(true)
      }),
    )
  })
})
