import { describe, expect, test } from 'vitest'
import type { GroupTotals } from '#engine/analysis/group-totals.ts'
import { headline } from '#engine/analysis/headline.ts'
import { periodWords } from '#engine/analysis/period-words.ts'
import { addTotals, emptyTotals } from '#engine/analysis/totals.ts'
import { exact } from '#shared/domain/exact.ts'
import type { FeeCategory } from '#shared/domain/fee-category.ts'
import type { Fen } from '#shared/domain/money.ts'
import { period } from '#shared/domain/period.ts'
import { yuan } from './slices.ts'

/** A settled group of `n` cases charged `charge` in all; consumables as given, the rest surgery. */
function aGroup(key: string, n: number, payment: string, charge: string, consumable?: string): GroupTotals {
  const totals = {
    ...emptyTotals(),
    n,
    nPriced: n,
    payment: exact(payment),
    charge: yuan(charge),
    chargePriced: yuan(charge),
  }
  if (consumable === undefined) return { key, label: key, totals }
  const categories: Partial<Record<FeeCategory, Fen>> = {
    '08': yuan(consumable),
    '06': yuan(exact(charge).minus(consumable).toFixed()),
  }
  return { key, label: key, totals, categories }
}

const june = (groups: readonly GroupTotals[], basis: 'B1' | 'B3' = 'B1') =>
  headline({
    from: period('2026-06'),
    to: period('2026-06'),
    basis,
    totals: groups.reduce((sum, { totals }) => addTotals(sum, totals), emptyTotals()),
    groups,
  })

describe('headline', () => {
  test('result, where the losses are, and what sets those groups apart', () => {
    // Losses 100,000 + 70,000 + 20,000 + 10,000; the first two make 170,000 of 200,000.
    const said = june([
      aGroup('髋置换', 30, '900000', '1000000', '700000'),
      aGroup('膝置换', 40, '930000', '1000000', '600000'),
      aGroup('脊柱融合', 20, '480000', '500000', '200000'),
      aGroup('清创', 10, '90000', '100000', '20000'),
      aGroup('骨折内固定', 82, '1276000', '1200000', '360000'),
    ])
    expect(said.zh).toBe(
      '2026年6月 182 例，医保盈亏 −12.4 万元。亏损病组 4 个，其中 2 个占全部亏损的 85.0%：髋置换、膝置换。这些病组的耗材占费用 65.0%，比其余病组高 32.8 个百分点。',
    )
    expect(said.en).toBe(
      'June 2026: 182 cases, surplus on charges −124,000 yuan. 4 groups lost; 2 of them make 85.0% of all losses: 髋置换, 膝置换. Consumables make up 65.0% of their charges, 32.8 percentage points above the other groups.',
    )
  })

  test('leaves out the structure where the lines of some group are missing, or the gap is small', () => {
    const missing = june([aGroup('A', 30, '90', '100', '90'), aGroup('B', 30, '120', '100')])
    expect(missing.zh).toBe('2026年6月 60 例，医保盈亏 +10 元。唯一的亏损病组是A。')
    const small = june([aGroup('A', 30, '90', '100', '54'), aGroup('B', 30, '120', '100', '50')])
    expect(small.en).toBe('June 2026: 60 cases, surplus on charges +10 yuan. One group lost: A.')
  })

  test('leaves out the structure when a side has under ten cases', () => {
    expect(june([aGroup('A', 9, '90', '100', '90'), aGroup('B', 30, '120', '100', '10')]).en).not.toContain(
      'Consumables',
    )
    expect(june([aGroup('A', 10, '90', '100', '90'), aGroup('B', 30, '120', '100', '10')]).en).toContain('Consumables')
  })

  test('no loss, no cost data, no cases', () => {
    expect(june([aGroup('A', 1, '12000', '100')]).zh).toBe('2026年6月 1 例，医保盈亏 +1.2 万元。没有亏损病组。')
    expect(june([aGroup('A', 1, '120', '100')], 'B3').en).toBe(
      'June 2026: 1 case; no cost data, so there is no surplus on cost.',
    )
    expect(june([]).zh).toBe('2026年6月没有病例。')
  })

  test('equal losses are named in the same order whatever order the rows came in', () => {
    const groups = ['C', 'A', 'B'].map((key) => aGroup(key, 5, '90', '100'))
    expect(june(groups).zh).toBe(june([...groups].reverse()).zh)
    expect(june(groups).zh).toContain('亏损病组 3 个：A、B、C。')
  })
})

test.each([
  ['2026-06', '2026-06', '2026年6月', 'June 2026'],
  ['2026-01', '2026-06', '2026年1月–6月', 'January–June 2026'],
  ['2025-11', '2026-02', '2025年11月至2026年2月', 'November 2025 – February 2026'],
  [null, '2026-02', '截至2026年2月', 'Up to February 2026'],
  ['2026-02', null, '2026年2月起', 'From February 2026'],
  [null, null, '全部月份', 'All months'],
])('months %s to %s', (from, to, zh, en) => {
  expect(periodWords(from === null ? null : period(from), to === null ? null : period(to))).toEqual({ zh, en })
})
