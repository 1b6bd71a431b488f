import { describe, expect, test } from 'vitest'
import { flowNodes } from '#renderer/pages/costing/allocation/flow.ts'
import { changeShare, shareOf } from '#renderer/pages/costing/ledger/ledger-words.ts'
import { withPlaceholders } from '#renderer/pages/costing/levels/placeholders.ts'
import {
  closedCenters,
  driverKey,
  driverOf,
  equivalentsText,
  fromPercent,
  readEquivalents,
  toPercent,
  withClosed,
  withRatio,
} from '#renderer/pages/costing/run/draft.ts'
import { factsAsked, withNewLine, withoutLine } from '#renderer/pages/costing/sheets/draft.ts'
import { equationWords } from '#renderer/pages/costing/sheets/equation-words.ts'
import type { CostingConfig } from '#shared/contract/costing-config.ts'
import type { AllocationReport, LevelNode } from '#shared/contract/costing-reports.ts'
import type { ActivitySheet } from '#shared/domain/activity-sheet.ts'
import { COST_ELEMENTS, type Elements } from '#shared/domain/costing.ts'
import { type Fen, fen } from '#shared/domain/money.ts'
import { period } from '#shared/domain/period.ts'
import type { Translate } from '#shared/i18n/cost-names.ts'
import { translate } from '#shared/i18n/translate.ts'

const zh: Translate = (key, ...args) => translate('zh', key, ...args)
const en: Translate = (key, ...args) => translate('en', key, ...args)
const nothing = Object.fromEntries(COST_ELEMENTS.map((element) => [element, fen(0)])) as Elements<Fen>
const shares = Object.fromEntries(COST_ELEMENTS.map((element) => [element, '0'])) as CostingConfig['fixedShares']

const CONFIG: CostingConfig = {
  format: 'costing-config/1',
  from: period('2026-01'),
  to: period('2026-03'),
  allocation: {
    method: 'step-down',
    levels: [
      [
        { center: '行政', driver: { kind: 'quantity', driver: '职工人数' } },
        { center: '后勤', driver: { kind: 'direct-cost', elements: ['staff'], among: ['骨科'] } },
      ],
      [{ center: '药学', driver: { kind: 'quantity', driver: '职工人数' } }],
    ],
  },
  department: { main: '骨科', centers: ['骨科'] },
  pools: [],
  places: {},
  items: { method: 'income', equivalents: {} },
  ratios: { '03': '0.8' },
  methods: ['top-down'],
  preferred: 'top-down',
  sheets: [],
  fixedShares: shares,
  targetMargin: '0',
  tolerance: '0.1',
  daySurgeryBeds: null,
}

describe('settings as a draft', () => {
  test('levels become rows and rows levels again, gaps between step numbers closed', () => {
    const rows = closedCenters(CONFIG)
    expect(rows.map(({ center, step }) => [center, step])).toEqual([
      ['行政', 1],
      ['后勤', 1],
      ['药学', 2],
    ])
    expect(withClosed(CONFIG, rows)).toEqual(CONFIG)
    const moved = withClosed(
      CONFIG,
      rows.map((row) => (row.center === '后勤' ? { ...row, step: 9 } : row)),
    )
    expect(moved.allocation.levels.map((level) => level.map(({ center }) => center))).toEqual([
      ['行政'],
      ['药学'],
      ['后勤'],
    ])
  })

  test('a driver chosen in a select is the driver, and receivers named in a file stay', () => {
    for (const { driver } of closedCenters(CONFIG)) expect(driverOf(driverKey(driver), driver)).toEqual(driver)
    const staff = CONFIG.allocation.levels[0]?.[1]?.driver
    expect(staff).toBeDefined()
    expect(driverOf('direct:staff+other', staff!)).toEqual({
      kind: 'direct-cost',
      elements: ['staff', 'other'],
      among: ['骨科'],
    })
  })

  test('shares are percent in their fields, exactly', () => {
    expect(toPercent('0.125')).toBe('12.5')
    expect(fromPercent('12.5')).toBe('0.125')
    expect(fromPercent('100')).toBe('1')
    expect(fromPercent('33.3333')).toBe('0.333333')
    for (const wrong of ['100.1', '-1', 'abc', '', '1.23456']) expect(fromPercent(wrong), wrong).toBeNull()
  })

  test('a blank ratio is the default again', () => {
    expect(withRatio(CONFIG, '04', ' 0.5 ').ratios).toEqual({ '03': '0.8', '04': '0.5' })
    expect(withRatio(CONFIG, '03', '').ratios).toEqual({})
  })

  test('equivalents are lines of item and number; anything else is refused as a whole', () => {
    expect(readEquivalents('A1 1\n\nB2，2.5')).toEqual({ A1: '1', B2: '2.5' })
    expect(equivalentsText({ A1: '1', B2: '2.5' })).toBe('A1 1\nB2 2.5')
    expect(readEquivalents('A1')).toBeNull()
    expect(readEquivalents('A1 x')).toBeNull()
    expect(readEquivalents('A1 1 2')).toBeNull()
  })
})

