import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import vm from 'node:vm'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type TemporaryFolder, temporaryFolder } from '#core/folders.ts'
import type { Bridge } from '#shared/contract/bridge.ts'
import { buildShell, type DesktopShell, type ShellBuild, startShell } from '../../fixtures/shell/desktop-shell.ts'
import { TINY_WORKER } from '../../fixtures/shell/tiny-core.ts'

let build: ShellBuild
let config: TemporaryFolder
let shell: DesktopShell
beforeAll(async () => {
  build = await buildShell(TINY_WORKER)
  config = await temporaryFolder('config')
  shell = await startShell(build, { KEHENG_CONFIG_DIR: config.path, STUB_PACKAGED: '1' }, ['--db', 'none.keheng'])
  await vi.waitFor(async () => expect((await state()).loaded).toHaveLength(1))
})
afterAll(async () => {
  await shell.kill()
  await config.remove()
  await build.remove()
})

const state = () => shell.ask({ do: 'state' })

test('boot order: sandbox, scheme and lock before the app is ready; pages and IPC before the window', async () => {
  const { log } = await state()
  expect(log.slice(0, 9)).toEqual([
    'name keheng',
    'enableSandbox',
    'schemes',
    'lock',
    'ready',
    'protocol app',
    'ipc keheng:call',
    'window',
    'load',
  ])
})

test('the page runs in a sandbox with no way to Node', async () => {
  const { windows, loaded, schemes, spellCheck, proxy, switches, ipcChannels } = await state()
  expect(loaded).toEqual(['app://keheng/'])
  expect(windows).toHaveLength(1)
  expect(windows[0].webPreferences).toEqual({
    preload: build.preloadFile,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    spellcheck: false,
    navigateOnDragDrop: false,
    devTools: false,
  })
  expect(schemes).toEqual([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }])
  expect(spellCheck).toBe(false)
  expect(proxy).toEqual({ mode: 'direct' })
  expect(switches).toContain('disable-background-networking')
  expect(ipcChannels).toEqual(['keheng:call'])
})

test('a book that cannot be opened at start is told in both languages, and the window opens all the same', async () => {
  const { errorBoxes } = await state()
  expect(errorBoxes).toEqual([['科衡 Keheng', expect.stringMatching(/没有“.*none\.keheng”。\n\nThere is no/)]])
})

describe('app://keheng/', () => {
  test('serves the built pages under the policy', async () => {
    const index = await shell.ask({ do: 'fetch', url: 'app://keheng/', method: 'GET' })
    expect(index.status).toBe(200)
    expect(index.text).toContain('<title>tiny</title>')
    expect(index.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': expect.stringMatching(/^default-src 'none'; script-src 'self';/),
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
    })
  })

  test.each([
    ['app://keheng/../electron/main.js', 'GET', 404],
    ['app://keheng/..%2felectron%2fmain.js', 'GET', 404],
    ['app://keheng/%2e%2e/electron/main.js', 'GET', 404],
    ['app://keheng/assets', 'GET', 404],
    ['app://other/index.html', 'GET', 403],
    ['app://keheng.evil/index.html', 'GET', 403],
    ['app://keheng/index.html', 'POST', 405],
  ])('%s by %s is refused', async (url, method, status) => {
    const answer = await shell.ask({ do: 'fetch', url, method })
    expect([answer.status, answer.text]).toEqual([status, ''])
    expect(answer.headers['content-security-policy']).toMatch(/^default-src 'none'/)
  })
})

const HOSTILE = [
  'https://evil.example/',
  'https://evil.example/app://keheng/',
  'app://keheng.evil/',
  'app://keheng@evil/',
  'app://keheng:80/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:text/html,x',
  'about:blank',
  'not an address',
  '',
]

