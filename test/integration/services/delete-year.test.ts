import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CallContext } from '#core/handler.ts'
import { type BackUpFirst, deleteYear } from '#services/delete-year.ts'
import { createSession } from '#services/session.ts'
import { openSettingsFile } from '#services/settings-file.ts'
import type { Period } from '#shared/domain/period.ts'
import { problem } from '#shared/domain/problem.ts'
import { SIX, type TinyCase, writeCases, writeCsv, writeLines } from '../../fixtures/tiny-department.ts'
import type { TestCore } from '../../support/core.ts'
import { importFile, problemCode, tinyBook } from '../../support/tiny-book.ts'

let core: TestCore
beforeEach(async () => {
  core = await tinyBook()
})
afterEach(() => core.close())

const file = (name: string) => join(core.folder, name)
const path = () => file('a.keheng')
const OLD: readonly TinyCase[] = ['OLD1', 'OLD2'].map((caseNo) => ({
  ...SIX[0]!,
  caseNo,
  from: '2025-12-20 09:00:00',
  to: '2025-12-30 10:00:00',
}))

/** Two cases of 2025 beside the six of 2026: one file with both years, one with the lines of both. */
async function addOldYear() {
  const cases = await importFile(core, 'cases', writeCases(file('old.csv'), [...OLD, { ...SIX[0]!, caseNo: 'NEW1' }]))
  const lines = await importFile(
    core,
    'charges',
    writeLines(file('old-lines.csv'), [
      ['OLD1', '04', '100.00'],
      ['OLD1', '04', '-40.00'],
      ['NEW1', '04', '7.00'],
    ]),
  )
  await core.job('recompute.run', {})
  return { cases, lines }
}
const everything = async () => ({
  cases: (await core.call('cases.page', { slice: {}, offset: 0, limit: 100 })).rows,
  surplus: await core.call('surplus.table', { slice: {}, by: 'drg', basis: 'B1' }),
})
const failing = async () => (await core.job('book.verify', {})).checks.filter(({ ok }) => !ok)

/** Rows of every table, read past the program. */
function rowCounts(book = path()): Record<string, number> {
  const raw = new Database(book, { readonly: true })
  const tables = raw
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
    .pluck()
    .all() as string[]
  const counts = tables.map((name) => [name, raw.prepare(`SELECT count(*) FROM ${name}`).pluck().get() as number])
  raw.close()
  return Object.fromEntries(counts) as Record<string, number>
}

