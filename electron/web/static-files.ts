import { stat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { realPathInside } from '#core/folders.ts'

/** The kinds of file a build of the pages consists of; anything else is not served. */
const MIME_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}

export interface StaticFile {
  readonly path: string
  readonly type: string
  readonly size: number
}

/**
 * The file that a URL path names inside `root`; null when there is none, or when the path tries to leave the folder,
 * through `..`, an encoded separator, a drive letter or a link. `/` is the index page.
 */
export async function findStaticFile(root: string, urlPath: string): Promise<StaticFile | null> {
  const parts = decodeParts(urlPath === '/' ? '/index.html' : urlPath)
  if (parts === null) return null
  const type = MIME_TYPES[extname(parts.at(-1) ?? '').toLowerCase()]
  if (type === undefined) return null
  const path = await realPathInside(root, join(root, ...parts))
  if (path === null) return null
  const found = await stat(path).catch(() => null)
  return found?.isFile() === true ? { path, type, size: found.size } : null
}

function decodeParts(urlPath: string): readonly string[] | null {
  if (!urlPath.startsWith('/')) return null
  try {
    const parts = urlPath.slice(1).split('/').map(decodeURIComponent)
    return parts.every((part) => /^[\w@-][\w.@-]*$/.test(part)) ? parts : null
  } catch {
    return null
  }
}
