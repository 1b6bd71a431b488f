import type { Fen } from '#shared/domain/money.ts'
import type { SliceTotals } from '#shared/domain/slice.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'
import type { SurplusRow } from '#shared/domain/surplus-row.ts'
import { computeFigure } from './figures.ts'
import type { IndicatorId } from './indicators.ts'

/** One row of a surplus table; every quotient is the indicator of the same name, so a cell and its explanation agree. */
export function surplusRow(key: string, label: string, totals: SliceTotals, basis: ComputedBasis): SurplusRow {
  const value = (id: IndicatorId) => computeFigure(id, totals, basis).value
  const cost: Fen | null = totals.nWithCost === 0 ? null : totals.cost
  return {
    key,
    label,
    n: totals.n,
    nPriced: totals.nPriced,
    nLow: totals.nLow,
    nHigh: totals.nHigh,
    nWithCost: totals.nWithCost,
    rw: totals.rw.toFixed(),
    cmi: value('cmi'),
    charge: totals.charge,
    cost,
    payment: totals.payment.toFixed(),
    paymentPaid: totals.paymentPaid,
    surplus: value('surplus'),
    surplusRate: value('surplus-rate'),
    surplusPerCase: value('surplus-per-case'),
    chargePerCase: value('charge-per-case'),
    meanLos: value('mean-los'),
    drugShare: value('drug-share'),
    consumableShare: value('consumable-share'),
  }
}
