import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { IndicatorRow } from '#shared/contract/indicators.ts'
import { exact } from '#shared/domain/exact.ts'
import { period } from '#shared/domain/period.ts'
import { writeCsv, writeTinyPolicy, writeTinyScheme } from '../../fixtures/tiny-department.ts'
import { startTestCore, type TestCore } from '../../support/core.ts'
import { importFile, problemCode } from '../../support/tiny-book.ts'

const HEADER = [
  ...[
    '病案号',
    '患者编号',
    '性别',
    '年龄',
    '入院时间',
    '出院时间',
    '住院天数',
    '科室',
    '医疗组',
    '主管医生',
    '离院方式',
  ],
  ...['诊断编码', '其他诊断编码1', '手术操作编码', '主要手术日期', '主刀医生', '险种', '总费用', '总成本', '个人负担'],
  ...['手术并发症', '日间手术'],
]

/** Vector 11.5: g1 (knees) 10,000 yuan and 8 days, g2 (backs) 20,000 and 12; one operated case died, one patient came back. */
const CASES = [
  // Operated on day 2; back on 20 January, within 31 days.
  [
    'A1',
    'P1',
    '女',
    60,
    '2026-01-01',
    '2026-01-08',
    7,
    '骨科',
    '一组',
    '甲',
    '1',
    'M17.000',
    '',
    '81.5400',
    '2026-01-03',
    '甲',
    '职工',
    9000,
    8000,
    0,
    '否',
    '是',
  ],
  [
    'A2',
    'P2',
    '女',
    60,
    '2026-01-01',
    '2026-01-10',
    9,
    '骨科',
    '二组',
    '乙',
    '1',
    'M17.000',
    '',
    '81.5400',
    '2026-01-01',
    '乙',
    '职工',
    12000,
    9000,
    0,
    '是',
    '否',
  ],
  // The same patient as A1, not operated on.
  [
    'A3',
    'P1',
    '女',
    60,
    '2026-01-20',
    '2026-01-30',
    10,
    '骨科',
    '一组',
    '甲',
    '1',
    'M51.200',
    '',
    '',
    '',
    '',
    '职工',
    18000,
    15000,
    0,
    '',
    '',
  ],
  [
    'A4',
    'P4',
    '男',
    81,
    '2026-02-01',
    '2026-02-03',
    2,
    '骨科',
    '二组',
    '乙',
    '5',
    'M51.200',
    '',
    '',
    '',
    '',
    '职工',
    1000,
    900,
    0,
    '',
    '',
  ],
] as const

const JANUARY = { from: period('2026-01'), to: period('2026-01') }

let core: TestCore
beforeAll(async () => {
  core = startTestCore()
  const file = (name: string) => join(core.folder, name)
  await core.call('book.create', { path: file('a.keheng'), name: '骨科' })
  await core.job('schemes.add', { path: writeTinyScheme(file('scheme')) })
  await core.call('policies.add', { path: writeTinyPolicy(file('policy.json')) })
  await importFile(core, 'cases', writeCsv(file('cases.csv'), [HEADER, ...CASES]))
  const lines = [
    ['病案号', '费用发生时间', '项目编码', '项目名称', '收费类别', '数量', '单价', '金额', '自付比例'],
    ['A1', '2026-01-02', 'C05', '治疗', '05', 1, '8500', '8500', '0'],
    ['A1', '2026-01-02', 'C08', '耗材', '08', 1, '500', '500', '1'],
    ['A2', '2026-01-02', 'C05', '治疗', '05', 1, '12000', '12000', '0.1'],
  ]
  await importFile(core, 'charges', writeCsv(file('charges.csv'), lines))
  const drivers = [
    ['会计期间', '成本中心', '成本动因', '数量'],
    ['2026-01', '骨科', '开放床位', 2],
    ['2026-02', '骨科', '实际开放床日', 56],
    ['2026-02', '骨科', '实际占用床日', 42],
  ]
  await importFile(core, 'drivers', writeCsv(file('drivers.csv'), drivers))
  const benchmarks = [
    ['对标范围', '病组编码', '期间', '例数', '例均费用', '平均住院日'],
    ['某市三级', 'IC25', '2025-12', 100, 10000, 8],
    ['某市三级', 'IU25', '2025-12', 100, 20000, 12],
  ]
  await importFile(core, 'benchmarks', writeCsv(file('benchmarks.csv'), benchmarks))
  const targets = [
    ['考核期间', '考核对象', '指标', '目标值', '目标方向'],
    ['2026', '骨科', '术前住院日', '1.5', ''],
    ['2026-02', '骨科', '死亡率', '0.01', ''],
    ['2026', 'IC25', '风险等级', '1', ''],
    ['2026', 'IU25', '风险等级', '4', ''],
  ]
  await importFile(core, 'targets', writeCsv(file('targets.csv'), targets))
  await core.job('recompute.run', {})
})
afterAll(() => core.close())

