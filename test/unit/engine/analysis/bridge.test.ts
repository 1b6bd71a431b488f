import { describe, expect, test } from 'vitest'
import { type BridgeCell, sideOfMeans, surplusBridge } from '#engine/analysis/bridge.ts'
import { CONVENTION_NAMES, favourable, PAYMENT_EFFECTS, SPENT_EFFECTS } from '#engine/analysis/bridge-effects.ts'
import { factorChain } from '#engine/analysis/factor-chain.ts'
import { DEFAULT_MATERIALITY, materiality } from '#engine/analysis/materiality.ts'
import { rational, sumRational, toDecimal } from '#engine/arithmetic/rational.ts'
import { exact } from '#shared/domain/exact.ts'
import { fen } from '#shared/domain/money.ts'
import { yuan } from './slices.ts'

const side = (n: number, payment: number, spent: number) => ({
  n,
  payment: exact(payment).times(n),
  spent: yuan(String(spent * n)),
})
const chain = (base: readonly string[], actual: readonly string[]) =>
  factorChain(base.map(rational), actual.map(rational)).map((effect) => toDecimal(effect, 2))

describe('vector 11.8c: payment and cost of two groups, 60 and 40 cases to 50 and 60', () => {
  const cells: BridgeCell[] = [
    { key: 'a', base: side(60, 8000, 7500), actual: side(50, 8200, 7700) },
    { key: 'b', base: side(40, 20_000, 21_000), actual: side(60, 19_500, 19_800) },
  ]
  const bridge = surplusBridge('B3', cells)

  test('the surplus rises by 17,000, from −10,000 to +7,000', () => {
    expect([bridge.base.surplus, bridge.actual.surplus, bridge.total.change]).toEqual([
      yuan('-10000'),
      yuan('7000'),
      yuan('17000'),
    ])
  })

  test('payment: volume 128,000, mix 192,000, standard −20,000', () => {
    expect(bridge.total.payment).toMatchObject({
      volume: yuan('128000'),
      mix: yuan('192000'),
      standard: yuan('-20000'),
      rw: 0,
      new: 0,
      vanished: 0,
    })
    expect(bridge.total.paymentChange).toBe(yuan('300000'))
  })

  test('cost: volume 129,000, mix 216,000, unit cost −62,000', () => {
    expect(bridge.total.spent).toMatchObject({ volume: yuan('129000'), mix: yuan('216000'), unit: yuan('-62000') })
  })

  test('a group has its own part of each effect', () => {
    const b = bridge.rows.find(({ key }) => key === 'b')!
    // Of 10 more cases 4 would have been b's: volume 4 × 20,000; it had 20 more: mix 16 × 20,000; 60 × −500.
    expect(b.payment).toMatchObject({ volume: yuan('80000'), mix: yuan('320000'), standard: yuan('-30000') })
    expect(b.paymentChange).toBe(yuan('370000'))
  })
})

describe('vector 11.8b: the convention decides what volume and price change together is called', () => {
  const cells: BridgeCell[] = [
    { key: 'X', base: side(7, 0, 4300), actual: side(8, 0, 5000) },
    { key: 'Y', base: side(11, 0, 9000), actual: side(10, 0, 8700) },
  ]
  test.each([
    ['base-price', '-4700', '2600'],
    ['current-price', '-3700', '1600'],
  ] as const)('%s: mix %s, cost %s, together −2,100', (convention, mix, cost) => {
    const { total } = surplusBridge('B3', cells, convention)
    expect(total.spent).toMatchObject({ volume: 0, mix: yuan(mix), unit: yuan(cost) })
    expect(total.spentChange).toBe(yuan('-2100'))
    expect(CONVENTION_NAMES[convention].zh).not.toBe('')
  })
})

describe('the standard of a group', () => {
  const at = (n: number, rw: string, coefficient: string, rate: string, more: string) => ({
    n,
    payment: exact(rw).times(coefficient).times(rate).times(n).plus(more),
    spent: fen(0),
    factors: { rw: exact(rw), coefficient: exact(coefficient), rate: exact(rate) },
  })

  test('splits into weight, coefficient, rate and settlement rules, in this order', () => {
    const { total } = surplusBridge('B1', [
      { key: 'g', base: at(10, '1.0', '1.00', '9000', '0'), actual: at(20, '1.1', '1.05', '8800', '-500') },
    ])
    expect(total.payment).toMatchObject({
      volume: yuan('90000'),
      mix: 0,
      rw: yuan('18000'), // 20 × 0.1 × 9,000
      coefficient: yuan('9900'), // 20 × 1.1 × 0.05 × 9,000
      rate: yuan('-4620'), // 20 × 1.1 × 1.05 × −200
      settlement: yuan('-500'),
      standard: 0,
    })
  })

  test('is not split where one side has no factors', () => {
    const base = { n: 10, payment: exact('90000'), spent: fen(0) }
    const { total } = surplusBridge('B1', [{ key: 'g', base, actual: at(10, '1.1', '1', '9000', '0') }])
    expect(total.payment).toMatchObject({ standard: yuan('9000'), rw: 0, settlement: 0 })
  })
})

