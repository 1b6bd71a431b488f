import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type CoreClient, startCore } from '#core/client.ts'
import { runJob } from '#core/run-job.ts'
import { ProblemError } from '#shared/domain/problem.ts'
import { SIX, writeCases, writeTinyPolicy } from '../../fixtures/tiny-department.ts'

let folder: string
let cores: CoreClient[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keheng-book-'))
  cores = []
})
afterEach(async () => {
  for (const core of cores) await core.close()
  rmSync(folder, { recursive: true, force: true })
})

const file = (name: string) => join(folder, name)
function core(env: { settingsFile?: string } = {}): CoreClient {
  const client = startCore({
    settingsFile: env.settingsFile ?? null,
    exportFolder: file('exports'),
    version: '0',
  })
  cores.push(client)
  return client
}
const code = (reply: { ok: boolean; error?: { code: string } }) => (reply.ok ? 'ok' : reply.error!.code)
const create = (client: CoreClient, name = 'a.keheng') => client.call('book.create', { path: file(name), name: '骨科' })

describe('a book that cannot be opened', () => {
  test('each reason has its own problem, the open book stays open, and the file is not touched', async () => {
    const client = core()
    await create(client)
    writeFileSync(file('letter.keheng'), 'not a database')
    new Database(file('other.db')).exec('CREATE TABLE t (x)').close()
    await create(client, 'newer.keheng')
    await client.call('book.open', { path: file('a.keheng') })
    const raw = new Database(file('newer.keheng'))
    raw.pragma('user_version = 999')
    raw.close()
    const open = async (name: string) => code(await client.call('book.open', { path: file(name) }))
    expect(await open('letter.keheng')).toBe('book-foreign')
    expect(await open('other.db')).toBe('book-foreign')
    expect(await open('newer.keheng')).toBe('book-newer')
    expect(await open('missing.keheng')).toBe('book-not-found')
    expect(code(await create(client, 'letter.keheng'))).toBe('book-exists')
    expect(readFileSync(file('letter.keheng'), 'utf8')).toBe('not a database')
    expect(await client.call('book.status', {})).toMatchObject({ ok: true, value: { path: file('a.keheng') } })
  })

  test('without a book every page says so', async () => {
    const client = core()
    expect(await client.call('book.status', {})).toEqual({ ok: true, value: { open: false } })
    expect(code(await client.call('cases.page', { slice: {}, offset: 0, limit: 1 }))).toBe('no-book')
  })
})

describe('two windows', () => {
  test('the second may look: it sees what the first commits, and every write is refused', async () => {
    const first = core()
    await create(first)
    const second = core()
    const looked = await second.call('book.open', { path: file('a.keheng') })
    expect(looked).toMatchObject({ ok: true, value: { readOnly: true, cases: 0 } })
    const source = { path: writeCases(file('cases.csv'), SIX), kind: 'cases' } as const
    expect(code(await runJob(first, 'imports.commit', { source, skipRejected: false }))).toBe('ok')
    expect(await second.call('book.status', {})).toMatchObject({ ok: true, value: { cases: 6 } })

    const policy = writeTinyPolicy(file('p.json'))
    const template = {
      format: 'import-template/1',
      name: 't',
      kind: 'cases',
      version: 1,
      file: {},
      columns: {},
    } as const
    const refused = [
      await second.call('policies.add', { path: policy }),
      await second.call('schemes.use', { schemeId: 1 }),
      await second.call('templates.save', { template }),
      await second.call('templates.remove', { name: 't' }),
      await runJob(second, 'imports.commit', { source, skipRejected: false }),
      await runJob(second, 'batches.undo', { batchId: 1 }),
      await runJob(second, 'commands.undo', {}),
      await runJob(second, 'recompute.run', {}),
    ]
    expect(refused.map(code)).toEqual(refused.map(() => 'book-locked'))
    expect(code(await runJob(second, 'imports.preview', source))).toBe('ok')
    expect(code(await runJob(second, 'book.verify', {}))).toBe('ok')
    expect(await first.call('book.status', {})).toMatchObject({ ok: true, value: { cases: 6, readOnly: false } })
  })

  test('once the first has closed, opening again writes', async () => {
    const first = core()
    await create(first)
    const second = core()
    await second.call('book.open', { path: file('a.keheng') })
    await first.call('book.close', {})
    const again = await second.call('book.open', { path: file('a.keheng') })
    expect(again).toMatchObject({ ok: true, value: { readOnly: false } })
  })

  test('the open book under another spelling of its path is the same book, not a locked one', async () => {
    const client = core()
    await create(client)
    symlinkSync(file('a.keheng'), file('link.keheng'))
    for (const path of [join(folder, '.', 'x', '..', 'a.keheng'), `${folder}//a.keheng`, file('link.keheng')]) {
      expect(await client.call('book.open', { path }), path).toMatchObject({ ok: true, value: { readOnly: false } })
    }
    expect(code(await client.call('templates.remove', { name: 'none' }))).toBe('template-not-found')
  })
})

