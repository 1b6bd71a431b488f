import type { Bilingual } from '#shared/domain/bilingual.ts'
import { type Exact, exact, exactFromFen, ZERO } from '#shared/domain/exact.ts'
import type { ArithmeticStep } from '#shared/domain/figure.ts'
import type { AddOnPart } from './add-ons.ts'
import { CLASS_NAMES, policySource } from './arithmetic-words.ts'
import type { RateInForce } from './base-rates.ts'
import type { CompiledPolicy } from './compile.ts'
import { equals, operand, plain, rounded } from './number-text.ts'
import type { WrittenFormula } from './payment-formula.ts'
import { bedDays } from './per-diem.ts'
import { officialSurplus, type PolicySettlement, type SettlementFacts } from './settle.ts'

export const step = (
  id: string,
  label: Bilingual,
  formula: string,
  value: Exact,
  unit: ArithmeticStep['unit'],
  source: Bilingual,
): ArithmeticStep => ({ id, label, formula, value: value.toFixed(), unit, source })

/** The rate in force, with its first month and, for a floating one, what it was worked out from. */
export function rateStep({ insurance, rate, row }: RateInForce, source: Bilingual): ArithmeticStep {
  const since = row.from === undefined ? EMPTY : { zh: `，${row.from} 起`, en: `, from ${row.from}` }
  const floating = row.rate === undefined
  const name = floating ? { zh: '浮动费率', en: 'Floating rate' } : { zh: '基础费率', en: 'Base rate' }
  const worked = floating ? `${plain(exact(row.budget ?? 0))} ÷ ${plain(exact(row.weight ?? 0))} → ` : ''
  return step(
    'rate',
    { zh: `${name.zh}（${insurance}${since.zh}）`, en: `${name.en} (${insurance}${since.en})` },
    `R(${insurance}) = ${worked}${plain(rate)}`,
    rate,
    'yuan',
    source,
  )
}

const EMPTY: Bilingual = { zh: '', en: '' }

/** What the standard stands against once excluded items are taken out. */
export function countedStep(
  policy: CompiledPolicy,
  { charge }: SettlementFacts,
  { beside }: PolicySettlement,
): ArithmeticStep[] {
  if (beside.excluded === 0) return []
  const excluded = exactFromFen(beside.excluded)
  const counted = exactFromFen(charge).minus(excluded)
  return [
    step(
      'counted',
      { zh: '按病组比较的费用（已扣除另付项目）', en: 'Charge the group is held against (excluded items taken out)' },
      `${rounded(exactFromFen(charge), 2)} − ${rounded(excluded, 2)} = ${rounded(counted, 2)}`,
      counted,
      'yuan',
      policySource(policy),
    ),
  ]
}

/** The days that took a case out of payment by group. */
export function stayStep(
  policy: CompiledPolicy,
  { los, charge }: SettlementFacts,
  { class: kind }: PolicySettlement,
): ArithmeticStep[] {
  if ((kind !== 'long-stay' && kind !== 'per-diem') || typeof los !== 'number') return []
  const name = CLASS_NAMES[kind]
  const days = kind === 'per-diem' ? bedDays(los) : los
  const limit = kind === 'long-stay' ? ` > ${policy.document.longStay?.overDays}` : ''
  const label = { zh: `结算类别：${name.zh}（住院天数）`, en: `Class: ${name.en} (days of the stay)` }
  const formula = `${days}${limit}; C = ${rounded(exactFromFen(charge), 2)}`
  return [step('class', label, formula, exact(days), 'days', policySource(policy))]
}

/** The payment: by one formula, or that and what comes beside the standard, one line each, and their sum. */
export function besideSteps(
  policy: CompiledPolicy,
  { payment, beside }: PolicySettlement,
  { label, formula }: WrittenFormula,
): ArithmeticStep[] {
  if (payment === null) return []
  const source = policySource(policy)
  const sum = { zh: '结算金额（含另付项目）', en: 'Payment (with what is paid beside the standard)' }
  if (beside.parts.length === 0) {
    return [step('payment', label, `${formula} ${equals(payment, 2)}`, payment, 'yuan', source)]
  }
  const paid = beside.parts.map((part) => part.paid)
  const byGroup = paid.reduce((rest, part) => rest.minus(part), payment)
  const terms = [byGroup, ...paid].map((value) => operand(value, 2)).join(' + ')
  return [
    step(
      'payment-by-group',
      { zh: label.zh.replace('结算金额', '病组部分'), en: label.en.replace('Payment', 'By group') },
      `${formula} ${equals(byGroup, 2)}`,
      byGroup,
      'yuan',
      source,
    ),
    ...beside.parts.map((part) => partStep(part, source)),
    step('payment', sum, `${terms} ${equals(payment, 2)}`, payment, 'yuan', source),
  ]
}

function partStep({ addOn, charged, paid }: AddOnPart, source: Bilingual): ArithmeticStep {
  const { code, name, settle, ratio, cap, amount } = addOn
  const sum = rounded(exactFromFen(charged), 2)
  const id = `beside:${code}`
  if (settle === 'exclude') {
    const label = { zh: `另付项目：${name}（按项目支付）`, en: `Beside the standard: ${name} (as charged)` }
    return step(id, label, rounded(paid, 2), paid, 'yuan', source)
  }
  const label = { zh: `加付：${name}`, en: `On top: ${name}` }
  if (settle === 'add-amount') return step(id, label, plain(exact(amount ?? ZERO)), paid, 'yuan', source)
  const share = `${sum} × ${ratio ?? '0'}`
  const formula = cap === undefined ? share : `min(${share}, ${cap})`
  return step(id, label, `${formula} ${equals(paid, 2)}`, paid, 'yuan', source)
}

/** What the insurer withholds of the fund part until the assessment, and what the assessment leaves of it. Neither changes the payment. */
export function qualitySteps(policy: CompiledPolicy, { fundPart, class: kind }: PolicySettlement): ArithmeticStep[] {
  const { quality } = policy.document
  if (quality === undefined || fundPart === null || kind === 'exempt') return []
  const source = policySource(policy)
  const share = (id: string, label: Bilingual, by: string) => {
    const value = fundPart.times(by)
    return step(id, label, `${operand(fundPart, 2)} × ${by} ${equals(value, 2)}`, value, 'yuan', source)
  }
  const { retention, coefficient } = quality
  return [
    ...(retention === undefined
      ? []
      : [
          share(
            'retention',
            { zh: '质量保证金（暂扣，年终考核后返还）', en: 'Withheld until the year-end assessment' },
            retention,
          ),
        ]),
    ...(coefficient === undefined
      ? []
      : [share('assessed', { zh: '考核后基金支付', en: 'Fund part after the assessment' }, coefficient)]),
  ]
}

/** Said only where it differs from payment − charge by rule: a case paid by item counts with 0. */
export function officialStep(
  policy: CompiledPolicy,
  { charge }: SettlementFacts,
  settlement: PolicySettlement,
): ArithmeticStep[] {
  const official = settlement.byItem ? officialSurplus(settlement, charge) : null
  if (official === null) return []
  const label = { zh: '官方盈亏（按项目付费，记 0）', en: 'Official basis (paid by item, so none)' }
  return [step('surplus-B2', label, '0', official.amount, 'yuan', policySource(policy))]
}
