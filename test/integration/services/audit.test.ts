import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Period } from '#shared/domain/period.ts'
import { SIX, writeCases, writeTinyPolicy, writeTinyScheme } from '../../fixtures/tiny-department.ts'
import type { TestCore } from '../../support/core.ts'
import { importFile, problemCode, tinyBook } from '../../support/tiny-book.ts'

let core: TestCore
beforeEach(async () => {
  core = await tinyBook()
})
afterEach(() => core.close())

const file = (name: string) => join(core.folder, name)
const log = async (filter: { readonly action?: 'import' | 'export'; readonly text?: string } = {}) =>
  (await core.call('audit.list', { ...filter, offset: 0, limit: 1000 })).rows
const actions = async () => (await log()).map(({ action }) => action).toReversed()
const JANUARY = '2026-01' as Period

/** Rows that something adds, oldest first. */
async function addedBy(work: () => Promise<unknown>) {
  const before = (await log()).length
  await work()
  return (await log()).slice(0, -before).toReversed()
}

test('a book starts with its creation, and each row begins where the one before it ended', async () => {
  expect(await actions()).toEqual([
    ...['book-create', 'scheme-add', 'policy-add', 'import'],
    // The backup of the day, before the first change to a book that holds something.
    ...['backup', 'import', 'recompute'],
  ])
  const rows = (await log()).toReversed()
  expect(rows[0]).toMatchObject({
    before: { cases: 0, lines: 0, batches: 0 },
    after: { cases: 0, lines: 0, batches: 0 },
  })
  expect(rows[3]).toMatchObject({ after: { cases: 6, lines: 0, batches: 1 } })
  expect(rows[5]).toMatchObject({
    before: { cases: 6, lines: 0, batches: 1 },
    after: { cases: 6, lines: 9, batches: 2 },
  })
  rows.slice(1).forEach(({ before }, index) => {
    expect(before).toEqual(rows[index]!.after)
  })
  expect(new Set(rows.map(({ who }) => who)).size).toBe(1)
  expect(rows[0]?.who).not.toBe('')
})

test('who is the name in the settings, where one is set', async () => {
  await core.call('settings.set', { key: 'userName', value: ' 李运营 ' })
  const [row] = await addedBy(() => core.job('recompute.run', {}))
  expect(row).toMatchObject({ who: '李运营', action: 'recompute', what: { zh: '重新计算 6 例' } })
})

