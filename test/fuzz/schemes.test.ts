import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
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
  const cell = fc.oneof(
    fc.constantFrom('', '-1', '1e9', '999999999999', 'MDCI', 'IC25', '@NOBODY', 'pdx in @KNEE', 'not', '"', 'MCC'),
    fc.string({ maxLength: 12, unit: 'binary' }),
  )
  const change = fc.record({
    name: fc.constantFrom(...names),
    what: fc.constantFrom('drop row', 'double row', 'drop column', 'cell', 'bytes', 'empty', 'missing'),
    row: fc.nat({ max: 8 }),
    column: fc.nat({ max: 6 }),
    cell,
  })
  const seen = { refused: 0, grouped: 0 }
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 2 }), async (changes) => {
      const path = join(folder, 'changed')
      rmSync(path, { recursive: true, force: true })
      cpSync(original, path, { recursive: true })
      for (const { name, what, row, column, cell: value } of changes) mutate(join(path, name), what, row, column, value)
      seen[await addAndGroup(path)]++
    }),
    { numRuns: 500, seed: 2 },
  )
  expect(Math.min(seen.refused, seen.grouped), JSON.stringify(seen)).toBeGreaterThan(25)
})

function mutate(path: string, what: string, row: number, column: number, value: string): void {
  if (!existsSync(path)) return // an earlier change took the file away
  if (what === 'missing') rmSync(path)
  else writeFileSync(path, changed(readFileSync(path, 'utf8'), what, row, column, value))
}

function changed(text: string, what: string, row: number, column: number, value: string): string {
  if (what === 'empty') return ''
  if (what === 'bytes') return text.slice(0, row * 7) + value + text.slice(row * 7 + column)
  const rows = text.split('\n').map((line) => line.split(','))
  const at = row % rows.length
  if (what === 'drop row') rows.splice(at, 1)
  else if (what === 'double row') rows.splice(at, 0, rows[at]!)
  else if (what === 'drop column') for (const cells of rows) cells.splice(column, 1)
  else rows[at]![column % rows[at]!.length] = value
  return rows.map((cells) => cells.join(',')).join('\n')
}
