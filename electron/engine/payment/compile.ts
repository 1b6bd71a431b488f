import { type Exact, exact, roundToFen } from '#shared/domain/exact.ts'
import type { Fen } from '#shared/domain/money.ts'
import type { Period } from '#shared/domain/period.ts'
import { type RateInForce, rateTable } from './base-rates.ts'
import { ONE, type OutlierTerms, outlierTerms, type Quotient } from './outliers.ts'
import { perDiemRules } from './per-diem.ts'
import type { PolicyDocument, PolicyGroup } from './policy.ts'
import type { PerDiemRule } from './policy-extras.ts'

/** How a standard came about, for showing it. */
type StandardFactors =
  | {
      readonly mode: 'weight'
      readonly insurance: string
      readonly rate: Exact
      readonly rateInForce: RateInForce
      readonly hospital: Exact
      readonly group: Exact | null
      /** 1 − the group's reduction for low quality; null where there is none. */
      readonly quality: Exact | null
    }
  | { readonly mode: 'direct'; readonly insurance: string | null; readonly quality: Exact | null }

/** What one group is worth to one insurance type. */
export interface PricedGroup {
  readonly drg: string
  readonly rw: Exact
  readonly factors: StandardFactors
  /** Yuan, exact. */
  readonly standard: Exact
  readonly standardPaid: Fen
  readonly terms: OutlierTerms
  /** 1 ÷ the ratio's base, so that a ratio costs a product and not a division. */
  readonly perBase: Exact
}

/** A policy ready to settle cases: texts are numbers, prices are worked out once per group and insurance type. */
export interface CompiledPolicy {
  readonly document: PolicyDocument
  isExempt(insurance: string | null): boolean
  /** Null when the policy does not know the group. */
  weightOf(drg: string): Exact | null
  /** Null when no weight, rate or price of the policy covers the pair in that month. Without a month: by the earliest rate. */
  priceOf(drg: string, insurance: string | null, month?: Period): PricedGroup | null
  /** Whether a price depends on the month within the policy (浮动费率). */
  readonly pricedByMonth: boolean
  /** Null drg: a case without a group. Null: not paid by bed-day. */
  perDiemOf(drg: string | null, insurance: string | null): PerDiemRule | null
  readonly ungroupedRatio: Exact
  readonly ambiguousRatio: Exact
  /** Null when the patient's part comes with the case. */
  readonly fundRatio: Exact | null
}

/** @param document valid (see exchange/policy); the same document compiles to the same results */
export function compilePolicy(document: PolicyDocument): CompiledPolicy {
  const groups = new Map(document.groups.map((group) => [group.drg, group]))
  const weights = new Map(document.groups.map((group) => [group.drg, exact(group.rw)]))
  const exempt = new Set(document.exemptInsurances ?? [])
  const standards = standardsOf(document)
  const { pricing } = document
  const pricedByMonth = pricing.mode === 'weight' && pricing.baseRates.some(({ from }) => from !== undefined)
  const known = new Map<string, Map<string | null, Map<string, PricedGroup | null>>>()

  const price = (drg: string, insurance: string | null, month: Period | undefined): PricedGroup | null => {
    const group = groups.get(drg)
    const rw = weights.get(drg)
    const found = group && standards(group, insurance, month)
    return group && rw && found ? pricedGroup(document, group, rw, found) : null
  }
  return {
    document,
    isExempt: (insurance) => insurance !== null && exempt.has(insurance),
    weightOf: (drg) => weights.get(drg) ?? null,
    priceOf(drg, insurance, month) {
      const span = pricedByMonth ? (month ?? '') : ''
      const byInsurance = known.get(span) ?? new Map<string | null, Map<string, PricedGroup | null>>()
      known.set(span, byInsurance)
      const byGroup = byInsurance.get(insurance) ?? new Map<string, PricedGroup | null>()
      byInsurance.set(insurance, byGroup)
      const before = byGroup.get(drg)
      if (before !== undefined) return before
      const priced = price(drg, insurance, month)
      byGroup.set(drg, priced)
      return priced
    },
    pricedByMonth,
    perDiemOf: perDiemRules(document),
    ungroupedRatio: exact(document.ungrouped.ratio ?? '1'),
    ambiguousRatio: exact(document.ambiguous.ratio ?? '1'),
    fundRatio: document.patientShare.mode === 'ratio' ? exact(document.patientShare.fundRatio) : null,
  }
}