const to4 = (value: string | null | undefined) => (value == null ? value : exact(value).round(4, 1).toFixed())
const list = async (slice = {}, compare: 'previous' | 'none' = 'none') => {
  const { rows } = await core.call('indicators.list', { slice, compare, basis: 'B1' })
  return new Map(rows.map((row) => [row.id, row]))
}
const shown = (rows: ReadonlyMap<string, IndicatorRow>, id: string) => {
  const { figure } = rows.get(id)!
  return [to4(figure.value), figure.n]
}

describe('every indicator of four cases worked out by hand', () => {
  test('consumption indices are those of vector 11.5', async () => {
    const rows = await list(JANUARY)
    expect(shown(rows, 'cost-index')).toEqual(['1', 3]) // (0.9 + 1.2 + 0.9) ÷ 3
    expect(shown(rows, 'time-index')).toEqual(['0.9444', 3]) // (7/8 + 9/8 + 10/12) ÷ 3
    const { notes } = await core.call('explain.figure', {
      figure: { kind: 'indicator', id: 'cost-index', slice: JANUARY },
    })
    expect(notes[0]!.zh).toContain('某市三级')
    expect(notes[1]!.zh).toContain('0.975')
  })

  test('operations, returns, complications, self-pay, risk and beds', async () => {
    const rows = await list()
    expect(shown(rows, 'preoperative-stay')).toEqual(['1', 2]) // (2 + 0) ÷ 2
    expect(shown(rows, 'complication-rate')).toEqual(['0.5', 2])
    expect(shown(rows, 'day-surgery-share')).toEqual(['0.5', 2])
    // A1 came back, A2 did not within 31 days. Those of A3 end in March, after the book; A4 died.
    expect(shown(rows, 'readmission')).toEqual(['0.5', 2])
    expect(shown(rows, 'self-pay-share')).toEqual(['0.0238', 2]) // 500 ÷ 21,000
    expect(shown(rows, 'low-risk-mortality')).toEqual(['0', 2])
    expect(shown(rows, 'bed-turnover')).toEqual(['2', 4]) // 4 ÷ ((62 + 56) ÷ 59)
    // January counts nobody's occupied days, so those of the discharged stand in: 28 ÷ 118.
    expect(shown(rows, 'bed-use')).toEqual(['0.2373', 4])
    const february = await list({ from: period('2026-02'), to: period('2026-02') })
    expect(shown(february, 'bed-use')).toEqual(['0.75', 1]) // 42 ÷ 56
  })

  test('what is not there says why, in both languages', async () => {
    const team = await list({ team: '一组' })
    expect(team.get('bed-use')!.figure).toMatchObject({ value: null, reason: { zh: expect.stringContaining('全科') } })
    const february = await list({ from: period('2026-02'), to: period('2026-02') })
    for (const id of ['preoperative-stay', 'complication-rate', 'readmission', 'self-pay-share'] as const) {
      const { figure } = february.get(id)!
      expect(figure.value, id).toBeNull()
      expect(figure.reason!.zh).not.toBe('没有所需的数据')
      expect(figure.reason!.en).not.toMatch(/\p{Script=Han}/u)
    }
  })

  test('every figure of the list opens to the same value', async () => {
    for (const [id, { figure }] of await list(JANUARY)) {
      const { result } = await core.call('explain.figure', {
        figure: { kind: 'indicator', id, slice: JANUARY, basis: 'B1' },
      })
      expect([result.value, result.n], id).toEqual([figure.value, figure.n])
    }
  })

  test('targets of the month hold before those of the year, and are met or not', async () => {
    const rows = await list()
    expect(rows.get('mortality')!.target).toMatchObject({
      value: '0.01',
      direction: 'at-most',
      met: false,
      span: '2026-02',
    })
    expect(rows.get('preoperative-stay')!.target).toMatchObject({ met: true, scope: '骨科', span: '2026' })
    expect((await list({ team: '一组' })).get('mortality')!.target).toBeNull()
  })

  test('without a benchmark the department is measured against its own past', async () => {
    const batches = await core.call('batches.list', {})
    const benchmark = batches.find(({ kind }) => kind === 'benchmarks')!
    await core.job('batches.undo', { batchId: benchmark.id })
    const rows = await list({ from: period('2026-02'), to: period('2026-02') })
    // A4 cost 1,000 where A3, the only back before, cost 18,000.
    expect(shown(rows, 'cost-index')).toEqual(['0.0556', 1])
    expect((await list(JANUARY)).get('cost-index')!.figure.value).toBeNull()
  })
})

