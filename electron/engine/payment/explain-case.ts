import { assertNever } from '#shared/domain/assert-never.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { type Exact, exactFromFen } from '#shared/domain/exact.ts'
import type { ArithmeticStep, Figure, IndicatorExplanation } from '#shared/domain/figure.ts'
import { BASIS_NAMES, type ComputedBasis } from '#shared/domain/surplus.ts'
import { settlementArithmetic } from './arithmetic.ts'
import { CLASS_NAMES, policySource } from './arithmetic-words.ts'
import type { CompiledPolicy } from './compile.ts'
import { rounded } from './number-text.ts'
import { type Settlement, type SettlementFacts, settleCase } from './settle.ts'

export const CASE_FIGURES = ['standard', 'payment', 'surplus', 'charge', 'fund'] as const
type CaseFigureId = (typeof CASE_FIGURES)[number]

/** A case with how it was settled, told line by line, and the rules that say so. */
export interface SettledCase {
  readonly facts: SettlementFacts
  readonly settlement: Settlement
  readonly steps: readonly ArithmeticStep[]
  readonly source: Bilingual
}

export const settledByPolicy = (policy: CompiledPolicy, facts: SettlementFacts): SettledCase => ({
  facts,
  settlement: settleCase(policy, facts),
  steps: settlementArithmetic(policy, facts),
  source: policySource(policy),
})

/** Explains one amount of one case, with the lines of its settlement that lead to it as inputs. */
export function explainCaseFigure(
  id: CaseFigureId,
  { facts, settlement, steps, source }: SettledCase,
  basis: ComputedBasis,
): IndicatorExplanation {
  const plan = planOf(id, facts, settlement, basis)
  const name = CLASS_NAMES[settlement.class]
  const result: Figure = {
    id,
    label: plan.title,
    unit: 'yuan',
    direction: id === 'surplus' ? 'up' : 'neutral',
    value: plan.value?.toFixed() ?? null,
    ...(plan.value === null ? { reason: plan.missing } : {}),
    n: 1,
    ...(id === 'surplus' ? { basis } : {}),
  }
  const main = steps.find((step) => step.id === plan.step)
  return {
    title: plan.title,
    definition: plan.definition,
    formula: plan.formula,
    substituted: main?.formula ?? (plan.value === null ? '—' : rounded(plan.value, 2)),
    result,
    inputs: inputsOf(plan.inputs, steps, facts),
    source: id === 'charge' ? CHARGE_SOURCE : source,
    notes: [
      { zh: `本例结算类别：${name.zh}`, en: `This case is settled as: ${name.en}` },
      ...(plan.value === null ? [plan.missing] : []),
    ],
  }
}

const CHARGE_SOURCE: Bilingual = { zh: '病例记录的总费用', en: 'Total charge as recorded with the case' }
const CHARGE: Bilingual = { zh: '医疗总费用', en: 'Total charge' }
const COST: Bilingual = { zh: '病例成本', en: 'Case cost' }

interface Plan {
  readonly title: Bilingual
  readonly definition: Bilingual
  readonly formula: Bilingual
  readonly value: Exact | null
  /** Why there is no value, when there is none. */
  readonly missing: Bilingual
  /** The line of the arithmetic that ends in this figure. */
  readonly step: string
  readonly inputs: readonly string[]
}

const NO_PAYMENT: Bilingual = {
  zh: '支付政策没有覆盖本例的规则，或需更正后结算，因此没有结算金额',
  en: 'No rule of the policy covers this case, or it is settled after correction, so there is no payment',
}

