import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { growthView, QUADRANT_NAMES, QUADRANTS } from '#engine/analysis/growth-share.ts'
import { movements, portfolio } from '#engine/analysis/portfolio.ts'
import {
  CMI_OF_DISEASE,
  checkThresholds,
  classify,
  DEFAULT_THRESHOLDS,
  PORTFOLIO_CLASSES,
  PORTFOLIO_WORDS,
  type PortfolioClass,
} from '#engine/analysis/portfolio-class.ts'
import { emptyTotals } from '#engine/analysis/totals.ts'
import { exact } from '#shared/domain/exact.ts'
import { aMonth, anyTotals, yuan } from './slices.ts'

const nameOf = (cmi: string, costReturn: string) =>
  PORTFOLIO_WORDS[classify(exact(cmi), exact(costReturn)).class].name.zh

describe('vector 11.4: the matrix of CMI and return on cost', () => {
  test.each([
    ['1.3', '0.16', '优势'],
    ['1.0', '0.10', '潜力'],
    ['0.7', '-0.02', '劣势'],
    ['1.3', '0.03', '待定'],
    ['1.2', '0.16', '待定'],
    ['0.6', '0.20', '待定'],
    ['0.8', '0.05', '潜力'],
  ])('CMI %s, return %s: %s', (cmi, costReturn, name) => {
    expect(nameOf(cmi, costReturn)).toBe(name)
  })

  test.each([
    ['1.2', '0.15', '潜力'], // limits belong to it
    ['1.2', '0.1500001', '待定'],
    ['0.8', '-0.01', '待定'],
    ['0.7999', '0', '待定'], // a return of nothing is no loss
    ['1.2001', '0.15', '待定'],
  ])('on a limit: CMI %s, return %s: %s', (cmi, costReturn, name) => {
    expect(nameOf(cmi, costReturn)).toBe(name)
  })

  test('an open pair carries its name and where to look, the others none', () => {
    expect(classify(exact('1.3'), exact('0.03')).sub?.zh).toBe('高 CMI·微收益：重点看成本控制')
    expect(classify(exact('0.6'), exact('0.2')).sub?.zh).toBe('低 CMI·高收益：保持规模与质量')
    expect(classify(exact('1.5'), exact('-0.03')).sub?.en).toBe('High CMI, loss: look at cost first')
    expect(classify(null, exact('0.2')).sub?.zh).toBe('缺少权重')
    expect(classify(exact('1'), null).sub?.zh).toBe('缺少成本')
    expect(classify(exact('1.3'), exact('0.16')).sub).toBeNull()
  })

  test('classes are total and exclusive, whatever the thresholds: each point meets one rule alone', () => {
    const value = fc.integer({ min: -50, max: 250 }).map((hundredths) => exact(hundredths).div(100))
    const rising = (count: number, min: number) =>
      fc
        .uniqueArray(fc.integer({ min, max: 200 }), { minLength: count, maxLength: count })
        .map((list) => list.sort((a, b) => a - b).map((hundredths) => exact(hundredths).div(100)))
    fc.assert(
      fc.property(
        value,
        value,
        rising(2, 1),
        rising(3, -40),
        (cmi, costReturn, [lowCmi, highCmi], [loss, low, high]) => {
          const thresholds = {
            cmi: { low: lowCmi!, high: highCmi! },
            costReturn: { loss: loss!, low: low!, high: high! },
          }
          checkThresholds(thresholds)
          const rules: Readonly<Record<Exclude<PortfolioClass, 'open'>, boolean>> = {
            leading: cmi.gt(highCmi!) && costReturn.gt(high!),
            lagging: cmi.lt(lowCmi!) && costReturn.lt(loss!),
            promising: cmi.gte(lowCmi!) && cmi.lte(highCmi!) && costReturn.gte(low!) && costReturn.lte(high!),
          }
          const met = Object.entries(rules).flatMap(([name, holds]) => (holds ? [name] : []))
          expect(met.length).toBeLessThanOrEqual(1)
          const { class: found, sub } = classify(cmi, costReturn, thresholds)
          expect(found).toBe(met[0] ?? 'open')
          expect(sub !== null).toBe(found === 'open')
        },
      ),
    )
  })

  test('thresholds that do not rise are refused in words', () => {
    const { cmi, costReturn } = DEFAULT_THRESHOLDS
    expect(() => checkThresholds({ cmi: { low: exact(2), high: exact(1) }, costReturn })).toThrow(/CMI/)
    expect(() => checkThresholds({ cmi, costReturn: { ...costReturn, low: exact('0.2') } })).toThrow(/return on cost/)
    expect(() => checkThresholds(DEFAULT_THRESHOLDS)).not.toThrow()
  })
})

