import { type Exact, exactFromFen, sumExact, ZERO } from '#shared/domain/exact.ts'
import type { Fen } from '#shared/domain/money.ts'

/** Charges of one kind and what they cost the hospital per yuan charged (医疗性收入成本率, 药耗成本率). */
export interface CostedCharge {
  readonly charge: Fen
  readonly costRatio: Exact
}

/** Cost of a case from its charges, yuan: Σ charge × cost ratio. An estimate for where no case cost is known. */
export function costByRatios(charges: readonly CostedCharge[]): Exact {
  return sumExact(charges.map(({ charge, costRatio }) => exactFromFen(charge).times(costRatio)))
}

export interface DipAccountFacts {
  /** What the case is worth to the hospital, yuan: the standard or the forecast payment. */
  readonly payment: Exact
  readonly charge: Fen
  /** What the fund was billed by item (统筹基金支付). */
  readonly fundBilled: Fen
  /** Yuan. */
  readonly cost: Exact
}

/** A single case on the fund's and on the cost side, all in yuan. */
export interface DipAccount {
  /** 病人自付金额 = charge − what the fund was billed. */
  readonly patientPart: Exact
  /** 核算金额: what the fund owes by points, never below zero. */
  readonly fundDue: Exact
  /** 病例真实盈亏 (B3): payment − cost. */
  readonly costSurplus: Exact
  /** DIP 盈亏: fund due − fund billed; the fund basis (B5) with the sign of the hospital. */
  readonly fundSurplus: Exact
  /** 回款率 = fund due ÷ fund billed; null when nothing was billed. */
  readonly recovery: Exact | null
}

export function dipAccount({ payment, charge, fundBilled, cost }: DipAccountFacts): DipAccount {
  const billed = exactFromFen(fundBilled)
  const patientPart = exactFromFen(charge).minus(billed)
  const remaining = payment.minus(patientPart)
  const fundDue = remaining.lt(0) ? ZERO : remaining
  return {
    patientPart,
    fundDue,
    costSurplus: payment.minus(cost),
    fundSurplus: fundDue.minus(billed),
    recovery: billed.eq(0) ? null : fundDue.div(billed),
  }
}
