import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import type { ServiceEnv } from '#core/handler.ts'
import type { PatientKey } from '#shared/contract/imports.ts'
import { problem } from '#shared/domain/problem.ts'
import type { SecretStore } from './system-secrets.ts'

/** The keys of books, kept outside them: whoever has only the book cannot tell which patient is which. */
export interface PatientKeys {
  /**
   * Null where this machine has no key of the book.
   * @throws ProblemError `patient-key` for a file that is no key, or a system store that does not open
   */
  read(bookId: string): Buffer | null
  /** @throws ProblemError `patient-key` where nothing can be kept */
  write(bookId: string, key: Buffer): void
  /** The file that holds the key of a book or says that the system's store does; null while keys are only kept until the program ends. */
  file(bookId: string): string | null
  /** Where a new key goes, or where that of a book is. */
  place(bookId: string): PatientKey['place']
}

export const KEY_BYTES = 32
const HEX = z.string().regex(/^[0-9a-f]{64}$/)
const fileSchema = z.union([
  z.strictObject({ format: z.literal('patient-key/1'), bookId: z.string(), key: HEX }),
  /** The key itself is in the store of the operating system. */
  z.strictObject({ format: z.literal('patient-key/1'), bookId: z.string(), store: z.literal('system') }),
])

/**
 * One file for each book, which only this person can read. It holds the key where the machine has no store of its own for secrets;
 * where it has one, the key moves there and the file says so. A key file brought from another machine is taken in
 * the same way. In memory where there is no folder.
 * @param secrets the system's store; null: there is none, or it is not to be used
 */
export function openPatientKeys(
  { identityFolder, settingsFile }: Pick<ServiceEnv, 'identityFolder' | 'settingsFile'>,
  secrets: SecretStore | null = null,
): PatientKeys {
  const home = identityFolder ?? (settingsFile === null ? null : dirname(settingsFile))
  return home === null ? inMemory() : inFolder(join(home, 'patient-keys'), secrets)
}

function inMemory(): PatientKeys {
  const kept = new Map<string, Buffer>()
  return {
    read: (bookId) => kept.get(bookId) ?? null,
    write: (bookId, key) => void kept.set(bookId, key),
    file: () => null,
    place: () => 'memory',
  }
}

function inFolder(folder: string, secrets: SecretStore | null): PatientKeys {
  const file = (bookId: string) => join(folder, `${bookId}.json`)
  const read = (bookId: string): Buffer | null => {
    const path = file(bookId)
    if (!existsSync(path)) return null
    const found = readKeyFile(path, bookId)
    if ('key' in found) {
      const key = Buffer.from(found.key, 'hex')
      if (moveIntoStore(bookId, key)) writeKeyFile(path, { bookId, store: 'system' })
      return key
    }
    return readStored(path, bookId, secrets)
  }
  /** True once the store gives back what was put in; a store that is locked or full leaves the key where it is. */
  const moveIntoStore = (bookId: string, key: Buffer): boolean => {
    if (secrets === null) return false
    try {
      secrets.write(nameOf(bookId), key)
      return secrets.read(nameOf(bookId))?.equals(key) ?? false
    } catch {
      return false
    }
  }
  return {
    file,
    read,
    write(bookId, key) {
      const stored = moveIntoStore(bookId, key)
      writeKeyFile(file(bookId), stored ? { bookId, store: 'system' } : { bookId, key: key.toString('hex') })
    },
    place(bookId) {
      const path = file(bookId)
      if (!existsSync(path)) return secrets === null ? 'file' : 'system'
      return 'key' in readKeyFile(path, bookId) ? 'file' : 'system'
    },
  }
}

const nameOf = (bookId: string): string => `patient-key ${bookId}`

/** Writes a key as the file that another machine takes in. @throws ProblemError `patient-key` */
export function exportKey(path: string, bookId: string, key: Buffer): void {
  writeKeyFile(path, { bookId, key: key.toString('hex') })
}

function writeKeyFile(
  path: string,
  content: { readonly bookId: string; readonly key: string } | { readonly bookId: string; readonly store: 'system' },
): void {
  const temporary = `${path}.${process.pid}.tmp`
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    const text = JSON.stringify({ format: 'patient-key/1', ...content })
    writeFileSync(temporary, `${text}\n`, { mode: 0o600, flush: true })
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw unwritable(path, error)
  }
}

function readKeyFile(path: string, bookId: string): z.infer<typeof fileSchema> {
  try {
    const found = fileSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
    if (found.bookId === bookId) return found
  } catch {
    // Told below, in the person's words.
  }
  throw problem(
    'patient-key',
    `患者密钥文件 ${path} 不能用：内容已损坏，或属于另一个数据库。请从备份找回它。`,
    `The patient key ${path} cannot be used: it is damaged, or belongs to another book. Bring it back from a copy.`,
    { path },
  )
}

/** Null when the store has lost it: the key is elsewhere then, as if the file were missing. */
function readStored(path: string, bookId: string, secrets: SecretStore | null): Buffer | null {
  try {
    if (secrets !== null) return secrets.read(nameOf(bookId))
  } catch {
    // Told below, in the person's words.
  }
  throw problem(
    'patient-key',
    `患者密钥存放在系统的密钥库中，现在打不开，本次操作没有进行。请登录桌面并解锁密钥库后再试；也可以把导出的密钥文件放到 ${path}。`,
    `The patient key is in the store of the operating system, which does not open now; nothing was done. Log in to the desktop and unlock the store, or put an exported key file at ${path}.`,
    { path },
  )
}

const unwritable = (path: string, error: unknown) => {
  const code = (error as NodeJS.ErrnoException).code ?? ''
  return problem(
    'patient-key',
    `患者密钥不能保存到 ${path}（${code}），本次操作没有进行。请检查文件夹权限。`,
    `The patient key cannot be saved to ${path} (${code}); nothing was done. Check the folder's permissions.`,
    { path, code },
  )
}
