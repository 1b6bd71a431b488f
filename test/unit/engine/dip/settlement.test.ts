import { describe, expect, test } from 'vitest'
import { dipArithmetic } from '#engine/dip/arithmetic.ts'
import { groupDip } from '#engine/dip/group.ts'
import { settleDip } from '#engine/dip/settle.ts'
import type { PointValueRow } from '#engine/dip/tables.ts'
import type { DipResult } from '#shared/domain/dip.ts'
import { exact } from '#shared/domain/exact.ts'
import { fenToYuan } from '#shared/domain/money.ts'
import { period } from '#shared/domain/period.ts'
import { aCase, type Changes, directory, row, yuan } from './small-directory.ts'

const prices = (given: Partial<PointValueRow> = {}): PointValueRow => ({
  from: '2026-01',
  insurance: '',
  pointValue: '12',
  hospitalCoefficient: '1.05',
  meanFactor: '',
  basicMeanFactor: '',
  ...given,
})

/** domain 11.3: score 900, h 1.05, a 1, point value 12, mean charge 10,000. */
const city = (changes: Changes = {}) =>
  directory({
    directory: [
      row('W', { dx: 'S72.0', opClass: 'conservative', score: '900', meanCharge: '10000' }),
      row('JC', {
        type: 'basic',
        dx: 'M54.5',
        opClass: 'conservative',
        score: '900',
        meanCharge: '10000',
        coefficient: '0.98',
      }),
      row('N', { dx: 'S72.1', opClass: 'conservative', score: '900' }),
      row('Z', { dx: 'S72.2', opClass: 'conservative', score: '0', meanCharge: '10000' }),
      row('KBBZ', { type: 'blank', opClass: null, score: '0' }),
    ],
    pointValues: [prices()],
    ...changes,
  })

const result = (scheme: ReturnType<typeof city>, dx = 'S72.000', secondary: readonly string[] = []): DipResult =>
  groupDip(scheme, aCase([dx, ...secondary], []))

const settle = (charge: string, changes: Changes = {}, dx = 'S72.000', insurance: string | null = null) => {
  const scheme = city(changes)
  const facts = { result: result(scheme, dx), month: period('2026-03'), insurance, charge: yuan(charge) }
  return settleDip(scheme, facts)
}

const paid = (...given: Parameters<typeof settle>) => {
  const settlement = settle(...given)
  return `${settlement.class} ${settlement.paid === null ? '—' : fenToYuan(settlement.paid)}`
}

