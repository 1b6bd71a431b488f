import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { SIX, writeCases, writeLines, writeTinyPolicy, writeTinyScheme } from '../../fixtures/tiny-department.ts'
import type { TestCore } from '../../support/core.ts'
import { importFile, problemCode, tinyBook } from '../../support/tiny-book.ts'

let core: TestCore
beforeEach(async () => {
  core = await tinyBook()
})
afterEach(() => core.close())

const file = (name: string) => join(core.folder, name)
const status = async () => {
  const found = await core.call('book.status', {})
  if (!found.open) throw new Error('no book')
  return found
}
/** All that pages show of money, cases and lines. */
async function figures() {
  const tables = await Promise.all(
    (['B1', 'B3'] as const).map((basis) => core.call('surplus.table', { slice: {}, by: 'physician', basis })),
  )
  const details = await Promise.all(
    (await core.call('cases.page', { slice: {}, offset: 0, limit: 100 })).rows.map(async ({ caseNo }) => {
      const { batches: _batches, ...detail } = await core.call('cases.get', { caseNo })
      return detail
    }),
  )
  return { tables, details }
}
const recompute = () => core.job('recompute.run', {})
/** The first two cases, one of them with another charge, team and codes, and one new case. */
const CORRECTED = [
  { ...SIX[0]!, charge: '22000.00', team: '三组', codes: { dx: 'M51.200', name: '腰椎间盘移位', proc: '' } },
  SIX[1]!,
  { ...SIX[2]!, caseNo: 'NEW1' },
]

test('corrected cases replace theirs by number; undo and a recompute bring every figure back', async () => {
  const before = await figures()
  const batch = await importFile(core, 'cases', writeCases(file('fixed.csv'), CORRECTED))
  expect(batch).toMatchObject({ accepted: 3, replaced: 2 })
  await recompute()
  const changed = await core.call('cases.get', { caseNo: '=1+1' })
  expect(changed.row).toMatchObject({ charge: 2_200_000, team: '三组', drg: 'IU25' })
  expect(changed.procedures).toEqual([])
  expect((await status()).cases).toBe(7)
  const undone = await core.job('batches.undo', { batchId: batch.id })
  expect(undone).toMatchObject({ state: 'undone', undoBlocked: { en: 'Already undone' } })
  await recompute()
  expect(await figures()).toEqual(before)
})

test('until the recompute, figures stay those of the last one: a corrected case does not drop out', async () => {
  const before = (await figures()).tables
  await importFile(core, 'cases', writeCases(file('fixed.csv'), CORRECTED))
  expect((await status()).stale).toBe(true)
  expect((await figures()).tables).toEqual(before)
  // What opens agrees with what is shown, although the case itself has a new charge and new codes by now.
  const { row, arithmetic, grouping } = await core.call('cases.get', { caseNo: '=1+1' })
  expect(row.charge).toBe(2_000_000)
  expect(arithmetic.find((step) => step.id === 'surplus-B1')?.value).toBe(row.surplusB1)
  expect(grouping?.trail).toBeNull()
  const overview = await core.call('overview.get', { slice: {}, compare: 'none', basis: 'B1' })
  expect(overview.alerts.map((alert) => alert.id)).toContain('stale')
  expect((await core.job('book.verify', {})).ok).toBe(true)
})

test('a batch whose cases came again later is undone all the same, and the later ones hold', async () => {
  const first = (await core.call('batches.list', {})).find((batch) => batch.kind === 'cases')!
  const second = await importFile(core, 'cases', writeCases(file('b2.csv'), CORRECTED.slice(0, 2)))
  const third = await importFile(core, 'cases', writeCases(file('b3.csv'), CORRECTED.slice(0, 1)))
  expect((await core.call('batches.list', {})).every(({ undoBlocked }) => undoBlocked === null)).toBe(true)
  await core.job('batches.undo', { batchId: second.id })
  await core.job('batches.undo', { batchId: first.id })
  // Of the six cases only the one that the third file brings is left.
  expect((await status()).cases).toBe(1)
  expect((await core.job('book.verify', {})).ok).toBe(true)
  await core.job('batches.undo', { batchId: third.id })
  expect((await status()).cases).toBe(0)
})

