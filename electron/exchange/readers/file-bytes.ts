import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { createGunzip } from 'node:zlib'
import { ProblemError, problem } from '#shared/domain/problem.ts'

/** Large enough that a chunk holds a thousand rows, small enough to keep memory flat and the core answering. */
const CHUNK_BYTES = 128 * 1024

export interface FileSource {
  readonly type: 'text' | 'gzip' | 'workbook'
  readonly path: string
  readonly bytes: number
}

export interface ByteChunk {
  /** Valid until the next chunk is asked for: its memory is used again. */
  readonly data: Buffer
  /** Bytes of the file on disk consumed so far (compressed bytes for gzip). */
  readonly bytesRead: number
}

const startsWith = (head: Buffer, ...bytes: number[]): boolean => bytes.every((byte, index) => head[index] === byte)

/**
 * Tells what a file is from its first bytes; hospital systems often write text or HTML under an `.xls` name.
 *
 * @throws ProblemError for a missing, empty or unusable file
 */
export async function sniffFile(path: string): Promise<FileSource> {
  const { head, bytes } = await readHead(path)
  if (bytes === 0) {
    throw problem('file-empty', `文件 ${basename(path)} 是空的。`, `The file ${basename(path)} is empty.`, {
      file: path,
    })
  }
  if (startsWith(head, 0x50, 0x4b, 0x03, 0x04)) return { type: 'workbook', path, bytes }
  if (startsWith(head, 0x1f, 0x8b)) return { type: 'gzip', path, bytes }
  if (startsWith(head, 0xd0, 0xcf, 0x11, 0xe0)) {
    throw unreadable(
      path,
      '这是旧版 .xls 或加密的工作簿，请用 Excel 或 WPS 另存为不加密的 .xlsx 后再导入。',
      'This is an old .xls or a password-protected workbook. Save it as an unprotected .xlsx and import that.',
    )
  }
  const start = head.toString('latin1').trimStart().toLowerCase()
  if (/^(\xef\xbb\xbf)?<(!doctype html|html|table|meta|\?xml)/.test(start)) {
    throw unreadable(
      path,
      '这是网页或 XML 文件，请用 Excel 或 WPS 打开后另存为 .xlsx 或 .csv 再导入。',
      'This is a web page or XML file. Open it in a spreadsheet, save it as .xlsx or .csv and import that.',
    )
  }
  return { type: 'text', path, bytes }
}

async function readHead(path: string): Promise<{ head: Buffer; bytes: number }> {
  try {
    await using handle = await open(path, 'r')
    const stat = await handle.stat()
    if (!stat.isFile()) throw unreadable(path, '这不是文件。', 'It is not a file.')
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(512), position: 0 })
    return { head: buffer.subarray(0, bytesRead), bytes: stat.size }
  } catch (error) {
    throw asFileProblem(error, path)
  }
}

/** The bytes of a text file, unpacked when it is gzip. */
export async function* readBytes(source: FileSource, signal?: AbortSignal): AsyncGenerator<ByteChunk> {
  try {
    for await (const chunk of source.type === 'gzip' ? unpacked(source) : plain(source.path)) {
      throwIfCancelled(signal)
      yield chunk
    }
  } catch (error) {
    throw asFileProblem(error, source.path)
  }
}

async function* unpacked({ path, bytes }: FileSource): AsyncGenerator<ByteChunk> {
  const file = createReadStream(path, { highWaterMark: CHUNK_BYTES })
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES })
  file.on('error', (error) => gunzip.destroy(error))
  file.pipe(gunzip)
  try {
    for await (const data of gunzip as AsyncIterable<Buffer>) yield { data, bytesRead: Math.min(file.bytesRead, bytes) }
  } finally {
    file.destroy()
    gunzip.destroy()
  }
}

/** Two buffers for the whole file, one read while the other is used: a stream makes a new one for every piece. */
async function* plain(path: string): AsyncGenerator<ByteChunk> {
  await using handle = await open(path, 'r')
  const read = (buffer: Buffer<ArrayBuffer>) => {
    const pending = handle.read(buffer, 0, CHUNK_BYTES, null)
    // It is awaited when its turn comes, or after the last one; until then nobody else hears of its failure.
    pending.catch(() => {})
    return pending
  }
  let ahead = read(Buffer.allocUnsafe(CHUNK_BYTES))
  let spare = Buffer.allocUnsafe(CHUNK_BYTES)
  let total = 0
  try {
    for (;;) {
      const { buffer, bytesRead } = await ahead
      if (bytesRead === 0) return
      ahead = read(spare)
      spare = buffer
      total += bytesRead
      yield { data: buffer.subarray(0, bytesRead), bytesRead: total }
    }
  } finally {
    // The file is closed only after the last read has come back.
    await ahead.catch(() => {})
  }
}

/** SHA-256 of the file as it lies on disk, in hexadecimal. */
export async function sha256File(path: string): Promise<string> {
  const hash = createHash('sha256')
  // One buffer for the whole file: a stream makes a new one for every piece, which costs as much as the hashing.
  const buffer = Buffer.allocUnsafe(1 << 20)
  try {
    await using handle = await open(path, 'r')
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, null)
      if (bytesRead === 0) break
      hash.update(buffer.subarray(0, bytesRead))
    }
  } catch (error) {
    throw asFileProblem(error, path)
  }
  return hash.digest('hex')
}

export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw problem('cancelled', '已取消。', 'Cancelled.')
}

export function unreadable(path: string, zh: string, en: string): ProblemError {
  const file = basename(path)
  return problem('file-unreadable', `无法读取文件 ${file}：${zh}`, `The file ${file} cannot be read. ${en}`, {
    file: path,
  })
}

/** Turns a system error into the user's words; a `ProblemError` passes through. */
export function asFileProblem(error: unknown, path: string): Error {
  if (error instanceof ProblemError || !(error instanceof Error)) return error as Error
  const code = (error as NodeJS.ErrnoException).code ?? ''
  const file = basename(path)
  if (code === 'ENOENT') {
    return problem('file-not-found', `找不到文件 ${file}。`, `The file ${file} was not found.`, { file: path })
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EBUSY') {
    return unreadable(
      path,
      '没有权限，或文件正被其他程序占用。请关闭占用它的程序后重试。',
      'Access was denied, or another program holds it. Close that program and try again.',
    )
  }
  if (code.startsWith('Z_')) {
    return unreadable(path, '压缩内容已损坏或不完整。', 'Its compressed content is damaged or incomplete.')
  }
  return code.startsWith('E') ? unreadable(path, `系统错误 ${code}。`, `System error ${code}.`) : error
}
