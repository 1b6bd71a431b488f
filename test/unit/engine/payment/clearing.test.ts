import fc from 'fast-check'
import { expect, test } from 'vitest'
import { floatingRate, monthlyAdvance, shareSurplus, yearEndClearing } from '#engine/payment/clearing.ts'
import { policyMonthFaults } from '#engine/payment/policy-months.ts'
import { DIFFERENCE_CAUSES, reconcile, type SettledSide } from '#engine/payment/reconcile.ts'
import { exact } from '#shared/domain/exact.ts'
import { fen } from '#shared/domain/money.ts'
import { period } from '#shared/domain/period.ts'

const month = {
  weight: exact('120.5'),
  rate: exact(9000),
  patientPaid: exact(380000),
  advanceRatio: exact('0.9'),
  deductions: exact(12000),
}

test('a month is advanced by weight, rate and ratio', () => {
  expect(monthlyAdvance(month).toFixed(2)).toBe('622050.00')
})

test('the year is cleared at the final rate, and the drift of the rate is told apart', () => {
  const finalRate = floatingRate(exact(1_072_450), exact('120.5'))
  const cleared = yearEndClearing([{ ...month, paid: monthlyAdvance(month) }], finalRate, exact(-450))
  expect(cleared.due.toFixed(2)).toBe('680450.00')
  expect(cleared.rateDrift.toFixed(2)).toBe('-12050.00')
  expect(cleared.balance.toFixed(2)).toBe('57950.00')
  expect(() => floatingRate(exact(1), exact(0))).toThrow(RangeError)
})

test('a surplus is kept and a deficit borne in shares that leave nothing over', () => {
  const shares = { retained: exact('0.5'), borne: exact('0.3') }
  expect(shareSurplus(exact(200000), shares).department.toFixed(0)).toBe('100000')
  const deficit = shareSurplus(exact(-100000), shares)
  expect([deficit.department.toFixed(0), deficit.hospital.toFixed(0)]).toEqual(['-30000', '-70000'])
})

test('months without a policy and months with two are named as spans', () => {
  const spans = [
    { policyId: 1, validFrom: period('2025-01'), validTo: period('2025-06') },
    { policyId: 2, validFrom: period('2025-06'), validTo: period('2025-08') },
    { policyId: 3, validFrom: period('2025-11'), validTo: null },
  ]
  expect(policyMonthFaults(spans, period('2025-01'), period('2026-01'))).toEqual([
    { kind: 'overlap', from: '2025-06', to: '2025-06', policyIds: [1, 2] },
    { kind: 'gap', from: '2025-09', to: '2025-10' },
  ])
})

const side = (part: Partial<SettledSide>): SettledSide => ({
  group: 'G1',
  outlier: 'normal',
  weight: exact(1),
  standard: exact(100),
  payment: fen(10000),
  ...part,
})

test('each difference has the first cause that fits', () => {
  const at = (our: Partial<SettledSide>, their: Partial<SettledSide>) =>
    reconcile(new Map([['1', side(our)]]), new Map([['1', side({ payment: fen(9000), ...their })]])).cases[0]?.cause
  expect(at({}, { group: 'G2', weight: exact(2) })).toBe('grouping')
  expect(at({}, { outlier: 'low' })).toBe('outlier')
  expect(at({}, { weight: exact(2), standard: exact(200) })).toBe('weight')
  expect(at({}, { standard: exact(90) })).toBe('rate')
  expect(at({}, {})).toBe('other')
  expect(at({}, { payment: fen(10000) })).toBeUndefined()
  expect(reconcile(new Map([['1', side({})]]), new Map()).cases[0]?.cause).toBe('missing-there')
  expect(reconcile(new Map(), new Map([['1', side({})]])).cases[0]?.cause).toBe('missing-here')
})

test('the causes sum exactly to the total difference', () => {
  const sides = fc.dictionary(
    fc.constantFrom('1', '2', '3', '4', '5'),
    fc.record({ payment: fc.integer({ min: 0, max: 1e9 }).map(fen), group: fc.constantFrom('G1', 'G2', null) }),
  )
  const filled = (rows: Record<string, Partial<SettledSide>>) =>
    new Map(Object.entries(rows).map(([caseNo, part]) => [caseNo, side(part)]))
  const paid = (rows: ReadonlyMap<string, SettledSide>) => [...rows.values()].reduce((sum, row) => sum + row.payment, 0)
  fc.assert(
    fc.property(sides, sides, (a, b) => {
      const [ours, theirs] = [filled(a), filled(b)]
      const { byCause, total } = reconcile(ours, theirs)
      const causes = DIFFERENCE_CAUSES.map((cause) => byCause.get(cause)?.difference ?? 0)
      expect(causes.reduce<number>((sum, part) => sum + part, 0)).toBe(total)
      expect(total).toBe(paid(theirs) - paid(ours))
    }),
  )
})
