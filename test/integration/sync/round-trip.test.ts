import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ReturnItem } from '#shared/contract/sync.ts'
import type { Period } from '#shared/domain/period.ts'
import { type Department, type Exchange, startExchange } from './exchange.ts'
import { CASES_A_MONTH, caseNo, LINES_A_CASE, MONTHS, type Month } from './hospital.ts'

let exchange: Exchange
beforeAll(async () => {
  exchange = await startExchange()
})
afterAll(() => exchange.close())

/** Sums of the months as a department's pages show them. */
async function months(core: Department) {
  const table = await core.call('surplus.table', { slice: {}, by: 'month', basis: 'B1' })
  return table.rows.map(({ key, n, charge }) => [key, n, charge])
}

const items = (core: Department, month: Month) => core.call('items.list', { period: month as Period })

/** What a department has to say of a month: one item of every kind. */
async function writeItems(core: Department, letter: string, month: Month): Promise<ReturnItem[]> {
  const scan = join(core.folder, '病历.pdf')
  writeFileSync(scan, `%PDF-1.4 ${month}`)
  const first = caseNo(letter, month, 1)
  return [
    await core.call('items.save', {
      kind: 'explanations',
      subject: { of: 'case', caseNo: first },
      basis: 'B1',
      reason: '耗材',
      statement: '使用了进口假体。',
      writtenBy: '张医生',
    }),
    await core.call('items.save', {
      kind: 'reviews',
      caseNo: first,
      ground: 'high-charge',
      statement: '病情复杂，请予单议。',
      appliedBy: '张医生',
      evidence: [{ name: '病历.pdf', title: '病历摘要', path: scan }],
    }),
    await core.call('items.save', {
      kind: 'reviews',
      caseNo: caseNo(letter, month, 2),
      ground: 'critical',
      statement: '重症，请予单议。',
      appliedBy: '张医生',
      evidence: [{ name: '病历.pdf', title: '病历摘要', path: scan }],
    }),
    await core.call('items.save', {
      kind: 'code_corrections',
      caseNo: first,
      list: 'dx',
      place: 1,
      change: { do: 'replace', code: 'M51.200' },
      reason: '主诊断选择有误',
      confirmedBy: '病案室',
      writtenBy: '张医生',
    }),
    await core.call('items.save', {
      kind: 'actions',
      period: month as Period,
      title: '国产假体替换',
      group: 'IC25',
      phase: 'do',
      status: 'open',
      indicator: 'consumable-share',
      baseline: '0.45',
      target: '0.35',
      result: null,
      owner: '李主任',
      dueOn: '2026-12-31',
      note: null,
    }),
    await core.call('items.save', { kind: 'sign_off', period: month as Period, signedBy: '李主任' }),
  ]
}

// Three months, two departments, one office, on real files: every test builds on the one before.

