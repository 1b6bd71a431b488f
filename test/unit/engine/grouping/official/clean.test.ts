import { describe, expect, test } from 'vitest'
import { cleanCode, cleanText } from '#engine/grouping/official/clean.ts'
import { inEvaluationOrder } from '#engine/grouping/official/order.ts'

describe('cells', () => {
  const texts: readonly (readonly [string, string])[] = [
    ['ZYZD in DI_1', 'ZYZD in DI_1'],
    [' \u3000ZYZD\u00a0in\u200bDI_1 ', 'ZYZD in DI_1'],
    ['ZYZD_x000D__x000A_ in_x0009_DI_1', 'ZYZD in DI_1'],
    ['ZYZD_x000d_\r\nin  DI_1\t', 'ZYZD in DI_1'],
    ['\ufeff\u200d', ''],
    // Only these three escapes are white space.
    ['A_x0041_B', 'A_x0041_B'],
  ]
  test.each(texts)('%j is %j', (text, cleaned) => {
    expect(cleanText(text)).toBe(cleaned)
  })

  test('a code has no spaces at all', () => {
    expect(cleanCode(' EX_ 1\u00a0')).toBe('EX_1')
    expect(cleanCode('DI_1_x000D_')).toBe('DI_1')
    expect(cleanCode('E11.400x360+G99.0*')).toBe('E11.400x360+G99.0*')
  })
})

describe('the order rows are tried in', () => {
  const rows = (...each: readonly (readonly [number | null, number])[]) =>
    each.map(([order, tail], at) => ({ row: at + 2, order, tail }))
  const order = (...each: readonly (readonly [number | null, number])[]) => {
    const result = inEvaluationOrder(rows(...each))
    return [result.rows.map(({ row }) => row), result.moved.map(({ row }) => row)]
  }

  test('is that of the numbers; equal ones as they stand, those without one last', () => {
    expect(order([3, 0], [null, 0], [1, 0], [3, 0])).toEqual([[4, 2, 5, 3], []])
  })

  test('puts the rows that always hold behind the others, and tells which it had to move', () => {
    expect(order([18, 2], [19, 0], [20, 0], [21, 1])).toEqual([[3, 4, 5, 2], [2]])
    expect(order([1, 0], [2, 1], [3, 2])).toEqual([[2, 3, 4], []])
  })
})
