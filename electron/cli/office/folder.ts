import { mkdir, open, readFile, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { asFileProblem } from '#exchange/readers/file-bytes.ts'
import { cardFingerprint } from '#exchange/sync/keys/fingerprint.ts'
import { createIdentity, type Identity } from '#exchange/sync/keys/identity.ts'
import { readCardFile, readKeyFile, writeCardFile, writeKeyFile } from '#exchange/sync/keys/key-file.ts'
import { standingOf } from '#exchange/sync/keys/trust.ts'
import { isRunning } from '#exchange/sync/package/work-folders.ts'
import { problem } from '#shared/domain/problem.ts'
import type { IdentityCard, SyncParty, TrustList } from '#shared/domain/sync.ts'
import { newState, type OfficeState, readState, writeState } from './state.ts'

/** A finance office: its keys, whom it trusts, what it issued and received, in one folder. */
export interface Office {
  readonly folder: string
  readonly card: IdentityCard
  readonly state: OfficeState
}

/** An office whose secrets are at hand. */
export interface UnlockedOffice extends Office {
  readonly identity: Identity
}

const KEY_FILE = 'office.khkey'
const CARD_FILE = 'office.khid'

/** @throws ProblemError `key-exists`, `bad-request` for a name or passphrase that cannot be used, `file-unreadable` */
export async function createOffice(
  folder: string,
  name: string,
  passphrase: string | null,
  createdAt: string,
): Promise<Office> {
  const path = resolve(folder)
  await mkdir(path, { recursive: true }).catch((error: unknown) => {
    throw asFileProblem(error, path)
  })
  const identity = await createIdentity({ name, role: 'office', department: null, createdAt })
  await writeKeyFile(join(path, KEY_FILE), identity, passphrase)
  await writeCardFile(join(path, CARD_FILE), identity.card)
  const state = newState()
  await writeState(path, state)
  return { folder: path, card: identity.card, state }
}

export async function readOffice(folder: string): Promise<Office> {
  const path = resolve(folder)
  const state = await readState(path)
  return { folder: path, card: await readCardFile(join(path, CARD_FILE)), state }
}

/** @throws ProblemError `key-passphrase`, and those of `readOffice` */
export async function unlockOffice(folder: string, passphrase: string | null): Promise<UnlockedOffice> {
  const office = await readOffice(folder)
  const identity = await readKeyFile(join(office.folder, KEY_FILE), passphrase)
  return { ...office, card: identity.card, identity }
}

/**
 * Lets one command at a time change an office: a second one, also of another person on a shared folder, is refused.
 * @throws ProblemError `busy`
 */
export async function changingOffice<T>(folder: string, change: () => Promise<T>): Promise<T> {
  const lock = join(resolve(folder), 'office.lock')
  await takeLock(lock)
  try {
    return await change()
  } finally {
    await rm(lock, { force: true })
  }
}

async function takeLock(lock: string, again = true): Promise<void> {
  try {
    await using handle = await open(lock, 'wx')
    await handle.writeFile(String(process.pid))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    // No folder: whoever reads the office says so in better words.
    if (code === 'ENOENT') return
    if (code !== 'EEXIST') throw asFileProblem(error, lock)
    const owner = Number(await readFile(lock, 'utf8').catch(() => ''))
    if (again && owner > 0 && !isRunning(owner)) {
      await rm(lock, { force: true })
      return takeLock(lock, false)
    }
    throw problem(
      'busy',
      `另一条命令正在使用这个财务处文件夹，请等它结束。若确实没有，请删除 ${lock} 后重试。`,
      `Another command is using this office; wait for it. If there is none, delete ${lock} and try again.`,
      { file: lock },
    )
  }
}

/** The one trusted card of a department. @throws ProblemError `package-sender` when there is none, or more than one */
export function departmentOf(trust: TrustList, name: string): SyncParty {
  const cards = trust.filter(({ card }) => card.role === 'department' && card.department === name)
  const trusted = cards.filter((party) => standingOf(party) === 'trusted')
  const [only] = trusted
  if (only !== undefined && trusted.length === 1) return only
  if (trusted.length > 1) {
    throw problem(
      'package-sender',
      `${name}有 ${trusted.length} 张受信任的身份卡，请停用不再使用的那张。`,
      `${name} has ${trusted.length} trusted cards; revoke those no longer in use.`,
      { department: name },
    )
  }
  throw problem(
    'package-sender',
    cards.length > 0
      ? `${name}的身份卡还没有核对指纹，或已停用。请先电话核对：keheng office trust confirm。`
      : `信任名单中没有${name}。请先录入其身份卡：keheng office trust add。`,
    cards.length > 0
      ? `The card of ${name} is not confirmed, or revoked. Have its fingerprint read aloud first: keheng office trust confirm.`
      : `${name} is not in the trust list. Take in its card first: keheng office trust add.`,
    { department: name },
  )
}

/** Departments a package can be made for, in the order of their names. */
export function trustedDepartments(trust: TrustList): string[] {
  const names = trust.filter((party) => standingOf(party) === 'trusted').map(({ card }) => card.department)
  return [...new Set(names.filter((name) => name !== null))].sort()
}

export const fingerprintOf = ({ card }: Office): string => cardFingerprint(card)
