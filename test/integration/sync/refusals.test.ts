import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { readPolicy } from '#exchange/policy/read-policy.ts'
import { policyWorkbook } from '#exchange/policy/workbook-write.ts'
import { revokeParty } from '#exchange/sync/keys/trust.ts'
import type { Period } from '#shared/domain/period.ts'
import { writeTinyPolicy } from '../../fixtures/tiny-department.ts'
import { importFile, problemCode } from '../../support/tiny-book.ts'
import { type Department, type Exchange, startExchange } from './exchange.ts'
import { CASES_A_MONTH, LINES_A_CASE, writeExports } from './hospital.ts'

let exchange: Exchange
let ortho: Department
beforeAll(async () => {
  exchange = await startExchange()
  ortho = exchange.ortho
})
beforeEach(() => exchange.renew())
afterAll(() => exchange.close())

const JANUARY = '2026-01' as Period
const AT = '2026-04-02 09:00:00'

/** Refused as preview and as apply, with the book's file and log byte for byte as they were. */
async function expectRefused(core: Department, path: string, code: string): Promise<void> {
  const before = core.fingerprint()
  expect(await problemCode(core.job('sync.preview', { path }))).toBe(code)
  expect(await problemCode(core.job('sync.apply', { path }))).toBe(code)
  expect(core.fingerprint()).toBe(before)
}

const issued = async (month: Parameters<Exchange['issue']>[0], more?: Parameters<Exchange['issue']>[1]) =>
  (await exchange.issue(month, more))[ortho.name] as string

async function status(core: Department) {
  const found = await core.call('book.status', {})
  if (!found.open) throw new Error('no book')
  const { cases, chargeLines, scheme, policy } = found
  return { cases, chargeLines, scheme, policy }
}

test('a package that came already is refused', async () => {
  const path = await issued('2026-01')
  await ortho.job('sync.apply', { path })
  await expectRefused(ortho, path, 'package-replayed')
})

test('a package whose predecessor is missing is refused', async () => {
  const first = await issued('2026-01')
  const second = await issued('2026-02')
  await expectRefused(ortho, second, 'package-gap')
  await ortho.job('sync.apply', { path: first })
  await ortho.job('sync.apply', { path: second })
})

test('a package for another department is refused, encrypted or not', async () => {
  const encrypted = await exchange.issue('2026-01')
  await expectRefused(ortho, encrypted[exchange.cardio.name]!, 'package-receiver')
  const open = await exchange.issue('2026-02', { encrypt: false })
  await expectRefused(ortho, open[exchange.cardio.name]!, 'package-receiver')
})

test('a package of a revoked sender is refused, also a genuine one made before', async () => {
  const path = await issued('2026-01')
  const [office] = await ortho.call('sync.parties', {})
  await ortho.call('sync.revokeParty', { fingerprint: office!.fingerprint })
  await expectRefused(ortho, path, 'package-sender')
  // And the other way round, though the return was written before.
  const from = exchange.cardio
  const { path: written } = await from.job('sync.writeReturn', await withAction(from))
  const cardio = (await exchange.office()).state.trust.find(({ card }) => card.department === '心内科')!
  await exchange.changeOffice((state) => ({ ...state, trust: revokeParty(state.trust, cardio.fingerprint, AT) }))
  const before = (await exchange.office()).state
  expect(await problemCode(exchange.receive(written))).toBe('package-sender')
  expect((await exchange.office()).state).toEqual(before)
  expect(await problemCode(exchange.issue('2026-03', { departments: ['心内科'] }))).toBe('package-sender')
})

/** A return needs something to say. */
async function withAction(core: Department) {
  await core.call('items.save', {
    kind: 'actions',
    period: JANUARY,
    title: '缩短术前等待',
    group: null,
    phase: 'plan',
    status: 'open',
    indicator: null,
    baseline: null,
    target: null,
    result: null,
    owner: '李主任',
    dueOn: null,
    note: null,
  })
  return { period: JANUARY, path: join(core.folder, `return-${Date.now()}.khpkg`) }
}

test('a package of which any byte was changed is refused', async () => {
  const bytes = readFileSync(await issued('2026-01'))
  const path = join(exchange.folder, 'changed.khpkg')
  const before = ortho.fingerprint()
  for (const at of [250, Math.floor(bytes.length / 2), bytes.length - 1]) {
    const changed = Buffer.from(bytes)
    changed[at]! ^= 1
    writeFileSync(path, changed)
    expect(await problemCode(ortho.job('sync.apply', { path })), `byte ${at}`).toBe('package-damaged')
  }
  writeFileSync(path, bytes.subarray(0, bytes.length - 100))
  expect(await problemCode(ortho.job('sync.apply', { path }))).toBe('package-damaged')
  expect(ortho.fingerprint()).toBe(before)
})

test('another package in the place of the one previewed is refused', async () => {
  const path = await issued('2026-01')
  const { packageId } = await ortho.job('sync.preview', { path })
  const before = ortho.fingerprint()
  const another = packageId.replace(/^./, (digit) => (digit === '0' ? '1' : '0'))
  expect(await problemCode(ortho.job('sync.apply', { path, packageId: another }))).toBe('package-conflict')
  expect(ortho.fingerprint()).toBe(before)
  await ortho.job('sync.apply', { path, packageId })
})

