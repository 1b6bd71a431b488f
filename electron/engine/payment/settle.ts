import { assertNever } from '#shared/domain/assert-never.ts'
import { type Exact, exactFromFen, roundToFen, STORED_PLACES, ZERO } from '#shared/domain/exact.ts'
import type { GroupingStatus } from '#shared/domain/grouping.ts'
import { type Fen, ZERO_FEN } from '#shared/domain/money.ts'
import type { SettlementClass } from '#shared/domain/slice.ts'
import type { CompiledPolicy, PricedGroup } from './compile.ts'
import { highPayment, lowPayment } from './outliers.ts'
import type { AmbiguousRule, UngroupedRule } from './policy.ts'

/** What a settlement depends on. `cost` changes no payment; it is there for the surplus on the cost basis. */
export interface SettlementFacts {
  readonly status: GroupingStatus
  readonly drg: string | null
  readonly insurance: string | null
  readonly charge: Fen
  /** All the patient's side paid, as the case says; null when not known. */
  readonly patientPay: Fen | null
  readonly cost: Fen | null
}

/** The classes a policy settles in; the others are DIP's own. */
type PolicyClass = Exclude<SettlementClass, 'extreme' | 'blank' | 'zero-score' | 'excluded'>

/** How one case is settled. Yuan where exact; null where the policy or the case does not say. */
export interface Settlement<Class extends SettlementClass = SettlementClass> {
  readonly class: Class
  readonly rw: Exact | null
  readonly standard: Exact | null
  /** 倍率, to 10 decimals; the class is decided on money, never on this quotient. */
  readonly ratio: Exact | null
  /** Exact to 14 decimals of a yuan; null when the case is not settled. */
  readonly payment: Exact | null
  /** The payment in whole fen: the one rounding of a settlement. */
  readonly paid: Fen | null
  readonly patientPart: Fen | null
  readonly fundPart: Exact | null
}

/** How a policy settles a case. */
export type PolicySettlement = Settlement<PolicyClass>

const RATIO_PLACES = 10

/**
 * Settles one case. Order: insurance types outside payment by group, records without a group, ambiguous records, then
 * low, high and normal by the group's lines. Classes are total and exclusive.
 */
export function settleCase(policy: CompiledPolicy, facts: SettlementFacts): PolicySettlement {
  const { status, drg, insurance, charge } = facts
  const rw = drg !== null && (status === 'grouped' || status === 'ambiguous') ? policy.weightOf(drg) : null
  if (policy.isExempt(insurance)) return settled(policy, facts, 'exempt', rw, null, null, exactFromFen(charge), charge)
  switch (status) {
    case 'ungrouped':
    case 'rejected':
      return byRule(policy, facts, 'ungrouped', policy.document.ungrouped.settle, policy.ungroupedRatio)
    case 'ambiguous': {
      const { settle } = policy.document.ambiguous
      if (settle !== 'weight') return byRule(policy, facts, 'ambiguous', settle, policy.ambiguousRatio)
      const group = drg === null ? null : policy.priceOf(drg, insurance)
      if (group === null) return unpriced(rw)
      const { standard, standardPaid } = group
      return settled(
        policy,
        facts,
        'ambiguous',
        rw,
        standard,
        ratioOf(group, exactFromFen(charge)),
        standard,
        standardPaid,
      )
    }
    case 'grouped': {
      const group = drg === null ? null : policy.priceOf(drg, insurance)
      return group === null ? unpriced(rw) : byGroup(policy, facts, group)
    }
    default:
      return assertNever(status)
  }
}

function byGroup(policy: CompiledPolicy, facts: SettlementFacts, group: PricedGroup): PolicySettlement {
  const { rw, standard, terms } = group
  const { low, high } = terms
  const charge = exactFromFen(facts.charge)
  const ratio = ratioOf(group, charge)
  if (low !== null && facts.charge < low.chargeBelow) {
    const payment = stored(lowPayment(low, standard, terms, charge))
    return settled(policy, facts, 'low', rw, standard, ratio, payment, roundToFen(payment))
  }
  if (high !== null && facts.charge > high.chargeAbove) {
    const payment = stored(highPayment(high, standard, terms, charge))
    return settled(policy, facts, 'high', rw, standard, ratio, payment, roundToFen(payment))
  }
  return settled(policy, facts, 'normal', rw, standard, ratio, standard, group.standardPaid)
}

function byRule(
  policy: CompiledPolicy,
  facts: SettlementFacts,
  kind: 'ungrouped' | 'ambiguous',
  settle: UngroupedRule['settle'] | Exclude<AmbiguousRule['settle'], 'weight'>,
  ratio: Exact,
): PolicySettlement {
  switch (settle) {
    case 'by-actual':
      return settled(policy, facts, kind, null, null, null, exactFromFen(facts.charge), facts.charge)
    case 'by-actual-ratio': {
      const payment = exactFromFen(facts.charge).times(ratio)
      return settled(policy, facts, kind, null, null, null, payment, roundToFen(payment))
    }
    case 'zero':
      return settled(policy, facts, kind, null, null, null, ZERO, ZERO_FEN)
    case 'none':
      return without(kind, null)
    default:
      return assertNever(settle)
  }
}

/** Cut, not rounded, at what the store keeps: a cut never carries a value over the half fen that `paid` rounds at. */
const stored = (payment: Exact): Exact => payment.round(STORED_PLACES, 0)

const ratioOf = ({ perBase }: PricedGroup, charge: Exact): Exact => charge.times(perBase).round(RATIO_PLACES, 1)

const without = (kind: PolicyClass, rw: Exact | null): PolicySettlement => ({
  class: kind,
  rw,
  standard: null,
  ratio: null,
  payment: null,
  paid: null,
  patientPart: null,
  fundPart: null,
})

const unpriced = (rw: Exact | null): PolicySettlement => without('unpriced', rw)

function settled(
  policy: CompiledPolicy,
  facts: SettlementFacts,
  kind: PolicyClass,
  rw: Exact | null,
  standard: Exact | null,
  ratio: Exact | null,
  payment: Exact,
  paid: Fen,
): PolicySettlement {
  const patientPart = patientPartOf(policy, facts, kind, payment)
  const fundPart = patientPart === null ? null : payment.minus(exactFromFen(patientPart))
  return { class: kind, rw, standard, ratio, payment, paid, patientPart, fundPart }
}

/**
 * The fund pays payment − patient part (基金应付, total-fee basis). Under a fund ratio the patient's part is rounded to
 * fen and the fund takes what is left, so the two always make the payment. The ratio is a rule of payment by group:
 * a case outside it has only the patient's part that came with it.
 */
function patientPartOf(policy: CompiledPolicy, facts: SettlementFacts, kind: PolicyClass, payment: Exact): Fen | null {
  if (policy.fundRatio === null || kind === 'exempt') return facts.patientPay
  return roundToFen(payment.minus(payment.times(policy.fundRatio)))
}
