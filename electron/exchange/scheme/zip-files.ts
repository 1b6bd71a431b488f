import { buffer } from 'node:stream/consumers'
import { openPromise } from 'yauzl'
import { ProblemError } from '#shared/domain/problem.ts'
import { outsideFolder, PACKAGE_LIMITS, tooLarge, tooManyEntries, unreadable } from './package-problems.ts'

/**
 * Reads the wanted entries of an archive into memory, after looking at its whole directory: an entry that leads out of
 * the archive, too many entries or too much data refuse the archive before anything is unpacked. An entry that unpacks to
 * more than its directory says is refused while it is read.
 */
export async function readZipEntries(
  path: string,
  wanted: (name: string) => boolean,
): Promise<ReadonlyMap<string, Uint8Array>> {
  try {
    const zip = await openPromise(path, { autoClose: false, validateEntrySizes: true })
    try {
      const entries = []
      let bytes = 0
      for await (const entry of zip.eachEntry()) {
        entries.push(entry)
        bytes += entry.uncompressedSize
        if (entries.length > PACKAGE_LIMITS.entries) throw tooManyEntries(path)
        if (bytes > PACKAGE_LIMITS.bytes) throw tooLarge(path)
      }
      const files = new Map<string, Uint8Array>()
      for (const entry of entries) {
        if (entry.fileName.endsWith('/') || !wanted(entry.fileName)) continue
        if (files.has(entry.fileName)) throw unreadable(path, `${entry.fileName} ×2`)
        files.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)))
      }
      return files
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