for (const [at, month] of MONTHS.entries()) {
  test(`${month}: the office issues, both departments apply their part`, async () => {
    const issued = await exchange.issue(month)
    for (const core of [exchange.ortho, exchange.cardio]) {
      const letter = core.name === '骨科' ? 'G' : 'X'
      const file = { path: issued[core.name]! }
      const preview = await core.job('sync.preview', file)
      expect(preview).toMatchObject({
        kind: 'issue',
        department: core.name,
        period: month,
        // From the second month on, the answer to the month before took a number too.
        sequence: at * 2 + 1,
        encrypted: true,
        newChain: false,
        obstacles: [],
        answers: [],
      })
      // Only their own cases: 4 of the 12, with 3 lines each; of the ledger the row of their cost center.
      expect(preview.tables.map(({ name, rows, replaces, periods }) => [name, rows, replaces, periods])).toEqual([
        ['cases', CASES_A_MONTH, 0, [month]],
        ['charges', CASES_A_MONTH * LINES_A_CASE, 0, [month]],
        ['ledger', 1, 0, [month]],
        ['benchmarks', 1, 0, [month]],
      ])
      expect(preview.documents.map(({ role, code, from, known }) => [role, code, from, known])).toEqual(
        at === 0
          ? [
              ['scheme', 'TINY', '2026-01', false],
              ['policy', 'TINY-PAY', '2026-01', false],
            ]
          : [],
      )
      const applied = await core.job('sync.apply', { ...file, packageId: preview.packageId })
      expect(applied).toMatchObject({ direction: 'in', state: 'applied', undoBlocked: null, sequence: at * 2 + 1 })
      await core.job('recompute.run', {})
      const base = letter === 'G' ? 20_000 : 9_000
      // 4 cases of base + 10, 20, 30 and 40 yuan.
      const monthly = (CASES_A_MONTH * base + 100) * 100
      expect(await months(core)).toEqual(MONTHS.slice(0, at + 1).map((key) => [key, CASES_A_MONTH, monthly]))
      const verified = await core.job('book.verify', {})
      expect(verified.checks.filter(({ ok }) => !ok)).toEqual([])
    }
  })

  test(`${month}: the departments return, the office answers, the answers land on the same items`, async () => {
    for (const core of [exchange.ortho, exchange.cardio]) {
      const letter = core.name === '骨科' ? 'G' : 'X'
      const saved = await writeItems(core, letter, month)
      expect(saved.map(({ state }) => state)).toEqual(saved.map(() => 'draft'))

      const out = join(core.folder, `return-${month}.khpkg`)
      const { entry } = await core.job('sync.writeReturn', { period: month as Period, path: out })
      expect(entry).toMatchObject({ direction: 'out', state: 'written', sequence: at + 1, items: 6, answered: 0 })
      expect((await items(core, month)).map(({ state }) => state)).toEqual(saved.map(() => 'sent'))

      const received = await exchange.receive(out)
      expect(received).toMatchObject({ period: month, sequence: at + 1 })
      expect(new Set(received.items.map(({ itemId }) => itemId))).toEqual(new Set(saved.map(({ id }) => id)))
      const evidence = (name: string) => readFileSync(join(received.folder!, 'evidence', name), 'utf8')
      expect([evidence('病历.pdf'), evidence('病历 (2).pdf')]).toEqual([`%PDF-1.4 ${month}`, `%PDF-1.4 ${month}`])

      const form = join(received.folder!, 'answers.csv')
      fillIn(form)
      const answered = await exchange.answer(received.folder!, form)
      expect(answered.answers).toHaveLength(6)
      const preview = await core.job('sync.preview', { path: answered.package.file })
      expect(preview.answers.map(({ item }) => item?.state)).toEqual(answered.answers.map(() => 'sent'))
      await core.job('sync.apply', { path: answered.package.file })

      const landed = await items(core, month)
      expect(landed.map(({ state }) => state)).toEqual(saved.map(() => 'answered'))
      const review = landed.find(({ kind, id }) => kind === 'reviews' && id === saved[1]!.id)
      expect(review?.answers).toMatchObject([
        { decision: 'accepted', settlement: 'by-item', approved: 1_234_550, decidedBy: '王会计', current: true },
      ])
      const [newest, ret] = (await core.call('sync.history', { offset: 0, limit: 10 })).rows
      expect([newest?.kind, ret?.kind, ret?.state, ret?.answered]).toEqual(['answer', 'return', 'answered', 6])
    }
  })
}

/** Accepts everything; reviews are settled by item, at 12,345.50 yuan. */
function fillIn(form: string): void {
  const [header, ...rows] = readFileSync(form, 'utf8').trim().split('\r\n')
  const filled = rows.map((row) => {
    const kept = row.split(',').slice(0, 5).join(',')
    return row.includes(',reviews,') ? `${kept},同意,按项目,12345.50,,,` : `${kept},已阅,,,,,`
  })
  writeFileSync(form, [header, ...filled].join('\r\n'))
}
