import { describe, expect, test } from 'vitest'
import { SPOKE_IDS } from '#engine/analysis/spokes.ts'
import { OVERLAY_NAMES, STRUCTURE_VIEWS as VIEWS } from '#engine/analysis/structure-views.ts'
import { partColor } from '#renderer/charts/colors.ts'
import { toTsv } from '#renderer/grid/column.ts'
import { findingOf, largestParts, shownOverlays } from '#renderer/pages/structure/findings.ts'
import { partColumns } from '#renderer/pages/structure/part-columns.ts'
import { besideParam, readPlace } from '#renderer/pages/structure/place.ts'
import { STRUCTURE_OVERLAYS, STRUCTURE_VIEWS, type StructureReport } from '#shared/contract/structure.ts'
import { FEE_CATEGORIES } from '#shared/domain/fee-category.ts'
import { fen } from '#shared/domain/money.ts'
import { translate } from '#shared/i18n/translate.ts'

const both = (text: string) => ({ zh: text, en: text })

/** Four cases: 300 of drugs and 100 of consumables; the benchmark has 90 and 10 a case. */
const REPORT: StructureReport = {
  slice: {},
  view: 'spokes',
  of: 'charge',
  n: 4,
  cases: 5,
  parts: [
    {
      key: 'drugs',
      name: both('药品'),
      amount: fen(30_000),
      perCase: '75',
      share: '0.75',
      overlays: { benchmark: { perCase: '90', share: '0.9', perCaseGap: '-15', shareGap: '-0.15' } },
    },
    {
      key: 'consumables',
      name: both('耗材'),
      amount: fen(10_000),
      perCase: '25',
      share: '0.25',
      overlays: { benchmark: { perCase: '10', share: '0.1', perCaseGap: '15.5', shareGap: '0.15' } },
    },
  ],
  total: fen(40_000),
  perCase: '100',
  outside: fen(0),
  overlays: [
    { id: 'benchmark', state: 'shown', note: both('全市'), n: 4, perCase: '100', slice: null },
    { id: 'budget', state: 'missing', reason: both('没有') },
  ],
  scopes: ['全市'],
  scope: '全市',
  costTags: [],
  definition: both('十项'),
}

test('the lists of the contract are those of the engine', () => {
  expect(STRUCTURE_VIEWS).toEqual(Object.keys(VIEWS))
  expect(STRUCTURE_OVERLAYS).toEqual(Object.keys(OVERLAY_NAMES))
})

describe('the address', () => {
  const place = (text: string) => readPlace(new URLSearchParams(text))
  test('names nothing: ten parts, yuan per case, every overlay, small radars by group', () => {
    expect(place('')).toEqual({
      ...{ view: 'spokes', measure: 'case', by: 'drg', scope: null, part: null },
      beside: STRUCTURE_OVERLAYS,
    })
  })

  test('what it names is read, what nobody knows is not', () => {
    const read = place('view=stages&measure=share&by=ward&beside=previous,budget&part=none')
    expect(read).toMatchObject({ view: 'stages', measure: 'share', by: 'drg', part: 'none' })
    expect(read.beside).toEqual(['budget', 'previous'])
  })

  test.each([[[]], [['budget']], [['best-team', 'benchmark']], [[...STRUCTURE_OVERLAYS]]] as const)(
    'overlays %j are read back as they were written',
    (chosen) => {
      const param = besideParam(chosen)
      const read = place(param === null ? '' : `beside=${param}`).beside
      expect([...read].sort()).toEqual([...chosen].sort())
    },
  )
})

describe('findings', () => {
  test('the part that differs most from the first overlay that is shown', () => {
    const shown = shownOverlays(REPORT, STRUCTURE_OVERLAYS)
    expect(shown.map(({ id }) => id)).toEqual(['benchmark'])
    expect(findingOf(REPORT, shown)).toMatchObject({
      overlay: 'benchmark',
      most: { gap: '15.5', part: { key: 'consumables' } },
    })
    expect(shownOverlays(REPORT, ['previous'])).toEqual([])
    expect(findingOf(REPORT, [])).toBeNull()
  })

  test('nothing differs, nothing weighs', () => {
    const same = { perCase: '75', share: '0.75', perCaseGap: '0', shareGap: '0' }
    const parts = REPORT.parts.map((part) => ({ ...part, overlays: { benchmark: same } }))
    expect(findingOf({ ...REPORT, parts }, shownOverlays(REPORT, ['benchmark']))).toMatchObject({ most: null })
    expect(largestParts(REPORT)?.map(({ key }) => key)).toEqual(['drugs', 'consumables'])
    expect(largestParts({ ...REPORT, parts: parts.map((part) => ({ ...part, amount: fen(0) })) })).toBeNull()
  })
})

describe('the table beside the radar', () => {
  const copied = (measure: 'case' | 'share') =>
    toTsv(
      partColumns({
        t: (key, ...args) => translate('zh', key, ...args),
        say: ({ zh }) => zh,
        unit: 'yuan',
        measure,
        report: REPORT,
        overlays: shownOverlays(REPORT, ['benchmark']),
        open: () => {},
      }),
      REPORT.parts,
      true,
    )
  test('has the radar’s figures, the differences and a total', () => {
    expect(copied('case').split('\n')).toEqual([
      '构成项\t合计（元）\t本期（元/例）\t标杆\t与标杆差',
      '药品\t300.00\t75.00\t90.00\t-15.00',
      '耗材\t100.00\t25.00\t10.00\t15.50',
      '合计\t400.00\t100.00\t100.00\t',
    ])
  })

  test('as shares, differences are in points', () => {
    expect(copied('share').split('\n').slice(1)).toEqual([
      '药品\t300.00\t75.0%\t90.0%\t−15.0 pp',
      '耗材\t100.00\t25.0%\t10.0%\t+15.0 pp',
      '合计\t400.00\t100.0%\t100.0%\t',
    ])
  })
})

test('spokes have a colour of their own each, in both themes; categories that share a spoke share its colour', () => {
  for (const dark of [false, true]) {
    expect(new Set(SPOKE_IDS.map((id) => partColor(id, dark))).size).toBe(SPOKE_IDS.length)
    expect(partColor('09', dark)).toBe(partColor('drugs', dark))
    for (const view of ['elements', 'stages'] as const) {
      const parts = VIEWS[view].parts.map(({ key }) => partColor(key, dark))
      expect(new Set(parts).size, view).toBe(parts.length)
    }
    expect(FEE_CATEGORIES.map((code) => partColor(code, dark))).not.toContain(undefined)
  }
})