describe('deleting a year', () => {
  test('leaves the book as if it had never come in, but for what the batches tell', async () => {
    const before = { ...(await everything()), rows: rowCounts() }
    const kept = await importFile(core, 'cases', writeCases(file('new.csv'), [{ ...SIX[0]!, caseNo: 'NEW1' }]))
    const lineOf2026 = await importFile(core, 'charges', writeLines(file('new-line.csv'), [['NEW1', '04', '7.00']]))
    await core.job('recompute.run', {})
    const with2026 = await everything()
    for (const { id } of [lineOf2026, kept]) await core.job('batches.undo', { batchId: id })
    const { cases, lines } = await addOldYear()

    expect(await core.job('periods.deleteYear', { year: '2025' })).toMatchObject({
      ...{ year: '2025', cases: 2, lines: 2, otherRows: 0, batches: 2 },
    })
    await core.job('recompute.run', {})
    expect(await everything()).toEqual(with2026)
    expect(await core.call('book.status', {})).toMatchObject({ cases: 7, chargeLines: 10, firstPeriod: '2026-01' })
    const after = rowCounts()
    for (const table of ['hospital_case', 'case_ref', 'diagnosis', 'procedure_done', 'case_fact', 'charge_line'])
      expect(after[table], table).toBe(before.rows[table]! + 1)
    expect(await failing()).toEqual([])

    const batches = await core.call('batches.list', {})
    const told = (id: number) => batches.find((batch) => batch.id === id)
    expect(told(cases.id)).toMatchObject({ accepted: 3, removed: 2 })
    expect(told(lines.id)).toMatchObject({ accepted: 3, removed: 2 })
    expect(told(lines.id)?.undoBlocked?.en).toContain('deleted with the year 2025')
    expect(await problemCode(core.job('batches.undo', { batchId: lines.id }))).toBe('undo-blocked')
    expect((await core.call('audit.list', { action: 'year-delete', offset: 0, limit: 1 })).rows[0]).toMatchObject({
      what: { en: expect.stringContaining('Delete the year 2025: 2 cases, 2 lines') },
      before: { cases: 9, lines: 12 },
      after: { cases: 7, lines: 10 },
    })
  })

  test('takes lines whose case never came by the year they end in, and what is booked in its months', async () => {
    const ledger = ['2025-11', '2026-01'].map((month) => [month, '骨科', '药品费', '100.00'])
    await importFile(core, 'ledger', writeCsv(file('l.csv'), [['期间', '成本中心', '成本项目', '金额'], ...ledger]))
    // X9 has one line, of January 2026, and no case.
    expect(await core.job('periods.deleteYear', { year: '2025' })).toMatchObject({ cases: 0, lines: 0, otherRows: 1 })
    expect(await core.job('periods.deleteYear', { year: '2026' })).toMatchObject({ cases: 6, lines: 9, otherRows: 1 })
    const rows = rowCounts()
    for (const table of ['hospital_case', 'case_ref', 'charge_line', 'case_category', 'case_before', 'ledger_entry'])
      expect(rows[table], table).toBe(0)
    expect(await core.call('book.status', {})).toMatchObject({ cases: 0, chargeLines: 0, firstPeriod: null })
    expect(await failing()).toEqual([])
  })

  test('a file of which nothing is left can come in again, one of which some is left cannot', async () => {
    await addOldYear()
    await core.job('periods.deleteYear', { year: '2025' })
    expect(await problemCode(importFile(core, 'cases', file('old.csv')))).toBe('file-already-imported')
    await core.job('periods.deleteYear', { year: '2026' })
    expect((await importFile(core, 'cases', file('old.csv'))).accepted).toBe(3)
    expect((await importFile(core, 'charges', file('old-lines.csv'))).accepted).toBe(3)
    expect(await failing()).toEqual([])
  })

  test('takes trial results with it, and what was replaced', async () => {
    await addOldYear()
    await importFile(core, 'cases', writeCases(file('fix.csv'), [{ ...OLD[0]!, charge: '21000.00' }]))
    await core.job('schemes.try', { schemeId: 1 })
    await core.job('periods.deleteYear', { year: '2025' })
    expect(await core.call('schemes.trials', {})).toMatchObject([{ outdated: true, kept: { n: 7 } }])
    expect((await core.call('batches.list', {}))[0]).toMatchObject({ sourceName: 'fix.csv', accepted: 1, removed: 1 })
    expect(await failing()).toEqual([])
  })

  test('is refused while a month of it is closed, and for a year with nothing in it', async () => {
    await addOldYear()
    await core.job('periods.close', { month: '2025-12' as Period })
    expect(await problemCode(core.job('periods.deleteYear', { year: '2025' }))).toBe('period-closed')
    expect(await problemCode(core.job('periods.deleteYear', { year: '2024' }))).toBe('not-found')
    // Another year's closed month stands in nobody's way, and stays as it is.
    await core.job('periods.deleteYear', { year: '2026' })
    expect((await core.call('periods.list', {}))[0]?.closed).not.toBeNull()
    expect(await failing()).toEqual([])
  })
})

describe('cancelled or without its backup', () => {
  /** Past the core, so that the moment is chosen and not raced for. */
  async function attempt(change: Partial<CallContext>, backUp: BackUpFirst = async () => ''): Promise<unknown> {
    await core.call('book.close', {})
    const session = createSession(openSettingsFile(null))
    session.open(path())
    const context: CallContext = {
      signal: new AbortController().signal,
      report: () => {},
      breathe: async () => {},
      ...change,
    }
    const ended = await problemCode(deleteYear(session, '2026', context, backUp))
    session.close()
    await core.call('book.open', { path: path() })
    return ended
  }

  test.each([0, 1, 4])('everything is as it was, cancelled after %i steps', async (steps) => {
    const before = { ...(await everything()), rows: rowCounts() }
    let breaths = 0
    const breathe = async () => {
      if (breaths++ === steps) throw problem('cancelled', '已取消', 'cancelled')
    }
    expect(await attempt({ breathe })).toBe('cancelled')
    expect({ ...(await everything()), rows: rowCounts() }).toEqual(before)
    expect(await failing()).toEqual([])
  })

  test('a backup that cannot be made stops it before anything changes', async () => {
    const before = rowCounts()
    const full = () => Promise.reject(problem('file-unreadable', '磁盘已满', 'the disk is full'))
    expect(await attempt({}, full)).toBe('file-unreadable')
    expect(rowCounts()).toEqual(before)
  })

  test('the backup comes first and is named in the reply and in the log', async () => {
    let then: Record<string, number> = {}
    const reply = await attempt({}, async () => {
      then = rowCounts()
      return '/backups/a.keheng-backup'
    })
    expect(then.hospital_case).toBe(6)
    expect(reply).toMatchObject({ cases: 6, backup: '/backups/a.keheng-backup' })
    const { rows } = await core.call('audit.list', { action: 'year-delete', offset: 0, limit: 1 })
    expect(rows[0]?.what.en).toContain('backup /backups/a.keheng-backup')
  })
})
