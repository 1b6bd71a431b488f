import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OwnIdentity, PackageEntry, PackageHistory, PackagePreview } from '#shared/contract/sync.ts'
import { keheng, kehengJson } from '../../support/command-line.ts'
import { writeExports } from '../sync/hospital.ts'

let home: string
let pass: string
const at = (name: string) => join(home, name)
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'keheng-exchange-cli-'))
  pass = at('pass.txt')
  writeFileSync(pass, '一把钥匙开一把锁头呀\n')
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

const run = (...args: readonly string[]) => keheng(home, ...args)
const json = <T>(...args: readonly string[]) => kehengJson<T>(home, ...args)
const codeOf = async (...args: readonly string[]) => {
  const { code, err } = await run(...args, '--json')
  return [code, err.startsWith('{') ? JSON.parse(err).error.code : err]
}

// An office with a protected key and a department without, on one machine; every test builds on the one before.

test('both sides make their keys, and read their fingerprints to each other', async () => {
  const office = await run('office', 'keygen', '--office', at('office'), '--name', '财务处', '--passphrase-file', pass)
  expect([office.code, office.err]).toEqual([0, ''])
  const spoken = /(\d{5} ){7}\d{5}/.exec(office.out)![0]
  expect(await codeOf('office', 'keygen', '--office', at('office'), '--name', '财务处')).toEqual([1, 'key-exists'])

  const mine = ['--name', '骨科运营专员', '--department', '骨科']
  const own = await json<OwnIdentity>('sync', 'keygen', ...mine)
  expect(own).toMatchObject({ department: '骨科', protected: false })
  expect(await json('sync', 'card', '--out', at('me.khid'))).toMatchObject({
    fingerprint: own.fingerprint,
    locked: false,
  })

  const db = ['--db', at('a.keheng')]
  expect((await run('init', ...db)).code).toBe(0)
  await json('sync', 'trust', 'add', at('office/office.khid'), ...db)
  expect(await codeOf('sync', 'trust', 'confirm', ...db, '--spoken', own.spoken)).toEqual([1, 'fingerprint-mismatch'])
  expect(await json('sync', 'trust', 'confirm', ...db, '--spoken', spoken)).toMatchObject({ standing: 'trusted' })
  await json('office', 'trust', 'add', at('me.khid'), '--office', at('office'))
  const confirmed = await run('office', 'trust', 'confirm', '骨科', '--office', at('office'), '--spoken', own.spoken)
  expect(confirmed.out).toBe(`骨科运营专员: trusted, fingerprint ${own.spoken}\n`)
})

test('a month goes out, comes in, and its return goes back', async () => {
  const exports = writeExports(at('exports'), '2026-01')
  mkdirSync(at('out'))
  const issue = ['office', 'issue', '--office', at('office'), '--period', '2026-01', '--cases', exports.cases]
  const files = ['--charges', exports.charges, '--ledger', exports.ledger, '--out', at('out')]
  expect(await codeOf(...issue, ...files)).toEqual([1, 'key-passphrase'])
  const dry = await run(...issue, ...files, '--dry-run', '--passphrase-file', pass)
  expect(dry.out).toBe(
    [
      '骨科: cases 4, charges 12, ledger 1 (no package)',
      'note: 1 rows of charges belong to no department that can be told; they were left out.',
      'cases: 8 more rows are of other departments.',
      'charges: 24 more rows are of other departments.',
      'ledger: 2 more rows are of other departments.',
      '',
    ].join('\n'),
  )
  const issued = await json<{ departments: { package: { file: string } }[] }>(
    ...issue,
    ...files,
    '--passphrase-file',
    pass,
  )
  const path = issued.departments[0]!.package.file
  expect(path).toBe(join(at('out'), '骨科-下发-2026-01-0001.khpkg'))
  // What is not encrypted to the reader says nothing.
  expect(readFileSync(path).includes('骨科')).toBe(false)

  const book = ['--db', at('a.keheng')]
  const preview = await json<PackagePreview>('sync', 'import', '--file', path, '--dry-run', ...book)
  expect(preview.tables.map(({ name, rows }) => [name, rows])).toEqual([
    ['cases', 4],
    ['charges', 12],
    ['ledger', 1],
  ])
  expect(await json<PackageEntry>('sync', 'import', '--file', path, ...book)).toMatchObject({ state: 'applied' })
  expect(await codeOf('sync', 'import', '--file', path, ...book)).toEqual([1, 'package-replayed'])
  const nothing = ['sync', 'export', '--period', '2026-01', '--out', at('return.khpkg'), ...book]
  expect(await codeOf(...nothing)).toEqual([1, 'not-found'])
  const history = await json<PackageHistory>('sync', 'history', '--db', at('a.keheng'))
  expect(history.rows.map(({ kind, sequence }) => [kind, sequence])).toEqual([['issue', 1]])
  expect((await run('undo', '--db', at('a.keheng'))).code).toBe(0)
  expect((await run('sync', 'history', '--db', at('a.keheng'))).out).toMatch(/←.*财务处.*undone/)
})

test('the office says what it has', async () => {
  const status = await run('office', 'status', '--office', at('office'))
  expect(status.out).toMatch(/^财务处 {2}(\d{5} ){7}\d{5}\n/)
  expect(status.out).toMatch(/骨科 +issue +2026-01 +1 /)
  expect(await codeOf('office', 'status', '--office', at('nowhere'))).toEqual([1, 'file-not-found'])
  expect((await run('office', 'issue', '--office', at('office'), '--period', 'March')).code).toBe(2)
})
