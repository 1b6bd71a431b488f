import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { PAYMENT_EFFECTS, SPENT_EFFECTS } from '#engine/analysis/bridge-effects.ts'
import { catalogue } from '#engine/analysis/catalogue.ts'
import { CLUE_NAMES, CLUE_STATUSES } from '#engine/analysis/clue.ts'
import { type BaselineSource, consumptionOf, type GroupUse, ratioOfSums } from '#engine/analysis/consumption.ts'
import { explainIndicator } from '#engine/analysis/explain.ts'
import { computeFigure } from '#engine/analysis/figures.ts'
import type { FurtherSums } from '#engine/analysis/further-sums.ts'
import { INDICATOR_IDS, type IndicatorId } from '#engine/analysis/indicators.ts'
import { PORTFOLIO_WORDS } from '#engine/analysis/portfolio-class.ts'
import { OVERLAY_NAMES, STRUCTURE_VIEWS } from '#engine/analysis/structure-views.ts'
import { exact } from '#shared/domain/exact.ts'
import { FEE_CATEGORIES, type FeeCategory } from '#shared/domain/fee-category.ts'
import type { Fen } from '#shared/domain/money.ts'
import { aMonth, yuan } from './slices.ts'

const SOURCE: BaselineSource = { name: { zh: '某市 2025 年', en: 'A city, 2025' }, year: 2025, level: '三级' }

/** Vector 11.5: g1 10,000 yuan and 8 days, g2 20,000 and 12; cases 9,000/7, 12,000/9 and 18,000/10. */
const GROUPS: readonly GroupUse[] = [
  { key: 'g1', n: 2, charge: yuan('21000'), bedDays: 16, nWithLos: 2 },
  { key: 'g2', n: 1, charge: yuan('18000'), bedDays: 10, nWithLos: 1 },
  { key: 'unknown', n: 4, charge: yuan('99000'), bedDays: 99, nWithLos: 4 },
]
const BASELINES = new Map([
  ['g1', { meanCharge: exact(10_000), meanLos: exact(8) }],
  ['g2', { meanCharge: exact(20_000), meanLos: exact(12) }],
])
const CONSUMPTION = consumptionOf(GROUPS, BASELINES, SOURCE)

const categories = Object.fromEntries(
  FEE_CATEGORIES.map((code) => [code, yuan(code === '00' ? '24000' : '100000')]),
) as Record<FeeCategory, Fen>

const FURTHER: FurtherSums = {
  groups: 37,
  consumption: CONSUMPTION,
  categories,
  selfPay: { amount: yuan('206200'), charge: yuan('4124000'), n: 182 },
  losing: { basis: 'B1', cases: 91 },
  preoperative: { days: 210, n: 100 },
  beds: { occupied: 1302, open: 1240, days: 31, discharges: 182 },
  readmissions: { window: 30, n: 180, readmitted: 9 },
  lowRisk: { n: 50, deaths: 0, source: { zh: '省质控中心 2025', en: 'Provincial centre 2025' } },
  complications: { n: 100, complicated: 3 },
  daySurgery: { n: 100, day: 18 },
}

const figure = (id: IndicatorId, basis: 'B1' | 'B3' = 'B1', further = FURTHER) =>
  computeFigure(id, aMonth(), basis, further)
const value = (id: IndicatorId, basis: 'B1' | 'B3' = 'B1') => {
  const text = figure(id, basis).value
  return text === null ? null : exact(text).round(6, 1).toFixed()
}

describe('indicators that need further sums', () => {
  test.each([
    ['groups', '37', 180],
    ['cost-index', '1', 3],
    ['time-index', '0.944444', 3],
    ['service-share', '0.169738', 182], // 700,000 ÷ 4,124,000
    ['self-pay-share', '0.05', 182],
    ['loss-rate-cases', '0.5', 182], // 91 ÷ 182
    ['loss-rate', '0.031', 182], // 124,000 ÷ 4,000,000
    ['preoperative-stay', '2.1', 100],
    ['bed-use', '1.05', 182], // added beds
    ['bed-turnover', '4.55', 182], // 182 ÷ (1,240 ÷ 31 = 40 beds)
    ['readmission', '0.05', 180],
    ['low-risk-mortality', '0', 50],
    ['complication-rate', '0.03', 100],
    ['day-surgery-share', '0.18', 100],
  ] as const)('%s = %s of n = %i', (id, expected, n) => {
    expect([value(id), figure(id).n]).toEqual([expected, n])
  })

  test('are missing with the reason where the sums were not looked up, never 0', () => {
    for (const id of INDICATOR_IDS.filter((id) => figure(id, 'B1', {}).value === null))
      expect(figure(id, 'B1', {}).reason, id).toMatchObject({ zh: '没有所需的数据' })
    expect(INDICATOR_IDS.filter((id) => figure(id, 'B1', {}).value === null)).toHaveLength(13)
  })

  test('a loss rate is 0 where there is a surplus, and counts cases only on the basis they were counted on', () => {
    expect(value('loss-rate', 'B3')).toBe('0')
    expect(value('loss-rate-cases', 'B3')).toBeNull()
    expect(figure('loss-rate', 'B3').basis).toBe('B3')
  })

  test('denominators of zero give no figure', () => {
    const empty: FurtherSums = {
      beds: { occupied: 0, open: 0, days: 31, discharges: 0 },
      preoperative: { days: 0, n: 0 },
      readmissions: { window: 30, n: 0, readmitted: 0 },
      consumption: consumptionOf([], new Map(), SOURCE),
    }
    for (const id of ['bed-use', 'bed-turnover', 'preoperative-stay', 'readmission', 'cost-index'] as const)
      expect(figure(id, 'B1', empty), id).toMatchObject({ value: null, reason: expect.anything() })
  })
})

