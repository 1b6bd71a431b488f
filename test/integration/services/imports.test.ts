import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fen } from '#shared/domain/money.ts'
import { ProblemError } from '#shared/domain/problem.ts'
import {
  BACK,
  LINES,
  SIX,
  writeCases,
  writeLines,
  writeTinyPolicy,
  writeTinyScheme,
} from '../../fixtures/tiny-department.ts'
import { startTestCore, type TestCore } from '../../support/core.ts'
import { importFile, problemCode } from '../../support/tiny-book.ts'

let core: TestCore
beforeEach(async () => {
  core = startTestCore()
  await core.call('book.create', { path: file('a.keheng'), name: '骨科' })
})
afterEach(() => core.close())

const file = (name: string) => join(core.folder, name)
const casesFile = (cases = SIX, name = 'cases.csv') => writeCases(file(name), cases)
const status = async () => {
  const found = await core.call('book.status', {})
  if (!found.open) throw new Error('no book')
  return found
}
/** Sound ones between two that cannot be read: an impossible date, money that is a word. */
const WITH_REJECTED = [
  SIX[0]!,
  { ...SIX[1]!, caseNo: 'R1', to: '2026-02-30 10:00:00' },
  SIX[2]!,
  { ...SIX[3]!, caseNo: 'R2', charge: '三千' },
]

describe('all or nothing', () => {
  test('one row that cannot be read refuses the file, names row and column, and leaves nothing', async () => {
    const error = await importFile(core, 'cases', casesFile(WITH_REJECTED)).catch((thrown: unknown) => thrown)
    if (!(error instanceof ProblemError)) throw error
    expect(error.problem.code).toBe('rows-rejected')
    expect(error.problem.details).toMatchObject({ file: 'cases.csv', row: 3, column: '出院时间' })
    expect(error.problem.message.zh).toMatch(/cases\.csv.*2026-02-30/)
    expect(await status()).toMatchObject({ cases: 0, stale: false, lastImportAt: null })
    expect(await core.call('batches.list', {})).toEqual([])
    expect(await core.call('commands.list', { offset: 0, limit: 10 })).toEqual([])
  })

  test('skipping rejected rows imports the others and says how many were left out', async () => {
    const batch = await importFile(core, 'cases', casesFile(WITH_REJECTED), true)
    expect(batch).toMatchObject({ rows: 4, accepted: 2, rejected: 2, replaced: 0, amount: 2_100_000 })
    expect(await status()).toMatchObject({ cases: 2, stale: true })
  })

  test('a file of rejected rows only is refused even when they are skipped', async () => {
    const path = casesFile([WITH_REJECTED[1]!])
    expect(await problemCode(importFile(core, 'cases', path, true))).toBe('file-empty')
    expect(await core.call('batches.list', {})).toEqual([])
  })

  test('a rejected line late in a charges file leaves none of the lines before it', async () => {
    const many = Array.from({ length: 25_000 }, () => ['=1+1', '04', '1.00'] as const)
    const path = writeLines(file('charges.csv'), [...many, ['=1+1', '04', 'abc']])
    expect(await problemCode(importFile(core, 'charges', path))).toBe('rows-rejected')
    expect(await status()).toMatchObject({ chargeLines: 0, stale: false })
    expect(await core.call('batches.list', {})).toEqual([])
    const report = await core.job('book.verify', {})
    expect(report.ok).toBe(true)
  })

  test('the very same file is refused a second time, and welcome again after an undo', async () => {
    const path = casesFile()
    const first = await importFile(core, 'cases', path)
    expect(await problemCode(importFile(core, 'cases', path))).toBe('file-already-imported')
    // The same bytes under another name double the money as well.
    expect(await problemCode(importFile(core, 'cases', casesFile(SIX, 'copy.csv')))).toBe('file-already-imported')
    await core.job('batches.undo', { batchId: first.id })
    expect((await importFile(core, 'cases', path)).accepted).toBe(6)
  })

  test('a column that is missing is named before a row is read', async () => {
    const path = writeLines(file('charges.csv'), LINES)
    const asked = core.job('imports.commit', { source: { path, kind: 'cases' }, skipRejected: false })
    expect(await problemCode(asked)).toBe('column-missing')
  })
})

