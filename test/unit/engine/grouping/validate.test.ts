import { describe, expect, test } from 'vitest'
import { compileScheme } from '#engine/grouping/compile.ts'
import type { SchemeTables } from '#engine/grouping/tables.ts'
import { validateScheme } from '#engine/grouping/validate.ts'
import { ProblemError } from '#shared/domain/problem.ts'
import { smallTables } from './small-scheme.ts'

const base = smallTables()

/** The findings as `severity code table:row column@position`. */
function findings(changes: Partial<SchemeTables>): readonly string[] {
  return validateScheme(smallTables(changes)).map(
    ({ severity, code, table, row, column, position }) =>
      `${severity} ${code} ${table}:${row ?? '-'} ${column ?? '-'}@${position ?? '-'}`,
  )
}

const adrg = (changes: Partial<SchemeTables['adrg'][number]>) => ({
  adrg: 'BZ1',
  mdc: 'MDCB',
  name: '',
  kind: '' as const,
  order: 10,
  rule: 'true',
  ...changes,
})
const drg = (changes: Partial<SchemeTables['drg'][number]>) => ({
  drg: 'BR17',
  adrg: 'BR1',
  name: '',
  order: 10,
  rule: 'mcc',
  ...changes,
})

const map = (...pairs: readonly string[]) =>
  pairs.map((pair) => {
    const [from = '', to = ''] = pair.split('>')
    return { kind: 'dx' as const, from, to }
  })

test('the small scheme is clean', () => expect(findings({})).toEqual([]))

describe('errors', () => {
  const lines: readonly (readonly [string, Partial<SchemeTables>, string])[] = [
    ['no MDC', { mdc: [], adrg: [], drg: [] }, 'error empty-table mdc:- -@-'],
    ['rule syntax', { adrg: [...base.adrg, adrg({ rule: 'pdx in HEAD' })] }, 'error rule-syntax adrg:6 rule@8'],
    [
      'unknown list',
      { adrg: [...base.adrg, adrg({ rule: 'cc and pdx in @NO' })] },
      'error unknown-list adrg:6 rule@15',
    ],
    [
      'list used for both kinds',
      { adrg: [...base.adrg, adrg({ rule: 'sdx in @OPS' })] },
      'error mixed-list adrg:6 rule@8',
    ],
    [
      'a procedure among diagnoses',
      { codeLists: [...base.codeLists, { list: 'HEAD', code: '01.2400' }] },
      'error mixed-list code_lists:9 code@-',
    ],
    [
      'duplicate DRG',
      { drg: [...base.drg, drg({ drg: 'BR11', rule: 'sex = M' })] },
      'error duplicate-group drg:6 drg@-',
    ],
    ['ADRG of two MDCs', { adrg: [...base.adrg, adrg({ adrg: 'AA1' })] }, 'error duplicate-group adrg:6 mdc@-'],
    ['duplicate order', { adrg: [...base.adrg, adrg({ order: 3 })] }, 'error duplicate-order adrg:6 order@-'],
    ['ADRG without MDC', { adrg: [...base.adrg, adrg({ mdc: 'MDCQ' })] }, 'error orphan adrg:6 mdc@-'],
    ['DRG without ADRG', { drg: [...base.drg, drg({ adrg: 'BX1' })] }, 'error orphan drg:6 adrg@-'],
    ['order not whole', { adrg: [...base.adrg, adrg({ order: 1.5 })] }, 'error bad-order adrg:6 order@-'],
    [
      'blank code',
      { codeLists: [...base.codeLists, { list: 'HEAD', code: '' }] },
      'error blank-cell code_lists:9 code@-',
    ],
    [
      'a code with two rows of one level',
      { cc: [...base.cc, { code: 'I10.x00', level: 'CC', exclusion: '1' }] },
      'error duplicate-row cc:6 -@-',
    ],
    [
      'a code translated twice',
      { codeMap: [1, 2].map((n) => ({ kind: 'dx' as const, from: 'a', to: `b${n}` })) },
      'error duplicate-row code_map:3 -@-',
    ],
  ]
  test.each(lines)('%s', (_, changes, expected) => {
    expect(findings(changes)).toContain(expected)
    expect(() => compileScheme(smallTables(changes))).toThrow(ProblemError)
  })

  test('the problem names table, row, column and place in both languages', () => {
    try {
      compileScheme(smallTables({ adrg: [...base.adrg, adrg({ rule: 'pdx in HEAD' })] }))
      expect.unreachable()
    } catch (error) {
      expect(error).toBeInstanceOf(ProblemError)
      const { code, message, details } = (error as ProblemError).problem
      expect(code).toBe('scheme-invalid')
      expect(details).toMatchObject({ table: 'adrg', row: 6, column: 'rule', position: 8 })
      expect(message.zh).toContain('adrg.csv 第 6 行“rule”列第 8 个字符处')
      expect(message.en).toContain('adrg.csv, row 6, column rule, character 8')
    }
  })
})