interface Standard {
  readonly factors: StandardFactors
  readonly standard: Exact
}

const kept = (group: PolicyGroup): Exact | null =>
  group.qualityReduction === undefined ? null : ONE.minus(group.qualityReduction)

function standardsOf({
  pricing,
}: PolicyDocument): (group: PolicyGroup, insurance: string | null, month: Period | undefined) => Standard | null {
  if (pricing.mode === 'direct') {
    const key = (drg: string, insurance: string | null) => JSON.stringify([drg, insurance])
    const prices = new Map(pricing.prices.map((row) => [key(row.drg, row.insurance), row]))
    return (group, insurance) => {
      const row = prices.get(key(group.drg, insurance)) ?? prices.get(key(group.drg, null))
      if (row === undefined) return null
      const quality = kept(group)
      const standard = exact(row.price).times(quality ?? ONE)
      return { factors: { mode: 'direct', insurance: row.insurance, quality }, standard }
    }
  }
  const rates = rateTable(pricing.baseRates)
  const hospital = exact(pricing.hospitalCoefficient)
  return (priced, insurance, month) => {
    const own = insurance !== null && rates.has(insurance) ? insurance : pricing.defaultInsurance
    const rateInForce = own === null ? null : rates.of(own, month)
    if (own === null || rateInForce === null) return null
    const { rate } = rateInForce
    const group = priced.coefficient === undefined ? null : exact(priced.coefficient)
    const quality = kept(priced)
    const standard = exact(priced.rw)
      .times(rate)
      .times(hospital)
      .times(group ?? ONE)
      .times(quality ?? ONE)
    return { factors: { mode: 'weight', insurance: own, rate, rateInForce, hospital, group, quality }, standard }
  }
}

function pricedGroup(document: PolicyDocument, group: PolicyGroup, rw: Exact, found: Standard): PricedGroup {
  const { standard, factors } = found
  const outliers = document.outliers
  const ratioBase = outliers?.ratioBase ?? 'standard'
  const ownLevel = outliers?.levelCoefficient
  const level = ownLevel === undefined ? levelOf(factors) : exact(ownLevel)
  const terms = outlierTerms(outliers, rw, {
    ratioBase,
    base: ratioBase === 'standard' ? standard : meanCharge(group, rw, outliers?.averageCharge),
    standard: ownLevel !== undefined && factors.mode === 'weight' ? rw.times(factors.rate).times(level) : standard,
    level,
    control: controlOf(document, factors),
  })
  return {
    drg: group.drg,
    rw,
    factors,
    standard,
    standardPaid: roundToFen(standard),
    terms,
    perBase: ONE.div(terms.base),
  }
}

function levelOf(factors: StandardFactors): Exact {
  return factors.mode === 'weight' ? factors.hospital.times(factors.group ?? ONE) : ONE
}

function meanCharge(group: PolicyGroup, rw: Exact, averageCharge: string | undefined): Exact {
  if (group.meanCharge !== undefined) return exact(group.meanCharge)
  if (averageCharge === undefined) throw new RangeError(`no mean charge for group ${group.drg}`)
  return rw.times(averageCharge)
}

function controlOf({ outliers }: PolicyDocument, factors: StandardFactors): Quotient {
  if (outliers?.controlCoefficient !== undefined) return { over: exact(outliers.controlCoefficient), under: ONE }
  if (factors.mode === 'weight' && outliers?.averageCharge !== undefined)
    return { over: factors.rate, under: exact(outliers.averageCharge) }
  return { over: ONE, under: ONE }
}
