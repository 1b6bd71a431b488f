import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { cardFingerprint, spokenFingerprint } from '#exchange/sync/keys/fingerprint.ts'
import { createIdentity, type Identity } from '#exchange/sync/keys/identity.ts'
import { readCardFile, readKeyFile, writeCardFile, writeKeyFile } from '#exchange/sync/keys/key-file.ts'
import { isAge } from '#exchange/sync/package/container.ts'
import type { OwnIdentity } from '#shared/contract/sync.ts'
import { problem } from '#shared/domain/problem.ts'
import type { IdentityCard } from '#shared/domain/sync.ts'
import { now } from '../clock.ts'
import { makeFolder } from './make-folder.ts'

/** The identity of this installation: a key file and its card in the settings folder, whichever book is open. */
export interface Keyring {
  /** Null while none was made. */
  own(): Promise<OwnIdentity | null>
  /** @throws ProblemError `key-exists` (it is never overwritten), `bad-request`, `not-allowed` without a settings folder */
  create(request: {
    readonly name: string
    readonly department: string
    readonly passphrase: string | null
  }): Promise<OwnIdentity>
  /** @throws ProblemError `key-passphrase`, `identity-missing` */
  unlock(passphrase: string): Promise<OwnIdentity>
  /** Forgets the secrets until the passphrase is given again. */
  lock(): void
  /** With its secrets. @throws ProblemError `identity-missing`, `key-passphrase` while it is locked */
  identity(): Promise<Identity>
  card(): Promise<IdentityCard>
}

/** @param folder where it is kept; null keeps none (a core without settings) */
export function createKeyring(folder: string | null): Keyring {
  const keyFile = folder === null ? null : join(folder, 'identity.khkey')
  const cardFile = folder === null ? null : join(folder, 'identity.khid')
  let unlocked: Identity | null = null

  /** What protects the key file; undefined when there is none. */
  async function protection(): Promise<boolean | undefined> {
    const content = keyFile === null ? null : await readFile(keyFile).catch(absent)
    return content === null ? undefined : isAge(content)
  }

  async function read(passphrase: string | null): Promise<Identity> {
    if (keyFile === null || cardFile === null || (await protection()) === undefined) throw identityMissing()
    const identity = await readKeyFile(keyFile, passphrase)
    // The card beside a protected key is what can be shown without the passphrase; the key file is what is true.
    const shown = await readCardFile(cardFile).catch(() => null)
    if (shown?.signature !== identity.card.signature) await writeCardFile(cardFile, identity.card)
    unlocked = identity
    return identity
  }

  async function identity(): Promise<Identity> {
    return unlocked ?? read(null)
  }

  async function card(): Promise<IdentityCard> {
    if (unlocked !== null) return unlocked.card
    const isProtected = await protection()
    if (isProtected === undefined || cardFile === null) throw identityMissing()
    return isProtected ? readCardFile(cardFile) : (await read(null)).card
  }

  async function own(): Promise<OwnIdentity | null> {
    const isProtected = await protection()
    if (isProtected === undefined || keyFile === null) return null
    const shown = await card()
    const fingerprint = cardFingerprint(shown)
    return {
      name: shown.name,
      role: shown.role,
      department: shown.department,
      createdAt: shown.createdAt,
      fingerprint,
      spoken: spokenFingerprint(fingerprint),
      protected: isProtected,
      locked: isProtected && unlocked === null,
      keyFile,
    }
  }

  return {
    own,
    card,
    identity,
    async create({ name, department, passphrase }) {
      if (keyFile === null || cardFile === null) throw noFolder()
      const made = await createIdentity({ name, role: 'department', department, createdAt: now() })
      await makeFolder(dirname(keyFile))
      await writeKeyFile(keyFile, made, passphrase)
      await writeCardFile(cardFile, made.card)
      unlocked = made
      return (await own()) as OwnIdentity
    },
    async unlock(passphrase) {
      await read(passphrase)
      return (await own()) as OwnIdentity
    },
    lock() {
      unlocked = null
    },
  }
}

function absent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}

const identityMissing = () =>
  problem(
    'identity-missing',
    '本机还没有收发身份。请先在“收发”页建立身份，并把身份卡交给财务处。',
    'This installation has no identity yet. Make one on the Exchange page first, and hand its card to the finance office.',
  )

const noFolder = () =>
  problem(
    'not-allowed',
    '没有设置文件夹，身份无处保存。请用 KEHENG_CONFIG_DIR 指定一个文件夹后重试。',
    'There is no settings folder to keep an identity in. Name one by KEHENG_CONFIG_DIR and try again.',
  )
