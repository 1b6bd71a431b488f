import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { type Served, serveBook } from '#web/serve.ts'
import { launchBrowser, watch } from './browser.ts'

/** The built pages behind the real web host with the real core, in a real browser. */
export interface OpenApp {
  readonly page: Page
  readonly complaints: string[]
  /** Goes to a page of the app by its address, keeping the token of this window. */
  go(address: string): Promise<void>
  close(): Promise<void>
}

const RENDERER = join(import.meta.dirname, '..', '..', 'dist', 'renderer', 'index.html')

/** @param settingsFile where settings and the identity lie; null keeps none */
export async function openApp(dbPath: string | null, settingsFile: string | null = null): Promise<OpenApp> {
  if (!existsSync(RENDERER)) throw new Error('the pages are not built: run npm run build')
  const served: Served = await serveBook({ dbPath, open: false, log: () => {}, settingsFile })
  const browser: Browser = await launchBrowser()
  const context: BrowserContext = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    acceptDownloads: true,
    locale: 'zh-CN',
    // A button that still moves can be clicked where it no longer is.
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  const { complaints } = watch(page)
  await page.goto(served.url)
  return {
    page,
    complaints,
    async go(address) {
      await page.evaluate((hash) => {
        location.hash = hash
      }, address)
    },
    async close() {
      await browser.close()
      await served.close()
    },
  }
}
