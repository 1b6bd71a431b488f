import { describe, expect, test } from 'vitest'
import {
  diseaseScore,
  fundPayable,
  openingPointValue,
  settlementPointValue,
  weightedMean,
} from '#engine/dip/point-value.ts'
import { exact } from '#shared/domain/exact.ts'

const years = (...values: readonly number[]) =>
  values.map((value, at) => ({ value: exact(value), weight: exact([1, 2, 7][at] ?? 0) }))

describe('scores and point values of a region', () => {
  test('year-end point value: 8.0e8 fund ÷ 0.72 ÷ 9.5e7 points = 11.6959 yuan', () => {
    expect(settlementPointValue(exact(800_000_000), exact('0.72'), exact(95_000_000)).toFixed(4)).toBe('11.6959')
  })

  test('means over three years are weighted 1 : 2 : 7', () => {
    expect(weightedMean(years(8000, 9000, 10000)).toFixed()).toBe('9600')
  })

  test('a score is the mean charge over the mean of all cases × 1000; by 标准定额法 without × 1000', () => {
    expect(diseaseScore(exact(9600), exact(12000)).toFixed()).toBe('800')
    expect(diseaseScore(exact(9600), exact(12000), exact(1)).toFixed()).toBe('0.8')
  })

  test('opening point value: weighted charges over weighted points', () => {
    const opening = openingPointValue([
      { charge: exact(1_000_000), points: exact(100_000), weight: exact(1) },
      { charge: exact(1_200_000), points: exact(100_000), weight: exact(2) },
      { charge: exact(1_300_000), points: exact(100_000), weight: exact(7) },
    ])
    expect(opening.toFixed()).toBe('12.5')
  })

  test('what the fund owes: points × value × fund ratio, × assessment, − deductions', () => {
    const cases = [
      { points: exact(945), fundRatio: exact('0.75') },
      { points: exact(378), fundRatio: exact('0.6') },
    ]
    // (708.75 + 226.8) × 12 × 0.98 − 1,000
    expect(fundPayable(cases, exact(12), exact('0.98'), exact(1000)).toFixed()).toBe('10002.068')
  })
})
