import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ImportKind } from '#shared/contract/imports.ts'
import type { Period } from '#shared/domain/period.ts'
import { SIX, writeCsv } from '../../fixtures/tiny-department.ts'
import type { TestCore } from '../../support/core.ts'
import { problemCode, tinyBook } from '../../support/tiny-book.ts'

let core: TestCore
beforeEach(async () => {
  core = await tinyBook()
})
afterEach(() => core.close())

const take = (kind: ImportKind, name: string, rows: readonly (readonly string[])[]) =>
  core.job('imports.commit', { source: { path: writeCsv(join(core.folder, name), rows), kind }, skipRejected: false })
const diagnoses = (name: string, code: string, caseNo = SIX[0]!.caseNo) =>
  take('diagnoses', name, [
    ['病例号', '诊断序号', '诊断编码'],
    [caseNo, '1', code],
  ])
const codesOf = async (caseNo: string) => (await core.call('cases.get', { caseNo })).diagnoses.map(({ code }) => code)

test('a list of diagnoses regroups its case, and lets go of it when it is undone', async () => {
  const first = SIX[0]!
  const { id } = await diagnoses('d.csv', 'M51.200')
  expect(await core.call('book.status', {})).toMatchObject({ stale: true })
  await core.job('recompute.run', {})
  expect(await codesOf(first.caseNo)).toEqual(['M51.200'])
  await core.job('batches.undo', { batchId: id })
  expect(await codesOf(first.caseNo)).toEqual([first.codes.dx])
  expect(await core.job('book.verify', {})).toMatchObject({ ok: true })
})

test('a closed month stands on the tables of its cases: they are not undone, and take nothing in, until it is reopened', async () => {
  const month = '2026-01' as Period
  const { id } = await diagnoses('d.csv', 'M51.200')
  await core.job('recompute.run', {})
  await core.job('periods.close', { month })
  expect(await problemCode(core.job('batches.undo', { batchId: id }))).toBe('undo-blocked')
  expect(await problemCode(diagnoses('again.csv', 'M17.000'))).toBe('rows-rejected')
  await core.job('periods.reopen', { month })
  await core.job('batches.undo', { batchId: id })
  expect(await codesOf(SIX[0]!.caseNo)).toEqual([SIX[0]!.codes.dx])
})

test('a year that is deleted takes the tables of its cases with it', async () => {
  await diagnoses('d.csv', 'M51.200')
  const waiting = await diagnoses('waiting.csv', 'M51.200', 'LATER')
  await take('settlements', 's.csv', [
    ['病例号', '结算月份', '结算金额'],
    [SIX[0]!.caseNo, '2026-03', '100.00'],
  ])
  await core.job('recompute.run', {})
  await core.job('periods.deleteYear', { year: '2026' })
  expect(await core.job('book.verify', {})).toMatchObject({ ok: true })
  const batches = await core.call('batches.list', {})
  expect(Object.fromEntries(batches.map(({ sourceName, removed }) => [sourceName, removed]))).toMatchObject({
    'd.csv': 1,
    'waiting.csv': 0,
    's.csv': 1,
  })
  await core.job('batches.undo', { batchId: waiting.id })
})
