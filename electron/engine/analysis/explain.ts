import type { Bilingual } from '#shared/domain/bilingual.ts'
import { exact } from '#shared/domain/exact.ts'
import type { Figure, IndicatorExplanation } from '#shared/domain/figure.ts'
import type { SliceTotals } from '#shared/domain/slice.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'
import { equals, operand, percent } from '../payment/number-text.ts'
import { computeFigure, resultOf } from './figures.ts'
import { type IndicatorId, indicator } from './indicators.ts'
import { both, type Measure, type Term } from './measure.ts'
import { wilsonInterval } from './wilson.ts'

/** Decimals a formula shows. */
const PLACES: Readonly<Record<Figure['unit'], number>> = { yuan: 2, count: 0, days: 2, ratio: 4, weight: 4 }

/** Below this many cases a rate or mean says little; it is shown with a note (domain convention, not a law). */
const SMALL_NUMBER = 10

/** Explains one indicator with its own numbers: definition, formula, numbers put in, inputs, source, and cautions. */
export function explainIndicator(id: IndicatorId, totals: SliceTotals, basis: ComputedBasis): IndicatorExplanation {
  const about = indicator(id)
  const measure = about.measure(totals, basis)
  return {
    title: about.label(basis),
    definition: about.definition(basis),
    formula: about.formula(basis),
    substituted: substituted(measure, about.unit),
    result: computeFigure(id, totals, basis),
    inputs: termsOf(measure).map(({ label, value, unit }) => ({ label, value: value.toFixed(), unit })),
    source: about.source,
    notes: [...(about.notes?.(totals, basis) ?? []), ...coverageNotes(id, totals, basis), ...numberNotes(measure)],
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

function numberNotes(measure: Measure): Bilingual[] {
  if ('missing' in measure) return [both(`无法计算：${measure.missing.zh}`, `Not computed: ${measure.missing.en}`)]
  if (measure.per === undefined) return []
  const notes: Bilingual[] = []
  if (measure.proportion === true) {
    const { low, high } = wilsonInterval(Number(measure.total.value.toFixed()), measure.n)
    const range = `${percent(exact(low))} – ${percent(exact(high))}`
    notes.push(
      both(`95% 置信区间（Wilson）：${range}，n = ${measure.n}`, `95% interval (Wilson): ${range}, n = ${measure.n}`),
    )
  }
  if (measure.n < SMALL_NUMBER)
    notes.push(
      both(
        `只有 ${measure.n} 例，少于 ${SMALL_NUMBER} 例，波动大，请谨慎解读`,
        `Only ${measure.n} cases, fewer than ${SMALL_NUMBER}: it varies widely by chance`,
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
