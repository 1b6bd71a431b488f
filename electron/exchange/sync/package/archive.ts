import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import type { Entry, ZipFile } from 'yauzl'
import { openZip } from '#exchange/readers/open-zip.ts'
import { ProblemError } from '#shared/domain/problem.ts'
import { isSystemError } from '../system-error.ts'
import { type PackageLimits, swells } from './limits.ts'
import { altered, damaged, unsafe } from './refusals.ts'

/** What is to be found under a path. */
interface Expected {
  readonly path: string
  readonly sha256: string
  readonly bytes: number
}

export interface Archive {
  readonly paths: readonly string[]
  /** A small entry whole. @throws ProblemError `package-altered` when it is missing, `package-unsafe` when it is larger */
  read(path: string, most: number): Promise<Buffer>
  /** Unpacks an entry into a file, and checks it. @throws ProblemError `package-altered`, `package-damaged` */
  extract(expected: Expected, target: string, signal?: AbortSignal): Promise<void>
  close(): void
}

/** Paths a package may hold; everything else is refused unread. */
const ENTRY_PATH = /^(?:manifest\.json|manifest\.sig|tables\/[a-z_]{1,40}\.csv|documents\/\d{4}\.[a-z0-9]{1,5})$/

/**
 * Opens a zip after looking at its whole directory: names, number and sizes of its entries, and what they claim to become
 * unpacked. An entry that unpacks to more than its directory says is stopped while it is read.
 *
 * @param name what to call the package in a problem
 * @throws ProblemError `package-damaged`, `package-unsafe`
 */
export async function openArchive(path: string, name: string, limits: PackageLimits): Promise<Archive> {
  let zip: ZipFile | null = null
  try {
    zip = await openZip(path, { autoClose: false, validateEntrySizes: true, strictFileNames: true })
    return archiveOf(zip, await directoryOf(zip, name, limits), name)
  } catch (error) {
    zip?.close()
    throw asRefusal(error, name)
  }
}

function archiveOf(zip: ZipFile, entries: ReadonlyMap<string, Entry>, name: string): Archive {
  const entryAt = (path: string): Entry => {
    const entry = entries.get(path)
    if (entry === undefined) throw altered(name, path, { zh: '缺失', en: 'is missing' })
    return entry
  }
  return {
    paths: [...entries.keys()],
    async read(path, most) {
      const entry = entryAt(path)
      if (entry.uncompressedSize > most) throw tooLarge(name, path, most)
      try {
        return await buffer(await zip.openReadStreamPromise(entry))
      } catch (error) {
        throw asRefusal(error, name)
      }
    },
    async extract({ path, sha256, bytes }, target, signal) {
      const entry = entryAt(path)
      const hash = createHash('sha256')
      async function* hashed(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
        for await (const chunk of source) {
          hash.update(chunk)
          yield chunk
        }
      }
      if (entry.uncompressedSize === bytes) {
        try {
          const out = createWriteStream(target, { flags: 'wx', mode: 0o600 })
          await pipeline(await zip.openReadStreamPromise(entry), hashed, out, signal === undefined ? {} : { signal })
        } catch (error) {
          throw signal?.aborted ? error : asRefusal(error, name)
        }
        if (hash.digest('hex') === sha256) return
      }
      throw altered(name, path, { zh: '与清单中的校验值不符', en: 'does not match its checksum in the manifest' })
    },
    close: () => zip.close(),
  }
}

async function directoryOf(zip: ZipFile, name: string, limits: PackageLimits): Promise<ReadonlyMap<string, Entry>> {
  const entries = new Map<string, Entry>()
  let unpacked = 0
  let packed = 0
  for await (const entry of zip.eachEntry()) {
    const { fileName, uncompressedSize, compressedSize } = entry
    if (!ENTRY_PATH.test(fileName) || entries.has(fileName)) throw badPath(name, fileName)
    entries.set(fileName, entry)
    unpacked += uncompressedSize
    packed += compressedSize
    if (entries.size > limits.entries) {
      const why = { zh: `文件超过 ${limits.entries} 个`, en: `it holds more than ${limits.entries} files` }
      throw unsafe(name, why, { limit: limits.entries })
    }
    if (unpacked > limits.unpackedBytes) throw tooLarge(name, null, limits.unpackedBytes)
    // More packed bytes than the file has: entries that share them, so that a small file unpacks to a huge one.
    const shared = packed > zip.fileSize
    if (shared || swells(unpacked, zip.fileSize, limits.ratio)) throw swelling(name, fileName, limits.ratio)
  }
  return entries
}

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1024 / 1024)} MB`

export function tooLarge(name: string, path: string | null, limit: number) {
  const [zh, en] = path === null ? ['内容', 'its content'] : [path, path]
  const why = { zh: `${zh} 超过 ${megabytes(limit)}`, en: `${en} is larger than ${megabytes(limit)}` }
  return unsafe(name, why, { entry: path, limit })
}

function badPath(name: string, path: string) {
  const shown = path.replace(/\p{C}/gu, '?').slice(0, 200)
  return unsafe(
    name,
    {
      zh: `其中的文件名“${shown}”不合规定或重复`,
      en: `the file name “${shown}” in it is not allowed, or is there twice`,
    },
    { entry: shown },
  )
}

function swelling(name: string, path: string, ratio: number) {
  return unsafe(
    name,
    { zh: `解压后膨胀超过 ${ratio} 倍（${path}）`, en: `it unpacks to more than ${ratio} times its size (${path})` },
    { entry: path, ratio },
  )
}

/** yauzl refuses names that lead out of the archive by itself, with these words. */
const LEADS_OUT = /^(?:absolute path|invalid relative path|invalid characters in fileName): (.*)$/s

function asRefusal(error: unknown, name: string): unknown {
  if (error instanceof ProblemError || isSystemError(error)) return error
  const why = error instanceof Error ? error.message : String(error)
  const path = LEADS_OUT.exec(why)?.[1]
  return path === undefined ? damaged(name, why) : badPath(name, path)
}
