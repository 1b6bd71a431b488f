import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DifferingCases, Reconciliation } from '#shared/contract/settlement.ts'
import { writeCsv } from '../../fixtures/tiny-department.ts'
import { startTestCore, type TestCore } from '../../support/core.ts'
import { importFile, problemCode, tinyBook } from '../../support/tiny-book.ts'

const HEADER = [
  ...['病例号', '结算编号', '结算月份', 'DRG编码', '权重', '支付标准', '倍率类型', '总费用', '结算金额'],
  ...['扣款金额', '原因'],
]
/** B_1 has none; -S1 pays for himself; N1 has no policy here; X7 was never a case of the department. */
const RETURNS = [
  ['=1+1', 'S1', '2026-02', 'IC25', '2.0003', '21003.36', '正常', '20000.00', '20703.36', '300.00', '审核扣款'],
  ["K'2", 'S2', '2026-02', 'IC25', '2.0003', '16802.52', '正常', '60000.00', '16802.52', '', ''],
  ['U%1', 'S3', '2026-03', 'IU25', '0.5', '5250.05', '正常', '3000.00', '5250.05', '', ''],
  ['N1', 'S4', '2026-04', 'IU25', '0.5', '4200.00', '正常', '4500.00', '4200.00', '', ''],
  ['X7', 'S5', '2026-03', 'IU25', '0.5', '500.00', '正常', '700.00', '500.00', '', ''],
]

const causes = ({ causes: sums }: Pick<Reconciliation, 'causes'>) =>
  sums.map(({ cause, n, amount }) => [cause, n, amount / 100])
const parts = ({ rows }: DifferingCases) =>
  rows.map((row) => [row.caseNo, row.parts.map(({ cause, amount }) => `${cause} ${amount / 100}`).join()])

