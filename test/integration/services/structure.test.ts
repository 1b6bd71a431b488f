import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Slice } from '#shared/contract/slice.ts'
import { STRUCTURE_VIEWS, type StructureOverlay, type StructureReport } from '#shared/contract/structure.ts'
import { exact, sumExact } from '#shared/domain/exact.ts'
import { period } from '#shared/domain/period.ts'
import {
  BACK,
  KNEE,
  type TinyCase,
  type TinyLine,
  writeCases,
  writeCsv,
  writeLines,
  writeTinyPolicy,
  writeTinyScheme,
} from '../../fixtures/tiny-department.ts'
import { startTestCore, type TestCore } from '../../support/core.ts'
import { importFile, problemCode, tinyBook } from '../../support/tiny-book.ts'

const ALL = { compare: 'none', slice: {} } as const
const to2 = (value: string | null | undefined) => (value == null ? value : exact(value).toFixed(2))
const amounts = ({ parts }: StructureReport) =>
  Object.fromEntries(parts.filter(({ amount }) => amount !== 0).map(({ key, amount }) => [key, amount]))
const beside = ({ parts }: StructureReport, id: StructureOverlay) =>
  Object.fromEntries(
    parts
      .filter(({ overlays }) => Number(overlays[id]?.perCase ?? 0) !== 0)
      .map(({ key, overlays }) => [key, [to2(overlays[id]?.perCase), to2(overlays[id]?.perCaseGap)]]),
  )
const stateOf = (report: StructureReport, id: StructureOverlay) => report.overlays.find((overlay) => overlay.id === id)!

describe('the six cases of the tiny department', () => {
  let core: TestCore
  beforeAll(async () => {
    core = await tinyBook()
  })
  afterAll(() => core.close())

  test('ten spokes sum to the lines; what the bill has beyond them stands outside', async () => {
    const report = await core.call('structure.get', { ...ALL, view: 'spokes' })
    expect(report.parts).toHaveLength(10)
    // Of the three cases with lines: 20,000 + 60,000 + 1,000 charged, 1,000 of it on no line.
    expect([report.n, report.cases, report.total, report.outside]).toEqual([3, 6, 8_000_000, 100_000])
    expect(amounts(report)).toEqual({
      drugs: 3_500_000,
      consumables: 3_800_000,
      laboratory: 100_000,
      surgery: 600_000,
    })
    const consumables = report.parts.find(({ key }) => key === 'consumables')!
    expect([to2(consumables.perCase), consumables.share]).toEqual(['12666.67', '0.475'])
  })

  test('the categories keep herbal slices apart from western drugs', async () => {
    const report = await core.call('structure.get', { ...ALL, view: 'categories' })
    expect(amounts(report)).toEqual({ '09': 3_400_000, '10': 100_000, '08': 3_800_000, '04': 100_000, '06': 600_000 })
  })

  test('a cost that came with its file is not split by element, and says how it was found', async () => {
    const report = await core.call('structure.get', { ...ALL, view: 'elements' })
    expect([report.of, report.n, amounts(report), report.outside]).toEqual(['cost', 5, { unsplit: 7_750_000 }, 0])
    expect(report.costTags).toMatchObject([{ method: 'given', n: 5 }])
    const { total, rows } = await core.call('structure.cases', {
      slice: {},
      view: 'elements',
      part: 'unsplit',
      limit: 2,
    })
    expect([total, rows.map(({ caseNo, amount }) => [caseNo, amount])]).toEqual([
      5,
      [
        ["K'2", 4_000_000],
        ['=1+1', 1_800_000],
      ],
    ])
  })

  test('cases without the day of an operation have no stage', async () => {
    const report = await core.call('structure.get', { ...ALL, view: 'stages' })
    expect(amounts(report)).toEqual({ none: 8_000_000 })
  })

  test('a month lies beside the month before, with the differences', async () => {
    const slice: Slice = { from: period('2026-02'), to: period('2026-02') }
    const report = await core.call('structure.get', { slice, view: 'spokes', compare: 'previous' })
    expect(stateOf(report, 'previous')).toMatchObject({ state: 'shown', n: 2, perCase: '39500' })
    expect(beside(report, 'previous')).toEqual({
      drugs: ['17500.00', '-17500.00'],
      consumables: ['19000.00', '-19000.00'],
      surgery: ['3000.00', '-3000.00'],
    })
  })

  test('what is missing beside it says why', async () => {
    const report = await core.call('structure.get', { ...ALL, view: 'spokes' })
    expect(report.overlays.map(({ id, state }) => [id, state])).toEqual([
      ['benchmark', 'missing'],
      ['budget', 'missing'],
      ['previous', 'missing'],
      ['best-team', 'missing'],
    ])
  })

  test('a spoke opens to its items, an item to its cases; both sum to what stands above', async () => {
    const items = await core.call('structure.items', { slice: {}, view: 'spokes', part: 'drugs', limit: 10 })
    expect([items.n, items.amount, items.items, items.rest]).toEqual([3, 3_500_000, 2, 0])
    expect(items.rows.map(({ code, n, quantity, amount }) => [code, n, quantity, amount])).toEqual([
      ['C09', 2, '2', 3_400_000],
      ['C10', 1, '1', 100_000],
    ])
    const first = await core.call('structure.items', { slice: {}, view: 'spokes', part: 'drugs', limit: 1 })
    expect([first.items, first.rest]).toEqual([2, 100_000])
    const { itemId } = items.rows[0]!
    const cases = await core.call('structure.cases', { slice: {}, view: 'spokes', part: 'drugs', itemId, limit: 10 })
    expect(cases.rows.map(({ caseNo, quantity, amount }) => [caseNo, quantity, amount])).toEqual([
      ["K'2", '1', 2_900_000],
      ['=1+1', '1', 500_000],
    ])
    // 9,000 of consumables less a refund of 1,000: two lines of one case, one item, no quantity left.
    const refunded = await core.call('structure.cases', { slice: {}, view: 'spokes', part: 'consumables', limit: 10 })
    expect(refunded.rows.map(({ caseNo, amount }) => [caseNo, amount])).toEqual([
      ["K'2", 3_000_000],
      ['=1+1', 800_000],
    ])
  })

  test('a part of another view is not found, and elements have no items', async () => {
    const ask = (view: 'spokes' | 'elements', part: string) =>
      problemCode(core.call('structure.items', { slice: {}, view, part, limit: 10 }))
    expect(await ask('spokes', 'staff')).toBe('not-found')
    expect(await ask('elements', 'staff')).toBe('not-found')
  })

  test.each(STRUCTURE_VIEWS)(
    'rows of %s by every dimension sum to the whole, and their items to each part',
    async (view) => {
      const report = await core.call('structure.get', { ...ALL, view })
      for (const by of ['drg', 'adrg', 'mdc', 'team', 'physician', 'month', 'insurance'] as const) {
        const { rows, names } = await core.call('structure.by', { ...ALL, view, by })
        expect(names.map(({ key }) => key)).toEqual(report.parts.map(({ key }) => key))
        expect(rows.reduce((sum, { n }) => sum + n, 0)).toBe(report.n)
        report.parts.forEach(({ amount, key }, index) => {
          expect(
            rows.reduce((sum, { parts }) => sum + parts[index]!.amount, 0),
            `${by} ${key}`,
          ).toBe(amount)
        })
      }
      if (view === 'elements') return
      for (const { key, amount } of report.parts)
        expect((await core.call('structure.items', { slice: {}, view, part: key, limit: 10 })).amount, key).toBe(amount)
    },
  )
})

