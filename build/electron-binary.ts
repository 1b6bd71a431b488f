import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

export type ElectronFound =
  | { readonly found: true; readonly path: string }
  /** `why` ends the sentence "The desktop window is not available: …". */
  | { readonly found: false; readonly why: string }

/** How long fetching the binary may take before the start goes on without it. */
const FETCH_LIMIT_MS = 20_000

/**
 * Electron's binary: the one already fetched, else what the package's own installer brings within the limit. Nothing
 * is fetched in CI or when `KEHENG_NO_DOWNLOAD` is set.
 */
export async function findElectron(log: (line: string) => void, env = process.env): Promise<ElectronFound> {
  const blocked = blockedBySystem(env)
  if (blocked !== null) return { found: false, why: blocked }
  const folder = electronFolder()
  if (folder === null) return { found: false, why: 'the electron package is not installed' }
  const present = installedBinary(folder, env)
  if (present !== null) return { found: true, path: present }
  if (env.CI || env.KEHENG_NO_DOWNLOAD)
    return { found: false, why: 'its binary is not here and fetching is switched off' }
  log('Fetching the desktop window’s binary, for at most 20 seconds (KEHENG_NO_DOWNLOAD=1 skips this) …')
  await runInstaller(folder, env)
  const fetched = installedBinary(folder, env)
  return fetched === null ? { found: false, why: 'its binary could not be fetched' } : { found: true, path: fetched }
}

/** Known before anything is fetched: a binary that could not open a window anyway is not worth the wait. */
function blockedBySystem(env: NodeJS.ProcessEnv): string | null {
  if (process.platform !== 'linux') return null
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return 'there is no display'
  if (process.getuid?.() === 0) return 'its sandbox does not start for the root user'
  return null
}

function electronFolder(): string | null {
  try {
    return dirname(createRequire(import.meta.url).resolve('electron/package.json'))
  } catch {
    return null
  }
}

/** The package notes the binary's place in `path.txt` once it has been unpacked. */
function installedBinary(folder: string, env: NodeJS.ProcessEnv): string | null {
  try {
    const name = readFileSync(join(folder, 'path.txt'), 'utf8')
    const path = join(env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'), name)
    return existsSync(path) ? path : null
  } catch {
    return null
  }
}

function runInstaller(folder: string, env: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn(process.execPath, [join(folder, 'install.js')], { stdio: 'ignore', env })
  const timer = setTimeout(() => child.kill(), FETCH_LIMIT_MS)
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      resolve()
    }
    child.once('error', done)
    child.once('exit', done)
  })
}
