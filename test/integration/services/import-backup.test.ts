import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { SIX, writeCases, writeLines } from '../../fixtures/tiny-department.ts'
import { startTestCore, type TestCore } from '../../support/core.ts'
import { importFile, problemCode } from '../../support/tiny-book.ts'
import { dumpBook } from '../../torture/book-dump.ts'

let core: TestCore
beforeEach(async () => {
  core = startTestCore()
  await core.call('book.create', { path: file('a.keheng'), name: '骨科' })
})
afterEach(() => core.close())

const file = (name: string) => join(core.folder, name)
const linesFile = (lines: number, name: string) =>
  writeLines(
    file(name),
    Array.from({ length: lines }, (_, i) => [`M${i % 400}`, '04', '1.00'] as const),
  )
const backups = async () => (await core.call('backups.list', {})).backups
const reasons = async () => (await backups()).map(({ reason }) => reason).toReversed()

test('a large import and the undo of one are backed up before, small ones once a day', async () => {
  await importFile(core, 'cases', writeCases(file('cases.csv'), SIX))
  // Until then the book was empty.
  expect(await reasons()).toEqual([])
  await importFile(core, 'charges', linesFile(49_999, 'almost.csv'))
  expect(await reasons()).toEqual(['daily'])
  const { id } = await importFile(core, 'charges', linesFile(50_000, 'large.csv'))
  expect(await reasons()).toEqual(['daily', 'before-batch'])
  // It was made before the first line was written.
  expect((await backups())[0]?.contents).toMatchObject({ cases: 6, chargeLines: 49_999 })
  await core.job('batches.undo', { batchId: id })
  expect(await reasons()).toEqual(['daily', 'before-batch', 'before-batch'])
  expect((await backups())[0]?.contents).toMatchObject({ chargeLines: 99_999 })
  expect(await core.job('book.verify', {})).toMatchObject({ ok: true })
})

test('without the backup a large import is not begun, and a large batch not undone', async () => {
  await importFile(core, 'cases', writeCases(file('cases.csv'), SIX))
  writeFileSync(file('备份'), 'a file where the folder should be')
  const before = dumpBook(file('a.keheng'), 'data')
  expect(await problemCode(importFile(core, 'charges', linesFile(50_000, 'large.csv')))).toBe('backup-folder')
  expect(dumpBook(file('a.keheng'), 'data')).toBe(before)
  // A small one can be undone by itself, so it goes on.
  await importFile(core, 'charges', linesFile(10, 'small.csv'))
  expect(readdirSync(core.folder).filter((name) => name.endsWith('.keheng'))).toEqual(['a.keheng'])
})
