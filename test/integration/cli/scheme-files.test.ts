import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SchemeCheck } from '#exchange/scheme/check-scheme.ts'
import type { WrittenScheme } from '#exchange/scheme/write-scheme.ts'
import type { SchemeSummary } from '#shared/contract/book.ts'
import type { AddedScheme } from '#shared/contract/grouping.ts'
import type { SchemeLoadReport } from '#shared/domain/scheme-load.ts'
import { writeTinyPolicy, writeTinyScheme } from '../../fixtures/tiny-department.ts'
import { keheng, kehengJson } from '../../support/command-line.ts'
import { writeOfficialWorkbook } from '../../support/official-workbook.ts'

let home: string
let workbook: string
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'keheng-cli-'))
  workbook = await writeOfficialWorkbook(join(home, '3.0.xlsx'))
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

const file = (name: string) => join(home, name)
const run = (...args: readonly string[]) => keheng(home, ...args)
const json = <T>(...args: readonly string[]) => kehengJson<T>(home, ...args)

interface Converted extends WrittenScheme {
  readonly sha256: string
  readonly scheme: SchemeLoadReport
}

test('convert writes a package in each form and back, the content the same', async () => {
  const scheme = writeTinyScheme(file('tiny'))
  let sha256: string | null = null
  for (const [from, to] of [
    [scheme, 'a.zip'],
    [file('a.zip'), 'a.xlsx'],
    [file('a.xlsx'), 'a'],
    [file('a'), 'b.zip'],
  ] as const) {
    const converted = await json<Converted>('scheme', 'convert', '--in', from, '--out', file(to), '--plain')
    expect(converted).toMatchObject({ path: file(to), extensions: [] })
    expect(converted.sha256).toBe(sha256 ?? converted.sha256)
    sha256 = converted.sha256
  }
  expect(readFileSync(file('a.zip')).equals(readFileSync(file('b.zip')))).toBe(true)
})

test('the official workbook is written with its extension, or refused', async () => {
  const done = await run('scheme', 'convert', '--in', workbook, '--out', file('o.zip'), '--correct')
  expect([done.code, done.err]).toEqual([0, ''])
  expect(done.out).toMatch(/ {2}corrected {2}排除表: exclusion table EX_103 lacks P22\.100/)
  expect(done.out).toMatch(/Wrote .*o\.zip: \d+ rows, with the extension chs-drg-3/)
  const plain = await run('scheme', 'convert', '--in', workbook, '--out', file('p.zip'), '--plain')
  expect([plain.code, plain.out]).toEqual([1, ''])
  expect(plain.err).toMatch(/cannot be written as a plain .*sheet ADRG, row 4: the ambiguous group .*\[bad-request\]/)
  const named = await run('scheme', 'convert', '--in', workbook, '--out', file('p.zip'), '--correct', 'EX_1')
  expect([named.code, named.err]).toEqual([1, expect.stringContaining('There is no correction “EX_1”')])
})

test('check tells every fault of a package with its table and row', async () => {
  const scheme = writeTinyScheme(file('broken'))
  const [header, ...rows] = readFileSync(join(scheme, 'adrg.csv'), 'utf8').trimEnd().split('\n')
  const broken = [...rows, 'ZZ1,MDCZ,,,1,pdx in @NOWHERE', 'ZZ2,MDCQ,,,2,pdx on']
  writeFileSync(join(scheme, 'adrg.csv'), `${[header, ...broken].join('\n')}\n`)
  const { code, out } = await run('scheme', 'check', scheme)
  expect(code).toBe(1)
  const row = rows.length + 2
  expect(out).toContain(`error  adrg.csv, row ${row}, mdc: mdc.csv has no MDCZ [orphan]\n`)
  expect(out).toContain(`error  adrg.csv, row ${row}, rule, character 8: code_lists.csv has no list @NOWHERE`)
  expect(out).toMatch(new RegExp(`error {2}adrg\\.csv, row ${row + 1}, rule, character 5: .*\\[rule-syntax\\]\n`))
  expect(out).toMatch(/broken: 4 errors, 0 warnings\n$/)
})

test('check tells the groups a policy has no weight for', async () => {
  const scheme = writeTinyScheme(file('sound'))
  const policy = writeTinyPolicy(file('p.json'))
  const sound = await json<SchemeCheck>('scheme', 'check', scheme, '--policy', policy)
  expect([sound.errors, sound.warnings]).toEqual([[], []])
  const official = await run('scheme', 'check', workbook, '--policy', policy)
  expect(official.code).toBe(0)
  expect(official.out).toContain('note  DRG, row 2: the payment policy has no weight for BB19\n')
  expect(official.out).toMatch(/3\.0\.xlsx: 0 errors, 3 warnings\n$/)
})

test('a scheme is added with the corrections asked for, by name or all', async () => {
  const db = file('book.keheng')
  await json('init', '--db', db)
  const corrected = ({ report }: AddedScheme) =>
    report.lines.filter(({ correction }) => correction !== null).map(({ kind, correction }) => `${kind} ${correction}`)
  const add = (...more: readonly string[]) => json<AddedScheme>('scheme', 'add', workbook, '--db', db, ...more)
  expect(corrected(await add())).toEqual(['offered EX_103-P22.100'])
  expect(corrected(await add('--correct', 'all'))).toEqual(['corrected EX_103-P22.100'])
  const again = await run('scheme', 'add', workbook, '--db', db, '--correct', 'EX_103-P22.100')
  expect([again.code, again.err]).toEqual([1, expect.stringContaining('This scheme is in the book already')])
  // What a book gives back is what was put into it.
  const schemes = await json<readonly SchemeSummary[]>('scheme', 'list', '--db', db)
  for (const { id, sha256 } of schemes) {
    const path = file(`exported-${id}.zip`)
    await json('scheme', 'export', '--db', db, '--scheme', String(id), '--out', path)
    const back = await json<Converted>('scheme', 'convert', '--in', path, '--out', file(`again-${id}`))
    expect(back.sha256).toBe(sha256)
  }
  const plain = await run('scheme', 'export', '--db', db, '--scheme', '1', '--out', file('x.zip'), '--plain')
  expect([plain.code, plain.err]).toEqual([1, expect.stringContaining('[bad-request]')])
  const nobody = await run('scheme', 'export', '--db', db, '--scheme', '9', '--out', file('x.zip'))
  expect([nobody.code, nobody.err]).toEqual([1, expect.stringContaining('[scheme-missing]')])
  // What was converted with the correction is the scheme that was added with it.
  const converted = await run('scheme', 'add', file('o.zip'), '--db', db)
  expect([converted.code, converted.err]).toEqual([1, expect.stringContaining('This scheme is in the book already')])
})
