import { describe, expect, test } from 'vitest'
import { groupMappedCase, mapCodes } from '#engine/grouping/code-map.ts'
import { compileScheme } from '#engine/grouping/compile.ts'
import { aCase, smallTables } from './small-scheme.ts'

const scheme = compileScheme(
  smallTables({
    codeMap: [
      { kind: 'dx', from: 'G43.9', to: 'G43.000' },
      { kind: 'dx', from: 'chain', to: 'G43.9' },
      { kind: 'dx', from: 'known', to: '' },
      { kind: 'dx', from: 'dropped', to: '-' },
      { kind: 'proc', from: 'craniotomy', to: '01.2400' },
      { kind: 'proc', from: 'none', to: '-' },
    ],
  }),
)

const outcome = (dx: readonly string[], proc: readonly string[] = []): string => {
  const mapping = mapCodes(scheme, aCase({ dx, proc }))
  if (mapping.status !== 'mapped') return `${mapping.status} ${mapping.code}`
  return `${mapping.input.dx.join('|')} ${mapping.input.proc.join('|')}`.trim()
}

describe('code mapping', () => {
  const lines: readonly (readonly [string, readonly string[], readonly string[], string])[] = [
    ['a mapped code', ['G43.9'], ['craniotomy'], 'G43.000 01.2400'],
    ['a code the scheme knows stays', ['G43.000', 'I10.x00'], [], 'G43.000|I10.x00'],
    ['an unknown code', ['G43.000', 'Q1'], [], 'dx_unmapped Q1'],
    ['a diagnosis known only as a procedure', ['01.2400'], [], 'dx_unmapped 01.2400'],
    ['a known code that cannot be translated', ['known'], [], 'dx_unmapped known'],
    ['a later code without target is dropped', ['G43.9', 'dropped', 'I10.x00'], [], 'G43.000|I10.x00'],
    ['the first may not be', ['dropped', 'G43.9'], [], 'dx_unmapped dropped'],
    ['the first procedure neither', ['G43.9'], ['none'], 'proc_unmapped none'],
    ['applied once', ['chain'], [], 'G43.9'],
    ['diagnoses before procedures', ['Q1'], ['Q2'], 'dx_unmapped Q1'],
    ['the blank diagnosis has no translation', [], [], 'dx_unmapped'],
  ]
  test.each(lines)('%s', (_, dx, proc, expected) => expect(outcome(dx, proc).trim()).toBe(expected))

  test('a case that cannot be mapped is reported like a rejected one', () => {
    expect(groupMappedCase(scheme, aCase({ dx: ['Q1'] }))).toEqual({
      status: 'dx_unmapped',
      mdc: '',
      adrg: '',
      drg: '',
    })
    expect(groupMappedCase(scheme, aCase({ dx: ['G43.9'] })).drg).toBe('BR15')
  })

  test('tells which codes became others', () => {
    const mapping = mapCodes(scheme, aCase({ dx: ['G43.9', 'I10.x00', 'dropped'] }))
    expect(mapping.status === 'mapped' && mapping.changes).toEqual([
      { kind: 'dx', from: 'G43.9', to: 'G43.000' },
      { kind: 'dx', from: 'dropped', to: null },
    ])
  })
})
