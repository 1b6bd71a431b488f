import { describe, expect, it } from 'vitest'
import { changeOf, changeRateOf, measuresOf } from '#renderer/pages/surplus/measures.ts'
import { firstOpen, pinnedRows, pinOf, shownRows, type TreeState } from '#renderer/pages/surplus/tree.ts'
import type { SurplusNode, SurplusTree } from '#shared/contract/surplus.ts'
import { period } from '#shared/domain/period.ts'
import type { Translate } from '#shared/i18n/cost-names.ts'
import { translate } from '#shared/i18n/translate.ts'
import { makeCases } from '../../fixtures/renderer-bridge/cases.ts'
import { surplusAnswers } from '../../fixtures/renderer-bridge/surplus.ts'

const answers = surplusAnswers(
  makeCases(200),
  () => ({ jobId: '' }),
  () => {},
)
const tree = answers['surplus.tree']({
  slice: { from: period('2025-01'), to: period('2025-12') },
  by: 'group',
  compare: 'year',
  basis: 'B1',
}) as SurplusTree
const t: Translate = (key, ...args) => translate('zh', key, ...args)
const state: TreeState = {
  open: new Set(),
  text: '',
  sort: null,
  sortValue: (column, node) => (column === 'n' ? node.n : undefined),
  labelOf: ({ key, label }) => `${key} ${label}`,
  inside: () => undefined,
}
const roots = tree.rows.filter(({ parent }) => parent === null)

describe('the rows on screen', () => {
  it('are the top of the tree until it is opened, each row then below its parent and deeper', () => {
    expect(shownRows(tree, state).map(({ id }) => id)).toEqual(roots.map(({ id }) => id))
    const opened = shownRows(tree, { ...state, open: firstOpen(tree) })
    expect(opened.length).toBeGreaterThan(roots.length)
    for (const [index, row] of opened.entries()) {
      if (row.depth === 0) continue
      const above = opened.slice(0, index).findLast(({ depth }) => depth < row.depth)
      expect(above?.id).toBe(row.node?.parent)
    }
  })

  it('are sorted among siblings only', () => {
    const open = new Set(tree.rows.map(({ id }) => id))
    const rows = shownRows(tree, { ...state, open, sort: { column: 'n', descending: true } })
    expect(rows).toHaveLength(tree.rows.length)
    const levels = Map.groupBy(rows, ({ node }) => node?.parent)
    for (const siblings of levels.values()) {
      const counts = siblings.map(({ node }) => node?.n ?? 0)
      expect(counts).toEqual(counts.toSorted((a, b) => b - a))
    }
  })

  it('show what a search found, with the rows above it', () => {
    const rows = shownRows(tree, { ...state, text: 'ic29' })
    expect(rows.at(-1)?.node?.key).toBe('IC29')
    expect(rows.every(({ node }) => node !== null && tree.rows.some(({ id }) => id === node.id))).toBe(true)
    expect(shownRows(tree, { ...state, text: 'nothing of the kind' })).toEqual([])
  })

  it('wait for the groups inside a team, and show them below it', () => {
    const teams = answers['surplus.tree']({ slice: {}, by: 'team', compare: 'none', basis: 'B1' }) as SurplusTree
    const [first] = teams.rows as [SurplusNode, ...SurplusNode[]]
    const open = new Set([first.id])
    const waiting = shownRows(teams, { ...state, open, inside: () => 'waiting' })
    expect(waiting.slice(0, 2).map(({ node, depth }) => [node?.id, depth])).toEqual([
      [first.id, 0],
      [undefined, 1],
    ])
    const inside = tree.rows.filter(({ level }) => level === 'drg')
    expect(shownRows(teams, { ...state, open, inside: () => inside })[1]?.node?.id).toBe(inside[0]?.id)
  })

  it('stay on top when pinned, in the order they were pinned, where the slice has them', () => {
    const [one, two] = tree.rows.filter(({ level }) => level === 'drg') as [SurplusNode, SurplusNode]
    const pins = [pinOf(two)!, 'drg:NONE', pinOf(one)!]
    expect(pinnedRows(tree, pins).map(({ node }) => node?.key)).toEqual([two.key, one.key])
    expect(pinOf({ ...one, level: 'team' })).toBeNull()
    expect(pinOf({ ...one, key: '' })).toBeNull()
  })
})

describe('a change', () => {
  const [row] = roots as [SurplusNode]
  const measure = (id: string) => measuresOf(t, 'B1').find((each) => each.id === id)!
  it('is exact; its rate is told only from an amount above zero, and never of a rate', () => {
    const now = { ...row, surplus: '150.5' as SurplusNode['surplus'], surplusRate: '0.2' }
    const before = { ...row, surplus: '100' as SurplusNode['surplus'], surplusRate: '0.1' }
    expect(changeOf(measure('surplus'), now, before)).toBe('50.5')
    expect(changeRateOf(measure('surplus'), now, before)).toBe('0.505')
    expect(changeRateOf(measure('surplus'), now, { ...before, surplus: '-100' as SurplusNode['surplus'] })).toBeNull()
    expect(changeOf(measure('surplusRate'), now, before)).toBe('0.1')
    expect(changeRateOf(measure('surplusRate'), now, before)).toBeNull()
    expect(changeOf(measure('surplus'), now, null)).toBeNull()
  })
})
