import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { temporaryFolder } from '#core/folders.ts'
import { serveBook } from '#web/serve.ts'
import { PAGES } from './web-harness.ts'

const QUIET = { open: false, settingsFile: null, rendererDir: PAGES, log: () => {} }

afterEach(() => {
  vi.unstubAllEnvs()
})

test('the address is logged when no window is to be opened, and closing ends everything', async () => {
  const lines: string[] = []
  const served = await serveBook({ ...QUIET, dbPath: null, log: (line) => lines.push(line) })
  expect(lines).toEqual([expect.stringContaining(served.url)])
  const { origin } = new URL(served.url)
  expect((await fetch(origin)).status).toBe(200)
  await Promise.all([served.close(), served.close()])
  expect(await served.ended).toBeNull()
  await expect(fetch(origin)).rejects.toThrow()
})

test('a book that is not there is a problem, and nothing keeps running', async () => {
  const folder = await temporaryFolder('test')
  // Where temporary folders are made, so that any left behind would be seen here.
  vi.stubEnv('TMPDIR', folder.path)
  const dbPath = join(folder.path, 'none.keheng')
  await expect(serveBook({ ...QUIET, dbPath })).rejects.toMatchObject({ problem: { code: 'book-not-found' } })
  expect(readdirSync(folder.path)).toEqual([])
  await folder.remove()
})

test('pages that have not been built are a problem that says what to run', async () => {
  const serve = serveBook({ ...QUIET, dbPath: null, rendererDir: join(PAGES, 'none') })
  await expect(serve).rejects.toMatchObject({ problem: { code: 'file-not-found', message: { en: /npm run build/ } } })
})

test.skipIf(process.platform === 'win32')(
  'Ctrl-C ends the host, the core and the temporary folders, with exit code 0',
  async () => {
    const folder = await temporaryFolder('test')
    const env = { ...process.env, TMPDIR: folder.path }
    const child = fork(join(import.meta.dirname, 'serve-child.ts'), { env, execArgv: [], silent: true })
    const output: string[] = []
    child.stdout?.on('data', (chunk: Buffer) => output.push(chunk.toString()))
    await expect.poll(() => output.join(''), { timeout: 10_000 }).toContain('#token=')
    expect(readdirSync(folder.path)).toHaveLength(2)
    child.kill('SIGINT')
    expect(await once(child, 'exit')).toEqual([0, null])
    expect(readdirSync(folder.path)).toEqual([])
    await folder.remove()
  },
)
