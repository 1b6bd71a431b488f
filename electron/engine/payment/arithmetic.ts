import type { Bilingual } from '#shared/domain/bilingual.ts'
import { type Exact, exact, exactFromFen } from '#shared/domain/exact.ts'
import type { ArithmeticStep } from '#shared/domain/figure.ts'
import { BASIS_NAMES } from '#shared/domain/surplus.ts'
import { besideSteps, countedStep, officialStep, qualitySteps, rateStep, stayStep, step } from './arithmetic-extras.ts'
import { CLASS_NAMES, policySource, ROUNDING_SOURCE, SURPLUS_SOURCE } from './arithmetic-words.ts'
import type { CompiledPolicy, PricedGroup } from './compile.ts'
import { equals, operand, plain, rounded } from './number-text.ts'
import { ONE } from './outliers.ts'
import { paymentFormula } from './payment-formula.ts'
import { countedCharge, type PolicySettlement, type Settlement, type SettlementFacts, settleCase } from './settle.ts'

/**
 * The settlement of a case line by line, in the order a person would check it: weight, rate, coefficients → standard;
 * ratio and lines → class; payment; the one rounding; patient and fund parts; surplus on each basis that can be formed.
 * A line that does not apply is left out; values are exact, formulas show cents.
 */
export function settlementArithmetic(policy: CompiledPolicy, facts: SettlementFacts): readonly ArithmeticStep[] {
  const settlement = settleCase(policy, facts)
  const group =
    settlement.standard === null || facts.drg === null ? null : policy.priceOf(facts.drg, facts.insurance, facts.month)
  return [
    ...(group === null ? weightStep(policy, facts, settlement) : standardSteps(policy, group)),
    ...countedStep(policy, facts, settlement),
    ...(group === null || settlement.class === 'long-stay' ? [] : ratioSteps(policy, facts, settlement, group)),
    ...stayStep(policy, facts, settlement),
    ...paymentSteps(policy, facts, settlement, group),
    ...qualitySteps(policy, settlement),
    ...officialStep(policy, facts, settlement),
    ...surplusSteps(facts, settlement),
  ]
}

function weightStep(policy: CompiledPolicy, facts: SettlementFacts, { rw }: PolicySettlement): ArithmeticStep[] {
  if (rw === null) return []
  const label = { zh: '相对权重', en: 'Relative weight' }
  return [step('rw', label, `RW(${facts.drg}) = ${plain(rw)}`, rw, 'weight', policySource(policy))]
}

function standardSteps(policy: CompiledPolicy, group: PricedGroup): ArithmeticStep[] {
  const source = policySource(policy)
  const { drg, rw, factors, standard } = group
  const weight = step(
    'rw',
    { zh: '相对权重', en: 'Relative weight' },
    `RW(${drg}) = ${plain(rw)}`,
    rw,
    'weight',
    source,
  )
  const { quality } = factors
  const lowered =
    quality === null
      ? []
      : [
          step(
            'quality',
            { zh: '低质量组下调后的比例', en: 'What low quality leaves of the standard' },
            `1 − ${plain(exact(1).minus(quality))} = ${plain(quality)}`,
            quality,
            'ratio',
            source,
          ),
        ]
  if (factors.mode === 'direct') {
    const priced = `${drg}${factors.insurance === null ? '' : `, ${factors.insurance}`}: `
    const price =
      quality === null ? plain(standard) : `${plain(standard.div(quality))} × ${plain(quality)} ${equals(standard, 2)}`
    const label = { zh: '支付标准（价格表）', en: 'Payment standard (price table)' }
    return [weight, ...lowered, step('standard', label, priced + price, standard, 'yuan', source)]
  }
  const { rate, hospital, group: own } = factors
  const product = [rw, rate, hospital, ...(own === null ? [] : [own]), ...(quality === null ? [] : [quality])]
    .map(plain)
    .join(' × ')
  const steps = [
    weight,
    rateStep(factors.rateInForce, source),
    step(
      'hospital-coefficient',
      { zh: '医院系数', en: 'Hospital coefficient' },
      `k = ${plain(hospital)}`,
      hospital,
      'ratio',
      source,
    ),
  ]
  if (own !== null)
    steps.push(
      step(
        'group-coefficient',
        { zh: '病组系数', en: 'Group coefficient' },
        `k(${drg}) = ${plain(own)}`,
        own,
        'ratio',
        source,
      ),
    )
  const label = { zh: '支付标准', en: 'Payment standard' }
  return [...steps, ...lowered, step('standard', label, `${product} ${equals(standard, 2)}`, standard, 'yuan', source)]
}

