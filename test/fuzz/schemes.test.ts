import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { compileScheme } from '#engine/grouping/compile.ts'
import { groupCase } from '#engine/grouping/group.ts'
import { parseRule } from '#engine/grouping/rule-parser.ts'
import { groupCaseWithTrail } from '#engine/grouping/trail.ts'
import { readSchemePackage } from '#exchange/scheme/read-package.ts'
import type { GroupingInput } from '#shared/domain/grouping.ts'
import { ProblemError } from '#shared/domain/problem.ts'
import { writeTinyScheme } from '../fixtures/tiny-department.ts'
import { changeTable, tableChanges } from '../support/change-table.ts'

const folder = mkdtempSync(join(tmpdir(), 'keheng-fuzz-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const WORDS = [
  ...[
    'pdx',
    'dx',
    'sdx',
    'proc',
    'proc1',
    'proc_rest',
    'in',
    'not',
    'and',
    'or',
    'true',
    'false',
    'cc',
    'mcc',
    'count',
  ],
  ...[
    'age',
    'age_days',
    'los',
    'sex',
    'M',
    'F',
    'discharge',
    '(',
    ')',
    ',',
    '@',
    '@A',
    '@A.b',
    '<',
    '<=',
    '=',
    '>=',
    '1',
    '0.5',
    '-',
    '',
    ' ',
  ],
]

test('any text is a rule or a syntax error with its place', () => {
  const soup = fc.array(fc.constantFrom(...WORDS), { maxLength: 40 }).map((words) => words.join(' '))
  const nested = fc.nat({ max: 3000 }).map((depth) => `${'('.repeat(depth)}true${')'.repeat(depth)}`)
  const negated = fc.nat({ max: 3000 }).map((depth) => `${'not '.repeat(depth)}true`)
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), soup, nested, negated), (text) => {
      const parsed = parseRule(text)
      if (parsed.ok) return
      expect(parsed.error.position).toBeGreaterThanOrEqual(1)
      expect(parsed.error.position).toBeLessThanOrEqual(text.length + 1)
      expect(parsed.error.message.zh).not.toBe('')
    }),
    { numRuns: 3000, seed: 1 },
  )
})

const CASES: readonly Partial<GroupingInput>[] = [
  { dx: ['M17.000'], proc: ['81.5400'] },
  { dx: ['M51.200', 'I10.x00'] },
  { dx: ['Z99.900'] },
  { dx: [] },
]
const asInput = (change: Partial<GroupingInput>): GroupingInput => ({
  sex: 'F',
  age: 60,
  ageDays: null,
  birthWeight: null,
  los: 5,
  icuHours: null,
  discharge: '1',
  dept: null,
  dx: [],
  proc: [],
  ...change,
})

/** A scheme that is accepted groups every case, and its trail leads to the same group. */
async function addAndGroup(path: string): Promise<'refused' | 'grouped'> {
  try {
    const { tables } = await readSchemePackage(path)
    const scheme = compileScheme(tables)
    for (const change of CASES) {
      const input = asInput(change)
      expect(groupCaseWithTrail(scheme, input).result).toEqual(groupCase(scheme, input))
    }
    return 'grouped'
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    expect(['scheme-invalid', 'file-not-found', 'file-encoding', 'file-unreadable']).toContain(error.problem.code)
    return 'refused'
  }
}

test('a package with a row, a column or a cell changed is refused in words or groups', async () => {
  const original = writeTinyScheme(join(folder, 'scheme'))
  const names = readdirSync(original)
  const change = tableChanges(names, [
    ...['', '-1', '1e9', '999999999999', 'MDCI', 'IC25', '@NOBODY', 'pdx in @KNEE', 'not', '"', 'MCC'],
  ])
  const seen = { refused: 0, grouped: 0 }
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 2 }), async (changes) => {
      const path = join(folder, 'changed')
      rmSync(path, { recursive: true, force: true })
      cpSync(original, path, { recursive: true })
      for (const each of changes) changeTable(join(path, each.name), each)
      seen[await addAndGroup(path)]++
    }),
    { numRuns: 500, seed: 2 },
  )
  expect(Math.min(seen.refused, seen.grouped), JSON.stringify(seen)).toBeGreaterThan(25)
})