test('the months of an indicator are cases out of cases between their limits', async () => {
  const chart = await core.call('indicators.chart', { id: 'mortality', slice: {}, basis: 'B1' })
  expect(chart).toMatchObject({ kind: 'p', centre: 0.25, provisional: true })
  expect(chart.points.map(({ period, figure }) => [period, figure.value, figure.n])).toEqual([
    ['2026-01', '0', 3],
    ['2026-02', '1', 1],
  ])
  expect(await problemCode(core.call('indicators.chart', { id: 'none', slice: {}, basis: 'B1' }))).toBe('not-found')
})

describe('teams within the same groups', () => {
  const asked = { slice: {}, by: 'team', basis: 'B1' } as const

  test('are laid beside the means of the groups both treat; too few cases are told', async () => {
    const { rows } = await core.call('teams.get', { ...asked, masked: false })
    // Knees 9,000 and 12,000, mean 10,500; backs 18,000 and 1,000, mean 9,500: expected 20,000 each.
    const indices = rows.map(({ key, measures, few }) => [key, to4(measures.charge?.index), few])
    expect(indices).toEqual([
      ['一组', '1.35', true],
      ['二组', '0.65', true],
    ])
    expect(rows[1]!.quality.find(({ id }) => id === 'mortality')).toMatchObject({ value: '0.5', n: 2 })
    expect(rows[0]!.slice).toEqual({ team: '一组' })
  })

  test('masked, no reply and no file carries a name', async () => {
    const report = await core.call('teams.get', { ...asked, masked: true })
    expect(report.rows.map(({ key, label, slice }) => [key, label.zh, slice])).toEqual([
      ['A', '组 A', null],
      ['B', '组 B', null],
    ])
    const groups = await core.call('teams.groups', { ...asked, masked: true, key: 'A' })
    expect(groups.rows.map(({ drg, n, nAll, slice }) => [drg, n, nAll, slice])).toEqual([
      ['IC25', 1, 2, null],
      ['IU25', 1, 2, null],
    ])
    const written = await core.job('teams.export', { ...asked, masked: true, language: 'zh' })
    const text = JSON.stringify(await readXlsx(readFileSync(written.path)))
    expect(text).toContain('组 A')
    expect(text).not.toMatch(/一组|二组/)
    expect(await problemCode(core.call('teams.groups', { ...asked, masked: true, key: '一组' }))).toBe('not-found')
  })

  test('by name, a group opens to the cases behind it', async () => {
    const { rows } = await core.call('teams.groups', { ...asked, masked: false, key: '一组' })
    const [knee] = rows
    const page = await core.call('cases.page', { slice: knee!.slice!, offset: 0, limit: 10 })
    expect([page.total, knee!.n, knee!.charge, knee!.chargeAll]).toEqual([1, 1, '9000', '10500'])
  })
})
