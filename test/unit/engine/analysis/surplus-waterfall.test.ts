import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stepRows, type WaterfallCell, type WaterfallParts, waterfall } from '#engine/analysis/surplus-waterfall.ts'
import { exact } from '#shared/domain/exact.ts'
import { fen, sumFen } from '#shared/domain/money.ts'

const CELL: WaterfallCell = {
  ...{ key: 'IC25', class: 'normal', n: 2, charge: fen(5_000_000), nStandard: 2, standard: exact('56000.004') },
  ...{ chargeStandard: fen(5_000_000), nPaid: 2, payment: exact('56000.004'), chargePaid: fen(5_000_000) },
  ...{ nCosted: 1, paymentCosted: exact('28000.002'), cost: fen(2_500_000) },
}
const HIGH: WaterfallCell = {
  ...CELL,
  ...{ class: 'high', n: 1, charge: fen(9_000_000), nStandard: 1, standard: exact('28000.002'), nPaid: 1 },
  ...{ chargeStandard: fen(9_000_000), payment: exact('62000.005'), chargePaid: fen(9_000_000) },
  ...{ nCosted: 1, paymentCosted: exact('62000.005'), cost: fen(8_000_000) },
}
/** A case that no rule pays. */
const UNPAID: WaterfallCell = {
  ...CELL,
  ...{ key: '', class: 'unpriced', n: 1, charge: fen(100_000), nStandard: 0, standard: exact(0), nPaid: 0 },
  ...{
    chargeStandard: fen(0),
    payment: exact(0),
    chargePaid: fen(0),
    nCosted: 0,
    paymentCosted: exact(0),
    cost: fen(0),
  },
}

describe('from charges to surplus', () => {
  it('tells standard, outlier rules and what was not paid apart; then the parts; to the fen', () => {
    const parts: readonly WaterfallParts[] = [
      { key: 'IC25', amounts: { drugs: fen(4_000_000), consumables: fen(10_000_000), unlisted: fen(0) } },
    ]
    const steps = waterfall({ basis: 'B1', cells: [CELL, HIGH, UNPAID], parts })
    expect(steps.map(({ id, amount, n }) => [id, amount, n])).toEqual([
      ['charge', 14_100_000, 4],
      ['standard', -5_599_999, 3],
      ['class:high', 3_400_000, 1],
      ['class:unpriced', -100_000, 1],
      ['payment', 11_800_001, 3],
      ['part:drugs', -4_000_000, 3],
      ['part:consumables', -10_000_000, 3],
      ['surplus', -2_199_999, 3],
    ])
  })

  it('takes the payment of cases without a cost off before the cost', () => {
    const parts = [{ key: 'IC25', amounts: { staff: fen(6_000_000), materials: fen(4_500_000) } }]
    const steps = waterfall({ basis: 'B3', cells: [CELL, HIGH, UNPAID], parts })
    expect(steps.slice(4).map(({ id, amount, n }) => [id, amount, n])).toEqual([
      ['payment', 11_800_001, 3],
      ['without-cost', -2_800_000, 1],
      ['part:staff', -6_000_000, 2],
      ['part:materials', -4_500_000, 2],
      ['surplus', -1_499_999, 2],
    ])
  })

  const amount = fc.integer({ min: 0, max: 90_000_000 }).map(fen)
  const yuan = fc.integer({ min: 0, max: 900_000_000_000 }).map((value) => exact(value).div(1_000_000))
  const cell = fc
    .record({
      ...{ key: fc.constantFrom('A', 'B', 'C'), class: fc.constantFrom('normal', 'low', 'high', 'unpriced') },
      ...{ charge: amount, standard: yuan, payment: yuan, paymentCosted: yuan, cost: amount, drugs: amount },
    })
    .map(({ drugs, ...row }): { readonly cell: WaterfallCell; readonly parts: WaterfallParts } => ({
      cell: {
        ...row,
        class: row.class as WaterfallCell['class'],
        ...{ n: 1, nStandard: 1, nPaid: 1, nCosted: 1 },
        ...{ chargeStandard: row.charge, chargePaid: row.charge },
      },
      parts: { key: row.key, amounts: { drugs, unlisted: fen(row.charge - drugs) } },
    }))

  it('reaches every total to the fen, and every bar is the sum of its rows, whatever the cases', () => {
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 12 }), (made) => {
        const input = {
          basis: 'B1' as const,
          cells: made.map((each) => each.cell),
          parts: made.map((each) => each.parts),
        }
        const steps = waterfall(input)
        let level = 0
        for (const { id, kind, amount: moved } of steps) {
          if (kind === 'total' && id !== 'charge') expect(moved, id).toBe(level)
          level = kind === 'total' ? moved : level + moved
        }
        for (const step of steps) expect(sumFen(stepRows(step.id, input).map((row) => row.amount))).toBe(step.amount)
      }),
    )
  })
})
