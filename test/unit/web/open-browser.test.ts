import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type BrowserSearch, findBrowser } from '#web/open-browser.ts'

const search = (given: Partial<BrowserSearch>): BrowserSearch => ({
  platform: 'linux',
  env: { DISPLAY: ':0', PATH: '/usr/local/bin:/usr/bin' },
  exists: () => true,
  isRoot: false,
  ...given,
})
const only = (path: string) => ({ exists: (asked: string) => asked === path })

test('a browser of the Chromium family is found where each system has it', () => {
  const edge = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe'
  const env = { 'PROGRAMFILES(X86)': 'C:\\Program Files (x86)', PROGRAMFILES: 'C:\\Program Files' }
  expect(findBrowser(search({ platform: 'win32', env, ...only(edge) }))).toEqual({ found: true, path: edge })
  const chrome = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
  expect(findBrowser(search({ platform: 'darwin', ...only(chrome) }))).toEqual({ found: true, path: chrome })
  const chromium = join('/usr/bin', 'chromium')
  expect(findBrowser(search(only(chromium)))).toEqual({ found: true, path: chromium })
})

test('a browser named outright is taken, or missed', () => {
  const env = { DISPLAY: ':0', KEHENG_BROWSER: '/opt/browser' }
  expect(findBrowser(search({ env }))).toEqual({ found: true, path: '/opt/browser' })
  expect(findBrowser(search({ env, exists: (path) => path !== '/opt/browser' }))).toMatchObject({ found: false })
})

test('where no window can open, the reason is said instead of a browser failing', () => {
  expect(findBrowser(search({ env: { PATH: '/usr/bin' } }))).toEqual({ found: false, why: 'there is no display' })
  expect(findBrowser(search({ isRoot: true }))).toMatchObject({ found: false, why: expect.stringContaining('root') })
  expect(findBrowser(search({ exists: () => false }))).toMatchObject({ found: false })
})
