import { type Exact, exact, roundToFen } from '#shared/domain/exact.ts'
import type { Fen } from '#shared/domain/money.ts'
import { ONE, type OutlierTerms, outlierTerms, type Quotient } from './outliers.ts'
import type { PolicyDocument, PolicyGroup } from './policy.ts'

/** How a standard came about, for showing it. */
type StandardFactors =
  | {
      readonly mode: 'weight'
      readonly insurance: string
      readonly rate: Exact
      readonly hospital: Exact
      readonly group: Exact | null
    }
  | { readonly mode: 'direct'; readonly insurance: string | null }

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
  /** Null when no weight, rate or price of the policy covers the pair. */
  priceOf(drg: string, insurance: string | null): PricedGroup | null
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
  const known = new Map<string | null, Map<string, PricedGroup | null>>()

  const price = (drg: string, insurance: string | null): PricedGroup | null => {
    const group = groups.get(drg)
    const rw = weights.get(drg)
    const found = group && standards(group, insurance)
    return group && rw && found ? pricedGroup(document, group, rw, found) : null
  }
  return {
    document,
    isExempt: (insurance) => insurance !== null && exempt.has(insurance),
    weightOf: (drg) => weights.get(drg) ?? null,
    priceOf(drg, insurance) {
      const byGroup = known.get(insurance) ?? new Map<string, PricedGroup | null>()
      known.set(insurance, byGroup)
      const before = byGroup.get(drg)
      if (before !== undefined) return before
      const priced = price(drg, insurance)
      byGroup.set(drg, priced)
      return priced
    },
    ungroupedRatio: exact(document.ungrouped.ratio ?? '1'),
    ambiguousRatio: exact(document.ambiguous.ratio ?? '1'),
    fundRatio: document.patientShare.mode === 'ratio' ? exact(document.patientShare.fundRatio) : null,
  }
}

interface Standard {
  readonly factors: StandardFactors
  readonly standard: Exact
}

function standardsOf({ pricing }: PolicyDocument): (group: PolicyGroup, insurance: string | null) => Standard | null {
  if (pricing.mode === 'direct') {
    const key = (drg: string, insurance: string | null) => JSON.stringify([drg, insurance])
    const prices = new Map(pricing.prices.map((row) => [key(row.drg, row.insurance), row]))
    return ({ drg }, insurance) => {
      const row = prices.get(key(drg, insurance)) ?? prices.get(key(drg, null))
      return row ? { factors: { mode: 'direct', insurance: row.insurance }, standard: exact(row.price) } : null
    }
  }
  const rates = new Map(pricing.baseRates.map(({ insurance, rate }) => [insurance, exact(rate)]))
  const hospital = exact(pricing.hospitalCoefficient)
  return ({ rw, coefficient }, insurance) => {
    const own = insurance !== null && rates.has(insurance) ? insurance : pricing.defaultInsurance
    const rate = own === null ? undefined : rates.get(own)
    if (own === null || rate === undefined) return null
    const group = coefficient === undefined ? null : exact(coefficient)
    const standard = exact(rw)
      .times(rate)
      .times(hospital)
      .times(group ?? ONE)
    return { factors: { mode: 'weight', insurance: own, rate, hospital, group }, standard }
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
