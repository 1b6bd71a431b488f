import { expect, test } from 'vitest'
import { createAlikeCodes } from '#engine/grouping/alike-codes.ts'
import { compileScheme } from '#engine/grouping/compile.ts'
import { smallTables } from './small-scheme.ts'

function numbered(...properties: readonly (readonly string[])[]): { readonly groups: string[]; readonly size: number } {
  const alike = createAlikeCodes()
  for (const codes of properties) alike.tellApart(codes)
  const { ids, size } = alike.number()
  const groups = Map.groupBy(ids.keys(), (code) => ids.get(code))
  return { groups: [...groups.values()].map((codes) => codes.sort().join(' ')).sort(), size }
}

test('codes with the same properties are one number, told in whatever order and however often', () => {
  expect(numbered(['a', 'b', 'c'])).toEqual({ groups: ['a b c'], size: 2 })
  expect(numbered(['a', 'b', 'b', 'c'], ['c', 'a'])).toEqual({ groups: ['a c', 'b'], size: 3 })
  expect(numbered(['a', 'b'], ['b', 'c'], ['d', 'a'])).toEqual({ groups: ['a', 'b', 'c', 'd'], size: 5 })
  expect(numbered(['a', 'b', 'c'], ['d'], [])).toEqual({ groups: ['a b c', 'd'], size: 3 })
  expect(numbered()).toEqual({ groups: [], size: 1 })
})

test('numbers run from 1 up without a gap', () => {
  const alike = createAlikeCodes()
  alike.tellApart(['a', 'b', 'c'])
  alike.tellApart(['b'])
  alike.tellApart(['a', 'b', 'c'])
  expect([...new Set(alike.number().ids.values())].sort()).toEqual([1, 2])
})

test('a scheme tells apart what its rules, complications and exclusions do', () => {
  const base = smallTables()
  const codes = [...['G43.000', 'G44.000', 'H1', 'H2', 'H3', 'H4'].map((code) => ({ list: 'HEAD', code }))]
  const tables = smallTables({
    codeLists: [...base.codeLists.filter(({ list }) => list !== 'HEAD'), ...codes],
    cc: [...base.cc, { code: 'H3', level: 'CC', exclusion: '7' }],
  })
  const { ids } = compileScheme(tables).index.dx
  expect(ids.get('H1')).toBe(ids.get('H2'))
  expect(ids.get('H1')).toBe(ids.get('H4'))
  const apart = ['G43.000', 'G44.000', 'H1', 'H3', 'J96.000', 'I10.x00', 'R57.000'].map((code) => ids.get(code))
  expect(new Set(apart).size).toBe(apart.length)
})
