import { describe, expect, test } from 'vitest'
import { compileDip } from '#engine/dip/compile.ts'
import type { DipTables } from '#engine/dip/tables.ts'
import { validateDip } from '#engine/dip/validate.ts'
import { ProblemError } from '#shared/domain/problem.ts'
import { type Changes, DIRECTORY, row, tablesOf } from './small-directory.ts'

const POINTS = [
  { from: '2026-01', insurance: '', pointValue: '12', hospitalCoefficient: '1', meanFactor: '', basicMeanFactor: '' },
]
const found = (changes: Changes) =>
  validateDip(tablesOf({ pointValues: POINTS, ...changes })).map(
    ({ severity, code, table, row: at, column }) => `${severity} ${code} ${table} ${at} ${column}`,
  )
const auxiliary = (condition: string, given: Partial<DipTables['auxiliary'][number]> = {}) => ({
  auxiliary: 'A',
  type: 'age' as const,
  name: '',
  dip: '',
  condition,
  factor: '1.1',
  ...given,
})

describe('checks of a directory', () => {
  test('the small directory is clean; without point values cases are only matched', () => {
    expect(found({})).toEqual([])
    expect(found({ pointValues: [] })).toEqual(['warning no-point-value point_values null null'])
  })

  test.each<[string, Changes, string]>([
    ['no disease', { directory: [] }, 'error empty-table directory null null'],
    ['a blank diagnosis', { directory: [row('A', {})] }, 'error blank-cell directory 2 dx'],
    [
      'a blank class',
      { directory: [row('A', { dx: 'S72.0', opClass: null })] },
      'error blank-cell directory 2 op_class',
    ],
    [
      'an expression with a hole',
      { directory: [row('A', { dx: 'S72.0', op: '81.51+' })] },
      'error bad-expression directory 2 op',
    ],
    [
      'operations of a comprehensive entry',
      { directory: [row('A', { type: 'comprehensive', dx: 'S72', op: '81.51' })] },
      'error bad-expression directory 2 op',
    ],
    [
      'an unknown chapter',
      { directory: [row('A', { type: 'comprehensive', dx: '@99' })] },
      'error unknown-chapter directory 2 dx',
    ],
    [
      'a category that is too long',
      { directory: [row('A', { type: 'comprehensive', dx: 'S72.0' })] },
      'error bad-code directory 2 dx',
    ],
    [
      'a disease twice',
      { directory: [...DIRECTORY, row('KBBZ', { dx: 'S99.9' })] },
      'error duplicate-disease directory 13 null',
    ],
    [
      'a definition twice',
      { directory: [...DIRECTORY, row('B', { dx: 'S72.0', op: '81.51' })] },
      'error duplicate-row directory 13 null',
    ],
    [
      'chapters that overlap',
      {
        chapters: [
          { chapter: '13', name: '', from: 'M00', to: 'M99' },
          { chapter: '14', name: '', from: 'M99', to: 'N99' },
        ],
      },
      'error overlapping-chapters chapters 3 from',
    ],
    ['a condition', { auxiliary: [auxiliary('age > many')] }, 'error bad-condition auxiliary 2 condition'],
    ['an unknown list', { auxiliary: [auxiliary('pdx in @T')] }, 'error unknown-list auxiliary 2 condition'],
    [
      'an unknown disease',
      { auxiliary: [auxiliary('age > 1', { dip: 'X' })] },
      'error unknown-disease auxiliary 2 dip',
    ],
    [
      'alternatives that disagree',
      { auxiliary: [auxiliary('age > 1'), auxiliary('age > 2', { factor: '1.2' })] },
      'error duplicate-row auxiliary 3 auxiliary',
    ],
    [
      'a mean charge of no disease',
      { meanCharges: [{ dip: 'X', auxiliary: '', insurance: '', meanCharge: '1' }] },
      'error unknown-disease mean_charges 2 dip',
    ],
    [
      'a mean charge of no auxiliary entry',
      { meanCharges: [{ dip: 'KBBZ', auxiliary: 'Y', insurance: '', meanCharge: '1' }] },
      'error unknown-auxiliary mean_charges 2 auxiliary',
    ],
    ['a point value twice', { pointValues: [...POINTS, ...POINTS] }, 'error duplicate-row point_values 3 null'],
    [
      'the same exclusion twice',
      {
        excluded: [
          { kind: 'pdx', code: 'Z' },
          { kind: 'pdx', code: 'Z' },
        ],
      },
      'warning duplicate-row excluded 3 null',
    ],
  ])('%s', (_, changes, finding) => {
    expect(found(changes)).toContain(finding)
  })

  test('a directory with errors is not compiled, and the first is named in both languages', () => {
    const broken = tablesOf({ auxiliary: [auxiliary('age > many'), auxiliary('elderly')] })
    expect(() => compileDip(broken)).toThrow(ProblemError)
    expect(() => compileDip(broken)).toThrow(
      'The DIP directory T has 2 error(s) and was not loaded: auxiliary.csv, row 2, column condition: the condition “age > many” cannot be read (and 1 more). Correct it and load it again',
    )
  })
})