test('sums that are kept are those of the book: without its lines there is no structure', async () => {
  const core = await tinyBook()
  try {
    const ask = () => core.call('structure.get', { ...ALL, view: 'spokes' })
    expect((await ask()).n).toBe(3)
    const charges = (await core.call('batches.list', {})).find(({ kind }) => kind === 'charges')!
    await core.job('batches.undo', { batchId: charges.id })
    await core.job('recompute.run', {})
    const without = await ask()
    expect([without.n, without.cases, without.total, without.perCase]).toEqual([0, 6, 0, null])
    expect(without.parts.map(({ perCase, share }) => perCase ?? share)).toEqual(Array(10).fill(null))
  } finally {
    await core.close()
  }
})

/**
 * Two teams. 甲组: ten knees of 10,000 (6,000 consumables, 4,000 drugs). 乙组: ten knees of 12,000 (9,000 and 3,000) and ten backs of
 * 2,000, all laboratory. A knee costs 11,000 on average, so 甲组 spends 0.909 of what is usual, 乙组 1.077.
 */
const KNEES = ['甲组', '乙组'] as const
const TEAM_CASES = [...KNEES.flatMap((team) => ten(team, KNEE)), ...ten('乙组', BACK)]
const TEAM_LINES = TEAM_CASES.flatMap(({ caseNo, team, codes }): readonly TinyLine[] =>
  codes === BACK
    ? [[caseNo, '04', '2000.00']]
    : team === '甲组'
      ? [
          [caseNo, '08', '6000.00'],
          [caseNo, '09', '4000.00'],
        ]
      : [
          [caseNo, '08', '9000.00'],
          [caseNo, '09', '3000.00'],
        ],
)

function ten(team: string, codes: TinyCase['codes']): TinyCase[] {
  return Array.from({ length: 10 }, (_, index) => ({
    ...{ caseNo: `${team}${codes.dx}-${index}`, team, codes, physician: `${team}医师`, insurance: '职工', los: 9 },
    ...{ from: '2026-01-02 09:00:00', to: '2026-01-11 10:00:00', cost: '9000.00', patient: '0' },
    charge: codes === BACK ? '2000.00' : team === '甲组' ? '10000.00' : '12000.00',
  }))
}

