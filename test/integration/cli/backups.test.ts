import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BackupVerification, CreatedBackup, RestoreReport } from '#shared/contract/backups.ts'
import type { BookStatus } from '#shared/contract/book.ts'
import { SIX, writeCases } from '../../fixtures/tiny-department.ts'
import { keheng, kehengJson } from '../../support/command-line.ts'

let home: string
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'keheng-cli-backup-'))
})
afterAll(() => rmSync(home, { recursive: true, force: true }))
const file = (name: string) => join(home, name)

test('back up, verify, lose, restore', async () => {
  const db = file('a.keheng')
  await kehengJson<BookStatus>(home, 'init', '--db', db, '--name', '骨科')
  const cases = writeCases(file('cases.csv'), SIX)
  expect((await keheng(home, 'import', '--db', db, '--file', cases, '--kind', 'cases')).code).toBe(0)

  const { backup } = await kehengJson<CreatedBackup>(home, 'backup', '--db', db, '--to', file('stick'))
  expect(backup).toMatchObject({ reason: 'manual', good: true, contents: { cases: 6, bookName: '骨科' } })
  expect(backup!.path.startsWith(file('stick'))).toBe(true)
  expect((await keheng(home, 'backup', '--db', db)).out).toMatch(
    /^Backed up and verified: .* \(0\.\d MB, 6 cases, 0 lines\)\n$/,
  )

  const before = readFileSync(backup!.path)
  const verified = await kehengJson<BackupVerification>(home, 'verify', '--backup', backup!.path)
  expect(verified.ok).toBe(true)
  expect((await keheng(home, 'verify', '--backup', backup!.path)).out).toContain('SHA-256')
  expect(readFileSync(backup!.path).equals(before)).toBe(true)
  expect((await keheng(home, 'verify')).code).toBe(2)
  expect((await keheng(home, 'verify', '--db', db, '--backup', backup!.path)).code).toBe(2)

  expect((await keheng(home, 'undo', '--db', db)).code).toBe(0)
  const restored = await keheng(home, 'restore', '--db', db, '--from', backup!.path)
  expect(restored).toMatchObject({ code: 0, err: '' })
  expect(restored.out).toMatch(/^Restored .*\nAs it was before: .*before-restore.*\n$/)
  expect((await kehengJson<CreatedBackup>(home, 'backup', '--db', db)).backup?.contents?.cases).toBe(6)

  writeFileSync(db, readFileSync(db).fill(0xee, 100, 4_096))
  expect((await keheng(home, 'verify', '--db', db)).err).toContain('[book-damaged]')
  const rescued = await kehengJson<RestoreReport>(home, 'restore', '--db', db, '--from', backup!.path)
  expect(rescued.setAside).toMatch(/a\.keheng\.damaged-\d+$/)
  expect((await keheng(home, 'verify', '--db', db)).code).toBe(0)

  writeFileSync(backup!.path, Buffer.from(before).fill(0xee, 5_000, 5_010))
  const refused = await keheng(home, 'restore', '--db', db, '--from', backup!.path)
  expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('[backup-damaged]')])
})
