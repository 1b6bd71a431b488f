import type { CaseRow } from '#shared/contract/figures.ts'
import { exact, exactFromFen, fromParts } from '#shared/domain/exact.ts'
import { fen } from '#shared/domain/money.ts'
import type { Period } from '#shared/domain/period.ts'
import type { SettlementClass } from '#shared/domain/slice.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'
import { surplusOfPayment, surplusText } from '#shared/domain/surplus-on-basis.ts'
import type { StoredCaseRow } from '#store/case-queries.ts'
import { tagOf } from './costing/runs.ts'

/** A stored row as the contract speaks: exact decimals as text, both surpluses computed from unrounded payments. */
export function asCaseRow(stored: StoredCaseRow): CaseRow {
  const parts = (whole: number | null, frac: number | null) =>
    whole === null ? null : fromParts({ fen: whole, frac: frac ?? 0 })
  const standard = parts(stored.standardFen, stored.standardFrac)
  const payment = parts(stored.paymentFen, stored.paymentFrac)
  const against = <B extends ComputedBasis>(basis: B, amount: number | null) =>
    payment === null || amount === null
      ? null
      : surplusText(surplusOfPayment(basis, payment, exactFromFen(fen(amount))))
  const { id: _id, class: settlement, rwMicro, standardFen, standardFrac, paymentFen, paymentFrac, ...rest } = stored
  const { costMethod, costEstimated, costPartial, ...same } = rest
  return {
    ...same,
    period: stored.period as Period,
    settlement: settlement as SettlementClass,
    rw: rwMicro === null ? null : exact(rwMicro).div(1_000_000).toFixed(),
    charge: fen(stored.charge),
    cost: stored.cost === null ? null : fen(stored.cost),
    costTag: costMethod === null ? null : tagOf(costMethod, costEstimated ?? 0, costPartial ?? 0),
    standard: standard?.toFixed() ?? null,
    payment: payment?.toFixed() ?? null,
    surplusB1: against('B1', stored.charge),
    surplusB3: against('B3', stored.cost),
  }
}