describe('case score × point value', () => {
  test('the worked examples', () => {
    expect(paid('9500')).toBe('normal 11340.00')
    expect(paid('4000')).toBe('low 4536.00')
    expect(paid('25000')).toBe('high 17010.00')
    expect(paid('55000')).toBe('extreme 51030.00')
    expect([settle('25000').review, settle('55000').review]).toEqual([false, true])
  })

  test('standard, points, ratio and surplus on basis B1', () => {
    const { standard, points, ratio, surplus } = settle('25000')
    expect([standard, points, ratio, surplus].map(String)).toEqual(['11340', '1417.5', '2.5', '-7990'])
  })

  test('on the lines: 50 % and 200 % are normal, or outside where the region includes them', () => {
    const classes = (changes: Changes) =>
      ['4999.99', '5000', '20000', '20000.01', '50000', '50000.01'].map((charge) => settle(charge, changes).class)
    expect(classes({})).toEqual(['low', 'normal', 'normal', 'high', 'high', 'extreme'])
    const inclusive = {
      low: { below: '0.5', inclusive: true, hospital: true },
      high: { above: '2', inclusive: true, add: 'one' },
      extreme: { above: '5', inclusive: true, settle: 'formula' },
    } as const
    expect(classes({ settlement: inclusive })).toEqual(['low', 'low', 'high', 'high', 'extreme', 'extreme'])
  })

  test('+1 and +h: h × ((r − 2) + 1) = 17,010, (r − 2) + h = 16,740; both start from the normal payment', () => {
    const plusH = { settlement: { high: { above: '2', inclusive: true, add: 'h' } } } as const
    const plusOne = { settlement: { high: { above: '2', inclusive: true, add: 'one' } } } as const
    expect(paid('25000', plusOne)).toBe('high 17010.00')
    expect(paid('25000', plusH)).toBe('high 16740.00')
    expect([paid('20000', plusOne), paid('20000', plusH)]).toEqual(['high 11340.00', 'high 11340.00'])
  })

  test('济宁: low without h, above 5 times h only', () => {
    const jining = {
      settlement: {
        low: { below: '0.5', inclusive: false, hospital: false },
        high: { above: '2', inclusive: false, add: 'h' },
        extreme: { above: '5', inclusive: false, settle: 'normal' },
      },
    } as const
    expect(paid('4000', jining)).toBe('low 4320.00')
    expect(paid('55000', jining)).toBe('extreme 11340.00')
  })

  test('泰安: +h with an h for each insurance, the blank group at 0.4368 × 0.9 of the charge', () => {
    const taian = {
      pointValues: [
        prices({ insurance: '职工', hospitalCoefficient: '0.611' }),
        prices({ insurance: '居民', hospitalCoefficient: '0.631' }),
      ],
      settlement: {
        high: { above: '2', inclusive: false, add: 'h' },
        blank: { settle: 'by-actual-ratio', ratio: '0.39312' },
      },
    } as const
    expect(paid('25000', taian, 'S72.000', '职工')).toBe('high 11998.80')
    expect(paid('25000', taian, 'S72.000', '居民')).toBe('high 12214.80')
    expect(paid('9500', taian, 'R50.900', '居民')).toBe('blank 3734.64')
  })

  test('above 500 % as charged until it is reviewed', () => {
    const extreme = { settlement: { extreme: { above: '5', inclusive: false, settle: 'by-actual' } } } as const
    expect(paid('55000', extreme)).toBe('extreme 55000.00')
  })

  test('without lines every case is normal', () => {
    expect(paid('99999', { settlement: { low: null, high: null, extreme: null } })).toBe('normal 11340.00')
  })

  test('basic-level entries take their own coefficient and no hospital coefficient', () => {
    expect(paid('9500', {}, 'M54.500')).toBe('normal 10584.00')
    expect(paid('4000', { settlement: { low: { below: '0.5', inclusive: false, hospital: false } } }, 'M54.500')).toBe(
      'low 4233.60',
    )
  })

  test('the case score is rounded first where the region says so', () => {
    const odd = { directory: [row('W', { dx: 'S72.0', opClass: 'conservative', score: '100.3333' })] } as const
    expect(paid('1', odd)).toBe('normal 1264.20')
    expect(paid('1', { ...odd, settlement: { scoreDecimals: 0 } })).toBe('normal 1260.00')
  })

  test('a third is not lost on the way: 900 × 1/3 is 300 points to the fen', () => {
    const thirds = {
      directory: [row('W', { dx: 'S72.0', opClass: 'conservative', score: '900', meanCharge: '9000' })],
    } as const
    expect(paid('3000', { ...thirds, pointValues: [prices({ hospitalCoefficient: '1' })] })).toBe('low 3600.00')
  })
})

describe('point values', () => {
  const pointValues = [
    prices({ insurance: '职工', pointValue: '12' }),
    prices({ insurance: '职工', pointValue: '13', from: '2026-03' }),
    prices({ insurance: '职工', pointValue: '14', from: '2026-04' }),
    prices({ insurance: '居民', pointValue: '10', hospitalCoefficient: '1' }),
  ]

  test('by insurance, the latest of the month', () => {
    expect(paid('9500', { pointValues }, 'S72.000', '职工')).toBe('normal 12285.00')
    expect(paid('9500', { pointValues }, 'S72.000', '居民')).toBe('normal 9000.00')
  })

  test('an insurance without a row takes the row of all types, else it is unpriced', () => {
    expect(paid('9500', { pointValues }, 'S72.000', '离休')).toBe('unpriced —')
    expect(paid('9500', { pointValues: [...pointValues, prices()] }, 'S72.000', '离休')).toBe('normal 11340.00')
    expect(paid('9500', { pointValues: [prices({ from: '2026-04' })] })).toBe('unpriced —')
  })
})

