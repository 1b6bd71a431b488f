import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

export interface BrowserSearch {
  readonly platform: NodeJS.Platform
  readonly env: NodeJS.ProcessEnv
  readonly exists: (path: string) => boolean
  /** True for the administrator of a Unix system, whom Chromium refuses to serve with its sandbox on. */
  readonly isRoot: boolean
}

export type BrowserFound =
  | { readonly found: true; readonly path: string }
  | { readonly found: false; readonly why: string }

const thisMachine: BrowserSearch = {
  platform: process.platform,
  env: process.env,
  exists: existsSync,
  isRoot: process.getuid?.() === 0,
}

/**
 * A browser of the Chromium family, which alone has the app mode (a window without address bar). `KEHENG_BROWSER`
 * names one outright. `why` is a sentence for the person when none can be opened.
 */
export function findBrowser(search: BrowserSearch = thisMachine): BrowserFound {
  const { platform, env } = search
  if (platform === 'linux') {
    if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return { found: false, why: 'there is no display' }
    if (search.isRoot) return { found: false, why: 'browsers do not start for the root user' }
  }
  const candidates = env.KEHENG_BROWSER ? [env.KEHENG_BROWSER] : browserPaths(platform, env)
  const path = candidates.find(search.exists)
  return path === undefined ? { found: false, why: 'no Chrome, Edge or Chromium was found' } : { found: true, path }
}

function browserPaths(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): readonly string[] {
  if (platform === 'win32') {
    const roots = [env['PROGRAMFILES(X86)'], env.PROGRAMFILES, env.LOCALAPPDATA].filter((root) => root !== undefined)
    const programs = ['Microsoft\\Edge\\Application\\msedge.exe', 'Google\\Chrome\\Application\\chrome.exe']
    return programs.flatMap((program) => roots.map((root) => `${root}\\${program}`))
  }
  if (platform === 'darwin') {
    const names = ['Google Chrome', 'Microsoft Edge', 'Chromium']
    return names.map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`)
  }
  const names = ['google-chrome-stable', 'google-chrome', 'microsoft-edge-stable', 'chromium', 'chromium-browser']
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  return names.flatMap((name) => folders.map((folder) => join(folder, name)))
}

/** Opens the address in a window of its own; null when it was started, else a sentence why not. */
export async function openBrowser(url: string): Promise<string | null> {
  const browser = findBrowser()
  if (!browser.found) return browser.why
  return new Promise((resolve) => {
    const child = spawn(browser.path, [`--app=${url}`, '--no-first-run', '--no-default-browser-check'], {
      detached: true,
      stdio: 'ignore',
    })
    child.once('error', () => resolve('the browser did not start'))
    child.once('spawn', () => {
      child.unref()
      resolve(null)
    })
  })
}
