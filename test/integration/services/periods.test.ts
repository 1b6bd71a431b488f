import { join } from 'node:path'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Period } from '#shared/domain/period.ts'
import { ProblemError } from '#shared/domain/problem.ts'
import {
  BACK,
  KNEE,
  SIX,
  THREE_GROUPS,
  type TinyCase,
  writeCases,
  writeCsv,
  writeLines,
  writeTinyPolicy,
  writeTinyScheme,
} from '../../fixtures/tiny-department.ts'
import type { TestCore } from '../../support/core.ts'
import { importFile, problemCode, tinyBook } from '../../support/tiny-book.ts'

let core: TestCore
beforeEach(async () => {
  core = await tinyBook()
})
afterEach(() => core.close())

const JANUARY = '2026-01' as Period
const FEBRUARY = '2026-02' as Period
const file = (name: string) => join(core.folder, name)
const close = (month: Period) => core.job('periods.close', { month })
const reopen = (month: Period) => core.job('periods.reopen', { month })
const recompute = () => core.job('recompute.run', {})
const undo = () => core.job('commands.undo', {})
const monthOf = async (month: Period) => (await core.call('periods.list', {})).find(({ period }) => period === month)
const stale = async () => {
  const status = await core.call('book.status', {})
  return status.open && status.stale
}
const messageOf = async (work: Promise<unknown>) => {
  const error = await work.catch((thrown: unknown) => thrown)
  return error instanceof ProblemError ? error.problem.message.en : error
}

/** Everything a month is made of, byte for byte, read past the program. */
function contentsOf(month: string): string {
  const raw = new Database(file('a.keheng'), { readonly: true })
  const cases = 'SELECT id FROM hospital_case WHERE period = ?'
  const rows = [
    'SELECT rowid, * FROM case_fact WHERE period = ? ORDER BY case_id',
    'SELECT * FROM hospital_case WHERE period = ? ORDER BY id',
    `SELECT * FROM diagnosis WHERE case_id IN (${cases}) ORDER BY case_id, position`,
    `SELECT * FROM procedure_done WHERE case_id IN (${cases}) ORDER BY case_id, position`,
    `SELECT * FROM charge_line WHERE case_id IN (${cases}) ORDER BY id`,
    `SELECT * FROM case_category WHERE case_id IN (${cases}) ORDER BY case_id, category, batch_id`,
  ].map((query) => raw.prepare(query).raw().all(month))
  raw.close()
  return JSON.stringify(rows)
}

async function addVersion(): Promise<number> {
  const { id } = await core.job('schemes.add', { path: writeTinyScheme(file('scheme2'), 'TINY2', THREE_GROUPS) })
  const groups = ['IC21', 'IC25', 'IU25'].map((drg) => ({ drg, rw: '3' }))
  await core.call('policies.add', { path: writeTinyPolicy(file('p2.json'), { code: 'PAY2', scheme: 'TINY2', groups }) })
  return id
}