describe('the mean charge a case is held against', () => {
  const auxiliary = [
    { auxiliary: 'YZ', type: 'severity', name: '', dip: '', condition: 'sdx in @H', factor: '1.5' },
  ] as const
  const mean = (
    changes: Changes,
    dx = 'S72.000',
    secondary: readonly string[] = [],
    insurance: string | null = null,
  ) => {
    const scheme = city({ auxiliary, codeLists: [{ list: 'H', code: 'I50' }], ...changes })
    const facts = { result: result(scheme, dx, secondary), month: period('2026-03'), insurance, charge: yuan('9500') }
    const found = settleDip(scheme, facts).terms?.mean
    return found ? `${found.from} ${found.mean.toFixed()}` : null
  }
  const meanCharges = [
    { dip: 'W', auxiliary: '', insurance: '', meanCharge: '11000' },
    { dip: 'W', auxiliary: '', insurance: '居民', meanCharge: '9000' },
    { dip: 'W', auxiliary: 'YZ', insurance: '居民', meanCharge: '14000' },
  ]

  test('the table first: the insurance type, then all types', () => {
    expect(mean({ meanCharges })).toBe('table 11000')
    expect(mean({ meanCharges }, 'S72.000', [], '居民')).toBe('table 9000')
  })

  test('with an auxiliary entry: its own row, else the mean of the disease × its factor', () => {
    expect(mean({ meanCharges }, 'S72.000', ['I50.900'], '居民')).toBe('table 14000')
    expect(mean({ meanCharges }, 'S72.000', ['I50.900'], '职工')).toBe('table 16500')
    expect(mean({}, 'S72.000', ['I50.900'])).toBe('directory 15000')
  })

  test('else score × mean charge per point; without one a case is normal', () => {
    const pointValues = [prices({ meanFactor: '11', basicMeanFactor: '10' })]
    expect(mean({ pointValues }, 'S72.100', ['I50.900'])).toBe('score 14850')
    const basic = row('N', { type: 'basic', dx: 'S72.1', opClass: 'conservative', score: '900', coefficient: '0.98' })
    expect(mean({ pointValues, directory: [basic] }, 'S72.100')).toBe('score 8820')
    expect(mean({}, 'S72.100')).toBeNull()
    expect(paid('999999', {}, 'S72.100')).toBe('normal 11340.00')
  })

  test('the auxiliary factor multiplies the score', () => {
    const scheme = city({ auxiliary, codeLists: [{ list: 'H', code: 'I50' }] })
    const given = { result: result(scheme, 'S72.000', ['I50.900']), month: period('2026-03'), insurance: null }
    expect(fenToYuan(settleDip(scheme, { ...given, charge: yuan('9500') }).paid!)).toBe('17010.00')
  })
})

describe('what is not paid by points', () => {
  test('insurance types outside DIP and excluded cases are paid as charged', () => {
    expect(paid('9500', {}, 'S72.000', '自费')).toBe('exempt 9500.00')
    expect(paid('9500', {}, 'Z51.100')).toBe('excluded 9500.00')
  })

  test('a score of 0: as charged, or nothing', () => {
    expect(paid('9500', {}, 'S72.200')).toBe('zero-score 9500.00')
    expect(paid('9500', { settlement: { zeroScore: 'zero' } }, 'S72.200')).toBe('zero-score 0.00')
  })

  test('the blank group: after correction, a share of the charge, or its score', () => {
    expect(paid('9500', {}, 'R50.900')).toBe('blank —')
    expect(paid('9500', { settlement: { blank: { settle: 'by-actual-ratio', ratio: '0.7' } } }, 'R50.900')).toBe(
      'blank 6650.00',
    )
    const scored = { directory: [row('KBBZ', { type: 'blank', opClass: null, score: '100' })] } as const
    const byScore = { ...scored, settlement: { blank: { settle: 'by-score', ratio: '1' } } } as const
    expect(paid('9500', byScore, 'R50.900')).toBe('blank 1260.00')
  })

  test('ungrouped cases are listed without a payment', () => {
    const { directory: rows } = city().tables
    expect(paid('9500', { directory: rows.filter(({ type }) => type !== 'blank') }, 'R50.900')).toBe('ungrouped —')
  })
})

describe('the arithmetic', () => {
  const lines = (charge: string, changes: Changes = {}, dx = 'S72.000', insurance: string | null = null) => {
    const scheme = city(changes)
    const facts = { result: result(scheme, dx), month: period('2026-03'), insurance, charge: yuan(charge) }
    return dipArithmetic(scheme, facts).map(({ id, formula }) => `${id}: ${formula}`)
  }

  test('line by line with its numbers', () => {
    expect(lines('25000')).toEqual([
      'score: W = 900',
      'coefficient: 1.05',
      'auxiliary: 1',
      'point-value: 12',
      'standard: 900 × 1.05 × 1 × 12 = 11340.00',
      'mean: 10000.00',
      'ratio: 25000.00 ÷ 10000.00 = 2.5000',
      'points: 900 × 1 × 1.05 × (25000.00 ÷ 10000.00 − 2 + 1) = 1417.5000',
      'payment: 1417.5000 × 12 = 17010.00',
      'paid: 17010 → 17010.00',
      'surplus-B1: 17010.00 − 25000.00 = −7990.00',
    ])
  })

  test('what is not by points shows the amount only', () => {
    expect(lines('9500', {}, 'S72.000', '自费')).toEqual([
      'payment: 9500',
      'paid: 9500 → 9500.00',
      'surplus-B1: 9500.00 − 9500.00 = 0.00',
    ])
    expect(lines('9500', {}, 'R50.900')).toEqual([])
  })

  test('values are exact', () => {
    const scheme = city()
    const facts = { result: result(scheme), month: period('2026-03'), insurance: null, charge: yuan('4000') }
    const payment = dipArithmetic(scheme, facts).find(({ id }) => id === 'payment')
    expect(exact(payment!.value).eq('4536')).toBe(true)
  })
})
