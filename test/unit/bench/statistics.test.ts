import { describe, expect, test } from 'vitest'
import { best, longestGap, median, p95, percentile, perSecond, ratioOf, shown } from '../../bench/statistics.ts'

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

describe('percentiles by nearest rank', () => {
  test('of 1 to 100, the 95th is 95; of 1 to 20 it is 19, and one slow answer in twenty does not count', () => {
    expect(p95(upTo(100))).toBe(95)
    expect(p95(upTo(20))).toBe(19)
    expect(p95([...Array<number>(19).fill(2), 900])).toBe(2)
    expect(p95([...Array<number>(18).fill(2), 900, 900])).toBe(900)
  })

  test('the order of the values does not matter and is not changed', () => {
    const values = [30, 1, 20, 10]
    expect(median(values)).toBe(10)
    expect(values).toEqual([30, 1, 20, 10])
  })

  test('the ends are the smallest and the largest; a single value is all of them', () => {
    expect(best([3, 1, 2])).toBe(1)
    expect(percentile([3, 1, 2], 100)).toBe(3)
    expect(p95([7])).toBe(7)
  })

  test('of nothing there is none', () => {
    expect(() => p95([])).toThrow(RangeError)
  })
})

describe('ratios', () => {
  test('ours over the ceiling', () => {
    expect(ratioOf(150_000, 300_000)).toBe(0.5)
    expect(ratioOf(0, 4)).toBe(0)
  })

  test('a ceiling that measured nothing gives no ratio, instead of infinity', () => {
    expect(() => ratioOf(1, 0)).toThrow(RangeError)
    expect(() => ratioOf(1, Number.NaN)).toThrow(RangeError)
    expect(() => ratioOf(-1, 2)).toThrow(RangeError)
  })

  test('500 rows in 250 ms are 2,000 a second', () => {
    expect(perSecond(500, 250)).toBe(2000)
    expect(() => perSecond(500, 0)).toThrow(RangeError)
  })
})

describe('figures', () => {
  test('three significant digits, and no digit of a whole number lost', () => {
    expect(shown(0.123456)).toBe(0.123)
    expect(shown(12.345)).toBe(12.3)
    expect(shown(1_234_567.8)).toBe(1_234_568)
  })

  test('the longest gap counts the wait for the first answer', () => {
    expect(longestGap(0, [50, 100, 230, 280])).toBe(130)
    expect(longestGap(0, [400, 450])).toBe(400)
    expect(longestGap(0, [])).toBe(0)
  })
})