const SHEET: ActivitySheet = {
  format: 'activity-sheet/1',
  code: 'example',
  name: { zh: '示例', en: 'Example' },
  status: 'demonstration',
  source: 'test',
  resources: [],
  lines: [
    {
      id: 'surgeons',
      name: { zh: '医师', en: 'Surgeons' },
      stage: 'theatre',
      cost: {
        kind: 'time',
        resource: 'surgeon',
        members: '2',
        minutes: {
          base: '15',
          terms: [
            { add: '1', when: [], per: 'operationMinutes', otherwise: '60' },
            { add: '-5', when: [{ fact: 'converted', is: false }], per: null, otherwise: null },
            { add: '4', when: [{ fact: 'age', from: '65', below: null }], per: null, otherwise: null },
          ],
        },
      },
    },
    {
      id: 'overhead',
      name: { zh: '管理', en: 'Overhead' },
      stage: 'discharge',
      cost: { kind: 'share', element: 'other', rate: '0.125', of: ['surgeons'] },
    },
  ],
}

describe('activity sheets', () => {
  test('an equation reads as a person says it, in both languages', () => {
    const [time, share] = SHEET.lines
    expect(equationWords(zh, (text) => text.zh, SHEET, time!.cost)).toBe(
      '2 × (15 + 1 × 手术分钟 − 5（非中转开放） + 4（年龄 ≥ 65）) 分钟',
    )
    expect(equationWords(en, (text) => text.en, SHEET, share!.cost)).toBe('12.5% of Surgeons')
  })

  test('only facts that some equation asks about are asked for, in the order of the fields', () => {
    expect([...factsAsked(SHEET)]).toEqual(['converted', 'age', 'operationMinutes'])
  })

  test('a removed line is no part of a share any more, and a new one has an id of its own', () => {
    const left = withoutLine(SHEET, 'surgeons')
    expect(left.lines.map(({ cost }) => (cost.kind === 'share' ? cost.of : null))).toEqual([[]])
    const twice = withNewLine(withNewLine(SHEET, 'quantity', '敷料'), 'quantity', '缝线')
    expect(new Set(twice.lines.map(({ id }) => id)).size).toBe(4)
  })
})

describe('the ledger in words', () => {
  test('a share of nothing and a change from nothing are no numbers', () => {
    expect(shareOf(fen(25), fen(100))).toBe('25.0%')
    expect(shareOf(fen(25), fen(0))).toBe('—')
    expect(changeShare(fen(90), fen(100))).toBe('−10.0%')
    expect(changeShare(fen(90), fen(0))).toBe('—')
    expect(changeShare(fen(90), null)).toBe('—')
    // Less of a negative amount is more.
    expect(changeShare(fen(-50), fen(-100))).toBe('+50.0%')
  })
})

describe('the flow picture', () => {
  test('service classes stand in their order, then those cases use, the department, where its cost ends', () => {
    const center = (name: string, of: 'admin' | 'support' | 'clinical', open: boolean) => ({
      center: name,
      class: of,
      open,
      department: open,
      own: nothing,
      received: nothing,
      cost: nothing,
      total: fen(0),
    })
    const link = (from: string, to: string) => ({
      from,
      to,
      total: fen(1),
      elements: nothing,
      opens: { kind: 'reconciliation' as const },
    })
    const report: AllocationReport = {
      run: { id: 1, at: '', inForce: true, outdated: false },
      period: period('2026-01'),
      method: 'step-down',
      costMethod: 'top-down',
      tag: { method: 'top-down', certainty: 'costed', coverage: 'full' },
      steps: [],
      centers: [
        center('骨科', 'clinical', true),
        center('药学', 'support', false),
        center('行政', 'admin', false),
        center('没有成本', 'support', false),
      ],
      unallocated: [],
      links: [
        link('center:行政', 'center:药学'),
        link('center:药学', 'center:骨科'),
        link('center:骨科', 'department'),
        link('department', 'cases'),
        link('department', 'unused'),
      ],
      ledger: fen(0),
    }
    expect(flowNodes(zh, report).map(({ label, column }) => [label, column])).toEqual([
      ['骨科', 2],
      ['药学', 1],
      ['行政', 0],
      ['本科室', 3],
      ['病例', 4],
      ['未利用产能', 4],
    ])
  })
})

describe('budget levels', () => {
  test('groups that are closed offer to be opened; the open one shows its own stages', () => {
    const node = (kind: LevelNode['kind'], key: string, children: readonly LevelNode[] = []): LevelNode => ({
      key,
      label: { zh: key, en: key },
      kind,
      n: 1,
      budget: null,
      used: fen(0),
      left: null,
      share: null,
      undistributed: null,
      elsewhere: fen(0),
      alert: false,
      children,
    })
    const root = node('department', 'department', [
      node('group', 'IB29'),
      node('group', 'IC25', [node('stage', 'theatre')]),
      node('group', 'IF45'),
    ])
    const [shown] = withPlaceholders([root], 'IF45')
    expect(shown?.children?.map(({ key, children }) => [key, children?.map((child) => child.key)])).toEqual([
      ['IB29', ['IB29/']],
      ['IC25', ['theatre']],
      ['IF45', []],
    ])
    // A stage offers nothing to open.
    expect(shown?.children?.[1]?.children?.[0]).not.toHaveProperty('children')
  })
})
