import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { backUpBefore, lastFailure } from '#services/backup-create.ts'
import { createSession, type Session } from '#services/session.ts'
import { openSettingsFile } from '#services/settings-file.ts'
import { findBackups } from '#store/backup-record.ts'
import { beginBatch, commitBatch } from '#store/batches.ts'
import { writeSettings } from '#store/settings.ts'
import { problemCode } from '../../support/tiny-book.ts'

let folder: string
let session: Session
const context = { signal: new AbortController().signal, report: () => {} }
const path = () => join(folder, 'a.keheng')
const reasons = () => findBackups(join(folder, '备份'), path(), null).map(({ reason }) => reason)

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keheng-before-'))
  session = createSession(openSettingsFile(null))
  session.create(path())
})
afterEach(() => {
  session.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Makes the book hold something: a batch of charge lines, as far as the counts know. */
function addBatch(): void {
  const { writer } = session.book()
  const batch = { kind: 'charges', sourceName: 'a.csv', sha256: 'x', template: '{}', at: '2026-03-18 09:00:00' }
  const id = beginBatch(writer, batch)
  const outcome = { rows: 5, accepted: 5, warned: 0, rejected: 0, replaced: 0, amount: null, at: batch.at }
  commitBatch(writer, id, outcome)
}

test('the first change of a day is backed up before, the next ones not, a large one always', async () => {
  await backUpBefore(session, 100_000, context)
  expect(readdirSync(folder)).not.toContain('备份') // an empty book holds nothing to lose
  addBatch()
  await backUpBefore(session, 10, context)
  expect(reasons()).toEqual(['daily'])
  await backUpBefore(session, 49_999, context)
  expect(reasons()).toEqual(['daily'])
  await backUpBefore(session, 50_000, context)
  expect(reasons().sort()).toEqual(['before-batch', 'daily'])
})

test('the demonstration has none', async () => {
  addBatch()
  writeSettings(session.book().writer, { demonstration: true })
  await backUpBefore(session, 100_000, context)
  expect(readdirSync(folder)).not.toContain('备份')
})

test('a backup that cannot be made stops a large change, and is remembered before a small one', async () => {
  addBatch()
  writeFileSync(join(folder, '备份'), 'a file where the folder should be')
  await backUpBefore(session, 10, context)
  expect(lastFailure(session)?.code).toBe('backup-folder')
  expect(await problemCode(backUpBefore(session, 50_000, context))).toBe('backup-folder')
  rmSync(join(folder, '备份'))
  await backUpBefore(session, 10, context)
  expect(lastFailure(session)).toBe(null)
  expect(reasons()).toEqual(['daily'])
})

test('a cancel stops the change too', async () => {
  addBatch()
  const stop = new AbortController()
  stop.abort()
  const work = backUpBefore(session, 10, { signal: stop.signal, report: () => {} })
  expect(await problemCode(work)).toBe('cancelled')
  expect(lastFailure(session)).toBe(null)
})
