import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { identityToRecipient } from 'age-encryption'
import { afterAll, describe, expect, it } from 'vitest'
import { cardText, parseCard, signCard } from '#exchange/sync/keys/card.ts'
import { isSignedBy, signBytes, signingKeyOf } from '#exchange/sync/keys/ed25519.ts'
import { cardFingerprint, isFingerprintSpoken, spokenFingerprint } from '#exchange/sync/keys/fingerprint.ts'
import { createIdentity } from '#exchange/sync/keys/identity.ts'
import {
  readCardFile,
  readKeyFile,
  SHORTEST_PASSPHRASE,
  writeCardFile,
  writeKeyFile,
} from '#exchange/sync/keys/key-file.ts'
import { problemOf } from '../support.ts'
import { CARDIO, OFFICE, ORTHO } from './parties.ts'

const folder = await mkdtemp(join(tmpdir(), 'keheng-keys-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('Ed25519', () => {
  it('signs as RFC 8032 says (7.1, test 2)', () => {
    const hex = (text: string): string => Buffer.from(text, 'hex').toString('base64url')
    const secret = hex('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb')
    const key = hex('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c')
    const message = Buffer.of(0x72)
    expect(signingKeyOf(secret)).toBe(key)
    expect(signBytes(secret, message).toString('hex')).toBe(
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    )
    expect(isSignedBy(key, message, signBytes(secret, message))).toBe(true)
    expect(isSignedBy(key, Buffer.of(0x73), signBytes(secret, message))).toBe(false)
  })
})

describe('a new identity', () => {
  const wanted = { name: '骨科', role: 'department', department: '骨科', createdAt: '2026-03-01 08:00:00' } as const

  it('has two keys of its own and a card signed with the first', async () => {
    const [one, other] = await Promise.all([createIdentity(wanted), createIdentity(wanted)])
    expect(one.card).toMatchObject({ format: 'khid/1', ...wanted })
    expect(parseCard(cardText(one.card), 'card')).toEqual(one.card)
    expect(one.card.encryptionKey).toBe(await identityToRecipient(one.encryptionSecret))
    expect(cardFingerprint(one.card)).not.toBe(cardFingerprint(other.card))
  })

  it('does not show its secrets on the card', async () => {
    const { card, signingSecret, encryptionSecret } = await createIdentity(wanted)
    expect(cardText(card)).not.toContain(signingSecret)
    expect(cardText(card)).not.toContain(encryptionSecret)
  })

  it.each([
    { name: '' },
    { name: ' 骨科' },
    { name: '骨科\n' },
    { name: 'x'.repeat(101) },
    { department: null },
    { role: 'office' as const },
  ])('is not made for %j', async (change) => {
    expect(await problemOf(createIdentity({ ...wanted, ...change }))).toBe('bad-request')
  })
})

describe('a card', () => {
  const edit = (change: object): string => JSON.stringify({ ...OFFICE.card, ...change })
  const problemIn = (text: string): Promise<string> => problemOf((async () => parseCard(text, 'x.khid'))())

  it('comes back from its file', async () => {
    const path = join(folder, 'office.khid')
    await writeCardFile(path, CARDIO.card)
    await writeCardFile(path, OFFICE.card)
    expect(await readCardFile(path)).toEqual(OFFICE.card)
  })

  it.each([
    ['no JSON', '{'],
    ['another format', edit({ format: 'khid/2' })],
    ['a name changed afterwards', edit({ name: '医保办' })],
    ['a role changed afterwards', edit({ role: 'department', department: '骨科' })],
    ['a department on the office', edit({ department: '骨科' })],
    ['the key of another to write to', edit({ encryptionKey: CARDIO.card.encryptionKey })],
    ['the key of another to sign with', edit({ signingKey: CARDIO.card.signingKey })],
    ['a mistyped key', edit({ encryptionKey: OFFICE.card.encryptionKey.replace(/.$/, 'q') })],
    ['another spelling of the same key', edit({ signingKey: `${OFFICE.card.signingKey}=` })],
    ['something more', edit({ phone: '1' })],
  ])('is refused with %s', async (_, text) => {
    expect(await problemIn(text)).toBe('key-invalid')
  })

  it('can be renamed by whoever holds its keys', () => {
    const { signature: _, ...card } = OFFICE.card
    const renamed = signCard({ ...card, name: '医保办' }, OFFICE.signingSecret)
    expect(parseCard(cardText(renamed), 'card').name).toBe('医保办')
    expect(cardFingerprint(renamed)).toBe(cardFingerprint(OFFICE.card))
  })
})

