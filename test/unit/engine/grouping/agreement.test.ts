import { describe, expect, test } from 'vitest'
import { agreementOf, compareGroups, confusionsOf, type GroupPair, knownGroups } from '#engine/grouping/agreement.ts'
import { compileScheme } from '#engine/grouping/compile.ts'
import type { GroupingResult } from '#shared/domain/grouping.ts'
import { smallTables } from './small-scheme.ts'

const known = knownGroups(compileScheme(smallTables()))
const local = (drg: string): GroupingResult => {
  const found = known.get(drg)
  if (found === undefined) throw new Error(`the small scheme has no ${drg}`)
  return found
}
const REJECTED: GroupingResult = { status: 'rejected', mdc: '', adrg: '', drg: '' }

describe('a case against its official group', () => {
  test.each([
    ['BR11', local('BR11'), [true, true, true], null],
    ['BR11', local('BR15'), [true, true, false], 'severity'],
    ['BB19', local('BR15'), [true, false, false], 'adrg'],
    // The ADRG stands in for the DRG: a group of the scheme like any other.
    ['AA1', local('BR15'), [false, false, false], 'mdc'],
    ['BR15', local('0000'), [false, false, false], 'local-ungrouped'],
    ['BR15', REJECTED, [false, false, false], 'local-ungrouped'],
    ['0000', local('BR15'), [false, false, false], 'official-ungrouped'],
    // Both say that there is no group.
    ['0000', REJECTED, [true, true, true], null],
    ['BB19', local('BQY'), [true, false, false], 'local-ambiguous'],
    ['BQY', local('BQY'), [true, true, true], null],
    // Not in the scheme, but the national pattern tells MDC B and ADRG BR1.
    ['BR19', local('BR15'), [true, true, false], 'not-in-scheme'],
    ['CB19', local('BR15'), [false, false, false], 'not-in-scheme'],
    // A code of another kind tells no level but its own.
    ['313|Moderate', local('BR15'), [null, null, false], 'not-in-scheme'],
  ] as const)('%s, here %o', (official, group, [mdc, adrg, drg], cause) => {
    expect(compareGroups(official, group, known)).toEqual({ levels: { mdc, adrg, drg }, cause })
  })
})

const PAIRS: readonly GroupPair[] = [
  { official: 'BR11', local: local('BR11'), n: 6, known },
  { official: 'BR11', local: local('BR15'), n: 2, known },
  { official: 'BR11', local: local('BR15'), n: 1, known },
  { official: 'BB19', local: local('BR15'), n: 3, known },
  { official: '313|Moderate', local: local('BR15'), n: 1, known },
  { official: null, local: local('BR15'), n: 5, known },
]

test('agreement counts cases with an official group, at each level those whose official group tells it', () => {
  expect(agreementOf(PAIRS)).toEqual({
    cases: 18,
    officialMissing: 5,
    levels: { mdc: { n: 12, agree: 12 }, adrg: { n: 12, agree: 9 }, drg: { n: 13, agree: 6 } },
    causes: {
      'local-ungrouped': 0,
      'official-ungrouped': 0,
      'local-ambiguous': 0,
      'not-in-scheme': 1,
      mdc: 0,
      adrg: 3,
      severity: 3,
      disease: 0,
    },
  })
  const { levels, causes } = agreementOf(PAIRS)
  const different = Object.values(causes).reduce((sum, n) => sum + n, 0)
  expect(different).toBe(levels.drg.n - levels.drg.agree)
})

test('confusions are merged, most cases first, equal counts by code', () => {
  expect(confusionsOf(PAIRS)).toEqual([
    { official: 'BB19', local: 'BR15', n: 3, cause: 'adrg' },
    { official: 'BR11', local: 'BR15', n: 3, cause: 'severity' },
    { official: '313|Moderate', local: 'BR15', n: 1, cause: 'not-in-scheme' },
  ])
})
