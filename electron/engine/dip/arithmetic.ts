import { equals, operand, plain, rounded } from '#engine/payment/number-text.ts'
import { assertNever } from '#shared/domain/assert-never.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { type Exact, exactFromFen } from '#shared/domain/exact.ts'
import type { ArithmeticStep } from '#shared/domain/figure.ts'
import { BASIS_NAMES } from '#shared/domain/surplus.ts'
import type { CompiledDip } from './compile.ts'
import { type DipSettlement, type DipSettlementFacts, type DipTerms, settleDip } from './settle.ts'
import { DIP_CLASS_WORDS } from './words.ts'

/**
 * A settlement by points line by line, in the order a person would check it: score, coefficients, point value → standard; mean
 * and ratio → class; points; payment; the one rounding; surplus. A line that does not apply is left out.
 */
export function dipArithmetic(scheme: CompiledDip, facts: DipSettlementFacts): readonly ArithmeticStep[] {
  const settlement = settleDip(scheme, facts)
  const charge = exactFromFen(facts.charge)
  const { terms } = settlement
  const source = directorySource(scheme)
  return [
    ...(terms === null ? [] : [...factorSteps(terms, settlement), ...ratioSteps(terms, settlement, charge)]),
    ...(terms === null ? [] : pointSteps(scheme, terms, settlement, charge)),
    ...paymentSteps(settlement, charge),
  ].map((line) => ({ ...line, source }))
}

/** A line before it is told which directory it follows. */
type Line = Omit<ArithmeticStep, 'source'>

/** The directory a number was taken from, with its status, so that a demonstration score is never read as an official one. */
export function directorySource({ tables }: CompiledDip): Bilingual {
  const { code, name, status, source } = tables.header
  const words = STATUS_WORDS[status]
  const origin = source === '' ? EMPTY : { zh: `；${source}`, en: `; ${source}` }
  return {
    zh: `DIP 目录 ${code}《${name}》（${words.zh}${origin.zh}）`,
    en: `DIP directory ${code}, ${name} (${words.en}${origin.en})`,
  }
}

const EMPTY: Bilingual = { zh: '', en: '' }
const STATUS_WORDS: Readonly<Record<CompiledDip['tables']['header']['status'], Bilingual>> = {
  official: { zh: '正式', en: 'official' },
  reference: { zh: '参考', en: 'reference' },
  demonstration: { zh: '演示', en: 'demonstration' },
}

const step = (id: string, label: Bilingual, formula: string, value: Exact, unit: ArithmeticStep['unit']): Line => ({
  id,
  label,
  formula,
  value: value.toFixed(),
  unit,
})

function factorSteps(terms: DipTerms, { standard }: DipSettlement): readonly Line[] {
  const { entry, score, coefficient, auxiliary, prices } = terms
  const basic = entry.row.type === 'basic'
  const steps = [
    step(
      'score',
      { zh: '病种分值', en: 'Score of the disease' },
      `${entry.row.dip} = ${plain(score)}`,
      score,
      'points',
    ),
    step(
      'coefficient',
      basic
        ? { zh: '基层病种系数（不乘机构系数）', en: 'Coefficient of the basic-level entry (no hospital coefficient)' }
        : { zh: '机构系数 h', en: 'Hospital coefficient h' },
      plain(coefficient),
      coefficient,
      'ratio',
    ),
    step('auxiliary', { zh: '辅助系数 a', en: 'Auxiliary factor a' }, plain(auxiliary), auxiliary, 'ratio'),
    step(
      'point-value',
      { zh: '点值', en: 'Point value' },
      plain(prices.pointValue),
      prices.pointValue,
      'yuan-per-point',
    ),
  ]
  if (standard === null) return steps
  const formula = [score, coefficient, auxiliary, prices.pointValue].map(plain).join(' × ')
  const label = { zh: '标准费用', en: 'Standard' }
  return [...steps, step('standard', label, `${formula} ${equals(standard, 2)}`, standard, 'yuan')]
}