describe('a fingerprint', () => {
  const fingerprint = cardFingerprint(OFFICE.card)
  const spoken = spokenFingerprint(fingerprint)

  it('is forty digits of SHA-256 over both keys, read aloud in eight groups of five', () => {
    expect(fingerprint).toBe('7238405702649505642493181984646543695420')
    expect(spoken).toMatch(/^(\d{5} ){7}\d{5}$/)
    expect(spoken.replaceAll(' ', '')).toBe(fingerprint)
  })

  it('is heard however it is written down', () => {
    const numerals = [...'零幺二三四五六七八九']
    for (const heard of [
      fingerprint,
      spoken,
      spoken.replaceAll(' ', '-'),
      spoken.replaceAll(' ', '、\n'),
      spoken.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
      spoken.replace(/\d/g, (digit) => numerals[Number(digit)]!),
    ])
      expect(isFingerprintSpoken(fingerprint, heard), heard).toBe(true)
  })

  it('does not match what is short, long, wrong or something else', () => {
    const wrong = spoken.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10))
    for (const heard of ['', spoken.slice(0, -1), `${spoken}1`, wrong, `${spoken} ok`, cardFingerprint(ORTHO.card)])
      expect(isFingerprintSpoken(fingerprint, heard), heard).toBe(false)
  })
})

describe('a key file', () => {
  const PASSPHRASE = 'Café 三楼 12345'

  it('comes back, without and with a passphrase', async () => {
    const [open, locked] = [join(folder, 'open.khkey'), join(folder, 'locked.khkey')]
    await writeKeyFile(open, ORTHO, null)
    await writeKeyFile(locked, ORTHO, PASSPHRASE)
    expect(await readKeyFile(open, null)).toEqual(ORTHO)
    // The same passphrase from another input method: full-width digits, a decomposed letter.
    expect(await readKeyFile(locked, 'Cafe\u0301 三楼 １２３４５')).toEqual(ORTHO)
    const content = await readFile(locked)
    expect(content.subarray(0, 21).toString('latin1')).toBe('age-encryption.org/v1')
    expect(content.includes(ORTHO.signingSecret)).toBe(false)
    expect(await problemOf(readKeyFile(locked, null))).toBe('key-passphrase')
    expect(await problemOf(readKeyFile(locked, `${PASSPHRASE}。`))).toBe('key-passphrase')
  }, 30_000)

  it.skipIf(process.platform === 'win32')('is for its owner only', async () => {
    const path = join(folder, 'mode.khkey')
    await writeKeyFile(path, ORTHO, null)
    expect((await stat(path)).mode & 0o777).toBe(0o600)
  })

  it('is never overwritten, and leaves nothing when it is not written', async () => {
    const path = join(folder, 'kept.khkey')
    await writeKeyFile(path, ORTHO, null)
    expect(await problemOf(writeKeyFile(path, CARDIO, null))).toBe('key-exists')
    expect(await readKeyFile(path, null)).toEqual(ORTHO)
    expect(await problemOf(writeKeyFile(join(folder, 'none', 'x.khkey'), CARDIO, null))).toBe('file-not-found')
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  it('wants a passphrase that is not too short', async () => {
    const path = join(folder, 'short.khkey')
    expect(await problemOf(writeKeyFile(path, ORTHO, 'x'.repeat(SHORTEST_PASSPHRASE - 1)))).toBe('bad-request')
  })

  it.each([
    ['text', () => 'hello'],
    ['a card', () => cardText(ORTHO.card)],
    ['secrets of others', () => keyText({ signingSecret: CARDIO.signingSecret })],
    ['another secret to read with', () => keyText({ encryptionSecret: CARDIO.encryptionSecret })],
    ['something huge', () => ' '.repeat(100_000)],
  ])('is refused when it holds %s', async (name, content) => {
    const path = join(folder, `${name}.khkey`)
    await writeFile(path, content())
    expect(await problemOf(readKeyFile(path, null))).toBe('key-invalid')
  })

  const keyText = (change: object): string => JSON.stringify({ format: 'khkey/1', ...ORTHO, ...change })
})
