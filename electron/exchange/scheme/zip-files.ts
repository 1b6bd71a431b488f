import { stat } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import type { Entry, ZipFile } from 'yauzl'
import { openZip } from '#exchange/readers/open-zip.ts'
import { ProblemError } from '#shared/domain/problem.ts'
import { outsideFolder, PACKAGE_LIMITS, tooLarge, tooManyEntries, unreadable } from './package-problems.ts'

/**
 * Reads the wanted entries of an archive into memory, after looking at its whole directory: an entry that leads out of
 * the archive, one name twice, too many entries or too much data refuse the archive before anything is unpacked. An entry
 * that unpacks to more than its directory says is refused while it is read.
 */
export async function readZipEntries(
  path: string,
  wanted: (name: string) => boolean,
): Promise<ReadonlyMap<string, Uint8Array>> {
  return withZip(path, async (zip, entries) => {
    const files = new Map<string, Uint8Array>()
    for (const entry of entries) {
      if (!wanted(entry.fileName)) continue
      files.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)))
    }
    return files
  })
}

/**
 * Makes sure that an archive is what its directory says, by unpacking every entry once without keeping it: what a reader that
 * trusts the directory unpacks afterwards has its limits too. Refuses what `readZipEntries` does, and entries whose size stands
 * somewhere else than in the directory.
 */
export async function checkZip(path: string): Promise<void> {
  await withZip(path, async (zip, entries) => {
    for (const entry of entries) {
      if (entry.compressedSize === 0 && (entry.generalPurposeBitFlag & SIZES_FOLLOW) !== 0) {
        throw unreadable(path, `${entry.fileName}: no size`)
      }
      for await (const _ of await zip.openReadStreamPromise(entry));
    }
  })
}

/** Flag of an entry whose sizes were written after its data. */
const SIZES_FOLLOW = 0x08

/** Opens an archive for one piece of work, with its files after their names and sizes have been found good. */
async function withZip<T>(path: string, work: (zip: ZipFile, files: readonly Entry[]) => Promise<T>): Promise<T> {
  try {
    const { size } = await stat(path)
    if (size > PACKAGE_LIMITS.bytes) throw tooLarge(path)
    const zip = await openZip(path, { autoClose: false, validateEntrySizes: true })
    try {
      return await work(zip, await filesOf(path, zip))
    } finally {
      zip.close()
    }
  } catch (error) {
    if (error instanceof ProblemError) throw error
    const why = error instanceof Error ? error.message : String(error)
    // yauzl refuses such names itself, with these words.
    const escaping = /^(?:absolute path|invalid relative path|invalid characters in fileName): (.*)$/s.exec(why)
    throw escaping?.[1] === undefined ? unreadable(path, why) : outsideFolder(path, escaping[1])
  }
}

async function filesOf(path: string, zip: ZipFile): Promise<readonly Entry[]> {
  const files = new Map<string, Entry>()
  let entries = 0
  let bytes = 0
  for await (const entry of zip.eachEntry()) {
    entries++
    bytes += entry.uncompressedSize
    if (entries > PACKAGE_LIMITS.entries) throw tooManyEntries(path)
    if (bytes > PACKAGE_LIMITS.bytes) throw tooLarge(path)
    if (entry.fileName.endsWith('/')) continue
    // `a//b` and `./a/b` are ways of writing `a/b`.
    const name = entry.fileName
      .split('/')
      .filter((part) => part !== '' && part !== '.')
      .join('/')
    if (files.has(name)) throw unreadable(path, `${name} ×2`)
    files.set(name, entry)
  }
  return [...files.values()]
}
