import { auxiliaryFactor } from '#engine/dip/auxiliary.ts'
import type { CompiledDip } from '#engine/dip/compile.ts'
import { groupDip } from '#engine/dip/group.ts'
import { settleDip } from '#engine/dip/settle.ts'
import type { Settlement, SettlementFacts } from '#engine/payment/settle.ts'
import { assertNever } from '#shared/domain/assert-never.ts'
import type { DipInput, DipResult } from '#shared/domain/dip.ts'
import { type Exact, exact, exactFromFen, ZERO } from '#shared/domain/exact.ts'
import type { GroupingResult } from '#shared/domain/grouping.ts'
import type { Period } from '#shared/domain/period.ts'

/** A case's group and payment, whichever system they come from. */
export interface Assessment {
  readonly result: GroupingResult
  readonly settlement: Settlement
}

/** Points of a disease that count as one relative weight (1000 分 = 1 权重), so that a CMI can be told under DIP too. */
const POINTS_PER_WEIGHT = 1000

/** Matches and settles one case by points. */
export function assessDip(
  dip: CompiledDip,
  input: DipInput,
  facts: Omit<SettlementFacts, 'status' | 'drg'>,
  month: Period,
): Assessment {
  const found = groupDip(dip, input)
  return { result: asGroup(found), settlement: settleByPoints(dip, found, facts, month) }
}

/**
 * A matched disease in the terms of a book: the disease stands where the DRG does, under no MDC and no ADRG. The blank group (空白病组)
 * is a code but not a group, and an excluded case is one that the check turned away.
 */
export function asGroup({ status, dip }: DipResult): GroupingResult {
  const drg = dip
  switch (status) {
    case 'grouped':
      return { status: 'grouped', mdc: '', adrg: '', drg }
    case 'blank':
    case 'ungrouped':
      return { status: 'ungrouped', mdc: '', adrg: '', drg }
    case 'excluded':
      return { status: 'rejected', mdc: '', adrg: '', drg }
    default:
      return assertNever(status)
  }
}

/**
 * A settlement by points in the terms of one by policy. Weight = score × auxiliary factor ÷ 1000. Fund part = payment − what the
 * patient paid, never below zero (domain rule of the single-case account), null where the case does not say what was paid.
 */
export function settleByPoints(
  dip: CompiledDip,
  result: DipResult,
  { insurance, charge, patientPay }: Omit<SettlementFacts, 'status' | 'drg'>,
  month: Period,
): Settlement {
  const { terms, ratio, standard, payment, paid, ...settled } = settleDip(dip, { result, month, insurance, charge })
  return {
    class: settled.class,
    rw: weightOf(result),
    standard,
    ratio,
    payment,
    paid,
    patientPart: patientPay,
    fundPart: payment === null || patientPay === null ? null : atLeastZero(payment.minus(exactFromFen(patientPay))),
  }
}

const atLeastZero = (value: Exact): Exact => (value.lt(0) ? ZERO : value)

function weightOf({ status, score, auxiliary }: DipResult): Exact | null {
  if (status !== 'grouped' || score === null) return null
  return exact(score).times(auxiliaryFactor(auxiliary)).div(POINTS_PER_WEIGHT)
}
