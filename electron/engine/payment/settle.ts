import { assertNever } from '#shared/domain/assert-never.ts'
import { type Exact, exactFromFen, roundToFen, STORED_PLACES, ZERO } from '#shared/domain/exact.ts'
import type { GroupingStatus } from '#shared/domain/grouping.ts'
import { type Fen, subFen } from '#shared/domain/money.ts'
import type { Period } from '#shared/domain/period.ts'
import type { SettlementClass } from '#shared/domain/slice.ts'
import { type SurplusOn, surplusOn } from '#shared/domain/surplus-on-basis.ts'
import { type BesideStandard, besideStandard, NOTHING_BESIDE } from './add-ons.ts'
import type { CompiledPolicy, PricedGroup } from './compile.ts'
import { highPayment, lowPayment } from './outliers.ts'
import { bedDays, daysByBand, perDiemPayment } from './per-diem.ts'
import type { HighFormula, LowFormula, UngroupedRule } from './policy.ts'

/** What a settlement depends on. `cost` changes no payment; it is there for the surplus on the cost basis. */
export interface SettlementFacts {
  readonly status: GroupingStatus
  readonly drg: string | null
  readonly insurance: string | null
  readonly charge: Fen
  /** All the patient's side paid, as the case says; null when not known. */
  readonly patientPay: Fen | null
  readonly cost: Fen | null
  /** Month of discharge, for rates that change within a policy; without it the earliest rate holds. */
  readonly month?: Period | undefined
  /** Days of the stay, for bed-days and long stays. */
  readonly los?: number | null | undefined
  /** Net sums of the charge lines that add-ons of the policy name, by code of the add-on. */
  readonly addOns?: ReadonlyMap<string, Fen> | undefined
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
export interface PolicySettlement extends Settlement<PolicyClass> {
  /** What the payment holds beside the standard. */
  readonly beside: BesideStandard
  /** The case has left payment by group and is paid what it was charged (按项目付费). */
  readonly byItem: boolean
}

const RATIO_PLACES = 10

/**
 * Settles one case. Order: insurance types outside payment by group, cases paid by bed-day, records without a group, stays over the
 * limit, ambiguous records, then low, high and normal by the group's lines. Classes are total and exclusive.
 */
export function settleCase(policy: CompiledPolicy, facts: SettlementFacts): PolicySettlement {
  const { status, drg, insurance, charge } = facts
  const own = status === 'grouped' || status === 'ambiguous' ? drg : null
  const rw = own === null ? null : policy.weightOf(own)
  if (policy.isExempt(insurance)) return settled(policy, facts, { kind: 'exempt', rw, payment: exactFromFen(charge) })
  const bands = policy.perDiemOf(own, insurance)?.bands
  if (bands !== undefined) return byDay(policy, facts, rw, bands)
  if (status === 'ungrouped' || status === 'rejected') {
    return byRule(policy, facts, 'ungrouped', policy.document.ungrouped.settle, policy.ungroupedRatio)
  }
  const group = own === null ? null : policy.priceOf(own, insurance, facts.month)
  const { longStay } = policy.document
  if (longStay !== undefined && typeof facts.los === 'number' && facts.los > longStay.overDays) {
    return longStayed(policy, facts, rw, group, facts.los)
  }
  switch (status) {
    case 'ambiguous': {
      const { settle } = policy.document.ambiguous
      if (settle !== 'weight') return byRule(policy, facts, 'ambiguous', settle, policy.ambiguousRatio)
      return group === null ? unpriced(rw) : atStandard(policy, facts, 'ambiguous', group, besideOf(policy, facts))
    }
    case 'grouped':
      return group === null ? unpriced(rw) : byGroup(policy, facts, group)
    default:
      return assertNever(status)
  }
}

/**
 * 官方盈亏 as the rules of the policy make it: payment − charge, and 0 for a case that is paid by item. Null where nothing is paid. It
 * stands beside what the insurer returned, never for it.
 */
export function officialSurplus({ payment, byItem }: PolicySettlement, charge: Fen): SurplusOn<'B2'> | null {
  if (payment === null) return null
  return surplusOn('B2', byItem ? ZERO : payment.minus(exactFromFen(charge)))
}

const ON_STANDARD: readonly (LowFormula | HighFormula)[] = ['linear-add', 'deduct', 'cap', 'by-standard']

function besideOf({ document }: CompiledPolicy, { addOns, charge }: SettlementFacts): BesideStandard {
  return document.addOns === undefined ? NOTHING_BESIDE : besideStandard(document.addOns, addOns, charge)
}

/** The same without what comes on top of a standard, for a case that is paid what it was charged. */
function onlyExcluded(beside: BesideStandard): BesideStandard {
  if (beside.added.eq(0)) return beside
  return { ...beside, parts: beside.parts.filter(({ addOn }) => addOn.settle === 'exclude'), added: ZERO }
}

/** Bed-days take the place of the standard, so what comes beside a standard comes beside them. */
function byDay(
  policy: CompiledPolicy,
  facts: SettlementFacts,
  rw: Exact | null,
  bands: Parameters<typeof daysByBand>[0],
): PolicySettlement {
  if (typeof facts.los !== 'number') return unpriced(rw)
  const beside = besideOf(policy, facts)
  return settled(policy, facts, { kind: 'per-diem', rw, payment: perDiemPayment(daysByBand(bands, facts.los)), beside })
}

function longStayed(
  policy: CompiledPolicy,
  facts: SettlementFacts,
  rw: Exact | null,
  group: PricedGroup | null,
  los: number,
): PolicySettlement {
  const { longStay } = policy.document
  if (longStay === undefined) return unpriced(rw)
  const standard = group?.standard ?? null
  const charge = exactFromFen(facts.charge)
  const stay = { kind: 'long-stay', rw, standard } as const
  switch (longStay.settle) {
    case 'by-item':
      return settled(policy, facts, { ...stay, payment: charge, byItem: true })
    case 'by-item-ratio':
      return settled(policy, facts, { ...stay, payment: stored(charge.times(longStay.ratio ?? '1')) })
    case 'per-diem': {
      if (standard === null) return unpriced(rw)
      const after = perDiemPayment(daysByBand(longStay.bands ?? [], bedDays(los), longStay.overDays))
      return settled(policy, facts, { ...stay, payment: standard.plus(after), beside: besideOf(policy, facts) })
    }
    default:
      return assertNever(longStay.settle)
  }
}

function byGroup(policy: CompiledPolicy, facts: SettlementFacts, group: PricedGroup): PolicySettlement {
  const { standard, terms } = group
  const { low, high } = terms
  const beside = besideOf(policy, facts)
  const counted = subFen(facts.charge, beside.excluded)
  const charge = exactFromFen(counted)
  if (low !== null && counted < low.chargeBelow)
    return outlier(policy, facts, 'low', group, low.settle, lowPayment(low, standard, terms, charge), beside)
  if (high !== null && counted > high.chargeAbove)
    return outlier(policy, facts, 'high', group, high.settle, highPayment(high, standard, terms, charge), beside)
  return atStandard(policy, facts, 'normal', group, beside)
}

function atStandard(
  policy: CompiledPolicy,
  facts: SettlementFacts,
  kind: PolicyClass,
  group: PricedGroup,
  beside: BesideStandard,
): PolicySettlement {
  const { rw, standard, standardPaid } = group
  const ratio = ratioOf(group, countedCharge(facts, beside))
  const paid = beside.parts.length === 0 ? { paid: standardPaid } : {}
  return settled(policy, facts, { kind, rw, standard, ratio, payment: standard, beside, ...paid })
}

/** @param payment yuan by the formula, without what comes beside it */
function outlier(
  policy: CompiledPolicy,
  facts: SettlementFacts,
  kind: PolicyClass,
  group: PricedGroup,
  formula: LowFormula | HighFormula,
  payment: Exact,
  all: BesideStandard,
): PolicySettlement {
  const { rw, standard } = group
  const beside = ON_STANDARD.includes(formula) ? all : onlyExcluded(all)
  const ratio = ratioOf(group, countedCharge(facts, beside))
  return settled(policy, facts, {
    kind,
    rw,
    standard,
    ratio,
    payment: stored(payment),
    beside,
    byItem: formula === 'by-item',
  })
}

/** Yuan of the charge that the standard stands against: what is excluded is paid by item. */
export const countedCharge = ({ charge }: SettlementFacts, { excluded }: BesideStandard): Exact =>
  exactFromFen(subFen(charge, excluded))

function byRule(
  policy: CompiledPolicy,
  facts: SettlementFacts,
  kind: 'ungrouped' | 'ambiguous',
  settle: UngroupedRule['settle'],
  ratio: Exact,
): PolicySettlement {
  const charge = exactFromFen(facts.charge)
  switch (settle) {
    case 'by-actual':
      return settled(policy, facts, { kind, payment: charge })
    case 'by-item':
      return settled(policy, facts, { kind, payment: charge, byItem: true })
    case 'by-actual-ratio':
    case 'by-item-ratio':
      return settled(policy, facts, { kind, payment: charge.times(ratio) })
    case 'zero':
      return settled(policy, facts, { kind, payment: ZERO })
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
  beside: NOTHING_BESIDE,
  byItem: false,
})

const unpriced = (rw: Exact | null): PolicySettlement => without('unpriced', rw)

interface Found {
  readonly kind: PolicyClass
  /** Yuan without what comes beside the standard. */
  readonly payment: Exact
  readonly rw?: Exact | null
  readonly standard?: Exact | null
  readonly ratio?: Exact
  readonly beside?: BesideStandard
  readonly byItem?: boolean
  /** The payment in fen where it is known already. */
  readonly paid?: Fen
}

function settled(policy: CompiledPolicy, facts: SettlementFacts, found: Found): PolicySettlement {
  const { kind, beside = NOTHING_BESIDE } = found
  const payment =
    beside.parts.length === 0 ? found.payment : found.payment.plus(exactFromFen(beside.excluded)).plus(beside.added)
  const patientPart = patientPartOf(policy, facts, kind, payment)
  return {
    class: kind,
    rw: found.rw ?? null,
    standard: found.standard ?? null,
    ratio: found.ratio ?? null,
    payment,
    paid: found.paid ?? roundToFen(payment),
    patientPart,
    fundPart: patientPart === null ? null : payment.minus(exactFromFen(patientPart)),
    beside,
    byItem: found.byItem ?? false,
  }
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