describe('settings', () => {
  test('are kept in their file; recent books too, the newest first, each once', async () => {
    const settingsFile = file('conf/settings.json')
    const first = core({ settingsFile })
    await first.call('settings.set', { key: 'unit', value: { of: '万元' } })
    await create(first, 'a.keheng')
    await create(first, 'b.keheng')
    await first.call('book.open', { path: file('a.keheng') })
    await first.close()
    rmSync(file('b.keheng'))
    const second = core({ settingsFile })
    expect(await second.call('settings.get', {})).toMatchObject({ ok: true, value: { unit: { of: '万元' } } })
    expect(await second.call('book.recent', {})).toMatchObject({
      ok: true,
      value: [
        { path: file('a.keheng'), name: '骨科', exists: true },
        { path: file('b.keheng'), name: '骨科', exists: false },
      ],
    })
  })

  test.each(['{"unit": ', 'null', '[1]', '"text"'])(
    'a file that holds %s is set aside, not overwritten',
    async (text) => {
      const settingsFile = file('settings.json')
      writeFileSync(settingsFile, text)
      const client = core({ settingsFile })
      expect(await client.call('settings.get', {})).toEqual({ ok: true, value: {} })
      expect(await client.call('book.recent', {})).toEqual({ ok: true, value: [] })
      expect(readFileSync(`${settingsFile}.unreadable`, 'utf8')).toBe(text)
      expect(existsSync(settingsFile)).toBe(false)
    },
  )

  test('nonsense under the key of the recent books does not keep a book from opening', async () => {
    const client = core({ settingsFile: file('settings.json') })
    await client.call('settings.set', { key: 'book.recent', value: 7 })
    expect(code(await create(client))).toBe('ok')
    expect(await client.call('book.recent', {})).toMatchObject({ ok: true, value: [{ path: file('a.keheng') }] })
  })

  test('a folder that cannot be written costs the memory of a book, not the book', async () => {
    writeFileSync(file('flat'), '')
    const client = core({ settingsFile: join(file('flat'), 'settings.json') })
    expect(code(await create(client))).toBe('ok')
    expect(code(await client.call('settings.set', { key: 'unit', value: 1 }))).toBe('not-allowed')
  })
})

test('a process killed in the middle of a load leaves a book that opens clean', async () => {
  const lines = ['case_no,charged_at,item_code,item_name,category,quantity,unit_price,amount']
  for (let i = 0; i < 150_000; i++) lines.push(`K${i % 300},2026-01-03,C04,项目,04,1,1.00,1.00`)
  writeFileSync(file('lines.csv'), `${lines.join('\n')}\n`)
  const script = join(import.meta.dirname, '..', '..', 'support', 'load-and-die.ts')
  const died = spawnSync(process.execPath, [script, file('a.keheng'), file('lines.csv')], { encoding: 'utf8' })
  expect(died.signal).toBe('SIGKILL')
  const raw = new Database(file('a.keheng'), { readonly: true })
  const left = raw.prepare('SELECT count(*) AS n FROM charge_line').get() as { n: number }
  raw.close()
  expect(left.n).toBeGreaterThan(0) // it did die in the middle

  const client = core()
  const opened = await client.call('book.open', { path: file('a.keheng') })
  expect(opened).toMatchObject({ ok: true, value: { readOnly: false, chargeLines: 0 } })
  expect(await client.call('batches.list', {})).toEqual({ ok: true, value: [] })
  const verified = await runJob(client, 'book.verify', {})
  if (!verified.ok) throw new ProblemError(verified.error)
  expect(verified.value.ok).toBe(true)
  const source = { path: file('lines.csv'), kind: 'charges' } as const
  const again = await runJob(client, 'imports.commit', { source, skipRejected: false })
  expect(again).toMatchObject({ ok: true, value: { accepted: 150_000, amount: 15_000_000 } })
})