describe('guards', () => {
  test.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('%s stays on our pages', async (event) => {
    for (const url of HOSTILE) expect(await shell.ask({ do: 'navigate', event, url }), url).toBe(true)
    expect(await shell.ask({ do: 'navigate', event, url: 'app://keheng/#/cases' })).toBe(false)
  })

  test('no window opens and no guest is attached, even for our own address', async () => {
    for (const url of [...HOSTILE, 'app://keheng/']) {
      expect(await shell.ask({ do: 'windowOpen', url })).toEqual({ action: 'deny' })
    }
    expect(await shell.ask({ do: 'navigate', event: 'will-attach-webview', url: 'app://keheng/' })).toBe(true)
  })

  test('permissions are denied, but for copying and full screen on our own page', async () => {
    const own = 'app://keheng/index.html'
    for (const permission of [
      'media',
      'geolocation',
      'notifications',
      'clipboard-read',
      'openExternal',
      'usb',
      'toString',
    ]) {
      expect(await shell.ask({ do: 'permission', permission, url: own }), permission).toEqual({
        request: false,
        check: false,
      })
    }
    for (const permission of ['clipboard-sanitized-write', 'fullscreen']) {
      expect(await shell.ask({ do: 'permission', permission, url: own })).toEqual({ request: true, check: true })
      for (const url of HOSTILE) {
        expect(await shell.ask({ do: 'permission', permission, url }), url).toEqual({ request: false, check: false })
      }
    }
    expect(await shell.ask({ do: 'device' })).toBe(false)
  })

  test('no request leaves the machine and no page starts a download', async () => {
    for (const url of [
      'https://evil.example/x.js',
      'http://127.0.0.1/',
      'ws://evil/',
      'file:///etc/passwd',
      'devtools://x/',
      'blob:https://evil/1',
    ]) {
      expect(await shell.ask({ do: 'request', url }), url).toEqual({ cancel: true })
    }
    for (const url of ['app://keheng/assets/app.js', 'data:image/png;base64,AA', 'blob:app://keheng/1']) {
      expect(await shell.ask({ do: 'request', url }), url).toEqual({ cancel: false })
    }
    expect(await shell.ask({ do: 'download' })).toBe(true)
  })
})

describe('IPC', () => {
  test('a call from our page reaches the core thread', async () => {
    expect(await shell.call('app.info', {})).toMatchObject({ ok: true, value: { name: 'keheng' } })
    expect(await shell.call('app.info', { extra: 1 })).toMatchObject({ ok: false, error: { code: 'bad-request' } })
    expect(await shell.call({ toString: 1 }, null)).toMatchObject({ ok: false, error: { code: 'unknown-method' } })
  })

  test('any other sender is refused', async () => {
    const frames = [...HOSTILE.map((url) => ({ url, isTop: true })), { url: 'app://keheng/', isTop: false }, null]
    for (const frame of frames) {
      const reply = await shell.ask({ do: 'invoke', channel: 'keheng:call', args: ['app.info', {}], frame })
      expect(reply, JSON.stringify(frame)).toMatchObject({ ok: false, error: { code: 'not-allowed' } })
    }
  })

  test('events of the core are sent to the page', async () => {
    await shell.call('settings.set', { key: 'unit', value: '万元' })
    await expect
      .poll(async () => (await state()).sent)
      .toContainEqual(['keheng:event', { type: 'data-changed', revision: 1 }])
  })

  test('the menu follows the language setting', async () => {
    expect((await state()).menus.at(-1)).toContain('文件')
    await shell.call('settings.set', { key: 'ui.language', value: 'en' })
    const { menus } = await state()
    expect(menus.at(-1)).toContain('File')
    expect(menus.at(-1).join()).not.toMatch(/\p{Script=Han}|Developer/u)
  })
})

describe('saving an exported file', () => {
  async function exported(): Promise<string> {
    const started = await shell.call('cases.export', { slice: {}, columns: ['caseNo'], language: 'zh' })
    const { jobId } = (started as { value: { jobId: string } }).value
    const job = async () =>
      ((await shell.call('jobs.get', { jobId })) as { value: { state: string; value: { path: string } } }).value
    await expect.poll(async () => (await job()).state).toBe('done')
    return (await job()).value.path
  }
  const deliver = (path: unknown, suggestedName: unknown = '病例.csv') =>
    shell.call('desktop.deliverFile', { path, suggestedName })

  test('goes where the person says, whole, with nothing left beside it', async () => {
    const target = await temporaryFolder('usb')
    const path = join(target.path, '一月.csv')
    await shell.ask({ do: 'saveTo', path })
    expect(await deliver(await exported(), '../../病例.csv')).toEqual({ ok: true, value: { saved: true } })
    expect(readFileSync(path, 'utf8')).toBe('caseNo\r\n')
    expect(readdirSync(target.path)).toEqual(['一月.csv'])
    expect((await state()).saveDialogs.at(-1)).toMatchObject({ defaultPath: '病例.csv' })
    await target.remove()
  })

  test('a dialog that is closed saves nothing and is no error', async () => {
    await shell.ask({ do: 'saveTo', path: null })
    expect(await deliver(await exported())).toEqual({ ok: true, value: { saved: false } })
  })

  test('a folder that is not there is a problem that names it', async () => {
    await shell.ask({ do: 'saveTo', path: join(config.path, 'gone', 'a.csv') })
    expect(await deliver(await exported())).toMatchObject({ ok: false, error: { code: 'file-unreadable' } })
  })

  test('no other file can be had', async () => {
    await shell.ask({ do: 'saveTo', path: join(config.path, 'stolen') })
    expect(await deliver('/etc/hosts')).toMatchObject({ ok: false, error: { code: 'not-allowed' } })
    expect(await deliver(7)).toMatchObject({ ok: false, error: { code: 'bad-request' } })
    expect(existsSync(join(config.path, 'stolen'))).toBe(false)
  })
})

