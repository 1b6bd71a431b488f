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
  /**
   * Opens the first case of a list by its row. A list draws its rows again with the totals that came with them, and a click on one
   * that goes is lost: such a click is made again.
   */
  openCase(grid?: string): Promise<void>
  /** Presses a button the moment it appears: one that goes with the work it stands for may be gone before a pointer is there. */
  pressOnSight(selector: string): Promise<void>
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
    async openCase(grid = 'grid-cases') {
      const view = page.getByTestId('case-view')
      const row = page.locator(`[data-testid="${grid}"] .ag-row[row-index="0"] [col-id="caseNo"]`).first()
      for (let tries = 1; ; tries++) {
        if (!(await view.isVisible())) await row.click()
        try {
          await view.waitFor({ timeout: 3_000 })
          return
        } catch (error) {
          if (tries === 10) throw error
        }
      }
    },
    pressOnSight(selector) {
      return page.evaluate(
        (wanted) =>
          new Promise<void>((pressed) => {
            const watcher = new MutationObserver(() => {
              const button = document.querySelector<HTMLElement>(wanted)
              if (button === null) return
              watcher.disconnect()
              button.click()
              pressed()
            })
            watcher.observe(document.body, { childList: true, subtree: true })
          }),
        selector,
      )
    },
    async close() {
      await browser.close()
      await served.close()
    },
  }
}