test('lines that are in the book already are refused, unless they are asked for', async () => {
  const exports = writeExports(join(exchange.folder, 'own'), '2026-01')
  await importFile(ortho, 'charges', exports.charges)
  const path = await issued('2026-01')
  const { tables } = await ortho.job('sync.preview', { path })
  expect(tables.find(({ name }) => name === 'charges')?.repeated).toMatchObject({ cases: CASES_A_MONTH, batchId: 1 })
  const before = ortho.fingerprint()
  expect(await problemCode(ortho.job('sync.apply', { path }))).toBe('package-conflict')
  expect(ortho.fingerprint()).toBe(before)
  await ortho.job('sync.apply', { path, repeatedLines: true })
})

test('a closed month is not changed by a package', async () => {
  await ortho.job('sync.apply', { path: await issued('2026-01') })
  await ortho.job('recompute.run', {})
  await ortho.job('periods.close', { month: JANUARY })
  const path = await issued('2026-01', { scheme: null, policies: [] })
  const { obstacles } = await ortho.job('sync.preview', { path })
  expect(obstacles.map(({ en }) => en)).toEqual([
    'Table cases would change 2026-01, which is closed: reopen it first.',
    'Table charges would change 2026-01, which is closed: reopen it first.',
    'Table ledger would change 2026-01, which is closed: reopen it first.',
  ])
  const before = ortho.fingerprint()
  expect(await problemCode(ortho.job('sync.apply', { path, repeatedLines: true }))).toBe('package-conflict')
  expect(ortho.fingerprint()).toBe(before)
})

test('a scheme that cannot be read refuses the whole package', async () => {
  const broken = join(exchange.folder, 'broken.json')
  copyFileSync(writeTinyPolicy(join(exchange.folder, 'good.json')), broken)
  // The office checks what it sends.
  writeFileSync(broken, readFileSync(broken, 'utf8').replace('"weight"', '"weights"'))
  expect(await problemCode(exchange.issue('2026-01', { policies: [broken] }))).toBe('policy-invalid')
})

test('a policy of the office ends the one before it; one that would leave months without any refuses the package', async () => {
  const months = async () =>
    (await ortho.call('policies.list', {})).map(({ code, validFrom, validTo }) => [code, validFrom, validTo])
  await ortho.job('sync.apply', { path: await issued('2026-01') })
  const next = await readPolicy(
    writeTinyPolicy(join(exchange.folder, 'next.json'), { code: 'NEXT', validFrom: '2026-02', validTo: null }),
  )
  const book = join(exchange.folder, 'next.xlsx')
  writeFileSync(book, await policyWorkbook(next.document))
  const entry = await ortho.job('sync.apply', { path: await issued('2026-02', { policies: [book] }) })
  expect(await months()).toEqual([
    ['TINY-PAY', '2026-01', '2026-01'],
    ['NEXT', '2026-02', null],
  ])
  await ortho.job('commands.undo', { commandId: entry.commandId! })
  expect(await months()).toEqual([['TINY-PAY', '2026-01', null]])
  const short = writeTinyPolicy(join(exchange.folder, 'short.json'), { code: 'SHORT', validFrom: '2026-02' })
  await expectRefused(ortho, await issued('2026-03', { policies: [short] }), 'policy-overlap')
})

test('undoing an apply takes back all of it, and its number stays used', async () => {
  const path = await issued('2026-01')
  const before = await status(ortho)
  const entry = await ortho.job('sync.apply', { path })
  await ortho.job('recompute.run', {})
  expect(await status(ortho)).toMatchObject({
    cases: CASES_A_MONTH,
    chargeLines: CASES_A_MONTH * LINES_A_CASE,
    scheme: { code: 'TINY' },
    policy: { code: 'TINY-PAY' },
  })

  const batches = await ortho.call('batches.list', {})
  expect(batches.map(({ undoBlocked }) => undoBlocked?.en)).toEqual(
    batches.map(() => expect.stringMatching(/^This batch is part of “Apply package: issue no\. 1 of 财务处/)),
  )
  expect(await problemCode(ortho.job('batches.undo', { batchId: batches[0]!.id }))).toBe('undo-blocked')

  await ortho.job('commands.undo', { commandId: entry.commandId! })
  expect(await status(ortho)).toEqual(before)
  expect(await ortho.call('schemes.list', {})).toEqual([])
  expect(await ortho.call('policies.list', {})).toEqual([])
  expect((await ortho.call('batches.list', {})).map(({ state }) => state)).toEqual(batches.map(() => 'undone'))
  const [undone] = (await ortho.call('sync.history', { offset: 0, limit: 10 })).rows
  expect(undone).toMatchObject({ state: 'undone', commandId: null, undoBlocked: null })
  expect((await ortho.job('book.verify', {})).ok).toBe(true)

  await expectRefused(ortho, path, 'package-replayed')
  // What is to come in after all is issued anew.
  const anew = await issued('2026-01')
  await ortho.job('sync.apply', { path: anew })
  expect(await status(ortho)).toMatchObject({ cases: CASES_A_MONTH, chargeLines: CASES_A_MONTH * LINES_A_CASE })
})
