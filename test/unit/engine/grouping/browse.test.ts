import { expect, test } from 'vitest'
import { groupAt, groupsBelow, searchGroups } from '#engine/grouping/browse.ts'
import { compileScheme } from '#engine/grouping/compile.ts'
import { whatToCheck } from '#engine/grouping/worklist.ts'
import { smallTables } from './small-scheme.ts'

const base = smallTables()
/** BR1 has a second way in. */
const scheme = compileScheme(
  smallTables({
    adrg: [...base.adrg, { adrg: 'BR1', mdc: 'MDCB', name: '头痛', kind: 'medical', order: 4, rule: 'age < 17' }],
  }),
)
const { definition } = scheme

test('goes down from MDC to DRG in the order groups are tried, rules in words', () => {
  expect(groupsBelow(definition, null).map(({ code, children }) => [code, children])).toEqual([
    ['MDCA', 1],
    ['MDCB', 3],
  ])
  const adrgs = groupsBelow(definition, { level: 'mdc', code: 'MDCB' })
  expect(adrgs.map(({ code, children, ambiguous }) => [code, children, ambiguous])).toEqual([
    ['BB1', 1, false],
    ['BR1', 3, false],
    ['BQY', 0, true],
  ])
  expect(adrgs[1]).toMatchObject({
    path: [{ level: 'mdc', code: 'MDCB', name: '神经' }],
    rules: [{ zh: '没有手术操作在 @OPS 内' }, { zh: '年龄小于 17 岁' }],
    lists: [{ list: 'OPS', kind: 'proc', n: 3 }],
  })
  const drgs = groupsBelow(definition, { level: 'adrg', code: 'BR1' })
  expect(drgs.map(({ code }) => code)).toEqual(['BR11', 'BR13', 'BR15'])
  expect(drgs[0]?.path.map(({ code }) => code)).toEqual(['MDCB', 'BR1'])
})

test('a place that is not there has neither a node nor groups below', () => {
  expect(groupAt(definition, { level: 'adrg', code: 'MDCB' })).toBeUndefined()
  expect(groupsBelow(definition, { level: 'mdc', code: 'BR1' })).toEqual([])
  expect(groupAt(definition, { level: 'adrg', code: 'BR1' })?.rules).toHaveLength(2)
})

test('finds groups by code and name, then those whose rules look at a code', () => {
  const found = (text: string) =>
    searchGroups(definition, text, 20).groups.map(({ node, through }) => [node.code, through?.list ?? null])
  expect(found('br1')).toEqual([
    ['BR1', null],
    ['BR11', null],
    ['BR13', null],
    ['BR15', null],
  ])
  expect(found('严重')).toEqual([['BR11', null]])
  expect(found('01.2400')).toEqual([
    ['MDCA', 'OPS'],
    ['BB1', 'SKULL'],
    ['BR1', 'OPS'],
    ['BQY', 'OPS'],
  ])
  expect(searchGroups(definition, '01.2400', 2)).toMatchObject({ total: 4, groups: { length: 2 } })
  expect(searchGroups(definition, '01.2400', 1).groups[0]?.through?.name).toBe('颅骨切开术')
  expect(found('01.24')).toEqual([])
  expect(found(' ')).toEqual([])
})

test('the worklist tells a code the scheme does not know from one that no group took', () => {
  expect(whatToCheck(scheme, 'ungrouped', 'G43.000').zh).toContain('没有病组成立')
  // Named in codes.csv only.
  expect(whatToCheck(scheme, 'ungrouped', 'I10.x00').zh).toContain('没有病组成立')
  expect(whatToCheck(scheme, 'ungrouped', 'Z99.900').zh).toContain('不认识')
  expect(whatToCheck(scheme, 'ungrouped', null).zh).toContain('没有主要诊断')
  expect(whatToCheck(null, 'ungrouped', 'Z99.900').zh).not.toContain('不认识')
})