describe('vector 11.5: consumption indices', () => {
  test('per group and per case they are one number; the ratio of sums is another', () => {
    expect(CONSUMPTION.cost.weighted.div(CONSUMPTION.cost.n).toFixed(3)).toBe('1.000')
    expect(CONSUMPTION.time.weighted.div(CONSUMPTION.time.n).toFixed(4)).toBe('0.9444')
    expect(ratioOfSums(CONSUMPTION.cost)?.toFixed(3)).toBe('0.975')
  })

  test('groups without a baseline are left out and counted, and the source is told', () => {
    expect(CONSUMPTION.cost.excluded).toBe(4)
    const { notes } = explainIndicator('cost-index', aMonth(), 'B1', FURTHER)
    expect(notes.map(({ zh }) => zh)).toEqual([
      '基准：某市 2025 年（2025 年，三级）',
      '合计比口径（Σ 实际 ÷ Σ 基准）为 0.9750，与本口径不同',
      '4 例所在病组没有基准，未计入',
      '只有 3 例，少于 10 例，波动大，请谨慎解读',
    ])
  })
})

describe('small numbers', () => {
  test('every proportion comes with its interval, and nothing else does', () => {
    for (const { id, smallNumbers } of catalogue('B1')) {
      const { interval, value } = figure(id)
      expect(interval !== undefined, id).toBe(smallNumbers === 'proportion' && value !== null)
      if (interval !== undefined)
        expect(exact(interval.low).lte(exact(value!)) && exact(value!).lte(interval.high), id).toBe(true)
    }
    expect(figure('low-risk-mortality').interval).toEqual({ low: '0.000000', high: '0.071348' })
  })
})

describe('the catalogue', () => {
  test.each(['B1', 'B3'] as const)('on %s has every indicator once, complete in both languages', (basis) => {
    const entries = catalogue(basis)
    expect(entries.map(({ id }) => id)).toEqual(INDICATOR_IDS)
    expect(new Set(entries.map(({ label }) => label.zh)).size).toBe(entries.length)
    for (const entry of entries) {
      const texts = [entry.label, entry.definition, entry.numerator, entry.formula, entry.source, entry.smallNumberRule]
      for (const { zh, en } of [...texts, ...(entry.denominator === null ? [] : [entry.denominator])]) {
        expect(zh, entry.id).not.toBe('')
        expect(en, entry.id).toMatch(/^[^\u4e00-\u9fff]*(（?医保发〔2025〕18号）?)?[^\u4e00-\u9fff]*$/)
      }
      expect(entry.denominator === null, entry.id).toBe(entry.smallNumbers === 'sum')
    }
  })

  test('the formula is numerator ÷ denominator, a difference above the line in brackets', () => {
    const formulas = new Map(catalogue('B3').map(({ id, formula }) => [id, formula]))
    expect(formulas.get('surplus-rate')).toEqual({
      zh: '（结算金额 − 成本）÷ 结算金额',
      en: '(Payment − cost) ÷ payment',
    })
    expect(formulas.get('cmi')?.zh).toBe('总权重 ÷ 有权重病例数')
    expect(formulas.get('charge')?.zh).toBe('Σ 病例总费用')
  })
})

describe('docs', () => {
  const page = (name: string) => readFileSync(join(import.meta.dirname, '../../../../docs', name), 'utf8')

  test('figures.md has every indicator with its name, unit and direction, and no other', () => {
    const rows = page('figures.md').matchAll(
      /^\| `([a-z-]+)` \| ([^|]+) \|[^|]+\|[^|]+\| ([a-z]+) \| (up|down|neutral) \|/gm,
    )
    const told = new Map([...rows].map(([, id, zh, unit, direction]) => [id, { zh: zh!, unit, direction }]))
    expect([...told.keys()].sort()).toEqual([...INDICATOR_IDS].sort())
    for (const { id, label, unit, direction } of catalogue('B1')) {
      expect(told.get(id), id).toMatchObject({ unit, direction })
      expect(told.get(id)!.zh, id).toContain(label.zh)
    }
  })

  test('analysis.md names every effect, view, class and clue as they are called here', () => {
    const text = page('analysis.md')
    const effects = { ...SPENT_EFFECTS, ...PAYMENT_EFFECTS }
    for (const [id, { name }] of Object.entries(effects)) expect(text, id).toContain(name.zh)
    for (const id of [...Object.keys(effects), ...Object.keys(STRUCTURE_VIEWS)]) expect(text).toContain(`\`${id}\``)
    for (const { name } of Object.values(PORTFOLIO_WORDS)) expect(text).toContain(name.zh)
    for (const { zh } of Object.values(CLUE_NAMES)) expect(text).toContain(zh.replace('线索', ''))
    for (const { zh } of [...Object.values(OVERLAY_NAMES), ...Object.values(CLUE_STATUSES)]) expect(text).toContain(zh)
  })
})