describe('the portfolio of a slice', () => {
  const disease = (key: string, cases: number, rw: string, payment: string, cost: string) => ({
    key,
    totals: aMonth({
      n: cases,
      nWeighted: cases,
      nWithCost: cases,
      rw: exact(rw),
      paymentWithCost: exact(payment),
      cost: yuan(cost),
    }),
  })
  const now = portfolio([
    disease('spine', 20, '30', '240000', '200000'), // 1.5, 20%
    disease('knee', 8, '8', '110000', '100000'), // 1.0, 10%
    disease('back', 30, '18', '90000', '100000'), // 0.6, −10%
    { key: 'no cost', totals: aMonth({ nWithCost: 0 }) },
    { key: 'free', totals: aMonth({ cost: yuan('0') }) },
  ])

  test('uses the mean weight of the cases and the return on cost', () => {
    expect(now.map((row) => [row.key, row.class, row.cmi?.toFixed(4), row.costReturn?.toFixed(2), row.few])).toEqual([
      ['spine', 'leading', '1.5000', '0.20', false],
      ['knee', 'promising', '1.0000', '0.10', true],
      ['back', 'lagging', '0.6000', '-0.10', false],
      ['no cost', 'open', '1.2025', undefined, false],
      ['free', 'open', '1.2025', undefined, false],
    ])
    expect(now[0]!.surplus?.toFixed()).toBe('40000')
  })

  test('movements place every disease of either slice exactly once', () => {
    const before = portfolio([
      disease('spine', 20, '20', '110000', '100000'),
      disease('back', 30, '18', '90000', '100000'),
      disease('gone', 30, '18', '90000', '100000'),
    ])
    const moved = movements(before, now)
    expect(moved).toContainEqual({ from: 'promising', to: 'leading', keys: ['spine'] })
    expect(moved).toContainEqual({ from: 'lagging', to: 'lagging', keys: ['back'] })
    expect(moved).toContainEqual({ from: 'lagging', to: null, keys: ['gone'] })
    expect(moved).toContainEqual({ from: null, to: 'promising', keys: ['knee'] })
    expect(moved.flatMap(({ keys }) => keys).sort()).toEqual(['back', 'free', 'gone', 'knee', 'no cost', 'spine'])
  })

  test('any totals at all have one class', () => {
    fc.assert(
      fc.property(anyTotals, (totals) => {
        const [row] = portfolio([{ key: 'x', totals }])
        expect(PORTFOLIO_CLASSES).toContain(row!.class)
      }),
    )
  })
})

describe('growth and surplus', () => {
  const at = (n: number, payment: string, spent: string) =>
    aMonth({ n, nPriced: n, payment: exact(payment), chargePriced: yuan(spent) })

  test('the line is the growth of all cases; new diseases are not placed', () => {
    const { line, rows } = growthView(
      [
        { key: 'a', before: at(100, '1', '1'), now: at(150, '150000', '140000') },
        { key: 'b', before: at(100, '1', '1'), now: at(105, '100', '205') },
        { key: 'c', before: null, now: at(5, '10', '5') },
        { key: 'd', before: at(50, '1', '1'), now: null },
        { key: 'e', before: at(10, '1', '1'), now: at(15, '10', '25') },
        { key: 'f', before: at(10, '1', '1'), now: at(11, '30', '30') },
      ],
      'B1',
    )
    expect(line.toFixed(6)).toBe('0.059259') // 286 against 270
    expect(rows.map(({ key, quadrant, few }) => [key, quadrant, few])).toEqual([
      ['a', 'growing-earning', false],
      ['b', 'steady-losing', false],
      ['c', 'unplaced', true],
      ['d', 'unplaced', true],
      ['e', 'growing-losing', false],
      ['f', 'growing-earning', false],
    ])
    expect(rows[0]!.surplusPerCase?.toFixed(4)).toBe('66.6667')
  })

  test('a line may be given; without any case before there is none', () => {
    const rows = [{ key: 'a', before: at(100, '1', '1'), now: at(150, '10', '5') }]
    expect(growthView(rows, 'B1', exact(1)).rows[0]!.quadrant).toBe('steady-earning')
    expect(growthView([{ key: 'a', before: null, now: emptyTotals() }], 'B1').line.toFixed()).toBe('0')
  })
})

test('no class, pair or quadrant advises against a patient', () => {
  const pairs = ['1.3', '1', '0.5'].flatMap((cmi) =>
    ['0.2', '0.1', '0.01', '-0.1'].flatMap((value) => classify(exact(cmi), exact(value)).sub ?? []),
  )
  const words = Object.values(PORTFOLIO_WORDS).flatMap(({ name, review }) => [name, review])
  const all = [...pairs, ...words, ...QUADRANTS.map((id) => QUADRANT_NAMES[id]), CMI_OF_DISEASE]
  expect(pairs).toHaveLength(9)
  for (const { zh, en } of all) {
    expect(zh).not.toMatch(/减少收治|拒收|推诿|停收|提前出院|不收|劝退/)
    expect(en).not.toMatch(/refuse|reject|turn away|fewer patients|discharge early/i)
  }
})
