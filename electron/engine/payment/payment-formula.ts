import { assertNever } from '#shared/domain/assert-never.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { exactFromFen } from '#shared/domain/exact.ts'
import type { CompiledPolicy, PricedGroup } from './compile.ts'
import { operand, plain, rounded } from './number-text.ts'
import type { OutlierTerms, Quotient } from './outliers.ts'
import { bedDays, daysByBand, type PaidDays } from './per-diem.ts'
import type { UngroupedRule } from './policy.ts'
import { countedCharge, type PolicySettlement, type SettlementFacts } from './settle.ts'

export interface WrittenFormula {
  readonly label: Bilingual
  /** Numbers put in, up to the equals sign. */
  readonly formula: string
}

/**
 * The formula a case was paid by, with its numbers, without what comes beside the standard. `group` is set for the classes that a
 * group's standard decides.
 */
export function paymentFormula(
  policy: CompiledPolicy,
  facts: SettlementFacts,
  settlement: PolicySettlement,
  group: PricedGroup | null,
): WrittenFormula {
  const charge = operand(countedCharge(facts, settlement.beside), 2)
  switch (settlement.class) {
    case 'normal':
      return byStandard(group)
    case 'low':
      return group?.terms.low ? lowFormula(group, group.terms.low, charge) : byStandard(group)
    case 'high':
      return group?.terms.high ? highFormula(group, group.terms.high, charge) : byStandard(group)
    case 'exempt':
      return {
        label: { zh: '结算金额（按项目，不按病组结算）', en: 'Payment (by item, not by group)' },
        formula: charge,
      }
    case 'ungrouped':
      return byRule(policy.document.ungrouped.settle, charge, plain(policy.ungroupedRatio))
    case 'ambiguous': {
      const { settle } = policy.document.ambiguous
      return settle === 'weight' ? byStandard(group) : byRule(settle, charge, plain(policy.ambiguousRatio))
    }
    case 'per-diem':
      return perDiemFormula(policy, facts)
    case 'long-stay':
      return longStayFormula(policy, facts, group)
    case 'unpriced':
      return { label: { zh: '无支付标准', en: 'Unpriced' }, formula: '' }
    default:
      return assertNever(settlement.class)
  }
}

const byActual = (charge: string): WrittenFormula => ({
  label: { zh: '结算金额（按实际费用）', en: 'Payment (as charged)' },
  formula: charge,
})

const byRatio = (charge: string, ratio: string): WrittenFormula => ({
  label: { zh: '结算金额（按实际费用的比例）', en: 'Payment (share of the charge)' },
  formula: `${charge} × ${ratio}`,
})

const byItem = (charge: string): WrittenFormula => ({
  label: { zh: '结算金额（按项目付费）', en: 'Payment (by item)' },
  formula: charge,
})

const byItemRatio = (charge: string, ratio: string): WrittenFormula => ({
  label: { zh: '结算金额（按项目费用的比例）', en: 'Payment (share of the items)' },
  formula: `${charge} × ${ratio}`,
})

const byStandard = (group: PricedGroup | null): WrittenFormula => ({
  label: { zh: '结算金额（按支付标准）', en: 'Payment (standard)' },
  formula: group === null ? '' : plain(group.standard),
})

function byRule(settle: UngroupedRule['settle'], charge: string, ratio: string): WrittenFormula {
  switch (settle) {
    case 'by-actual':
      return byActual(charge)
    case 'by-actual-ratio':
      return byRatio(charge, ratio)
    case 'by-item':
      return byItem(charge)
    case 'by-item-ratio':
      return byItemRatio(charge, ratio)
    case 'zero':
      return { label: { zh: '结算金额（不予支付）', en: 'Payment (not paid)' }, formula: '0' }
    case 'none':
      return { label: { zh: '待更正后结算', en: 'Settled after correction' }, formula: '' }
    default:
      return assertNever(settle)
  }
}

const controlText = ({ over, under }: Quotient) => (under.eq(1) ? plain(over) : `(${plain(over)} ÷ ${plain(under)})`)