describe('closing', () => {
  test('states the control totals of the month and who closed it', async () => {
    expect(await core.call('periods.list', {})).toMatchObject([
      // 20,000.00 + 60,000.00; seven lines. 21,003.3600315 + 26,395.0… as settled.
      { period: '2026-01', cases: 2, lines: 7, charge: 8_000_000, nPriced: 2, stale: false, closed: null },
      { period: '2026-02', cases: 3, lines: 1, charge: 1_900_000, nPriced: 3, closed: null },
      { period: '2026-03', cases: 1, lines: 0, charge: 450_000, nPriced: 0, payment: '0', closed: null },
    ])
    const { payment } = (await core.call('surplus.table', { slice: { to: JANUARY }, by: 'drg', basis: 'B1' })).total
    const closed = await close(JANUARY)
    expect(closed.payment).toBe(payment)
    expect(closed.closed).toMatchObject({ totals: { cases: 2, lines: 7, charge: 8_000_000, payment } })
    expect(closed.closed?.by).not.toBe('')
    expect(closed.closed?.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(await stale()).toBe(false)
    expect((await core.job('book.verify', {})).ok).toBe(true)
  })

  test('needs figures that are those of the data, cases, and a month that is open', async () => {
    await importFile(core, 'cases', writeCases(file('more.csv'), [{ ...SIX[5]!, caseNo: 'NEW1' }]))
    expect(await problemCode(close(JANUARY))).toBe('figures-stale')
    expect(await messageOf(close(JANUARY))).toContain('Recompute')
    expect((await monthOf(JANUARY))?.stale).toBe(true)
    await recompute()
    await close(JANUARY)
    expect(await problemCode(close(JANUARY))).toBe('period-closed')
    expect(await problemCode(close('2025-06' as Period))).toBe('not-found')
    expect(await problemCode(reopen(FEBRUARY))).toBe('not-found')
  })

  test('and reopening are taken back by undo, in their order', async () => {
    const before = await close(JANUARY)
    await reopen(JANUARY)
    expect([(await monthOf(JANUARY))?.closed, await stale()]).toEqual([null, true])
    // Nothing changed in between: closed as it was, and the figures hold again.
    await undo()
    expect([await monthOf(JANUARY), await stale()]).toEqual([before, false])
    await undo()
    expect([(await monthOf(JANUARY))?.closed, await stale()]).toEqual([null, true])
    expect((await core.call('commands.list', { offset: 0, limit: 1 }))[0]).toMatchObject({ kind: 'period-reopen' })
  })

  test('a reopening after which things changed is undone by closing anew, once the figures are true again', async () => {
    const before = await close(JANUARY)
    await reopen(JANUARY)
    await importFile(core, 'cases', writeCases(file('fix.csv'), [{ ...SIX[0]!, charge: '21000.00' }]))
    const [, reopening] = await core.call('commands.list', { offset: 0, limit: 2 })
    expect(reopening).toMatchObject({ kind: 'period-reopen', undoable: false })
    expect(await problemCode(core.job('commands.undo', { commandId: reopening!.id }))).toBe('undo-blocked')
    await recompute()
    await core.job('commands.undo', { commandId: reopening!.id })
    const after = await monthOf(JANUARY)
    expect(after?.closed?.totals.charge).toBe(8_100_000)
    expect(after?.closed?.sha256).not.toBe(before.closed?.sha256)
  })

  test('an earlier closing that was taken back by another way holds no more', async () => {
    await close(JANUARY)
    await reopen(JANUARY)
    await recompute()
    await close(JANUARY)
    const first = (await core.call('commands.list', { offset: 0, limit: 3 }))[2]!
    expect(first).toMatchObject({ kind: 'period-close', undoable: false })
    expect(await messageOf(core.job('commands.undo', { commandId: first.id }))).toContain('no longer holds')
  })
})

describe('a closed month', () => {
  const FOURTH: TinyCase = { ...SIX[0]!, caseNo: 'J1', from: '2026-02-20 09:00:00', to: '2026-02-25 10:00:00' }

  test('takes in no case of its own, none that replaces one of its, and no line of its cases', async () => {
    await close(JANUARY)
    const cases = writeCases(file('mixed.csv'), [
      { ...SIX[0]!, caseNo: 'NEW1' },
      { ...SIX[1]!, from: '2026-02-01 09:00:00', to: '2026-02-02 10:00:00' },
      FOURTH,
    ])
    const source = { path: cases, kind: 'cases' as const }
    const preview = await core.job('imports.preview', source)
    expect(preview.counts).toMatchObject({ total: 3, rejected: 2 })
    expect(preview.issueCounts[0]).toMatchObject({ code: 'period-locked', count: 2, example: { value: '2026-01' } })
    expect(await problemCode(importFile(core, 'cases', cases))).toBe('rows-rejected')
    const batch = await importFile(core, 'cases', cases, true)
    expect(batch).toMatchObject({ accepted: 1, rejected: 2 })

    // Dated in January, of a case of February: fine. The other way round it is not.
    const lines = writeLines(file('more-lines.csv'), [
      ['J1', '04', '50.00'],
      ['=1+1', '04', '1.00'],
      ['X9', '04', '2.00'],
    ])
    expect((await core.job('imports.preview', { path: lines, kind: 'charges' })).counts).toMatchObject({ rejected: 1 })
    expect(await importFile(core, 'charges', lines, true)).toMatchObject({ accepted: 2, rejected: 1 })
  })

  test('takes in no ledger row; its own batches cannot be undone until it is opened', async () => {
    const LEDGER = [['期间', '成本中心', '成本项目', '金额']]
    const early = writeCsv(file('l1.csv'), [...LEDGER, ['2026-01', '骨科', '药品费', '100.00']])
    const booked = await importFile(core, 'ledger', early)
    await recompute()
    await close(JANUARY)
    const late = writeCsv(file('l2.csv'), [...LEDGER, ['2026-01', '骨科', '药品费', '200.00']])
    expect(await problemCode(importFile(core, 'ledger', late))).toBe('rows-rejected')
    const next = writeCsv(file('l3.csv'), [...LEDGER, ['2026-02', '骨科', '药品费', '300.00']])
    expect((await importFile(core, 'ledger', next)).accepted).toBe(1)
    const blocked = (await core.call('batches.list', {})).filter(({ undoBlocked }) => undoBlocked !== null)
    expect(blocked.map(({ kind }) => kind).sort()).toEqual(['cases', 'charges', 'ledger'])
    expect(blocked[0]?.undoBlocked?.en).toContain('2026-01 is closed')
    expect(await problemCode(core.job('batches.undo', { batchId: booked.id }))).toBe('undo-blocked')
    await reopen(JANUARY)
    expect((await core.job('batches.undo', { batchId: booked.id })).state).toBe('undone')
  })

  test('a batch that moved a case out of it cannot be undone, which would bring it back', async () => {
    const moved = { ...SIX[0]!, from: '2026-02-02 09:00:00', to: '2026-02-12 10:00:00' }
    const batch = await importFile(core, 'cases', writeCases(file('moved.csv'), [moved]))
    await recompute()
    await close(JANUARY)
    expect(await problemCode(core.job('batches.undo', { batchId: batch.id }))).toBe('undo-blocked')
  })

  test('keeps the scheme and the policy it was computed by: neither can be taken away', async () => {
    await close(JANUARY)
    const commands = await core.call('commands.list', { offset: 0, limit: 100 })
    for (const kind of ['scheme-add', 'policy-add'])
      expect(commands.find((command) => command.kind === kind)).toMatchObject({ undoable: false })
    // March had no policy, so that a policy of March alone is free.
    const path = writeTinyPolicy(file('p3.json'), { code: 'P3', validFrom: '2026-03', validTo: '2026-03' })
    await core.call('policies.add', { path })
    expect(await undo()).toMatchObject({ kind: 'policy-add' })
  })

  test('is not tried, and says so; trials of before lose their results of it', async () => {
    const schemeId = await addVersion()
    const early = await core.job('schemes.try', { schemeId })
    expect([early.kept.n, early.closed]).toEqual([6, []])
    await close(JANUARY)
    const before = contentsOf(JANUARY)
    expect((await core.call('schemes.trials', {}))[0]).toMatchObject({ closed: ['2026-01'], kept: { n: 4 } })
    expect(await problemCode(core.job('schemes.try', { schemeId, to: JANUARY }))).toBe('period-closed')
    const trial = await core.job('schemes.try', { schemeId })
    expect([trial.kept.n, trial.closed]).toEqual([4, ['2026-01']])
    await core.job('schemes.accept', { trialId: trial.id })
    expect(contentsOf(JANUARY)).toBe(before)
    expect(
      await core.call('surplus.table', { slice: { from: JANUARY, to: JANUARY }, by: 'drg', basis: 'B1' }),
    ).toMatchObject({
      rows: [{ key: 'IC25' }],
    })
    // Its evidence is still that of the scheme it was closed under.
    const detail = await core.call('cases.get', { caseNo: '=1+1' })
    expect(detail.grouping?.trail?.result.drg).toBe('IC25')
    await undo()
    expect(contentsOf(JANUARY)).toBe(before)
    await reopen(JANUARY)
    expect((await recompute()).closedCases).toBe(0)
  })

  test('a trial in force over it cannot be taken back', async () => {
    const schemeId = await addVersion()
    const { id: trialId } = await core.job('schemes.try', { schemeId })
    await core.job('schemes.accept', { trialId })
    await close(JANUARY)
    const accepting = (await core.call('commands.list', { offset: 0, limit: 2 }))[1]!
    expect(accepting).toMatchObject({ kind: 'scheme-accept', undoable: false })
    expect(await messageOf(core.job('commands.undo', { commandId: accepting.id }))).toContain('2026-01 is closed')
    // The newest command is the closing itself, and with it gone the way is free.
    await undo()
    expect(await undo()).toMatchObject({ kind: 'scheme-accept' })
  })

  test('a recompute says how many cases it left alone', async () => {
    await close(JANUARY)
    expect(await recompute()).toMatchObject({ cases: 4, closedCases: 2 })
  })

  test('changed behind the program is found by verify', async () => {
    await close(JANUARY)
    await core.call('book.close', {})
    const raw = new Database(file('a.keheng'))
    raw.prepare("UPDATE case_fact SET team = '别组' WHERE case_id = 1").run()
    raw.close()
    await core.call('book.open', { path: file('a.keheng') })
    const failing = (await core.job('book.verify', {})).checks.filter(({ ok }) => !ok)
    expect(failing.map(({ id, detail }) => [id, detail.en])).toEqual([['closed-months-hold', '1, for example 2026-01']])
  })
})

test('whatever is done after a closing, the closed months stay byte for byte', async () => {
  await close(JANUARY)
  const schemeId = await addVersion()
  await recompute()
  await close(FEBRUARY)
  const before = [contentsOf(JANUARY), contentsOf(FEBRUARY)]
  let count = 0
  let done = 0
  const anyCase = fc
    .record({
      like: fc.constantFrom(...SIX),
      caseNo: fc.constantFrom(...SIX.map(({ caseNo }) => caseNo), 'N2', 'N3'),
      codes: fc.constantFrom(KNEE, BACK),
      month: fc.integer({ min: 1, max: 4 }),
    })
    .map(({ like, caseNo, codes, month }): TinyCase => {
      const day = `2026-0${month}-10`
      return { ...like, caseNo, codes, from: `${day} 08:00:00`, to: `${day} 18:00:00`, los: 1 }
    })
  const anything = fc.oneof(
    fc.array(anyCase, { minLength: 1, maxLength: 3 }).map((cases) => async () => {
      const distinct = cases.filter(({ caseNo }, at) => cases.findIndex((other) => other.caseNo === caseNo) === at)
      await importFile(core, 'cases', writeCases(file(`any-${++count}.csv`), distinct), true)
    }),
    fc.constantFrom('=1+1', 'B_1', 'N1', 'N2').map((caseNo) => async () => {
      const amount = `${++count}.00`
      await importFile(core, 'charges', writeLines(file(`any-${count}.csv`), [[caseNo, '04', amount]]), true)
    }),
    fc.constant(async () => {
      const path = writeTinyPolicy(file(`any-${++count}.json`), { code: `ANY${count}`, validTo: null })
      await core.call('policies.add', { path })
    }),
    fc.constantFrom(undefined, JANUARY, '2026-03' as Period).map((from) => async () => {
      await core.call('schemes.use', { schemeId, ...(from === undefined ? {} : { from }) })
    }),
    fc.constantFrom(undefined, FEBRUARY).map((from) => async () => {
      const { id } = await core.job('schemes.try', { schemeId, ...(from === undefined ? {} : { from }) })
      await core.job('schemes.accept', { trialId: id })
    }),
    fc.constant(async () => void (await recompute())),
    fc.nat({ max: 20 }).map((nth) => async () => {
      const commands = await core.call('commands.list', { offset: 0, limit: 100 })
      const free = commands.filter(({ undoable, kind }) => undoable && !kind.startsWith('period'))
      const command = free[nth % Math.max(1, free.length)]
      if (command !== undefined) await core.job('commands.undo', { commandId: command.id })
    }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(anything, { minLength: 1, maxLength: 8 }), async (steps) => {
      for (const step of steps) {
        // Much of it is refused, which is as good.
        try {
          await step()
          done++
        } catch (error) {
          if (!(error instanceof ProblemError)) throw error
        }
        expect([contentsOf(JANUARY), contentsOf(FEBRUARY)]).toEqual(before)
      }
      expect((await core.job('book.verify', {})).checks.filter(({ ok }) => !ok)).toEqual([])
    }),
    { numRuns: 25 },
  )
  expect(done).toBeGreaterThan(25)
})
