import type { Bilingual } from '#shared/domain/bilingual.ts'
import { exact } from '#shared/domain/exact.ts'
import type { Figure, IndicatorExplanation } from '#shared/domain/figure.ts'
import type { SliceTotals } from '#shared/domain/slice.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'
import { equals, operand, percent } from '../payment/number-text.ts'
import { computeFigure, intervalOf, resultOf } from './figures.ts'
import type { FurtherSums } from './further-sums.ts'
import { type IndicatorId, indicator } from './indicators.ts'
import { both, FEW_CASES, formulaOf, type Measure, type SmallNumbers, type Term } from './measure.ts'

/** Decimals a formula shows. */
const PLACES: Readonly<Record<Figure['unit'], number>> = { yuan: 2, count: 0, days: 2, ratio: 4, weight: 4, index: 4 }

/** Explains one indicator with its own numbers: definition, formula, numbers put in, inputs, source, and cautions. */
export function explainIndicator(
  id: IndicatorId,
  totals: SliceTotals,
  basis: ComputedBasis,
  further: FurtherSums = {},
): IndicatorExplanation {
  const about = indicator(id)
  const measure = about.measure(totals, basis, further)
  return {
    title: about.label(basis),
    definition: about.definition(basis),
    formula: formulaOf(about, basis),
    substituted: substituted(measure, about.unit),
    result: computeFigure(id, totals, basis, further),
    inputs: termsOf(measure).map(({ label, value, unit }) => ({ label, value: value.toFixed(), unit })),
    source: about.source,
    notes: [
      ...(about.notes?.(totals, basis, further) ?? []),
      ...coverageNotes(id, totals, basis),
      ...numberNotes(measure, about.smallNumbers),
    ],
  }
}

/** Inputs in the order of the formula; one that appears twice (payment in a surplus rate) is listed once. */
function termsOf(measure: Measure): Term[] {
  if ('missing' in measure) return []
  const terms = [measure.total, measure.less, measure.per].filter((term) => term !== undefined)
  return terms.filter((term, index) => terms.findIndex(({ label }) => label.en === term.label.en) === index)
}

function substituted(measure: Measure, unit: Figure['unit']): string {
  const value = resultOf(measure)
  if ('missing' in measure || value === null) return '—'
  const text = (term: Term) => operand(term.value, PLACES[term.unit])
  const { total, less, per } = measure
  const amount = less === undefined ? text(total) : `${text(total)} − ${text(less)}`
  const shown = equals(value, PLACES[unit])
  if (per === undefined) return less === undefined ? shown.replace(/^= /, '') : `${amount} ${shown}`
  return `${less === undefined ? amount : `(${amount})`} ÷ ${text(per)} ${shown}`
}

function numberNotes(measure: Measure, smallNumbers: SmallNumbers): Bilingual[] {
  if ('missing' in measure) return [both(`无法计算：${measure.missing.zh}`, `Not computed: ${measure.missing.en}`)]
  if (smallNumbers === 'sum') return []
  const notes: Bilingual[] = []
  const interval = intervalOf(measure, smallNumbers)
  if (interval) {
    const range = `${percent(exact(interval.low))} – ${percent(exact(interval.high))}`
    notes.push(
      both(`95% 置信区间（Wilson）：${range}，n = ${measure.n}`, `95% interval (Wilson): ${range}, n = ${measure.n}`),
    )
  }
  if (measure.n < FEW_CASES)
    notes.push(
      both(
        `只有 ${measure.n} 例，少于 ${FEW_CASES} 例，波动大，请谨慎解读`,
        `Only ${measure.n} cases, fewer than ${FEW_CASES}: it varies widely by chance`,
      ),
    )
  return notes
}

/** Which cases a money figure leaves out. */
function coverageNotes(id: IndicatorId, totals: SliceTotals, basis: ComputedBasis): Bilingual[] {
  const about = indicator(id).basis?.(basis)
  const unsettled = totals.n - totals.nPriced
  const onPayment = about !== undefined || id === 'payment' || id === 'payment-per-case'
  const onCost = about === 'B3' || id === 'cost' || id === 'cost-per-case'
  const uncosted = totals.nPriced - totals.nWithCost
  return [
    ...(onPayment && unsettled > 0
      ? [both(`有 ${unsettled} 例没有结算金额，未计入`, `${unsettled} cases have no payment and are left out`)]
      : []),
    ...(onCost && uncosted > 0
      ? [both(`有 ${uncosted} 例已结算但没有成本，未计入`, `${uncosted} settled cases have no cost and are left out`)]
      : []),
  ]
}