describe('a preview', () => {
  test('counts what the commit then counts, and writes nothing', async () => {
    await importFile(core, 'cases', casesFile([SIX[0]!]))
    const path = casesFile(WITH_REJECTED, 'next.csv')
    const preview = await core.job('imports.preview', { path, kind: 'cases' })
    expect(await status()).toMatchObject({ cases: 1 })
    const batch = await importFile(core, 'cases', path, true)
    expect(preview.counts).toEqual({
      total: batch.rows,
      ok: batch.accepted - batch.warned,
      warning: batch.warned,
      rejected: batch.rejected,
    })
    expect([preview.replaces, preview.amount]).toEqual([batch.replaced, batch.amount])
    expect(preview.periods).toEqual(['2026-01', '2026-02'])
    expect(batch.replaced).toBe(1)
  })

  test('its rows can be paged through, all or by verdict', async () => {
    const { previewId } = await core.job('imports.preview', { path: casesFile(WITH_REJECTED), kind: 'cases' })
    const rows = (offset: number, limit: number, verdict?: 'ok' | 'rejected') =>
      core.call('imports.previewRows', { previewId, offset, limit, ...(verdict === undefined ? {} : { verdict }) })
    const all = await rows(1, 2)
    expect([all.total, all.rows.map((row) => row.row)]).toEqual([4, [3, 4]])
    const rejected = await rows(0, 10, 'rejected')
    expect(rejected.rows.map((row) => [row.row, row.issues[0]?.column])).toEqual([
      [3, '出院时间'],
      [5, '总费用'],
    ])
    expect((await rows(0, 10, 'ok')).total).toBe(2)
    expect((await rows(9, 10)).rows).toEqual([])
  })

  test('is forgotten with the book it was made for', async () => {
    const { previewId } = await core.job('imports.preview', { path: casesFile(), kind: 'cases' })
    await core.call('book.create', { path: file('b.keheng'), name: '内科' })
    expect(await problemCode(core.call('imports.previewRows', { previewId, offset: 0, limit: 1 }))).toBe('not-found')
  })

  test('tells of lines whose case is not in the book; they count once it comes', async () => {
    const path = writeLines(file('charges.csv'), LINES)
    const preview = await core.job('imports.preview', { path, kind: 'charges' })
    const found = preview.issueCounts.find((entry) => entry.code === 'line-without-case')
    expect(found?.count).toBe(4) // =1+1, K'2, B_1 and X9: no case is in the book yet
    await importFile(core, 'charges', path)
    await importFile(core, 'cases', casesFile())
    await core.job('schemes.add', { path: writeTinyScheme(file('scheme')) })
    await core.call('policies.add', { path: writeTinyPolicy(file('policy.json')) })
    await core.job('recompute.run', {})
    expect((await core.call('cases.get', { caseNo: '=1+1' })).linesTotal).toBe(2_000_000)
  })
})

describe('while a job runs', () => {
  const manyLines = () =>
    writeLines(
      file('many.csv'),
      Array.from({ length: 120_000 }, (_, i) => [`M${i % 400}`, '04', '1.00'] as const),
    )

  test('cancelling a load of charge lines leaves nothing', async () => {
    const path = manyLines()
    await importFile(core, 'cases', casesFile())
    const abort = new AbortController()
    const stop = core.client.onEvent((event) => {
      // The backup that a large import begins with tells of bytes.
      const loading = event.type === 'job' && event.job.progress.phase.zh.startsWith('导入')
      if (loading && event.job.progress.done > 10_000) abort.abort()
    })
    const asked = core.job('imports.commit', { source: { path, kind: 'charges' }, skipRejected: false }, abort.signal)
    expect(await problemCode(asked)).toBe('cancelled')
    stop()
    expect(await status()).toMatchObject({ chargeLines: 0, cases: 6 })
    expect((await core.call('batches.list', {})).map((batch) => batch.kind)).toEqual(['cases'])
    // The rows are gone, not only hidden: the same file loads whole afterwards.
    expect(await importFile(core, 'charges', path)).toMatchObject({ accepted: 120_000, amount: fen(12_000_000) })
    expect((await core.job('book.verify', {})).ok).toBe(true)
  })

  test('pages see the book as it was, and a write is refused as busy', async () => {
    await importFile(core, 'cases', casesFile())
    const loading = importFile(core, 'charges', manyLines())
    const busy = await problemCode(core.call('policies.add', { path: writeTinyPolicy(file('policy.json')) }))
    expect(busy).toBe('busy')
    expect(await status()).toMatchObject({ cases: 6, chargeLines: 0 })
    await loading
    expect(await status()).toMatchObject({ chargeLines: 120_000 })
  })
})

test('the same case twice in one file is rejected, not silently overwritten', async () => {
  const path = casesFile([SIX[0]!, { ...SIX[0]!, charge: '1.00' }, { ...SIX[5]!, codes: BACK }])
  expect(await problemCode(importFile(core, 'cases', path))).toBe('rows-rejected')
  expect(await importFile(core, 'cases', path, true)).toMatchObject({ accepted: 2, rejected: 1 })
})
