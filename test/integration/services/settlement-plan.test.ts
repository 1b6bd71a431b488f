import { readFileSync } from 'node:fs'
import { readXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DEFAULT_PLAN, type PlanInputs } from '#shared/contract/settlement-plan.ts'
import { fen } from '#shared/domain/money.ts'
import { period } from '#shared/domain/period.ts'
import type { TestCore } from '../../support/core.ts'
import { problemCode, tinyBook } from '../../support/tiny-book.ts'

const JANUARY = { month: period('2026-01'), insurance: '职工' }

describe('advances and clearing of the tiny department', () => {
  let core: TestCore
  const plan = (year?: string) => core.call('settlement.plan', year === undefined ? {} : { year })
  const save = (inputs: Partial<PlanInputs> | null) =>
    core.call('settlement.savePlan', { year: '2026', inputs: inputs && { ...DEFAULT_PLAN, ...inputs } })
  beforeAll(async () => {
    core = await tinyBook()
  })
  afterAll(() => core.close())

  test('a month is advanced from its settled cases; what is not paid at the standard does not float', async () => {
    const { year, years, rows, total, balance, kept } = await plan()
    expect([year, years, kept]).toEqual(['2026', ['2026'], false])
    expect(
      rows.map((row) => [row.month, row.insurance, row.kind, row.weight, row.rate, row.floating, row.fixed]),
    ).toEqual([
      // 居民: the high outlier, 26,394.96. 职工: 2.0003 × 1.05 at 10,000.10.
      ['2026-01', '居民', 'weight', '0.0000', '8000', 0, 2_639_496],
      ['2026-01', '职工', 'weight', '2.1003', '10000.1', 2_100_336, 0],
      // By actual and at 90% of 3,000.
      ['2026-02', '职工', 'weight', '0.0000', '10000.1', 0, 370_000],
      ['2026-03', '居民', 'none', '0.0000', null, 0, 0],
    ])
    expect(rows.map(({ n, unpriced, withPatient, patientPaid }) => [n, unpriced, withPatient, patientPaid])).toEqual([
      ...[
        [1, 0, 1, 1_500_000],
        [1, 0, 1, 400_000],
        [2, 0, 1, 20_000],
        [1, 1, 0, 0],
      ],
    ])
    expect(rows.map(({ advance }) => advance)).toEqual([1_139_496, 1_700_336, 350_000, 0])
    // All is advanced and no rate drifts: nothing is left to clear.
    expect([total.advance, total.due, total.drift, balance]).toEqual([3_189_832, 3_189_832, 0, 0])
  })

  test('what is typed holds for its month and year, rounds once, and sums to the fen', async () => {
    await save({
      ...{ advanceRatio: '0.9', depositRatio: '0.05', assessment: fen(-12_345), depositReturned: fen(1_000) },
      months: [{ ...JANUARY, deductions: fen(10_000), paid: fen(1_500_000) }],
      insurances: [{ insurance: '职工', finalRate: '9000' }],
    })
    const { rows, total, deposit, balance, insurances, kept } = await plan('2026')
    const january = rows[1]!
    // (21,003.3600315 − 4,000) × 0.9 − 100; at 9,000: 2.100315 × 9,000 = 18,902.835, half a fen up.
    expect(january).toMatchObject({ advance: 1_520_302, floatingAtFinal: 1_890_284, drift: -210_052, paid: 1_500_000 })
    expect([january.due, january.advanceAtFinal, january.typed]).toEqual([1_480_284, 1_331_255, ['deductions', 'paid']])
    expect(rows[0]!.advance).toBe(1_025_546) // (26,394.96 − 15,000) × 0.9 = 10,255.464
    for (const key of ['advance', 'paid', 'due', 'drift', 'floating', 'fixed', 'patientPaid'] as const)
      expect(total[key]).toBe(rows.reduce((sum, row) => sum + row[key], 0))
    expect(deposit).toBe(Math.round(total.due * 0.05))
    expect(balance).toBe(total.due - total.paid - 12_345 - deposit + 1_000)
    expect(insurances).toEqual([
      { insurance: '居民', kind: 'weight', finalRate: null, source: 'monthly' },
      { insurance: '职工', kind: 'weight', finalRate: '9000.0000', source: 'typed' },
    ])
    expect(kept).toBe(true)
  })

  test('fund, share and total of the region make a final rate; the fund’s share stands for patients’ payments', async () => {
    await save({
      insurances: [
        { insurance: '职工', fund: fen(80_000_000_000), fundShare: '0.72', regionTotal: '95000', fundRatio: '0.7' },
      ],
    })
    const { rows, insurances } = await plan('2026')
    // 800,000,000 ÷ 0.72 ÷ 95,000
    expect(insurances[1]).toMatchObject({ finalRate: '11695.9064', source: 'fund' })
    // 21,003.3600315 × 0.7
    expect(rows[1]!.advance).toBe(1_470_235)
  })

  test('a rate can be typed where the rules have none; nothing typed is undone step by step', async () => {
    await save({ months: [{ month: period('2026-03'), insurance: '居民', rate: '8000' }] })
    expect((await plan()).rows[3]).toMatchObject({ kind: 'none', rate: '8000', typed: ['rate'], advance: 0 })
    await save(null)
    expect((await plan()).kept).toBe(false)
    await core.job('commands.undo', {})
    expect((await plan()).inputs.months).toHaveLength(1)
    await core.job('commands.undo', {})
    expect((await plan()).inputs.insurances).toHaveLength(1)
    await core.job('commands.undo', {})
    await core.job('commands.undo', {})
    expect((await plan()).kept).toBe(false)
  })

  test('a share above one is refused; a year without cases is empty', async () => {
    expect(await problemCode(save({ advanceRatio: '1.2' }))).toBe('bad-request')
    expect(await plan('2019')).toMatchObject({ rows: [], balance: 0, total: { n: 0, due: 0 } })
  })

  test('the workbook has every month and the clearing', async () => {
    const { path, rows } = await core.job('settlement.exportPlan', { year: '2026', language: 'zh' })
    const { sheets } = await readXlsx(readFileSync(path))
    expect([rows, sheets.map(({ name }) => name)]).toEqual([4, ['预结算', '年终清算']])
    const due = sheets[0]!.rows.map((row) => row.at(-1))
    expect(due).toEqual(['清算应付', 11_394.96, 17_003.36, 3_500, 0, 31_898.32])
  })
})
