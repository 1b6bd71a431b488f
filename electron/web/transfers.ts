import { randomUUID } from 'node:crypto'
import { type FileHandle, open, rm } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { basename, extname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { realPathInside } from '#core/folders.ts'
import { isType, limited, Refused } from './answer.ts'

/** Largest file a page may hand over: a decade of one department's charge lines is about half of it. */
const UPLOAD_LIMIT = 4 * 1024 ** 3

/**
 * Streams an uploaded file into `folder` under a random name, keeping only the ending; returns that path and the
 * name the person knows the file by. Throws `Refused`; a file that did not arrive whole is removed.
 */
export async function receiveFile(
  request: IncomingMessage,
  folder: string,
  limit = UPLOAD_LIMIT,
): Promise<{ readonly path: string; readonly name: string }> {
  if (!isType(request, 'application/octet-stream')) {
    throw new Refused(415, 'bad-request', '上传内容的类型不对。', 'An upload must be application/octet-stream.')
  }
  const name = uploadName(request.headers['x-file-name'])
  const path = join(folder, randomUUID() + safeEnding(name))
  const file = await open(path, 'wx', 0o600)
  try {
    await pipeline(limited(request, limit), file.createWriteStream())
  } catch (thrown) {
    await rm(path, { force: true })
    if (thrown instanceof Refused) throw thrown
    throw new Refused(500, 'file-unreadable', `没能收下“${name}”，请检查磁盘空间。`, `Could not store “${name}”.`)
  }
  return { path, name }
}

/** Sends a file of the export folder as an attachment; throws `Refused` for any other path. */
export async function sendFile(response: ServerResponse, exportFolder: string, path: unknown): Promise<void> {
  const real = typeof path === 'string' ? await realPathInside(exportFolder, path) : null
  if (real === null) {
    throw new Refused(403, 'not-allowed', '只能下载本程序导出的文件。', 'Only files this program exported can be had.')
  }
  const file = await open(real, 'r').catch(() => null)
  const found = await file?.stat()
  if (file === null || found?.isFile() !== true) {
    await file?.close()
    throw new Refused(404, 'file-not-found', '文件已不在。', 'The file is gone.')
  }
  await stream(file, response, {
    'Content-Type': 'application/octet-stream',
    'Content-Length': found.size,
    'Content-Disposition': `attachment; filename*=UTF-8''${encodeName(basename(real))}`,
  })
}

/** Sends an open file with its headers; a person who goes away in the middle is not an error. */
export async function stream(
  file: FileHandle,
  response: ServerResponse,
  headers: Readonly<Record<string, string | number>>,
): Promise<void> {
  response.writeHead(200, headers)
  try {
    await pipeline(file.createReadStream(), response)
  } catch {
    response.destroy()
  }
}

/** The last part of the name the browser gave, without control characters. */
function uploadName(header: string | string[] | undefined): string {
  const refused = () => new Refused(400, 'bad-request', '上传缺少文件名。', 'The upload lacks a file name.')
  if (typeof header !== 'string') throw refused()
  let decoded: string
  try {
    decoded = decodeURIComponent(header)
  } catch {
    throw refused()
  }
  const name = (decoded.split(/[\\/]/).at(-1) ?? '').replace(/\p{Cc}/gu, '').trim()
  if (name === '' || name.length > 400) throw refused()
  return name
}

/** Importers look at the ending; nothing else of a foreign name reaches the file system. */
function safeEnding(name: string): string {
  const ending = extname(name).toLowerCase()
  return /^\.[a-z0-9]{1,8}$/.test(ending) ? ending : ''
}

function encodeName(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
}