function planOf(id: CaseFigureId, facts: SettlementFacts, settlement: Settlement, basis: ComputedBasis): Plan {
  switch (id) {
    case 'standard':
      return {
        title: { zh: '支付标准', en: 'Payment standard' },
        definition: {
          zh: '本例所入病组在其险种下的标准结算金额，尚未考虑高、低倍率',
          en: 'What the group of this case is worth for its insurance type, before any outlier rule',
        },
        formula: {
          zh: '权重 × 基础费率 × 医院系数 × 病组系数，或价格表中的价格；按分值付费为病种分值 × 系数 × 辅助系数 × 点值',
          en: 'Weight × base rate × hospital coefficient × group coefficient, or the price in the table; by points: score × coefficient × auxiliary factor × point value',
        },
        value: settlement.standard,
        missing: { zh: '本例不按病组的支付标准结算', en: 'This case is not settled by the standard of a group' },
        step: 'standard',
        inputs: [
          'rw',
          'rate',
          'hospital-coefficient',
          'group-coefficient',
          'quality',
          'score',
          'coefficient',
          'auxiliary',
          'point-value',
        ],
      }
    case 'payment':
      return {
        title: { zh: '结算金额', en: 'Payment' },
        definition: {
          zh: '按结算类别得到的结算金额（基金与个人合计），未舍入',
          en: 'Payment by the class of the case (fund and patient together), before rounding',
        },
        formula: { zh: '由结算类别对应的公式得出', en: 'By the formula of the class of the case' },
        value: settlement.payment,
        missing: NO_PAYMENT,
        step: 'payment',
        inputs: [
          'charge',
          'counted',
          'standard',
          'mean',
          'ratio',
          'low-line',
          'high-line',
          'points',
          'payment-by-group',
          'beside',
          'paid',
        ],
      }
    case 'fund':
      return {
        title: { zh: '基金支付', en: 'Fund part' },
        definition: { zh: '结算金额中由医保基金承担的部分', en: 'The part of the payment that the fund pays' },
        formula: { zh: '结算金额 − 个人负担', en: 'Payment − patient part' },
        value: settlement.fundPart,
        missing:
          settlement.payment === null
            ? NO_PAYMENT
            : { zh: '病例没有个人支付数据', en: 'The case does not say what the patient paid' },
        step: 'fund',
        inputs: ['payment', 'patient'],
      }
    case 'charge':
      return {
        title: CHARGE,
        definition: { zh: '病例账单的总费用', en: 'What the bill of the case adds up to' },
        formula: { zh: '按病例记录', en: 'As recorded with the case' },
        value: exactFromFen(facts.charge),
        missing: NO_PAYMENT,
        step: '',
        inputs: ['charge'],
      }
    case 'surplus':
      return surplusPlan(facts, settlement, basis)
    default:
      return assertNever(id)
  }
}

function surplusPlan(facts: SettlementFacts, { payment }: Settlement, basis: ComputedBasis): Plan {
  const spent = basis === 'B1' ? facts.charge : facts.cost
  return {
    title: BASIS_NAMES[basis],
    definition:
      basis === 'B1'
        ? { zh: '结算金额减去本例医疗总费用', en: 'Payment less what the case was charged' }
        : { zh: '结算金额减去本例成本', en: 'Payment less what the case cost the hospital' },
    formula:
      basis === 'B1'
        ? { zh: '结算金额 − 总费用', en: 'Payment − charge' }
        : { zh: '结算金额 − 成本', en: 'Payment − cost' },
    value: payment === null || spent === null ? null : payment.minus(exactFromFen(spent)),
    missing: payment === null ? NO_PAYMENT : { zh: '本例没有成本数据', en: 'The cost of this case is not known' },
    step: `surplus-${basis}`,
    inputs: ['payment', basis === 'B1' ? 'charge' : 'cost'],
  }
}

function inputsOf(
  ids: readonly string[],
  steps: readonly ArithmeticStep[],
  facts: SettlementFacts,
): IndicatorExplanation['inputs'] {
  return ids.flatMap((id) => {
    if (id === 'charge') return [{ label: CHARGE, value: exactFromFen(facts.charge).toFixed(), unit: 'yuan' as const }]
    if (id === 'cost')
      return facts.cost === null
        ? []
        : [{ label: COST, value: exactFromFen(facts.cost).toFixed(), unit: 'yuan' as const }]
    return steps
      .filter((step) => step.id === id || step.id.startsWith(`${id}:`))
      .map(({ label, value, unit }) => ({ label, value, unit }))
  })
}
