import { constants } from 'node:fs'
import { access, readFile, stat, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { Decrypter, Encrypter, identityToRecipient } from 'age-encryption'
import { asFileProblem } from '#exchange/readers/file-bytes.ts'
import type { IdentityCard } from '#shared/domain/sync.ts'
import { isAge } from '../package/container.ts'
import { writeWhole } from '../whole-file.ts'
import { cardText, isGenuine, jsonOf, parseCard } from './card.ts'
import { signingKeyOf } from './ed25519.ts'
import type { Identity } from './identity.ts'
import { keyExists, keyInvalid, passphraseMissing, passphraseShort, passphraseWrong } from './key-problems.ts'
import { keyFileSchema } from './key-schemas.ts'

/** No card or key file comes near it. */
const LARGEST_FILE = 64 * 1024

export const SHORTEST_PASSPHRASE = 10

/**
 * Writes an identity with its secrets (`.khkey`), readable by its owner only. With a passphrase the whole file is an age
 * file under scrypt at typage's default work factor (2¹⁸: 1.5 s and 300 MB a try on a 2-core machine).
 *
 * @throws ProblemError `key-exists`, `bad-request` for a short passphrase, or `file-unreadable`
 */
export async function writeKeyFile(path: string, identity: Identity, passphrase: string | null): Promise<void> {
  if (passphrase !== null && passphrase.length < SHORTEST_PASSPHRASE) throw passphraseShort(SHORTEST_PASSPHRASE)
  if (await exists(path)) throw keyExists(path)
  const text = `${JSON.stringify({ format: 'khkey/1', ...identity }, null, 2)}\n`
  const content = passphrase === null ? text : await protect(text, passphrase)
  await writeSmall(path, content, 0o600)
}

/**
 * Reads a `.khkey` file; whether it is protected is told from its content.
 *
 * @throws ProblemError `key-passphrase` when one is needed or wrong, `key-invalid`, `file-not-found`, `file-unreadable`
 */
export async function readKeyFile(path: string, passphrase: string | null): Promise<Identity> {
  const content = await readSmall(path)
  const text = isAge(content) ? await unprotect(path, content, passphrase) : content.toString('utf8')
  const parsed = keyFileSchema.safeParse(jsonOf(text))
  if (!parsed.success) {
    throw keyInvalid(path, {
      zh: '不是密钥文件（khkey/1），或内容不完整。请用备份的密钥文件。',
      en: 'it is not a key file (khkey/1), or it is incomplete. Use your backup of it.',
    })
  }
  const { card, signingSecret, encryptionSecret } = parsed.data
  const recipient = await identityToRecipient(encryptionSecret).catch(() => null)
  if (card.signingKey !== signingKeyOf(signingSecret) || card.encryptionKey !== recipient || !isGenuine(card)) {
    throw keyInvalid(path, {
      zh: '其中的密钥与身份卡对不上，文件被改动过。请用备份的密钥文件。',
      en: 'its keys do not belong to its card: the file was altered. Use your backup of it.',
    })
  }
  return { card, signingSecret, encryptionSecret }
}

/** Writes a card (`.khid`) for others to take in; an older file of that name is replaced. */
export async function writeCardFile(path: string, card: IdentityCard): Promise<void> {
  await writeSmall(path, cardText(card), 0o644)
}

/** @throws ProblemError `key-invalid`, `file-not-found`, `file-unreadable` */
export async function readCardFile(path: string): Promise<IdentityCard> {
  return parseCard((await readSmall(path)).toString('utf8'), basename(path))
}

async function protect(text: string, passphrase: string): Promise<Uint8Array> {
  const encrypter = new Encrypter()
  encrypter.setPassphrase(passphrase.normalize('NFKC'))
  return encrypter.encrypt(text)
}

async function unprotect(path: string, content: Uint8Array, passphrase: string | null): Promise<string> {
  if (passphrase === null) throw passphraseMissing(path)
  const decrypter = new Decrypter()
  decrypter.addPassphrase(passphrase.normalize('NFKC'))
  try {
    return await decrypter.decrypt(content, 'text')
  } catch {
    throw passphraseWrong(path)
  }
}

async function readSmall(path: string): Promise<Buffer> {
  try {
    if ((await stat(path)).size > LARGEST_FILE) {
      throw keyInvalid(path, {
        zh: '文件太大，不是身份卡或密钥文件。请另选文件。',
        en: 'it is too large for a card or a key file. Choose another file.',
      })
    }
    return await readFile(path)
  } catch (error) {
    throw asFileProblem(error, path)
  }
}

async function writeSmall(path: string, content: string | Uint8Array, mode: number): Promise<void> {
  try {
    await writeWhole(path, (temporary) => writeFile(temporary, content), mode)
  } catch (error) {
    throw asFileProblem(error, path)
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path, constants.F_OK).then(
    () => true,
    () => false,
  )
}
