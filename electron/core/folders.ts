import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { isAbsolute, join, relative, sep } from 'node:path'

/**
 * Where this person's settings live, by the habit of each system; all shells share it, so a book opened in one is
 * recent in the others. `KEHENG_CONFIG_DIR` moves it (tests, a portable copy on a USB stick).
 */
export function configFolder(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  if (env.KEHENG_CONFIG_DIR) return env.KEHENG_CONFIG_DIR
  if (platform === 'win32') return join(env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'keheng')
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'keheng')
  return join(env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'keheng')
}

/** A portable copy keeps its keys with it; else they go to the store of the operating system. */
export function keepsKeysInSystem(env: NodeJS.ProcessEnv = process.env): boolean {
  return !env.KEHENG_CONFIG_DIR
}

export interface TemporaryFolder {
  readonly path: string
  remove(): Promise<void>
}

/** A new folder that only this person can read (`mkdtemp` sets mode 0700), for files about patients. */
export async function temporaryFolder(purpose: string): Promise<TemporaryFolder> {
  const path = await realpath(await mkdtemp(join(tmpdir(), `keheng-${purpose}-`)))
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 3 }) }
}

/** The real path of a file inside `folder`, links followed; null when it lies elsewhere or does not exist. */
export async function realPathInside(folder: string, path: string): Promise<string | null> {
  try {
    const [root, file] = await Promise.all([realpath(folder), realpath(path)])
    const way = relative(root, file)
    const outside = way === '' || way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way)
    return outside ? null : file
  } catch {
    return null
  }
}
