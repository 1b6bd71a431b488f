import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TemporaryFolder, temporaryFolder } from '#core/folders.ts'
import type { Bridge } from '#shared/contract/bridge.ts'
import type { CoreEvent } from '#shared/contract/jobs.ts'
import { startWebHost, type WebHost } from '#web/host.ts'
import { startTinyCore, type TinyCore } from '../../fixtures/shell/tiny-core.ts'
import { BROWSER_PATH, launchBrowser } from '../../support/browser.ts'

const FIXTURES = join(import.meta.dirname, '../../fixtures/shell')

declare const bridge: Bridge
declare const heard: CoreEvent[]

let pages: TemporaryFolder
let core: TinyCore
let host: WebHost
let browser: Browser
let page: Page
const complaints: string[] = []

beforeAll(async () => {
  if (BROWSER_PATH === null) return
  pages = await temporaryFolder('pages')
  cpSync(join(FIXTURES, 'pages'), pages.path, { recursive: true })
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      outDir: join(pages.path, 'assets'),
      emptyOutDir: false,
      lib: { entry: join(FIXTURES, 'bridge-page.ts'), formats: ['es'], fileName: () => 'app.js' },
    },
  })
  core = await startTinyCore()
  host = await startWebHost({ client: core.client, rendererDir: pages.path, exportFolder: core.exports.path })
  browser = await launchBrowser()
  page = await browser.newPage()
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(host.url)
  await page.waitForFunction('window.bridge !== undefined')
})
afterAll(async () => {
  if (BROWSER_PATH === null) return
  await browser.close()
  await host.close()
  await core.close()
  await pages.remove()
})

test.skipIf(BROWSER_PATH === null)('the token leaves the address at once and survives a reload', async () => {
  expect(page.url()).toBe(`http://127.0.0.1:${host.port}/`)
  await page.reload()
  await page.waitForFunction('window.bridge !== undefined')
  expect(await page.evaluate(() => bridge.call('app.ping', {}))).toMatchObject({ ok: true })
  expect(await page.evaluate(() => window.history.length)).toBeLessThanOrEqual(2)
})

test.skipIf(BROWSER_PATH === null)('calls, events, files in and files out work under the policy', async () => {
  await page.evaluate(() => {
    bridge.onEvent((event) => heard.push(event))
  })
  const set = () => page.evaluate(() => bridge.call('settings.set', { key: 'a', value: 1 }))
  // Asked again until heard, because a change made before the subscription stands tells nobody.
  await expect
    .poll(async () => {
      expect(await set()).toEqual({ ok: true, value: null })
      return page.evaluate(() => heard[0])
    })
    .toMatchObject({ type: 'data-changed', revision: expect.any(Number) })

  const offered = await page.evaluate(() => bridge.offerFile(new File(['病案号\n1'], '三月 病案.csv')))
  expect(offered).toMatchObject({ ok: true, value: { name: '三月 病案.csv' } })
  expect(readFileSync(offered.ok ? offered.value.path : '', 'utf8')).toBe('病案号\n1')

  const path = join(core.exports.path, 'x.csv')
  writeFileSync(path, '导出')
  const download = page.waitForEvent('download')
  expect(await page.evaluate((p) => bridge.deliverFile(p, '盈亏.csv'), path)).toEqual({
    ok: true,
    value: { saved: true },
  })
  const file = await download
  expect(file.suggestedFilename()).toBe('盈亏.csv')
  expect(readFileSync(await file.path(), 'utf8')).toBe('导出')

  expect(await page.evaluate(() => bridge.deliverFile('/etc/hosts', 'hosts'))).toMatchObject({
    ok: false,
    error: { code: 'not-allowed' },
  })
  // The refused download is the only thing the browser complained of: no policy was violated.
  expect(complaints).toEqual([expect.stringContaining('403')])
})

test.skipIf(BROWSER_PATH === null)('a tab that was not opened by the host is told so', async () => {
  const other = await browser.newContext()
  const stranger = await other.newPage()
  await stranger.goto(`http://127.0.0.1:${host.port}/`)
  await stranger.waitForFunction('window.bridge !== undefined')
  const reply = await stranger.evaluate(() => bridge.call('app.ping', {}))
  expect(reply).toMatchObject({
    ok: false,
    error: { code: 'not-allowed', message: { zh: expect.stringContaining('窗口') } },
  })
  await other.close()
})
