import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chartKindOf, controlChart } from '#engine/analysis/control-chart.ts'
import { distributionOf } from '#engine/analysis/distribution.ts'

const months = <T extends object>(points: readonly T[]) =>
  points.map((point, index) => ({ key: `m${index + 1}`, ...point }))

describe('control charts', () => {
  test('p: limits widen where a month has few cases', () => {
    const points = months([
      ...Array.from({ length: 11 }, () => ({ events: 10, n: 100 })),
      { events: 12, n: 25 }, // 48%: 122 ÷ 1,125 = 10.84% ± 3 × √(p(1 − p) ÷ 25)
    ])
    const chart = controlChart({ kind: 'p', points })
    expect(chart.centre).toBeCloseTo(0.108444, 6)
    expect(chart.points[0]!.high).toBeCloseTo(0.201725, 5)
    expect(chart.points[11]).toMatchObject({ value: 0.48, low: 0, signals: ['outside'] })
    expect(chart.points[11]!.high).toBeCloseTo(0.295006, 5)
    expect(chart.provisional).toBe(false)
  })

  test('u: events per exposure', () => {
    const chart = controlChart({
      kind: 'u',
      points: months([
        { events: 4, exposure: 2 },
        { events: 0, exposure: 2 },
      ]),
    })
    expect(chart.centre).toBe(1)
    expect(chart.points[0]).toMatchObject({ value: 2, low: 0, signals: [] })
    expect(chart.points[0]!.high).toBeCloseTo(1 + 3 * Math.SQRT1_2, 12)
    expect(chart.provisional).toBe(true)
  })

  test('XmR: mean ± 2.66 × mean moving range', () => {
    // Mean 67 ÷ 6; ranges 1, 2, 1, 6, 5: mean 3.
    const chart = controlChart({ kind: 'xmr', points: months([10, 11, 9, 10, 16, 11].map((value) => ({ value }))) })
    expect(chart.centre).toBeCloseTo(67 / 6, 12)
    expect(chart.points[0]!.low).toBeCloseTo(67 / 6 - 2.66 * 3, 12)
    expect(chart.points.flatMap(({ signals }) => signals)).toEqual([])
  })

  test('eight in a row on one side are a run; seven are not; a month without a figure breaks nothing', () => {
    const run = (length: number) => [
      ...Array.from({ length }, (_, index) => (index === 3 ? [{ value: 9 }, { value: null }] : [{ value: 9 }])).flat(),
      ...Array.from({ length }, () => ({ value: 11 })),
    ]
    const flagged = (length: number) =>
      controlChart({ kind: 'xmr', points: months(run(length)) }).points.filter(({ signals }) => signals.includes('run'))
    expect(flagged(7)).toHaveLength(0)
    expect(flagged(8)).toHaveLength(16)
  })

  test('one figure is no chart', () => {
    const chart = controlChart({
      kind: 'p',
      points: months([
        { events: 1, n: 10 },
        { events: 0, n: 0 },
      ]),
    })
    expect(chart).toMatchObject({
      centre: null,
      points: [
        { value: 0.1, low: null },
        { value: null, high: null },
      ],
    })
  })

  test('for any counts: limits hold the centre, shares stay within 0 and 1', () => {
    const point = fc.nat(300).chain((n) => fc.record({ n: fc.constant(n), events: fc.nat(n) }))
    fc.assert(
      fc.property(fc.array(point, { maxLength: 30 }), (points) => {
        const { centre, points: drawn } = controlChart({ kind: 'p', points: months(points) })
        for (const { low, high, value, signals } of drawn) {
          if (low === null || high === null) continue
          expect(0 <= low && low <= centre! && centre! <= high && high <= 1).toBe(true)
          expect(signals.includes('outside')).toBe(value! < low || value! > high)
        }
      }),
    )
  })

  test('shares of cases get a p chart, everything else XmR', () => {
    expect([chartKindOf('proportion'), chartKindOf('mean'), chartKindOf('sum')]).toEqual(['p', 'xmr', 'xmr'])
  })
})

describe('distribution of single cases', () => {
  test('quartiles interpolate between neighbours, exactly', () => {
    const found = distributionOf([1, 2, 3, 4, 100, 6])!
    expect([found.p25, found.median, found.p75].map((value) => value.toFixed())).toEqual(['2.25', '3.5', '5.5'])
    expect([found.n, found.sum.toFixed(), found.min, found.max]).toEqual([6, '116', 1, 100])
    expect(distributionOf([5])).toMatchObject({ n: 1, cv: null, min: 5, max: 5 })
    expect(distributionOf([2, 4])!.cv).toBeCloseTo(Math.SQRT2 / 3, 12)
    expect(distributionOf([])).toBeNull()
    expect(() => distributionOf([1.5])).toThrow(RangeError)
  })
})