describe('warnings', () => {
  const lines: readonly (readonly [string, Partial<SchemeTables>, readonly string[]])[] = [
    ['a DRG after an unconditional one', { drg: [...base.drg, drg({})] }, ['warning unreachable drg:6 rule@-']],
    [
      'mcc after “mcc or cc”',
      {
        drg: [
          drg({ drg: 'BR11', rule: 'mcc or cc', order: 1 }),
          drg({ drg: 'BR13', rule: 'mcc and age < 5', order: 2 }),
          drg({ drg: 'BR15', rule: 'true', order: 3 }),
        ],
      },
      ['warning unreachable drg:3 rule@-'],
    ],
    [
      'an ADRG after one with the same condition',
      { adrg: [...base.adrg, adrg({ rule: 'age < 5 and proc in @OPS' })] },
      ['warning unreachable adrg:6 rule@-'],
    ],
    [
      'a list row told twice',
      { codeLists: [...base.codeLists, { list: 'HEAD', code: 'G43.000' }] },
      ['warning duplicate-row code_lists:9 -@-'],
    ],
    [
      'codes mapped in a ring',
      { codeMap: map('x>a', 'b>c', 'c>d', 'd>b', 'e>e', 'f>b', 'g>') },
      ['warning cycle code_map:3 to@-'],
    ],
    ['codes mapped on to codes that are mapped', { codeMap: map('a>b', 'b>c', 'c>c') }, []],
    ['a later, different condition is reachable', { drg: [...base.drg.slice(1), drg({ rule: 'age < 5' })] }, []],
  ]
  test.each(lines)('%s', (_, changes, expected) => expect(findings(changes)).toEqual(expected))

  test('a ring is told code by code, whatever row it is entered at', () => {
    const [ring] = validateScheme(smallTables({ codeMap: map('z>d', 'b>c', 'c>d', 'd>b') }))
    expect(ring?.message.en).toContain('b → c → d → b')
    // The same code may be a diagnosis and a procedure: that is no ring.
    const kinds = [
      { kind: 'dx' as const, from: 'p', to: 'q' },
      { kind: 'proc' as const, from: 'q', to: 'p' },
    ]
    expect(validateScheme(smallTables({ codeMap: kinds }))).toEqual([])
  })

  test('with “continue” an ADRG does not hide the next one unless it has an unconditional DRG', () => {
    const tables = smallTables({
      adrg: [...base.adrg, adrg({ adrg: 'AB1', mdc: 'MDCA', order: 2, rule: 'proc in @ROBOT' })],
    })
    const continuing = { ...tables, header: { ...tables.header, adrgWithoutDrg: 'continue' as const } }
    expect(validateScheme(tables).map(({ code }) => code)).toEqual(['unreachable'])
    expect(validateScheme(continuing)).toEqual([])
  })
})
