import { describe, expect, test } from 'vitest'
import { type AlertInput, alerts } from '#engine/analysis/alerts.ts'
import { sliceSchema } from '#shared/contract/slice.ts'
import { exact } from '#shared/domain/exact.ts'
import { aMonth, yuan } from './slices.ts'

const slice = { from: '2026-06', to: '2026-06', team: '关节组' }
const clean = aMonth({ nAmbiguous: 0, nUngrouped: 0 })

const found = (change: Partial<AlertInput<typeof slice>> = {}) =>
  alerts({ slice, basis: 'B1', totals: clean, groups: [], stale: false, headerMismatch: null, ...change })

const ids = (change: Partial<AlertInput<typeof slice>> = {}) => found(change).map(({ id }) => id)

describe('alerts', () => {
  test('a clean month has none', () => {
    expect(found()).toEqual([])
  })

  test('each rule, most urgent first', () => {
    const totals = aMonth({ nUngrouped: 2, nRejected: 1, nAmbiguous: 3, nUnpriced: 4, nHigh: 20, nWithCost: 100 })
    const headerMismatch = { n: 5, amount: yuan('1234.5') }
    expect(ids({ totals, stale: true, headerMismatch })).toEqual([
      'stale',
      'ungrouped',
      'rejected',
      'unpriced',
      'ambiguous',
      'lines-differ',
      'high-outliers',
      'no-cost',
    ])
  })

  test('opens to the cases behind it, inside the slice of the page, in the words of the contract', () => {
    const [ungrouped] = found({ totals: aMonth({ nAmbiguous: 0, nUngrouped: 2 }) })
    expect(ungrouped).toMatchObject({ n: 2, slice: { ...slice, status: 'ungrouped' } })
    const all = found({ totals: aMonth({ nRejected: 1, nUnpriced: 4, nHigh: 20, nWithCost: 0 }) })
    for (const alert of all) expect(sliceSchema.safeParse(alert.slice).success, alert.id).toBe(true)
  })

  test('high outliers: from 20 cases on, strictly above 5%', () => {
    const of = (n: number, nHigh: number) => ids({ totals: { ...clean, n, nHigh } }).includes('high-outliers')
    expect(of(100, 5)).toBe(false)
    expect(of(100, 6)).toBe(true)
    expect(of(19, 19)).toBe(false)
  })

  test('losing groups with more than half of their charges in consumables, largest losses first, at most three', () => {
    const group = (key: string, payment: string, consumable: string, n = 20) => ({
      key,
      label: `${key} 置换`,
      totals: {
        ...clean,
        n,
        nPriced: n,
        payment: exact(payment),
        chargePriced: yuan('100000'),
        chargeWithLines: yuan('100000'),
        consumable: yuan(consumable),
      },
    })
    const groups = [
      group('small', '99000', '60000'),
      group('large', '50000', '60000'),
      group('earning', '120000', '60000'),
      group('half', '50000', '50000'), // exactly half is not above it
      group('few', '50000', '60000', 9),
      group('middle', '80000', '55000'),
      group('least', '99500', '60000'),
    ]
    const losing = found({ groups })
    expect(losing.map(({ slice: { drg } }) => drg)).toEqual(['large', 'middle', 'small'])
    expect(losing[0]?.message.zh).toBe('large 置换：20 例，医保盈亏 −50,000 元，耗占比 60.0%')
  })

  test('partial cost data is told apart from none', () => {
    expect(found({ totals: { ...clean, nWithCost: 181 } })[0]?.message.en).toBe(
      '1 settled case has no cost and is left out of the surplus on cost',
    )
    expect(found({ totals: { ...clean, nWithCost: 0 } })[0]?.message.zh).toBe('没有病例成本数据，不能计算成本结余')
  })
})
