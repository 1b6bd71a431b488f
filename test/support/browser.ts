import { existsSync, mkdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'

const NAMES = ['chromium', 'google-chrome-stable', 'google-chrome', 'chromium-browser', 'microsoft-edge-stable']

/** The browser of this machine that the page tests drive; `KEHENG_CHROMIUM` names another. */
export const BROWSER_PATH: string | null = find()

function find(): string | null {
  const stated = process.env.KEHENG_CHROMIUM
  if (stated !== undefined && stated !== '') return stated
  const folders = (process.env.PATH ?? '').split(delimiter).concat('/usr/bin')
  const path = NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync)
  if (path === undefined) process.stderr.write('skipped: no Chromium on this machine (set KEHENG_CHROMIUM to one)\n')
  return path ?? null
}

export function launchBrowser(): Promise<Browser> {
  if (BROWSER_PATH === null) throw new Error('no browser: the test should have been skipped')
  return chromium.launch({
    executablePath: BROWSER_PATH,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
}

/** Pictures of the pages as a person sees them, kept as artifacts of a test run. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = join(import.meta.dirname, '..', '..', 'artifacts', 'screens')
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

/** Collects what no page may do: errors in its console, and requests that would leave the machine. */
export function watch(page: Page): { readonly complaints: string[] } {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => complaints.push(`page: ${error.message}`))
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url())
    if (!['data:', 'blob:'].includes(protocol) && hostname !== '127.0.0.1') complaints.push(`request: ${request.url()}`)
  })
  return { complaints }
}
