import fc from 'fast-check'
import { emptyTotals } from '#engine/analysis/totals.ts'
import { exact, roundToFen } from '#shared/domain/exact.ts'
import { type Fen, fen } from '#shared/domain/money.ts'
import type { SliceTotals } from '#shared/domain/slice.ts'

export const yuan = (text: string): Fen => roundToFen(exact(text))

/** A month of 182 settled cases, all with a cost and lines, unless changed. */
export function aMonth(change: Partial<SliceTotals> = {}): SliceTotals {
  return {
    ...emptyTotals(),
    n: 182,
    nGrouped: 180,
    nAmbiguous: 1,
    nUngrouped: 1,
    nLow: 6,
    nHigh: 4,
    nPriced: 182,
    nWithCost: 182,
    nWeighted: 180,
    rw: exact('216.45'),
    charge: yuan('4124000'),
    chargePriced: yuan('4124000'),
    cost: yuan('3600000'),
    payment: exact('4000000.0049'),
    paymentPaid: yuan('4000000.31'),
    paymentWithCost: exact('4000000.0049'),
    patient: yuan('1200000'),
    fund: exact('2800000.0049'),
    bedDays: 1683,
    nWithLos: 182,
    nWithPatient: 182,
    nWithLines: 182,
    drug: yuan('824800'),
    herbal: yuan('41240'),
    consumable: yuan('2062000'),
    chargeWithLines: yuan('4124000'),
    nDeaths: 1,
    ...change,
  }
}

const count = fc.integer({ min: 0, max: 5000 })
const money = fc.integer({ min: -1_000_000, max: 1_000_000_00 }).map(fen)
/** Up to fourteen decimals, as a standard has. */
const decimal = fc
  .bigInt({ min: -(10n ** 20n), max: 10n ** 20n })
  .map((digits) => exact(digits.toString()).times('1e-14'))

/** Any totals at all: sums need not be plausible to add up. */
export const anyTotals: fc.Arbitrary<SliceTotals> = fc.record({
  n: count,
  nGrouped: count,
  nAmbiguous: count,
  nUngrouped: count,
  nRejected: count,
  nLow: count,
  nHigh: count,
  nExempt: count,
  nUnpriced: count,
  nPriced: count,
  chargePriced: money,
  nWithCost: count,
  nWeighted: count,
  rw: decimal,
  charge: money,
  cost: money,
  payment: decimal,
  paymentPaid: money,
  paymentWithCost: decimal,
  patient: money,
  fund: decimal,
  bedDays: count,
  nWithLos: count,
  nWithPatient: count,
  nWithLines: count,
  drug: money,
  herbal: money,
  consumable: money,
  chargeWithLines: money,
  nDeaths: count,
})
