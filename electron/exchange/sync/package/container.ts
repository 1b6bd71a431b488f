import { createReadStream, createWriteStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Decrypter, Encrypter } from 'age-encryption'
import { isSystemError } from '../system-error.ts'
import { damaged, notAPackage, notForThisKey } from './refusals.ts'

const AGE_MAGIC = Buffer.from('age-encryption.org/v1\n')
const ZIP_MAGIC = Buffer.of(0x50, 0x4b, 0x03, 0x04)

/** A header for one recipient has 200 bytes; typage reads a header of any length into memory. */
const LONGEST_HEADER = 16 * 1024

export function isAge(head: Buffer): boolean {
  return head.subarray(0, AGE_MAGIC.length).equals(AGE_MAGIC)
}

/** How a package is packed, from its first bytes. @throws ProblemError `package-format`, `package-damaged` */
export async function containerOf(path: string, name: string): Promise<'zip' | 'age'> {
  await using handle = await open(path, 'r')
  const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(LONGEST_HEADER), position: 0 })
  const head = buffer.subarray(0, bytesRead)
  if (isAge(head)) {
    if (!head.includes('\n--- ')) throw damaged(name, 'age header')
    return 'age'
  }
  if (head.subarray(0, ZIP_MAGIC.length).equals(ZIP_MAGIC)) return 'zip'
  throw notAPackage(name)
}

/** What `bytes` become for the holder of an `age1…` key only, piece by piece. */
export async function encryptFor(encryptionKey: string, bytes: Readable): Promise<Readable> {
  const encrypter = new Encrypter()
  encrypter.addRecipient(encryptionKey)
  const encrypted = await encrypter.encrypt(Readable.toWeb(bytes) as ReadableStream<Uint8Array>)
  return Readable.fromWeb(encrypted as Parameters<typeof Readable.fromWeb>[0])
}

/**
 * Decrypts a file into another. Age authenticates every 64 KiB before it hands them out, and knows the last of them, so a
 * cut-off file is found as well.
 *
 * @throws ProblemError `package-receiver` when it was made for another key, `package-damaged`
 */
export async function decryptFile(path: string, name: string, encryptionSecret: string, into: string): Promise<void> {
  const source = createReadStream(path)
  try {
    const decrypter = new Decrypter()
    decrypter.addIdentity(encryptionSecret)
    const plain = await decrypter.decrypt(Readable.toWeb(source) as ReadableStream<Uint8Array>)
    await pipeline(Readable.fromWeb(plain as Parameters<typeof Readable.fromWeb>[0]), createWriteStream(into))
  } catch (error) {
    if (isSystemError(error)) throw error
    const why = error instanceof Error ? error.message : String(error)
    throw NO_KEY.test(why) ? notForThisKey(name) : damaged(name, why)
  } finally {
    source.destroy()
  }
}

/** The words of typage when none of the file's stanzas opens with the key. */
const NO_KEY = /no identity matched/