function lowFormula(group: PricedGroup, low: NonNullable<OutlierTerms['low']>, charge: string): WrittenFormula {
  switch (low.settle) {
    case 'by-actual':
      return byActual(charge)
    case 'by-actual-control':
      return {
        label: {
          zh: '结算金额（低倍率：实际费用 × 控费系数）',
          en: 'Payment (low outlier: charge × control coefficient)',
        },
        formula: `${charge} × ${controlText(group.terms.control)}`,
      }
    case 'by-standard':
      return byStandard(group)
    case 'by-actual-ratio':
      return byRatio(charge, plain(low.ratio))
    case 'by-item':
      return byItem(charge)
    case 'by-item-ratio':
      return byItemRatio(charge, plain(low.ratio))
    default:
      return assertNever(low.settle)
  }
}

function highFormula(group: PricedGroup, high: NonNullable<OutlierTerms['high']>, charge: string): WrittenFormula {
  const { terms } = group
  const onMean = terms.ratioBase === 'groupMean'
  const base = rounded(terms.base, 2)
  const cut = plain(high.above)
  const c = controlText(terms.control)
  const z = `${plain(terms.level)} × ${c}`
  switch (high.settle) {
    case 'linear-add':
      return {
        label: onMean
          ? { zh: '结算金额（高倍率加付：A×Z + (C − X×A)×c）', en: 'Payment (high outlier, added: A×Z + (C − X×A)×c)' }
          : { zh: '结算金额（高倍率加付：S + (C − X×S)×c）', en: 'Payment (high outlier, added: S + (C − X×S)×c)' },
        formula: `${onMean ? `${base} × ${z}` : base} + (${charge} − ${cut} × ${base}) × ${c}`,
      }
    case 'deduct':
      return {
        label: {
          zh: '结算金额（高倍率扣减：C×c − (X − 1)×S）',
          en: 'Payment (high outlier, deducted: C×c − (X − 1)×S)',
        },
        formula: `${charge} × ${c} − (${cut} − 1) × ${rounded(terms.standard, 2)}`,
      }
    case 'cap':
      return {
        label: onMean
          ? { zh: '结算金额（高倍率封顶：A×X×Z）', en: 'Payment (high outlier, capped: A×X×Z)' }
          : { zh: '结算金额（高倍率封顶：S×X）', en: 'Payment (high outlier, capped: S×X)' },
        formula: onMean ? `${base} × ${cut} × ${z}` : `${base} × ${cut}`,
      }
    case 'by-actual':
      return byActual(charge)
    case 'by-actual-ratio':
      return byRatio(charge, plain(high.ratio))
    case 'by-item':
      return byItem(charge)
    case 'by-item-ratio':
      return byItemRatio(charge, plain(high.ratio))
    case 'by-standard':
      return byStandard(group)
    default:
      return assertNever(high.settle)
  }
}

const daysText = (days: readonly PaidDays[]): string =>
  days.map(({ days, rate }) => `${days} × ${plain(rate)}`).join(' + ')

function perDiemFormula(policy: CompiledPolicy, { status, drg, insurance, los }: SettlementFacts): WrittenFormula {
  const own = status === 'grouped' || status === 'ambiguous' ? drg : null
  const bands = policy.perDiemOf(own, insurance)?.bands ?? []
  return {
    label: { zh: '结算金额（按床日：天数 × 床日标准）', en: 'Payment (bed-days × rate)' },
    formula: daysText(daysByBand(bands, los ?? 0)),
  }
}

function longStayFormula(policy: CompiledPolicy, facts: SettlementFacts, group: PricedGroup | null): WrittenFormula {
  const { longStay } = policy.document
  const charge = operand(exactFromFen(facts.charge), 2)
  if (longStay?.settle !== 'per-diem')
    return longStay?.settle === 'by-item-ratio' ? byItemRatio(charge, longStay.ratio ?? '1') : byItem(charge)
  const after = daysByBand(longStay.bands ?? [], bedDays(facts.los ?? 0), longStay.overDays)
  return {
    label: {
      zh: `结算金额（第 ${longStay.overDays} 天以后按床日）`,
      en: `Payment (by bed-day after day ${longStay.overDays})`,
    },
    formula: `${byStandard(group).formula} + ${daysText(after)}`,
  }
}
