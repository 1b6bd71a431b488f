import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type LocalSide, type ReturnedSide, splitDifference } from '#engine/payment/reconcile.ts'
import { exact } from '#shared/domain/exact.ts'
import { fen } from '#shared/domain/money.ts'

/** Weight 2 at 5,000 yuan: a standard of 10,000.00, paid whole on both sides. */
const ours = (part: Partial<LocalSide> = {}): LocalSide => ({
  group: 'IC25',
  class: 'normal',
  charge: fen(900_000),
  weight: exact(2),
  standard: exact('10000.0000'),
  payment: fen(1_000_000),
  ...part,
})
const theirs = (part: Partial<ReturnedSide> = {}): ReturnedSide => ({
  ...{ group: 'IC25', class: 'normal', charge: fen(900_000), weight: exact(2), standard: exact('10000.00') },
  ...{ payment: fen(1_000_000), deduction: null, reason: null },
  ...part,
})
const split = (our: Partial<LocalSide> | null, their: Partial<ReturnedSide> | null) =>
  splitDifference(our && ours(our), their && theirs(their)).map(({ cause, amount }) => [cause, amount / 100])

test('sides that agree have no difference, whatever else they say', () => {
  expect(split({}, {})).toEqual([])
  expect(split({}, { group: 'IC23', deduction: fen(100) })).toEqual([])
})

test('a case that one side lacks, or that has no standard here, differs by all of it', () => {
  expect(split({}, null)).toEqual([['missing-there', -10_000]])
  expect(split(null, {})).toEqual([['missing-here', 10_000]])
  expect(split({ payment: null, standard: null }, {})).toEqual([['unpriced', 10_000]])
})

test('another group takes weight, standard and class with it', () => {
  const other = { group: 'IC23', weight: exact('2.2'), standard: exact('11000'), payment: fen(1_100_000) }
  expect(split({}, other)).toEqual([['grouping', 1_000]])
  expect(split({}, { ...other, class: 'high' })).toEqual([['grouping', 1_000]])
  expect(split({}, { group: '', class: null, weight: null, standard: null, payment: fen(900_000) })).toEqual([
    ['grouping', -1_000],
  ])
})

test('a file that names no group says nothing of it', () => {
  const told = { group: null, weight: null, standard: exact(9_500), payment: fen(950_000) }
  expect(split({}, told)).toEqual([['standard', -500]])
})

test('another class takes the whole difference', () => {
  expect(split({}, { class: 'low', payment: fen(400_000) })).toEqual([['class', -6_000]])
  expect(split({ class: 'high', payment: fen(1_800_000) }, { payment: fen(1_000_000) })).toEqual([['class', -8_000]])
})

test('weight and rate are told apart: weight at our price per weight, the rate has the rest', () => {
  // 2.5 × 4,800 = 12,000 = 10,000 + 0.5 × 5,000 − 2.5 × 200
  expect(split({}, { weight: exact('2.5'), standard: exact(12_000), payment: fen(1_200_000) })).toEqual([
    ['weight', 2_500],
    ['rate', -500],
  ])
  expect(split({}, { weight: exact('2.1'), standard: exact(10_500), payment: fen(1_050_000) })).toEqual([
    ['weight', 500],
  ])
  expect(split({}, { standard: exact(9_800), payment: fen(980_000) })).toEqual([['rate', -200]])
})

test('a deduction is told apart from what else differs', () => {
  expect(split({}, { payment: fen(970_000), deduction: fen(30_000) })).toEqual([['deduction', -300]])
  expect(split({}, { standard: exact(9_800), payment: fen(950_000), deduction: fen(30_000) })).toEqual([
    ['deduction', -300],
    ['rate', -200],
  ])
  // Paid the whole standard: it was taken off elsewhere.
  expect(split({}, { standard: exact(9_800), payment: fen(980_000), deduction: fen(30_000) })).toEqual([['rate', -200]])
})

test('words beside the money tell assessment from deduction; more than the standard is an add-on', () => {
  expect(split({}, { payment: fen(980_000), reason: '年度质量考核扣减' })).toEqual([['quality', -200]])
  expect(split({}, { payment: fen(980_000), deduction: fen(20_000), reason: '质量保证金' })).toEqual([
    ['quality', -200],
  ])
  expect(split({}, { payment: fen(1_120_000), reason: '国谈药单独支付' })).toEqual([['add-on', 1_200]])
  expect(split({}, { payment: fen(980_000), reason: '审核扣款' })).toEqual([['deduction', -200]])
  expect(split({}, { payment: fen(980_000) })).toEqual([['other', -200]])
  expect(split({}, { payment: fen(980_000), standard: null })).toEqual([['other', -200]])
})

test('rounding is a fen, or whole jiao or yuan', () => {
  const at = (payment: number, returned: number) =>
    split({ payment: fen(payment), standard: exact(payment).div(100) }, { payment: fen(returned), standard: null })
  expect(at(1_000_049, 1_000_000)).toEqual([['rounding', -0.49]])
  expect(at(1_000_045, 1_000_050)).toEqual([['rounding', 0.05]])
  expect(at(1_000_045, 1_000_046)).toEqual([['rounding', 0.01]])
  expect(at(1_000_045, 1_000_047)).toEqual([['add-on', 0.02]])
})

test('a class paid by the charge differs with the charge, else by its rule', () => {
  const low = { class: 'low', payment: fen(300_000), charge: fen(300_000) } as const
  expect(split(low, { class: 'low', charge: fen(310_000), payment: fen(310_000) })).toEqual([['charge', 100]])
  expect(split(low, { class: 'low', charge: fen(300_000), payment: fen(295_000) })).toEqual([['class', -50]])
})

test('the parts of a difference sum to it, each cause once', () => {
  const money = fc.integer({ min: 0, max: 5_000_000 }).map((amount) => fen(amount))
  const decimal = fc.option(fc.integer({ min: 1, max: 90_000 }).map((value) => exact(value).div(1000)))
  const standard = fc.option(fc.integer({ min: 1, max: 5_000_000 }).map((value) => exact(value).div(100)))
  const kind = fc.constantFrom('normal' as const, 'high' as const, 'low' as const, 'exempt' as const, null)
  const one = { class: kind, charge: money, weight: decimal, standard, group: fc.constantFrom('A', 'B', '') }
  const here = fc.record({ ...one, payment: fc.option(money) })
  const there = fc.record({
    ...one,
    group: fc.constantFrom('A', 'B', '', null),
    charge: fc.option(money),
    payment: money,
    deduction: fc.option(money),
    reason: fc.constantFrom(null, '质量考核', '审核扣款', '加成'),
  })
  fc.assert(
    fc.property(fc.option(here), there, (our, their) => {
      const parts = splitDifference(our, their)
      expect(parts.reduce((sum, { amount }) => sum + amount, 0)).toBe(their.payment - (our?.payment ?? 0))
      expect(new Set(parts.map(({ cause }) => cause)).size).toBe(parts.length)
      expect(parts.every(({ amount }) => amount !== 0)).toBe(true)
    }),
  )
})
