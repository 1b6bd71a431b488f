import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { dipArithmetic } from '#engine/dip/arithmetic.ts'
import { compileDip } from '#engine/dip/compile.ts'
import { groupDip, groupDipWithTrail } from '#engine/dip/group.ts'
import { readDipPackage } from '#exchange/dip/read-dip.ts'
import { fen } from '#shared/domain/money.ts'
import { period } from '#shared/domain/period.ts'
import { ProblemError } from '#shared/domain/problem.ts'
import { changeTable, tableChanges } from '../support/change-table.ts'
import { aCase } from '../unit/engine/dip/small-directory.ts'

const DEMO = join(import.meta.dirname, '..', '..', 'resources', 'demo', 'dip')
const folder = mkdtempSync(join(tmpdir(), 'keheng-fuzz-dip-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const CASES = [
  aCase(['M17.101', 'E11.900', 'I50.900'], ['81.5401']),
  aCase(['S72.000'], []),
  aCase(['C79.500'], ['77.6100'], { charge: fen(9_000_000), drugCharge: fen(5_000_000) }),
  aCase(['R50.900'], ['00.7600']),
  aCase([], []),
]

/** A directory that is accepted matches and settles every case, and its trail leads to the same disease. */
async function readAndGroup(path: string): Promise<'refused' | 'grouped'> {
  try {
    const { tables, findings } = await readDipPackage(path)
    const scheme = compileDip(tables, findings)
    for (const input of CASES) {
      const { result } = groupDipWithTrail(scheme, input)
      expect(groupDip(scheme, input)).toEqual(result)
      const charge = input.charge ?? fen(2_000_000)
      dipArithmetic(scheme, { result, month: period('2024-09'), insurance: '职工', charge })
    }
    return 'grouped'
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    expect(error.problem.code).toBe('scheme-invalid')
    expect(error.problem.message.zh).toMatch(/[\u4e00-\u9fff]/)
    return 'refused'
  }
}

test('a directory with a row, a column or a cell changed is refused in words or groups', async () => {
  const cells = [
    '',
    '-1',
    '0',
    '1e9',
    '99999999999',
    '0.123456789',
    '@13',
    '@99',
    'core',
    'blank',
    'S',
    '+',
    '/',
    'pdx',
    'cc',
  ]
  const change = tableChanges(readdirSync(DEMO), [
    ...cells,
    '2024-13',
    'age >',
    'age > 1 and',
    'sdx in @NOBODY',
    '职工',
  ])
  const seen = { refused: 0, grouped: 0 }
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 2 }), async (changes) => {
      const path = join(folder, 'changed')
      rmSync(path, { recursive: true, force: true })
      cpSync(DEMO, path, { recursive: true })
      for (const each of changes) changeTable(join(path, each.name), each)
      seen[await readAndGroup(path)]++
    }),
    { numRuns: 500, seed: 3 },
  )
  expect(Math.min(seen.refused, seen.grouped), JSON.stringify(seen)).toBeGreaterThan(25)
})
