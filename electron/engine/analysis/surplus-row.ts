import { exact } from '#shared/domain/exact.ts'
import type { Fen } from '#shared/domain/money.ts'
import type { SliceTotals } from '#shared/domain/slice.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'
import { surplusOn, surplusText } from '#shared/domain/surplus-on-basis.ts'
import type { SurplusRow } from '#shared/domain/surplus-row.ts'
import { computeFigure } from './figures.ts'
import type { IndicatorId } from './indicators.ts'
import { surplusOf } from './surplus.ts'

/** One row of a surplus table; every quotient is the indicator of the same name, so a cell and its explanation agree. */
export function surplusRow<B extends ComputedBasis>(
  key: string,
  label: string,
  totals: SliceTotals,
  basis: B,
): SurplusRow<B> {
  const value = (id: IndicatorId) => computeFigure(id, totals, basis).value
  const surplus = surplusOf(totals, basis)
  const perCase = value('surplus-per-case')
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
    surplus: surplusText(surplus),
    surplusRate: value('surplus-rate'),
    surplusPerCase: perCase === null ? null : surplusText(surplusOn(basis, exact(perCase))),
    chargePerCase: value('charge-per-case'),
    meanLos: value('mean-los'),
    drugShare: value('drug-share'),
    consumableShare: value('consumable-share'),
  }
}
