import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { generateDemo } from '#demo/generate.ts'
import { SLICE_DIMENSIONS } from '#shared/domain/slice.ts'
import { RECONCILIATION_IDS } from '#store/verify.ts'
import { startTestCore, type TestCore } from '../../support/core.ts'
import { importFile, tinyBook } from '../../support/tiny-book.ts'

let core: TestCore
beforeEach(() => {
  core = startTestCore()
})
afterEach(() => core.close())

const bookPath = () => join(core.folder, 'a.keheng')
const failing = async () =>
  (await core.job('book.verify', {})).checks.filter((check) => !check.ok).map((check) => check.id)

/** Changes the file behind the program's back, as a stray tool or a broken disk would. */
async function tamper(statement: string): Promise<void> {
  await core.call('book.close', {})
  const raw = new Database(bookPath())
  raw.pragma('foreign_keys = OFF')
  expect(raw.prepare(statement).run().changes, statement).toBeGreaterThan(0)
  raw.close()
  await core.call('book.open', { path: bookPath() })
}

test('a department of the demonstration reconciles from its files to its figures', async () => {
  const files = await generateDemo({ outDir: join(core.folder, 'files'), months: 3, scale: 0.2 })
  const path = (kind: string) => files.files.find((file) => file.kind === kind)!.path
  await core.call('book.create', { path: bookPath(), name: '骨科' })
  await core.job('schemes.add', { path: path('scheme') })
  await core.call('policies.add', { path: path('policy') })
  for (const kind of ['items', 'cases', 'charges', 'ledger', 'drivers', 'benchmarks'] as const)
    await importFile(core, kind, path(kind))
  await core.job('recompute.run', {})
  const report = await core.job('book.verify', {})
  expect(report.checks.filter((check) => !check.ok)).toEqual([])
  expect(report.checks.map((check) => check.id)).toEqual(['file', ...RECONCILIATION_IDS])
  const { total } = await core.call('surplus.table', { slice: {}, by: 'month', basis: 'B1' })
  const { cases, statedChargeFen, costFen } = files.controlTotals
  expect([total.n, total.charge]).toEqual([cases, statedChargeFen])
  if (total.nWithCost === cases) expect(total.cost).toBe(costFen)
  // A search is answered case by case, everything else from subtotals: both come to the same.
  const { caseNo } = (await core.call('cases.page', { slice: {}, offset: 0, limit: 1 })).rows[0]!
  const everyCase = { text: caseNo.slice(0, 2) }
  for (const by of SLICE_DIMENSIONS)
    for (const basis of ['B1', 'B3'] as const) {
      const found = await core.call('surplus.table', { slice: everyCase, by, basis })
      expect(found.total.n).toBe(cases)
      expect(await core.call('surplus.table', { slice: {}, by, basis }), by).toEqual(found)
    }
})

describe('data changed behind the program', () => {
  beforeEach(async () => {
    await tinyBook(core)
    expect(await failing()).toEqual([])
  })

  test.each([
    ['a line', 'UPDATE charge_line SET amount_fen = amount_fen + 1 WHERE id = 1', ['rollup-equals-lines']],
    ['a line gone', 'DELETE FROM charge_line WHERE id = 1', ['rollup-equals-lines']],
    ['a roll-up', 'UPDATE case_category SET lines = lines + 1', ['rollup-equals-lines', 'batch-totals']],
    ['a control total', "UPDATE batch SET amount_fen = amount_fen - 1 WHERE kind = 'charges'", ['batch-totals']],
    ["a case's charge", 'UPDATE hospital_case SET charge_fen = charge_fen + 1 WHERE id = 1', ['facts-equal-cases']],
    ["a case's cost", 'UPDATE hospital_case SET cost_fen = NULL WHERE id = 1', ['facts-equal-cases']],
    ['a subtotal', 'UPDATE fact_cell SET charge_fen = charge_fen + 1', ['cells-equal-facts']],
    ['an amount paid', 'UPDATE case_fact SET paid_fen = paid_fen + 1 WHERE case_id = 1', ['paid-is-rounded-payment']],
    [
      'a fund part',
      'UPDATE case_fact SET fund_fen = fund_fen - 1 WHERE case_id = 1',
      ['fund-and-patient-make-payment'],
    ],
    ['a month', "UPDATE hospital_case SET discharged_at = '2025-12-31' WHERE id = 1", ['month-of-discharge']],
    ['a missing parent', 'DELETE FROM case_ref WHERE id = 1', ['file']],
  ])('%s is found', async (_what, statement, expected) => {
    await tamper(statement)
    const found = await failing()
    expect(found).toEqual(expect.arrayContaining(expected))
    expect((await core.job('book.verify', {})).ok).toBe(false)
  })

  test('lines without a case and headers that differ are told, not failed', async () => {
    const { checks } = await core.job('book.verify', {})
    const told = (id: string) => checks.find((check) => check.id === id)
    expect(told('lines-without-case')).toMatchObject({ ok: true, detail: { en: '1, for example X9' } })
    expect(told('header-equals-lines')).toMatchObject({ ok: true, detail: { en: "1, for example K'2" } })
  })
})
