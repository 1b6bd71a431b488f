import { describe, expect, it } from 'vitest'
import { type GroupPath, groupTree, pathIds } from '#engine/analysis/group-tree.ts'
import { addTotals, emptyTotals } from '#engine/analysis/totals.ts'

const path = (mdc: string, adrg: string, drg: string, n: number): GroupPath => ({
  ...{ mdc, adrg, drg },
  totals: { ...emptyTotals(), n },
})
const noTypes = () => undefined

describe('the tree of groups', () => {
  const paths = [
    path('MDCI', 'IC2', 'IC25', 3),
    path('MDCI', 'IC2', 'IC29', 2),
    path('MDCI', 'IB1', 'IB19', 4),
    path('MDCI', 'IB1', '', 1),
    path('', '', '', 5),
  ]
  const tree = groupTree(paths, noTypes)

  it('sums every row to what stands below it, and loses no case', () => {
    for (const node of tree) {
      const below = tree.filter(({ parent }) => parent === node.id)
      if (below.length === 0) continue
      const sum = below.reduce((total, { totals }) => addTotals(total, totals), emptyTotals())
      expect(node.totals.n, node.id).toBe(sum.n)
    }
    expect(tree.filter(({ parent }) => parent === null).reduce((n, { totals }) => n + totals.n, 0)).toBe(15)
  })

  it('names the cases of a row by its own code, and cases without a group by the codes they reached', () => {
    const codes = new Map(tree.map(({ id, codes: found }) => [id, found]))
    expect(codes.get('mdc:MDCI')).toEqual({ mdc: 'MDCI' })
    expect(codes.get('mdc:MDCI/adrg:IC2/drg:IC25')).toEqual({ drg: 'IC25' })
    expect(codes.get('mdc:MDCI/adrg:IB1/drg:')).toEqual({ mdc: 'MDCI', adrg: 'IB1', drg: '' })
    expect(codes.get('drg:')).toEqual({ mdc: '', adrg: '', drg: '' })
  })

  it('keeps a code apart that two schemes put in two places', () => {
    const twice = groupTree([path('A', 'AA1', 'X1', 1), path('B', 'BB1', 'X1', 2)], noTypes)
    expect(twice.filter(({ level }) => level === 'drg').map(({ codes }) => codes)).toEqual([
      { mdc: 'A', adrg: 'AA1', drg: 'X1' },
      { mdc: 'B', adrg: 'BB1', drg: 'X1' },
    ])
  })

  it('leaves out levels that a group lacks, and does not repeat a code that stands alone', () => {
    expect(pathIds({ mdc: '', adrg: '313', drg: '313|1' }, noTypes)).toEqual(['adrg:313', 'adrg:313/drg:313|1'])
    expect(pathIds({ mdc: '', adrg: '640', drg: '640' }, noTypes)).toEqual(['drg:640'])
  })

  it('puts diseases under their type, which no case carries', () => {
    const types = (code: string) => (code === 'M17.1' ? 'core' : code === '000' ? 'blank' : undefined)
    const nodes = groupTree([path('', '', 'M17.1', 2), path('', '', '000', 1)], types)
    expect(nodes.map(({ id, codes }) => [id, codes])).toEqual([
      ['dip-type:core', null],
      ['dip-type:core/drg:M17.1', { drg: 'M17.1' }],
      ['dip-type:blank', null],
      ['dip-type:blank/drg:000', { drg: '000' }],
    ])
  })
})