describe('what blocks an undo', () => {
  test('undoing twice, and a batch that is not there', async () => {
    const { id } = (await core.call('batches.list', {}))[0]!
    await core.job('batches.undo', { batchId: id })
    expect(await problemCode(core.job('batches.undo', { batchId: id }))).toBe('undo-blocked')
    expect(await problemCode(core.job('batches.undo', { batchId: 999 }))).toBe('not-found')
  })

  test('an earlier choice of scheme is taken back after the later one', async () => {
    await core.job('schemes.add', { path: writeTinyScheme(file('scheme2'), 'TINY2') })
    const [second, first] = (await core.call('commands.list', { offset: 0, limit: 100 })).filter(
      (command) => command.kind === 'scheme-add',
    )
    expect([second?.undoable, first?.undoable]).toEqual([true, false])
    expect(await problemCode(core.job('commands.undo', { commandId: first!.id }))).toBe('undo-blocked')
    await core.job('commands.undo', { commandId: second!.id })
    expect((await status()).scheme?.code).toBe('TINY')
    await core.job('commands.undo', { commandId: first!.id })
    expect((await status()).scheme).toBeNull()
  })
})

test('charge lines are taken out at once, and their file can come again', async () => {
  const charges = (await core.call('batches.list', {})).find((batch) => batch.kind === 'charges')!
  await core.job('batches.undo', { batchId: charges.id })
  expect((await status()).chargeLines).toBe(0)
  await recompute()
  expect((await core.call('cases.get', { caseNo: '=1+1' })).linesTotal).toBeNull()
  expect((await core.call('cases.lines', { caseNo: '=1+1', offset: 0, limit: 10 })).total).toBe(0)
  expect((await core.job('book.verify', {})).ok).toBe(true)
  expect((await importFile(core, 'charges', file('charges.csv'))).accepted).toBe(9)
})

test('Ctrl+Z takes back the newest command first, down to the empty book', async () => {
  const labels: string[] = []
  for (let i = 0; i < 4; i++) labels.push((await core.job('commands.undo', {})).kind)
  expect(labels).toEqual(['import', 'import', 'policy-add', 'scheme-add'])
  expect(await status()).toMatchObject({ cases: 0, chargeLines: 0, scheme: null, policy: null })
  expect(await problemCode(core.job('commands.undo', {}))).toBe('not-found')
})

test('undo survives closing and reopening the book', async () => {
  const before = await figures()
  const batch = await importFile(core, 'cases', writeCases(file('fixed.csv'), CORRECTED))
  await core.call('book.close', {})
  await core.call('book.open', { path: file('a.keheng') })
  expect((await core.job('commands.undo', {})).label.zh).toContain('fixed.csv')
  expect((await core.call('batches.list', {})).find(({ id }) => id === batch.id)?.state).toBe('undone')
  await recompute()
  expect(await figures()).toEqual(before)
})

test('a policy taken back and another put in its place: cases settle by the new one', async () => {
  const added = (await core.call('commands.list', { offset: 0, limit: 10 })).find(({ kind }) => kind === 'policy-add')!
  await core.job('commands.undo', { commandId: added.id })
  const path = writeTinyPolicy(file('half.json'), {
    code: 'HALF',
    groups: [
      { drg: 'IC25', rw: '1' },
      { drg: 'IU25', rw: '0.5' },
    ],
  })
  await core.call('policies.add', { path })
  await recompute()
  const { row, arithmetic } = await core.call('cases.get', { caseNo: '=1+1' })
  expect(row.standard).toBe('10500.105') // 1 × 10,000.10 × 1.05
  expect(arithmetic.find((step) => step.id === 'standard')?.value).toBe('10500.105')
})

test('figures are stale after an import, an undo, a policy and a change of scheme, and fresh after a recompute', async () => {
  const staleAfter = async (work: Promise<unknown>) => {
    await work
    const { stale } = await status()
    await recompute()
    return [stale, (await status()).stale]
  }
  expect((await status()).stale).toBe(false)
  const lines = writeLines(file('more.csv'), [['B_1', '09', '5.00']])
  expect(await staleAfter(importFile(core, 'charges', lines))).toEqual([true, false])
  expect(await staleAfter(core.job('commands.undo', {}))).toEqual([true, false])
  const scheme = writeTinyScheme(file('scheme2'), 'TINY2')
  // A second scheme waits beside the first until it is put in force.
  expect(await staleAfter(core.job('schemes.add', { path: scheme }))).toEqual([false, false])
  expect(await staleAfter(core.call('schemes.use', { schemeId: 2 }))).toEqual([true, false])
  expect(await staleAfter(core.call('schemes.use', { schemeId: 1 }))).toEqual([true, false])
  const policy = writeTinyPolicy(file('p2.json'), { code: 'P2', validFrom: '2026-03', validTo: null })
  expect(await staleAfter(core.call('policies.add', { path: policy }))).toEqual([true, false])
  // The March case is priced now: 0.5 × 8,000 × 1.05; a figure over both periods names both policies.
  expect((await core.call('cases.get', { caseNo: 'N1' })).row.payment).toBe('4200')
  const asked = { figure: { kind: 'indicator', id: 'payment', slice: {} } } as const
  expect((await core.call('explain.figure', asked)).policy).toBe('TINY-PAY 小政策；P2 小政策')
})
