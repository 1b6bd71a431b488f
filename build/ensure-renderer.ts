import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { buildRenderer, RENDERER_DIR } from './build.ts'

const ROOT = join(import.meta.dirname, '..')
/** What the pages are made of; the lock file stands for every library in them. */
const SOURCES = ['renderer', 'shared', 'build/vite.renderer.config.ts', 'package-lock.json']

/** Builds the pages when they are missing or older than a source; true when it did. */
export async function ensureRenderer(log: (line: string) => void = () => {}): Promise<boolean> {
  const built = await modified(join(RENDERER_DIR, 'index.html'))
  const newest = Math.max(...(await Promise.all(SOURCES.map((source) => newestBelow(join(ROOT, source))))))
  if (built > newest) return false
  log('Building the pages (about 10 seconds, only after a change) …')
  await buildRenderer()
  return true
}

/** Modification time in milliseconds; 0 when there is no such file. */
async function modified(path: string): Promise<number> {
  return (await stat(path).catch(() => null))?.mtimeMs ?? 0
}

async function newestBelow(path: string): Promise<number> {
  const own = await stat(path)
  if (!own.isDirectory()) return own.mtimeMs
  // A folder's own time counts: it is what changes when a file is removed.
  const entries = await readdir(path)
  const times = await Promise.all(entries.map((entry) => newestBelow(join(path, entry))))
  return Math.max(own.mtimeMs, ...times)
}

if (import.meta.main) await ensureRenderer((line) => process.stderr.write(`${line}\n`))