function ratioSteps(
  policy: CompiledPolicy,
  facts: SettlementFacts,
  settlement: PolicySettlement,
  { terms }: PricedGroup,
): ArithmeticStep[] {
  const source = policySource(policy)
  const charge = countedCharge(facts, settlement.beside)
  const steps: ArithmeticStep[] = []
  if (settlement.ratio !== null) {
    const onMean = terms.ratioBase === 'groupMean'
    const label = onMean
      ? { zh: '倍率（费用 ÷ 病组次均费用）', en: 'Ratio (charge ÷ group mean charge)' }
      : { zh: '倍率（费用 ÷ 支付标准）', en: 'Ratio (charge ÷ payment standard)' }
    const formula = `${operand(charge, 2)} ÷ ${rounded(terms.base, 2)} ${equals(settlement.ratio, 3)}`
    steps.push(step('ratio', label, formula, settlement.ratio, 'ratio', source))
  }
  if (settlement.class === 'ambiguous') return steps
  const { low, high } = terms
  const base = rounded(terms.base, 2)
  if (low !== null) {
    const lowered = terms.ratioBase === 'groupMean' && terms.level.lt(ONE) ? ` × min(1, ${plain(terms.level)})` : ''
    const formula = `${base} × ${plain(low.below)}${lowered} ${equals(low.line, 2)}`
    steps.push(step('low-line', { zh: '低倍率界限', en: 'Low line' }, formula, low.line, 'yuan', source))
  }
  if (high !== null) {
    const formula = `${base} × ${plain(high.above)} ${equals(high.line, 2)}`
    steps.push(step('high-line', { zh: '高倍率界限', en: 'High line' }, formula, high.line, 'yuan', source))
  }
  const name = CLASS_NAMES[settlement.class]
  const label = { zh: `结算类别：${name.zh}`, en: `Class: ${name.en}` }
  return [...steps, step('class', label, comparison(settlement, terms, charge), charge, 'yuan', source)]
}

/** The comparison that decided the class; strict on both sides. */
function comparison({ class: kind }: PolicySettlement, { low, high }: PricedGroup['terms'], charge: Exact): string {
  const amount = rounded(charge, 2)
  if (kind === 'low' && low !== null) return `${amount} < ${rounded(low.line, 2)}`
  if (kind === 'high' && high !== null) return `${amount} > ${rounded(high.line, 2)}`
  const from = low === null ? '' : `${rounded(low.line, 2)} ≤ `
  const to = high === null ? '' : ` ≤ ${rounded(high.line, 2)}`
  return `${from}${amount}${to}`
}

function paymentSteps(
  policy: CompiledPolicy,
  facts: SettlementFacts,
  settlement: PolicySettlement,
  group: PricedGroup | null,
): ArithmeticStep[] {
  const { payment, paid, patientPart, fundPart } = settlement
  if (payment === null || paid === null) return []
  const source = policySource(policy)
  const rounding = `${plain(payment)} → ${rounded(exactFromFen(paid), 2)}`
  const steps = [
    ...besideSteps(policy, settlement, paymentFormula(policy, facts, settlement, group)),
    step(
      'paid',
      { zh: '结算金额（四舍五入到分）', en: 'Amount paid (rounded to fen)' },
      rounding,
      exactFromFen(paid),
      'yuan',
      ROUNDING_SOURCE,
    ),
  ]
  if (patientPart === null || fundPart === null) return steps
  const patient = exactFromFen(patientPart)
  const byRatio = policy.fundRatio !== null && settlement.class !== 'exempt'
  const shared = `${operand(payment, 2)} × (1 − ${policy.fundRatio === null ? '' : plain(policy.fundRatio)}) → ${rounded(patient, 2)}`
  steps.push(
    step(
      'patient',
      { zh: '个人负担', en: 'Patient part' },
      byRatio ? shared : rounded(patient, 2),
      patient,
      'yuan',
      byRatio ? source : { zh: '病例记录的个人支付', en: 'What the case says the patient paid' },
    ),
    step(
      'fund',
      { zh: '基金支付', en: 'Fund part' },
      `${operand(payment, 2)} − ${operand(patient, 2)} ${equals(fundPart, 2)}`,
      fundPart,
      'yuan',
      source,
    ),
  )
  return steps
}

/** Payment − charge and, where the cost is known, payment − cost. */
export function surplusSteps(facts: SettlementFacts, { payment }: Settlement): ArithmeticStep[] {
  if (payment === null) return []
  const less = (id: string, label: Bilingual, amount: Exact) => {
    const surplus = payment.minus(amount)
    const formula = `${operand(payment, 2)} − ${operand(amount, 2)} ${equals(surplus, 2)}`
    return step(id, label, formula, surplus, 'yuan', SURPLUS_SOURCE)
  }
  return [
    less('surplus-B1', BASIS_NAMES.B1, exactFromFen(facts.charge)),
    ...(facts.cost === null ? [] : [less('surplus-B3', BASIS_NAMES.B3, exactFromFen(facts.cost))]),
  ]
}
