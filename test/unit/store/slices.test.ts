import { describe, expect, test } from 'vitest'
import { BLANK_KEY, type FactFilter, factConditions } from '#store/slices.ts'
import { sql, sqlId, sqlWhere } from '#store/sql.ts'

const where = (filter: FactFilter) => sqlWhere(factConditions(filter))

describe('a slice as SQL', () => {
  test('an empty slice is the whole book', () => {
    expect(where({})).toEqual({ text: '', values: [] })
    expect(where({ text: '   ' })).toEqual({ text: '', values: [] })
  })

  test('every field narrows, and every value is bound, never written into the text', () => {
    const hostile = `"'; DROP TABLE cases; --`
    const filter = {
      from: hostile,
      to: hostile,
      mdc: hostile,
      adrg: hostile,
      drg: hostile,
      team: hostile,
      physician: hostile,
      insurance: hostile,
      settlement: hostile,
      status: hostile,
      text: hostile,
    }
    const { text, values } = where(filter)
    expect(text).not.toContain('DROP')
    expect(text.match(/\?/g)).toHaveLength(values.length)
    expect(new Set(values)).toEqual(new Set([hostile, `%${hostile}%`]))
  })

  test('the key of a blank finds what has no value; a blank text finds itself', () => {
    expect(where({ team: BLANK_KEY })).toEqual({ text: 'WHERE f.team IS NULL', values: [] })
    expect(where({ drg: '' })).toEqual({ text: 'WHERE f.drg = ?', values: [''] })
  })

  test.each([
    ['100%', '%100\\%%'],
    ['a_b', '%a\\_b%'],
    ['c\\d', '%c\\\\d%'],
    [' 张 ', '%张%'],
  ])('a search for %j looks for exactly that', (text, like) => {
    expect(new Set(where({ text }).values)).toEqual(new Set([like]))
  })

  test('both bounds of a range of months are in it', () => {
    expect(where({ from: '2026-01', to: '2026-03' })).toEqual({
      text: 'WHERE f.period >= ? AND f.period <= ?',
      values: ['2026-01', '2026-03'],
    })
  })
})

describe('the template', () => {
  test('nests pieces in order and binds the rest', () => {
    const inner = sql`b = ${2}`
    expect(sql`a = ${1} AND ${inner} AND c = ${3}`).toEqual({ text: 'a = ? AND b = ? AND c = ?', values: [1, 2, 3] })
  })

  test('a name that is no plain identifier is refused', () => {
    expect(sqlId('case_fact').text).toBe('case_fact')
    for (const name of ['a b', 'a;', 'A', '1a', '', 'a"']) expect(() => sqlId(name), name).toThrow()
  })
})
