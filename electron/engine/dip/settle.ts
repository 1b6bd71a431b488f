import type { DipResult, DipSettlementClass } from '#shared/domain/dip.ts'
import { type Exact, exact, exactFromFen, roundToFen, STORED_PLACES, ZERO } from '#shared/domain/exact.ts'
import type { Fen } from '#shared/domain/money.ts'
import type { Period } from '#shared/domain/period.ts'
import { auxiliaryFactor } from './auxiliary.ts'
import type { CompiledDip, DipEntry } from './compile.ts'
import { type Deviation, deviationOf } from './deviation.ts'
import { coefficientOf, type DipPrices, type MeanCharge, meanChargeOf, pricesOf } from './pricing.ts'

/** What a settlement by points needs to know of one case. */
export interface DipSettlementFacts {
  readonly result: DipResult
  readonly month: Period
  readonly insurance: string | null
  /** What the region compares and pays by: the caller leaves out what its region leaves out (自费、除外项目). */
  readonly charge: Fen
}

/** How the points of a case came about, for showing it. */
export interface DipTerms {
  readonly entry: DipEntry
  readonly score: Exact
  /** Hospital coefficient h, or the own coefficient of a basic-level entry. */
  readonly coefficient: Exact
  readonly auxiliary: Exact
  readonly mean: MeanCharge | null
  readonly deviation: Deviation
  readonly prices: DipPrices
}

export interface DipSettlement {
  readonly class: DipSettlementClass
  /** Null for what is not settled by points. */
  readonly terms: DipTerms | null
  /** C ÷ mean, to 10 decimals; the class is decided on money, never on this quotient. */
  readonly ratio: Exact | null
  /** 病例分值: exact to 14 decimals, or rounded as the region says. */
  readonly points: Exact | null
  /** 标准费用, yuan: score × coefficient × auxiliary × point value, without deviation. */
  readonly standard: Exact | null
  /** 预测结算额, yuan, exact to 14 decimals; null when the case is not settled. */
  readonly payment: Exact | null
  /** The payment in whole fen: the one rounding. */
  readonly paid: Fen | null
  /** 盈亏 on basis B1, yuan: payment − charge. */
  readonly surplus: Exact | null
  /** Put up for review by experts (特例单议). */
  readonly review: boolean
}

const RATIO_PLACES = 10

/**
 * Settles one case by points: 病例分值 = 病种分值 × coefficient × auxiliary factor × deviation, payment = 病例分值 × point value.
 * Order: insurance types outside DIP, excluded and ungrouped cases, a month without point value, the blank group, a score of 0,
 * then the lines of charge ÷ mean. Classes are total and exclusive. This is a forecast: the insurer's year-end point value decides.
 */
export function settleDip(scheme: CompiledDip, facts: DipSettlementFacts): DipSettlement {
  const { result, insurance, month } = facts
  const rules = scheme.tables.header.settlement
  const charge = exactFromFen(facts.charge)
  if (insurance !== null && rules.exemptInsurances.includes(insurance)) return paidAs('exempt', charge, charge)
  if (result.status === 'excluded') return paidAs('excluded', charge, charge)
  const entry = scheme.entries.get(result.dip)
  if (result.status === 'ungrouped' || entry === undefined) return unpaid('ungrouped')
  if (result.status === 'blank' && rules.blank.settle !== 'by-score') {
    if (rules.blank.settle === 'none') return unpaid('blank')
    return paidAs('blank', charge, charge.times(rules.blank.ratio))
  }
  if (entry.score.eq(0)) return paidAs('zero-score', charge, rules.zeroScore === 'zero' ? ZERO : charge)
  const prices = pricesOf(scheme, month, insurance)
  if (prices === null) return unpaid('unpriced')
  return byPoints(scheme, facts, entry, prices, charge)
}

function byPoints(
  scheme: CompiledDip,
  { result, insurance }: DipSettlementFacts,
  entry: DipEntry,
  prices: DipPrices,
  charge: Exact,
): DipSettlement {
  const rules = scheme.tables.header.settlement
  const { score } = entry
  const coefficient = coefficientOf(entry, prices)
  const auxiliary = auxiliaryFactor(result.auxiliary)
  const counted = result.auxiliary === null ? null : { code: result.auxiliary.code, factor: auxiliary }
  const mean = meanChargeOf(scheme, entry, counted, insurance, prices)
  const deviation = deviationOf(rules, charge, mean?.mean ?? null, coefficient, entry.row.type !== 'basic')
  const terms: DipTerms = { entry, score, coefficient, auxiliary, mean, deviation, prices }
  const base = score.times(auxiliary)
  const exactPoints = base.times(deviation.over)
  const points =
    rules.scoreDecimals === null
      ? stored(exactPoints.div(deviation.under))
      : exactPoints.div(deviation.under).round(rules.scoreDecimals, 1)
  const payment =
    deviation.formula === 'by-actual'
      ? charge
      : rules.scoreDecimals === null
        ? stored(exactPoints.times(prices.pointValue).div(deviation.under))
        : stored(points.times(prices.pointValue))
  return {
    class: result.status === 'blank' ? 'blank' : deviation.class,
    terms,
    ratio: mean === null || mean.mean.lte(0) ? null : charge.div(mean.mean).round(RATIO_PLACES, 1),
    points,
    standard: stored(base.times(coefficient).times(prices.pointValue)),
    payment,
    paid: roundToFen(payment),
    surplus: payment.minus(charge),
    review: deviation.class === 'extreme',
  }
}

/** Cut, not rounded, at what the store keeps: a cut never carries a value over the half fen that `paid` rounds at. */
const stored = (value: Exact): Exact => exact(value).round(STORED_PLACES, 0)

const paidAs = (kind: DipSettlementClass, charge: Exact, payment: Exact): DipSettlement => ({
  ...unpaid(kind),
  payment,
  paid: roundToFen(payment),
  surplus: payment.minus(charge),
})

const unpaid = (kind: DipSettlementClass): DipSettlement => ({
  class: kind,
  terms: null,
  ratio: null,
  points: null,
  standard: null,
  payment: null,
  paid: null,
  surplus: null,
  review: false,
})
