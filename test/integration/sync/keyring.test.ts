import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createKeyring } from '#services/sync/keyring.ts'
import { problemCode } from '../../support/tiny-book.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'keheng-keyring-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const PASSPHRASE = '一把钥匙开一把锁头呀'
const NEW = { name: '骨科运营专员', department: '骨科' }

test('an identity with a passphrase shows its card, and its secrets only once it is unlocked', async () => {
  const home = join(folder, 'protected')
  const first = createKeyring(home)
  expect(await first.own()).toBeNull()
  expect(await problemCode(first.identity())).toBe('identity-missing')
  expect(await problemCode(first.create({ ...NEW, passphrase: 'short' }))).toBe('bad-request')
  expect(await first.own()).toBeNull()
  const made = await first.create({ ...NEW, passphrase: PASSPHRASE })
  expect(made).toMatchObject({ ...NEW, role: 'department', protected: true, locked: false })
  expect(await problemCode(first.create({ ...NEW, passphrase: PASSPHRASE }))).toBe('key-exists')

  // The next start.
  const next = createKeyring(home)
  expect(await next.own()).toEqual({ ...made, locked: true })
  expect(await problemCode(next.identity())).toBe('key-passphrase')
  expect(await problemCode(next.unlock('一把钥匙开两把锁头呀'))).toBe('key-passphrase')
  expect(await next.unlock(PASSPHRASE)).toEqual(made)
  expect((await next.identity()).card).toEqual(await first.card())
  next.lock()
  expect(await problemCode(next.identity())).toBe('key-passphrase')
})

test('one without a passphrase is never locked; without a settings folder there is none', async () => {
  const home = join(folder, 'plain')
  const made = await createKeyring(home).create({ ...NEW, passphrase: null })
  const next = createKeyring(home)
  expect(await next.own()).toEqual(made)
  expect((await next.identity()).card.name).toBe(NEW.name)
  expect(await problemCode(createKeyring(null).create({ ...NEW, passphrase: null }))).toBe('not-allowed')
})