const MEAN_WORDS: Readonly<Record<'table' | 'directory' | 'score', Bilingual>> = {
  table: { zh: '均费（均费表）', en: 'Mean charge (mean_charges)' },
  directory: { zh: '均费（目录均费 × 辅助系数）', en: 'Mean charge (directory × auxiliary factor)' },
  score: { zh: '均费（按分值折算）', en: 'Mean charge (from the score)' },
}

function ratioSteps({ mean }: DipTerms, settlement: DipSettlement, charge: Exact): readonly Line[] {
  const { ratio } = settlement
  const name = DIP_CLASS_WORDS[settlement.class]
  const label = { zh: `结算类别：${name.zh}`, en: `Class: ${name.en}` }
  if (mean === null || ratio === null) return []
  return [
    step('mean', MEAN_WORDS[mean.from], rounded(mean.mean, 2), mean.mean, 'yuan'),
    step('ratio', label, `${operand(charge, 2)} ÷ ${rounded(mean.mean, 2)} ${equals(ratio, 4)}`, ratio, 'ratio'),
  ]
}

function pointSteps(
  scheme: CompiledDip,
  terms: DipTerms,
  { points, payment }: DipSettlement,
  charge: Exact,
): readonly Line[] {
  if (points === null || payment === null || terms.deviation.formula === 'by-actual') return []
  const { score, auxiliary, prices } = terms
  const rounding = scheme.tables.header.settlement.scoreDecimals
  const zh = `病例分值${rounding === null ? '' : `（保留 ${rounding} 位小数）`}`
  const en = `Points of the case${rounding === null ? '' : ` (to ${rounding} decimals)`}`
  const formula = `${plain(score)} × ${plain(auxiliary)} × ${deviationText(scheme, terms, charge)}`
  return [
    step('points', { zh, en }, `${formula} ${equals(points, 4)}`, points, 'points'),
    step(
      'payment',
      { zh: '预测结算额', en: 'Expected settlement' },
      `${rounded(points, 4)} × ${plain(prices.pointValue)} ${equals(payment, 2)}`,
      payment,
      'yuan',
    ),
  ]
}

/** Coefficient × d, with its numbers: `1.05 × ((25000.00 ÷ 10000.00 − 2) + 1)`. */
function deviationText(scheme: CompiledDip, { coefficient, mean, deviation }: DipTerms, charge: Exact): string {
  const k = plain(coefficient)
  const r = mean === null ? '' : `${operand(charge, 2)} ÷ ${rounded(mean.mean, 2)}`
  const above = scheme.tables.header.settlement.high?.above ?? ''
  switch (deviation.formula) {
    case 'normal':
    case 'by-actual':
      return `${k} × 1`
    case 'low':
      return `${k} × (${r})`
    case 'low-alone':
      return `(${r})`
    case 'plus-one':
      return `${k} × (${r} − ${above} + 1)`
    case 'plus-h':
      return `(${r} − ${above} + ${k})`
    default:
      return assertNever(deviation.formula)
  }
}

function paymentSteps(settlement: DipSettlement, charge: Exact): readonly Line[] {
  const { payment, paid, surplus, terms } = settlement
  if (payment === null || paid === null || surplus === null) return []
  const name = DIP_CLASS_WORDS[settlement.class]
  const byPoints = terms !== null && terms.deviation.formula !== 'by-actual'
  const amount = exactFromFen(paid)
  const label = { zh: `结算金额（${name.zh}，不按分值）`, en: `Payment (${name.en}, not by points)` }
  return [
    ...(byPoints ? [] : [step('payment', label, plain(payment), payment, 'yuan')]),
    step(
      'paid',
      { zh: '结算金额（四舍五入到分）', en: 'Amount paid (rounded to fen)' },
      `${plain(payment)} → ${rounded(amount, 2)}`,
      amount,
      'yuan',
    ),
    step(
      'surplus-B1',
      BASIS_NAMES.B1,
      `${operand(payment, 2)} − ${operand(charge, 2)} ${equals(surplus, 2)}`,
      surplus,
      'yuan',
    ),
  ]
}