describe('the preload script', () => {
  /** Runs the real bundle as the sandbox does: CommonJS, with `electron` alone to require and no Node globals. */
  function loadPreload() {
    const exposed: Record<string, unknown> = {}
    const listeners: ((event: unknown, value: unknown) => void)[] = []
    const asked: unknown[][] = []
    const electron = {
      contextBridge: {
        exposeInMainWorld: (name: string, value: unknown) => {
          exposed[name] = value
        },
      },
      ipcRenderer: {
        on: (_channel: string, listener: (event: unknown, value: unknown) => void) => listeners.push(listener),
        invoke: (channel: string, ...args: unknown[]) => {
          asked.push([channel, ...args])
          return shell.ask({ do: 'invoke', channel, args, frame: { url: 'app://keheng/', isTop: true } })
        },
      },
      webUtils: { getPathForFile: (file: { path?: string }) => file.path ?? '' },
    }
    const required: string[] = []
    const context = vm.createContext({
      module: { exports: {} },
      exports: {},
      require: (name: string) => {
        required.push(name)
        if (name === 'electron') return electron
        throw new Error(`the sandbox has no module ${name}`)
      },
    })
    vm.runInContext(readFileSync(build.preloadFile, 'utf8'), context)
    return {
      exposed,
      required,
      asked,
      bridge: exposed.keheng as Bridge,
      tell: (value: unknown) => listeners.map((l) => l({}, value)),
    }
  }

  test('needs nothing but electron, exposes one frozen object, and is small', () => {
    const { exposed, required, bridge } = loadPreload()
    expect(required).toEqual(['electron'])
    expect(Object.keys(exposed)).toEqual(['keheng'])
    expect(Object.isFrozen(bridge)).toBe(true)
    expect(Object.keys(bridge).sort()).toEqual(['call', 'deliverFile', 'offerFile', 'onEvent', 'shell'])
    expect(readFileSync(build.preloadFile).length).toBeLessThan(6_000)
  })

  test('calls go from the page through IPC to the core thread and back', async () => {
    const { bridge } = loadPreload()
    expect(await bridge.call('app.info', {})).toMatchObject({ ok: true, value: { name: 'keheng' } })
  })

  test('a name that is not in the contract never reaches IPC, the shell’s own included', async () => {
    const { bridge, asked } = loadPreload()
    for (const name of ['desktop.deliverFile', 'keheng:event', '__proto__', '']) {
      expect(await bridge.call(name as never, {} as never)).toMatchObject({
        ok: false,
        error: { code: 'unknown-method' },
      })
    }
    expect(asked).toEqual([])
  })

  test('events reach every listener until it unsubscribes, without the IPC event itself', () => {
    const { bridge, tell } = loadPreload()
    const heard: unknown[] = []
    const end = bridge.onEvent((...args) => heard.push(args))
    tell({ type: 'book-changed' })
    end()
    tell({ type: 'book-changed' })
    expect(heard).toEqual([[{ type: 'book-changed' }]])
  })

  test('a dropped file is offered by its path; one that lies on no disk is a problem', async () => {
    const { bridge } = loadPreload()
    const dropped = { path: 'D:\\三月.csv', name: '三月.csv' } as unknown as File
    expect(await bridge.offerFile(dropped)).toEqual({ ok: true, value: { path: 'D:\\三月.csv', name: '三月.csv' } })
    expect(await bridge.offerFile({ name: 'x' } as File)).toMatchObject({
      ok: false,
      error: { code: 'file-unreadable' },
    })
  })
})

test('a second start brings the window forward, hands over its book, and ends itself', async () => {
  await shell.ask({ do: 'secondInstance', argv: ['keheng', '--db', 'b.keheng'], cwd: '/data' })
  await expect.poll(async () => (await state()).errorBoxes.at(-1)?.[1]).toContain(join('/data', 'b.keheng'))
  expect((await state()).log.slice(-2)).toEqual(['restore', 'focus'])

  const second = await startShell(build, { KEHENG_CONFIG_DIR: config.path, STUB_LOCKED: '1' })
  const { log } = await second.ask({ do: 'state' })
  expect(log.slice(-2)).toEqual(['quit', 'ended'])
  await second.kill()
})

test('closing the window remembers its place, closes the core, then ends', async () => {
  await shell.ask({ do: 'closeWindow' })
  await expect.poll(async () => (await state()).log.slice(-3)).toEqual(['quit', 'quit', 'ended'])
  expect(JSON.parse(readFileSync(join(config.path, 'window.json'), 'utf8'))).toEqual({
    bounds: { x: 40, y: 30, width: 1400, height: 800 },
    maximized: false,
  })
  expect(await shell.call('app.ping', {})).toMatchObject({ ok: false, error: { code: 'busy' } })
})