describe('groups only one slice has', () => {
  const bridge = surplusBridge('B1', [
    { key: 'stays', base: side(10, 100, 90), actual: side(12, 100, 90) },
    { key: 'comes', base: null, actual: side(3, 500, 600) },
    { key: 'goes', base: side(2, 700, 800), actual: { ...side(0, 0, 0) } },
    { key: 'nowhere', base: null, actual: null },
  ])

  test('stand apart and enter neither volume nor mix', () => {
    expect(bridge.rows.map(({ key, presence }) => [key, presence])).toEqual([
      ['stays', 'both'],
      ['comes', 'new'],
      ['goes', 'vanished'],
    ])
    expect(bridge.total.payment).toMatchObject({
      volume: yuan('200'),
      mix: 0,
      new: yuan('1500'),
      vanished: yuan('-1400'),
    })
    expect(bridge.total.spent).toMatchObject({ new: yuan('1800'), vanished: yuan('-1600') })
    expect(bridge.total.n).toEqual({ base: 12, actual: 15 })
  })

  test('a group named twice is refused', () => {
    const cell: BridgeCell = { key: 'a', base: null, actual: side(1, 1, 1) }
    expect(() => surplusBridge('B1', [cell, cell])).toThrow(RangeError)
  })

  test('no cells at all make a bridge of zeros', () => {
    expect(surplusBridge('B1', []).total.change).toBe(0)
  })
})

describe('a base of means: benchmark or budget per case', () => {
  test('has the actual volume and mix, so that only price remains', () => {
    const base = sideOfMeans(40, { payment: exact('8000'), spent: exact('7500.25') })
    const { total } = surplusBridge('B3', [{ key: 'a', base, actual: side(40, 8200, 7700) }])
    expect(total.payment).toMatchObject({ volume: 0, mix: 0, standard: yuan('8000') })
    expect(total.spent).toMatchObject({ volume: 0, mix: 0, unit: yuan('7990') })
  })
})

describe('factors one after the other', () => {
  test('vector 11.8e: cases, CMI and cost per weight', () => {
    expect(chain(['100', '1.0', '9000'], ['110', '1.1', '8800'])).toEqual(['90000.00', '99000.00', '-24200.00'])
  })

  test('vector 11.8a: enrolment, utilisation, intensity and cost of a population', () => {
    const [base, actual] = [
      ['42000', '0.070', '0.90', '4750'],
      ['42000', '0.095', '0.85', '4900'],
    ] as const
    expect(chain(base, actual)).toEqual(['0.00', '4488750.00', '-947625.00', '508725.00'])
    expect(toDecimal(sumRational(factorChain(base.map(rational), actual.map(rational))), 2)).toBe('4049850.00')
  })
})

describe('marks and limits', () => {
  test('more payment is favourable, more spent is not', () => {
    expect([
      favourable('payment', 1),
      favourable('payment', -1),
      favourable('spent', 1),
      favourable('spent', -1),
    ]).toEqual(['F', 'U', 'U', 'F'])
    expect(favourable('spent', 0)).toBeNull()
  })

  test('every effect has a name in both languages and a formula', () => {
    for (const { name, formula } of [...Object.values(PAYMENT_EFFECTS), ...Object.values(SPENT_EFFECTS)])
      expect([name.zh, name.en, formula].every((text) => text.length > 0)).toBe(true)
  })

  const usual = ['900', '1100', '1000', '950', '1050', '1000', '900', '1100'].map(yuan)
  test('worth a look: above 5% and the local amount, and outside two standard deviations of the last months', () => {
    const limits = { ...DEFAULT_MATERIALITY, amount: yuan('500') }
    expect(materiality(yuan('1500'), yuan('20000'), usual, limits)).toEqual({
      large: true,
      unusual: true,
      investigate: true,
    })
    expect(materiality(yuan('1100'), yuan('20000'), usual, limits)).toMatchObject({ large: true, investigate: false })
    expect(materiality(yuan('1500'), yuan('200000'), usual, limits).large).toBe(false)
    expect(materiality(yuan('400'), yuan('1000'), usual, limits).large).toBe(false)
  })

  test('a short history excuses nothing', () => {
    expect(materiality(yuan('-20000'), yuan('100000'), usual.slice(0, 5))).toEqual({
      large: true,
      unusual: null,
      investigate: true,
    })
  })
})
