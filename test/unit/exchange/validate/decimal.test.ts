import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isPlainDecimal, readDecimal, scaleDecimal, scaledPlain } from '#exchange/validate/decimal.ts'
import { fen, fenToYuan } from '#shared/domain/money.ts'

const read = (text: string, mark: '.' | ',' = '.'): string | null => readDecimal(text, mark)?.text ?? null

test('every amount of fen survives being written in yuan and read back', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 }), (amount) => {
      const text = fenToYuan(fen(amount))
      expect(scaledPlain(text, 2)).toBe(amount === 0 ? 0 : amount)
      expect(scaleDecimal(read(text) ?? '', 2)).toBe(amount === 0 ? 0 : amount)
    }),
  )
})

test('the fast path and the careful path agree wherever the fast path answers', () => {
  const text = fc.string({ unit: fc.constantFrom('0', '1', '9', '.', '-', ',', ' '), maxLength: 8 })
  fc.assert(
    fc.property(text, fc.constantFrom(0, 2, 6), (cell, places) => {
      const fast = scaledPlain(cell, places)
      if (Number.isNaN(fast)) return
      const careful = read(cell)
      expect(careful).not.toBeNull()
      expect(scaleDecimal(careful ?? '', places)).toBe(fast)
    }),
    { numRuns: 2000 },
  )
})

test.each([
  ['12.3', 2, 1230],
  ['-110.7', 2, -11_070],
  ['-3.000', 2, -300],
  ['12.', 2, 1200],
  ['0.005', 2, Number.NaN],
  ['.5', 2, Number.NaN],
  ['1,234', 2, Number.NaN],
  ['1.2.3', 2, Number.NaN],
  ['', 2, Number.NaN],
  ['-', 2, Number.NaN],
  ['1234567890123456', 2, Number.NaN],
  ['1.2345', 6, 1_234_500],
  ['-0', 2, 0],
])('plain %s with %d places is %d', (text, places, value) => {
  expect(scaledPlain(text, places)).toBe(value)
})

test.each([
  ['1,234,567.80', '1234567.80'],
  ['１２，３４５．６７', '12345.67'],
  ['¥1,200.00', '1200.00'],
  ['-￥12.5', '-12.5'],
  ['(1,234.00)', '-1234.00'],
  ['123.40-', '-123.40'],
  ['−5', '-5'],
  ['+5', '5'],
  ['.5', '0.5'],
  ['5.', '5'],
  ['12.30元', '12.30'],
  ['1 234', '1234'],
  ['\u00a012\u3000', '12'],
  ['007', '7'],
  ['-0.00', '0.00'],
  ['1e+05', '100000'],
  ['1.5E-3', '0.0015'],
])('%s is %s', (text, value) => {
  expect(read(text)).toBe(value)
})

test.each(['1,23', '12,34,567', '1.2.3', 'abc', '12a', '--5', '', '1.234,56', '1e9999', '5e', '/'])(
  '%j is no number',
  (text) => {
    expect(read(text)).toBeNull()
  },
)

test('a decimal comma is the choice of the file, never of the cell', () => {
  expect(read('1.234,56', ',')).toBe('1234.56')
  expect(read('12,5', ',')).toBe('12.5')
  expect(read('12.5', ',')).toBeNull()
  expect(read('1.234', ',')).toBe('1234')
})

test('percent and scientific notation are reported', () => {
  expect(readDecimal('20%')).toEqual({ text: '20', scientific: false, percent: true })
  expect(readDecimal('2.02401E+11')?.scientific).toBe(true)
})

test('a fraction below the unit and an unsafe size are named', () => {
  expect(scaleDecimal('12.345', 2)).toBe('fraction')
  expect(scaleDecimal('12.340', 2)).toBe(1234)
  expect(scaleDecimal('90071992547409.93', 2)).toBe('range')
})

test.each([
  ['12', true],
  ['-12.30', true],
  ['12.', false],
  ['.5', false],
  ['', false],
  ['-', false],
  ['1e5', false],
])('%j plain: %s', (text, expected) => {
  expect(isPlainDecimal(text)).toBe(expected)
})