describe('every write leaves its row', () => {
  test('schemes, trials, policies, templates, undo, months and years', async () => {
    const template = (await core.call('imports.inspect', { path: file('cases.csv'), kind: 'cases' })).template
    let schemeId = 0
    let trialId = 0
    const steps: readonly (readonly [string, () => Promise<unknown>])[] = [
      [
        'scheme-add',
        async () => {
          schemeId = (await core.job('schemes.add', { path: writeTinyScheme(file('s2'), 'TINY2') })).id
        },
      ],
      [
        'policy-add',
        () => core.call('policies.add', { path: writeTinyPolicy(file('p2.json'), { code: 'P2' }), makeRoom: true }),
      ],
      ['policy-remove', () => core.call('policies.remove', { policyId: 2 })],
      ['undo', () => core.job('commands.undo', {})],
      ['recompute', () => core.job('recompute.run', {})],
      [
        'scheme-try',
        async () => {
          trialId = (await core.job('schemes.try', { schemeId })).id
        },
      ],
      ['scheme-accept', () => core.job('schemes.accept', { trialId })],
      ['scheme-discard', () => core.job('schemes.discard', { trialId })],
      ['scheme-use', () => core.call('schemes.use', { schemeId: 1, from: JANUARY })],
      ['undo', () => core.job('commands.undo', {})],
      ['template-save', () => core.call('templates.save', { template: { ...template, name: '病案' } })],
      ['template-remove', () => core.call('templates.remove', { name: '病案' })],
      ['recompute', () => core.job('recompute.run', {})],
      ['period-close', () => core.job('periods.close', { month: JANUARY })],
      ['period-reopen', () => core.job('periods.reopen', { month: JANUARY })],
      ['year-delete', () => core.job('periods.deleteYear', { year: '2026' })],
    ]
    for (const [action, step] of steps) {
      const added = await addedBy(step)
      // A backup made by the deletion is a row of its own.
      expect(added.at(-1)?.action, action).toBe(action)
    }
    expect((await core.job('book.verify', {})).checks.filter(({ ok }) => !ok)).toEqual([])
  })

  test('exports: what, how many rows and where to', async () => {
    const path = file('out.csv')
    const added = await addedBy(async () => {
      await core.job('cases.export', { slice: {}, columns: ['caseNo'], language: 'zh', path })
      await core.job('surplus.export', { slice: {}, by: 'drg', basis: 'B1', language: 'en', path })
      await core.job('schemes.export', { schemeId: 1, path: file('scheme.zip') })
    })
    expect(added.map(({ action, what }) => [action, what.en])).toEqual([
      ['export', `Export cases: 6 rows, ${path}`],
      ['export', expect.stringMatching(/^Export the surplus table: \d rows, /)],
      ['export', expect.stringMatching(/^Export grouping scheme TINY: \d+ rows, /)],
    ])
  })

  test('what failed or was refused leaves none', async () => {
    const added = await addedBy(async () => {
      expect(await problemCode(core.call('policies.add', { path: file('policy.json') }))).toBe('policy-invalid')
      expect(await problemCode(importFile(core, 'cases', file('cases.csv')))).toBe('file-already-imported')
      expect(await problemCode(core.call('templates.remove', { name: '无' }))).toBe('template-not-found')
      mkdirSync(file('folder.csv'))
      const target = { slice: {}, columns: ['caseNo' as const], language: 'zh' as const, path: file('folder.csv') }
      expect(await problemCode(core.job('cases.export', target))).toBe('file-unreadable')
    })
    expect(added).toEqual([])
  })
})

test('is found by action and by text in either language, and paged newest first', async () => {
  expect((await log({ action: 'import' })).map(({ what }) => what.en)).toEqual([
    'Import charge lines: charges.csv (9 rows)',
    'Import cases: cases.csv (6 rows)',
  ])
  expect((await log({ text: '费用明细' })).length).toBe(1)
  expect((await log({ text: 'CHARGE LINES' })).length).toBe(1)
  const page = await core.call('audit.list', { offset: 2, limit: 2 })
  expect([page.total, page.rows.map(({ id }) => id)]).toEqual([7, [5, 4]])
})

test('goes out as a table, and that is written down too', async () => {
  await importFile(core, 'cases', writeCases(file('=x.csv'), [{ ...SIX[0]!, caseNo: 'NEW' }]))
  const path = file('log.csv')
  const written = await core.job('audit.export', { language: 'zh', action: 'import', path })
  expect(written.rows).toBe(3)
  const lines = readFileSync(path, 'utf8').trimEnd().split('\r\n')
  expect(lines[0]).toBe(
    '\ufeff序号,时间,操作人,操作,内容,操作前病例数,操作前明细行数,操作前批次数,操作后病例数,操作后明细行数,操作后批次数',
  )
  expect(lines[1]).toMatch(/^8,\d{4}-.*,导入,导入病例：=x\.csv（1 行）,6,9,2,7,9,3$/)
  expect((await log())[0]).toMatchObject({ action: 'export', what: { zh: `导出审计日志：3 行，${path}` } })
})

test('the file itself refuses to change or drop a row; a change that left none is found by verify', async () => {
  await core.call('book.close', {})
  const raw = new Database(file('a.keheng'))
  expect(() => raw.prepare("UPDATE audit SET who = 'x'").run()).toThrow('only added to')
  expect(() => raw.prepare('DELETE FROM audit WHERE id = 1').run()).toThrow('only added to')
  raw.prepare("DELETE FROM hospital_case WHERE id = (SELECT id FROM case_ref WHERE case_no = 'N1')").run()
  raw.close()
  await core.call('book.open', { path: file('a.keheng') })
  const { checks } = await core.job('book.verify', {})
  expect(checks.find(({ id }) => id === 'audit-complete')).toMatchObject({
    ok: false,
    detail: { en: '1, for example cases 6 ≠ 5' },
  })
})