describe('two teams, a benchmark and a payment', () => {
  let core: TestCore
  beforeAll(async () => {
    core = startTestCore()
    const file = (name: string) => join(core.folder, name)
    await core.call('book.create', { path: file('a.keheng'), name: '骨科' })
    await core.job('schemes.add', { path: writeTinyScheme(file('scheme')) })
    await core.call('policies.add', { path: writeTinyPolicy(file('policy.json')) })
    await importFile(core, 'cases', writeCases(file('cases.csv'), TEAM_CASES))
    await importFile(core, 'charges', writeLines(file('charges.csv'), TEAM_LINES))
    const header = ['对标范围', '病组编码', '期间', '例数', '例均费用', '卫生材料费', '西药费']
    const benchmarks = [
      header,
      ['全市', 'IC25', '2025-06', 90, '9999.00', '5999.00', '4000.00'],
      ['全市', 'IC25', '2025-12', 100, '9000.00', '5000.00', '4000.00'],
      ['全省', 'IC25', '2025-12', 900, '8000.00', '4800.00', '3200.00'],
      // Of a time after the slice: not known then.
      ['全市', 'IC25', '2026-12', 100, '1.00', '0.50', '0.50'],
    ]
    await importFile(core, 'benchmarks', writeCsv(file('benchmarks.csv'), benchmarks))
    await core.job('recompute.run', {})
  })
  afterAll(() => core.close())
  const months = { from: period('2026-01'), to: period('2026-01') }
  const get = (slice: Slice, scope?: string) =>
    core.call('structure.get', {
      ...{ slice: { ...months, ...slice }, view: 'spokes', compare: 'previous' },
      ...(scope === undefined ? {} : { scope }),
    } as const)

  test('the best team is the one that spends least on like groups, as if it had had these cases', async () => {
    const report = await get({})
    expect(stateOf(report, 'best-team')).toMatchObject({ state: 'shown', n: 10, slice: { ...months, team: '甲组' } })
    expect(stateOf(report, 'best-team')).toMatchObject({
      note: { zh: expect.stringMatching(/^甲组.*30 例中可比的 20 例/) },
    })
    const knees = await get({ drg: 'IC25' })
    expect(beside(knees, 'best-team')).toEqual({
      consumables: ['6000.00', '1500.00'], // (6,000 + 9,000) ÷ 2 − 6,000
      drugs: ['4000.00', '-500.00'],
    })
    // Whichever team is looked at, it is measured against the best of all of them.
    expect(beside(await get({ team: '乙组', drg: 'IC25' }), 'best-team')).toMatchObject({
      consumables: ['6000.00', '3000.00'],
    })
  })

  test('the benchmark is the latest known of the scope asked for, over the cases that have one', async () => {
    const city = await get({})
    expect(city.scopes).toEqual(['全市', '全省'].sort())
    const knees = await get({ drg: 'IC25' }, '全市')
    expect(beside(knees, 'benchmark')).toEqual({ consumables: ['5000.00', '2500.00'], drugs: ['4000.00', '-500.00'] })
    expect(beside(await get({ drg: 'IC25' }, '全省'), 'benchmark')).toMatchObject({
      consumables: ['4800.00', '2700.00'],
    })
    expect(stateOf(await get({}, '全市'), 'benchmark')).toMatchObject({
      n: 20,
      note: { zh: expect.stringContaining('30 例中有标杆的 20 例') },
    })
    expect(stateOf(await get({ drg: 'IU25' }), 'benchmark')).toMatchObject({ state: 'missing' })
  })

  test('the budget is the payment less the margin, spread as the benchmark', async () => {
    const { config } = await core.call('costing.settings', {})
    const report = await get({ drg: 'IC25' }, '全市')
    // 21,003.3600315 each (2.0003 × 10,000.10 × 1.05); the total is rounded to the fen once.
    const budget = exact('21003.3600315').times(20).times(exact(1).minus(config.targetMargin)).round(2, 1)
    expect(stateOf(report, 'budget')).toMatchObject({ state: 'shown', n: 20, perCase: budget.div(20).toFixed() })
    const [consumables, drugs] = ['consumables', 'drugs'].map(
      (key) => report.parts.find((part) => part.key === key)!.overlays.budget!,
    )
    expect(exact(consumables!.perCase).minus(budget.div(20).times(5).div(9)).abs().lt('0.01')).toBe(true)
    expect(sumExact([exact(consumables!.perCase), exact(drugs!.perCase)]).toFixed()).toBe(budget.div(20).toFixed())
  })

  test('stages are in no benchmark', async () => {
    const report = await core.call('structure.get', { slice: months, view: 'stages', compare: 'none' })
    expect(stateOf(report, 'benchmark')).toMatchObject({ state: 'missing', reason: { zh: '标杆表不分诊疗环节。' } })
  })
})