describe('the returns of the tiny department', () => {
  let core: TestCore
  const file = (name: string) => join(core.folder, name)
  const reconcile = (slice = {}) => core.call('settlement.reconcile', { slice })
  const cases = (asked = {}) => core.call('settlement.cases', { slice: {}, offset: 0, limit: 100, ...asked })
  beforeAll(async () => {
    core = await tinyBook()
  })
  afterAll(() => core.close())

  test('a book without returns has nothing to compare', async () => {
    expect(await reconcile()).toMatchObject({ returns: 0, n: 0, official: 0, local: 0, causes: [], months: [] })
  })

  test('local and causes make the official total, to the fen', async () => {
    await importFile(core, 'settlements', writeCsv(file('returns.csv'), [HEADER, ...RETURNS]))
    const report = await reconcile()
    // 21,003.36 + 26,394.96 (high) + 1,000 (low) + 2,700 (90% of 3,000); the insurer's five payments.
    expect([report.local, report.official, report.difference]).toEqual([5_109_832, 4_745_593, -364_239])
    expect(causes(report)).toEqual([
      ['missing-there', 1, -1000],
      ['missing-here', 1, 500],
      ['unpriced', 1, 4200],
      ['grouping', 1, 2550.05],
      ['class', 1, -9592.44],
      ['deduction', 1, -300],
    ])
    expect([report.n, report.agree, report.differ, report.awaiting, report.exempt]).toEqual([6, 0, 6, 0, 1])
  })

  test('each month closes by itself; a return without a case lies in its month of settlement', async () => {
    const { months } = await reconcile()
    expect(months.map((row) => [row.month, row.n, row.differ, row.difference / 100])).toEqual([
      ['2026-01', 2, 2, -9892.44],
      ['2026-02', 2, 2, 1550.05],
      ['2026-03', 2, 2, 4700],
    ])
    for (const row of months) {
      expect(row.causes.reduce((sum, { amount }) => sum + amount, 0)).toBe(row.difference)
      expect(row.official - row.local).toBe(row.difference)
    }
  })

  test('official surplus beside ours, of the cases that both sides settled', async () => {
    const { surplus } = await reconcile()
    // 703.36 − 43,197.48 + 2,250.05, and 1,003.3600315 − 33,605.04 − 300.
    expect(surplus).toEqual({
      n: 3,
      official: { basis: 'B2', amount: '-40244.07' },
      local: { basis: 'B1', amount: '-32901.6799685' },
    })
  })

  test('cases behind a cause, a month, a slice', async () => {
    expect(parts(await cases())[0]).toEqual(["K'2", 'class -9592.44'])
    expect(parts(await cases({ cause: 'grouping' }))).toEqual([['U%1', 'grouping 2550.05']])
    expect(parts(await cases({ month: '2026-03' }))).toEqual([
      ['N1', 'unpriced 4200'],
      ['X7', 'missing-here 500'],
    ])
    const team = await cases({ slice: { team: '二组' } })
    expect([parts(team), team.difference]).toEqual([
      [
        ['U%1', 'grouping 2550.05'],
        ['B_1', 'missing-there -1000'],
      ],
      155_005,
    ])
    const [row] = (await cases({ cause: 'grouping' })).rows
    expect([row!.local?.group, row!.official?.group, row!.local?.class, row!.settledIn]).toEqual([
      ...['', 'IU25', 'ungrouped', '2026-03'],
    ])
  })

  test('a note is kept, counted, undone, and known to be old once the amount changes', async () => {
    await core.call('settlement.saveNotes', { caseNos: ["K'2", 'U%1'], state: 'asked', text: ' 已致电医保办 ' })
    expect((await reconcile()).states).toMatchObject({ open: { n: 4 }, asked: { n: 2, amount: -704_239 } })
    const [noted] = (await cases({ state: 'asked' })).rows
    expect(noted).toMatchObject({ caseNo: "K'2", note: { state: 'asked', text: '已致电医保办' }, noteOutdated: false })
    await core.call('settlement.saveNotes', { caseNos: ["K'2"], state: 'explained', text: '' })
    expect((await reconcile()).states).toMatchObject({ asked: { n: 1 }, explained: { n: 1 } })
    const [last, first] = await core.call('commands.list', { offset: 0, limit: 2 })
    expect([last!.undoable, first!.undoable, first!.label.zh]).toEqual([true, false, '2 例的对账差异：已询问'])
    await core.job('commands.undo', {})
    await core.job('commands.undo', {})
    expect((await reconcile()).states).toMatchObject({ open: { n: 6 }, asked: { n: 0 } })
    expect(await problemCode(core.call('settlement.saveNotes', { caseNos: ['-S1'], state: 'asked', text: '' }))).toBe(
      'not-found',
    )
    await core.call('settlement.saveNotes', { caseNos: ['=1+1'], state: 'explained', text: '应扣' })
  })

  test('a corrected return takes the place of the one before; two settlements of a case add up', async () => {
    const corrected = [
      ['=1+1', 'S1', '2026-02', 'IC25', '2.0003', '21003.36', '正常', '20000.00', '20503.36', '500.00', '审核扣款'],
      ["K'2", 'S9', '2026-03', 'IC25', '2.0003', '16802.52', '高倍率', '60000.00', '9592.44', '', ''],
    ]
    await importFile(core, 'settlements', writeCsv(file('corrected.csv'), [HEADER, ...corrected]))
    expect(causes(await reconcile()).slice(-2)).toEqual([
      ['grouping', 1, 2550.05],
      ['deduction', 1, -500],
    ])
    const [row] = (await cases({ cause: 'deduction' })).rows
    expect([row!.noteOutdated, row!.note?.text]).toEqual([true, '应扣'])
    expect((await reconcile()).states.explained.n).toBe(0)
    await core.job('commands.undo', {})
    expect(causes(await reconcile()).at(-1)).toEqual(['deduction', 1, -300])
  })

  test('the workbook has every part of every difference', async () => {
    const { path, rows } = await core.job('settlement.export', { slice: {}, language: 'zh' })
    expect(rows).toBe(6)
    const { sheets } = await readXlsx(readFileSync(path))
    expect(sheets.map(({ name }) => name)).toEqual(['按原因', '按月', '病例'])
    const amounts = sheets[2]!.rows.slice(1).map((row) => Math.round(Number(row[4]) * 100))
    expect(amounts.reduce((a, b) => a + b, 0)).toBe(-364_239)
  })

  test('a month with few returns yet is awaited, not missing', async () => {
    const lone = await tinyBook(startTestCore())
    try {
      await importFile(lone, 'settlements', writeCsv(join(lone.folder, 'r.csv'), [HEADER, RETURNS[0]!]))
      const report = await lone.call('settlement.reconcile', { slice: {} })
      // January has one of two; February and March have none.
      expect([report.n, report.awaiting, causes(report)]).toEqual([
        2,
        3,
        [
          ['missing-there', 1, -26_394.96],
          ['deduction', 1, -300],
        ],
      ])
    } finally {
      await lone.close()
    }
  })
})
