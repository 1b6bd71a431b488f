import { describe, expect, it } from 'vitest'
import { bookPathFor } from '#renderer/app/book-path.ts'
import { groupsFinding, trendFinding } from '#renderer/pages/overview/findings.ts'
import { insideOf, rowLabel, rowSlice } from '#renderer/pages/surplus/row-slice.ts'
import { splitRows } from '#renderer/pages/surplus/split.ts'
import type { Overview, SurplusRow } from '#shared/contract/figures.ts'
import { exact } from '#shared/domain/exact.ts'
import { fen } from '#shared/domain/money.ts'
import { period } from '#shared/domain/period.ts'
import { surplusOn, surplusText } from '#shared/domain/surplus-on-basis.ts'

const row = (key: string, surplus: string | null): SurplusRow => ({
  key,
  label: key,
  n: 10,
  nPriced: 10,
  nLow: 0,
  nHigh: 0,
  nWithCost: 0,
  rw: '10',
  cmi: '1',
  charge: fen(0),
  cost: null,
  payment: '0',
  paymentPaid: fen(0),
  surplus: surplus === null ? null : surplusText(surplusOn('B1', exact(surplus))),
  surplusRate: null,
  surplusPerCase: null,
  chargePerCase: null,
  meanLos: null,
  drugShare: null,
  consumableShare: null,
})

const month = (at: string, surplus: string | null): Overview['trend'][number] => ({
  period: period(at),
  figures: [
    {
      id: 'surplus',
      label: { zh: '盈亏', en: 'Surplus' },
      unit: 'yuan',
      direction: 'up',
      value: surplus,
      n: 10,
      basis: 'B1',
    },
  ],
})

describe('findings', () => {
  it('add up exactly', () => {
    expect(groupsFinding([row('A', '-0.1'), row('B', '-0.2'), row('C', null)])).toEqual({ n: 2, sum: '-0.3' })
  })

  it('split losing from earning, largest first, zero and unknown on no side', () => {
    const split = splitRows([
      row('A', '5'),
      row('B', '-1'),
      row('C', '0'),
      row('D', null),
      row('E', '-20'),
      row('F', '30'),
    ])
    expect(split.losing.map(({ key }) => key)).toEqual(['E', 'B'])
    expect(split.earning.map(({ key }) => key)).toEqual(['F', 'A'])
    expect([split.lost, split.earned]).toEqual(['-21', '35'])
  })

  it('name the lowest month and count the negative ones', () => {
    const trend = [month('2025-01', '10'), month('2025-02', '-30'), month('2025-03', null), month('2025-04', '-2')]
    expect(trendFinding(trend)).toEqual({ kind: 'mixed', months: 3, negative: 2, worst: '2025-02', amount: '-30' })
    expect(trendFinding(trend.slice(0, 1))).toMatchObject({ kind: 'positive', worst: '2025-01' })
    expect(trendFinding([month('2025-01', null)])).toEqual({ kind: 'unknown' })
  })
})

describe('drilling down', () => {
  it('narrows the slice to the row', () => {
    expect(rowSlice({ team: '关节组' }, 'drg', 'IC29')).toEqual({ team: '关节组', drg: 'IC29' })
    expect(rowSlice({ from: period('2025-01'), to: period('2025-12') }, 'month', '2025-03')).toEqual({
      from: '2025-03',
      to: '2025-03',
    })
  })

  it('calls a group by its code and name, once', () => {
    expect(rowLabel({ key: 'IC29', label: '膝关节置换术' }, 'drg')).toBe('IC29 膝关节置换术')
    expect(rowLabel({ key: 'IC29', label: 'IC29 膝关节置换术' }, 'drg')).toBe('IC29 膝关节置换术')
    expect(rowLabel({ key: '0000', label: '' }, 'drg')).toBe('0000')
    expect(rowLabel({ key: 'A', label: '关节组' }, 'team')).toBe('关节组')
  })

  it('opens categories to what they hold', () => {
    expect([insideOf('mdc'), insideOf('adrg'), insideOf('drg'), insideOf('team')]).toEqual(['adrg', 'drg', null, null])
  })
})

describe('the place of a new book', () => {
  it('is beside the last one, in a name every system takes', () => {
    expect(bookPathFor('骨科 2026', 'D:\\books\\心内.keheng')).toBe('D:\\books\\骨科 2026.keheng')
    expect(bookPathFor('a/b:c.', '/home/x/settings.json')).toBe('/home/x/a-b-c.keheng')
  })

  it('is left open when nothing is known', () => {
    expect(bookPathFor('骨科', null)).toBe('')
    expect(bookPathFor('  ', '/home/x/settings.json')).toBe('')
  })
})
