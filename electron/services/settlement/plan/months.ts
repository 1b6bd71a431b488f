import { pricesOf } from '#engine/dip/pricing.ts'
import type { PlanInputs, RateKind } from '#shared/contract/settlement-plan.ts'
import { type Exact, exact, exactFromFen, fromParts, ZERO } from '#shared/domain/exact.ts'
import { type Fen, fen } from '#shared/domain/money.ts'
import { type Period, period } from '#shared/domain/period.ts'
import type { SettledMonthSums } from '#store/settlement-months.ts'
import { compiledPolicy } from '../../policies.ts'
import type { Session } from '../../session.ts'
import { compiledSystem } from '../../systems.ts'

/** A month of one insurance type before anything was typed. */
export interface BookMonth {
  readonly month: Period
  readonly insurance: string
  readonly kind: RateKind
  readonly n: number
  readonly unpriced: number
  readonly withPatient: number
  readonly patient: Fen
  /** What floats, as weight or points; the weight alone where the rules have no rate. */
  readonly weight: Exact
  readonly rate: Exact | null
  /** What doesn't float, yuan; `whole` where there is no rate to float with. */
  readonly fixed: Exact
  readonly whole: Exact
}

/** Rates are looked up once for each set of rules and insurance type; of several sets in a month the one with most cases floats. */
export function bookMonths(session: Session, sums: readonly SettledMonthSums[]): readonly BookMonth[] {
  const byRow = Map.groupBy(sums, ({ month, insurance }) => JSON.stringify([month, insurance]))
  return [...byRow.values()].map((rows) => {
    const main = rows[0]!
    const month = period(main.month)
    const { kind, rate } = rateOf(session, main)
    const whole = rows.reduce((sum, row) => sum.plus(paymentOf(row)), ZERO)
    const floating = fromParts({ fen: main.floatFen, frac: main.floatFrac })
    return {
      month,
      insurance: main.insurance ?? '',
      kind,
      n: rows.reduce((sum, { n }) => sum + n, 0),
      unpriced: rows.reduce((sum, { n, priced }) => sum + n - priced, 0),
      withPatient: rows.reduce((sum, row) => sum + row.withPatient, 0),
      patient: fen(rows.reduce((sum, { patient }) => sum + patient, 0)),
      weight: rate === null ? exact(main.floatRwMicro).div(1_000_000) : floating.div(rate),
      rate,
      fixed: whole.minus(floating),
      whole,
    }
  })
}

const paymentOf = ({ paymentFen, paymentFrac }: SettledMonthSums): Exact =>
  fromParts({ fen: paymentFen, frac: paymentFrac })

function rateOf(
  session: Session,
  { policyId, schemeId, insurance, month }: SettledMonthSums,
): { readonly kind: RateKind; readonly rate: Exact | null } {
  if (policyId !== null) {
    const pricing = compiledPolicy(session, policyId)?.policy.document.pricing
    if (pricing?.mode !== 'weight') return { kind: 'none', rate: null }
    const rates = new Map(pricing.baseRates.map((row) => [row.insurance, row.rate]))
    const text = (insurance === null ? undefined : rates.get(insurance)) ?? rates.get(pricing.defaultInsurance ?? '')
    return text === undefined ? { kind: 'none', rate: null } : { kind: 'weight', rate: exact(text) }
  }
  const system = schemeId === null ? null : compiledSystem(session, schemeId)
  if (system?.kind !== 'DIP') return { kind: 'none', rate: null }
  const prices = pricesOf(system.scheme, period(month), insurance)
  return prices === null ? { kind: 'none', rate: null } : { kind: 'points', rate: prices.pointValue }
}

/** The rate a year of an insurance type is cleared at: typed, or from fund and total of the region; null while neither is known. */
export function finalRateOf(
  inputs: PlanInputs,
  insurance: string,
  pointValue: (fund: Exact, share: Exact, total: Exact) => Exact,
): { readonly rate: Exact | null; readonly source: 'typed' | 'fund' | 'monthly' } {
  const typed = inputs.insurances.find((each) => each.insurance === insurance)
  if (typed?.finalRate !== undefined) return { rate: exact(typed.finalRate), source: 'typed' }
  const { fund, fundShare = '1', regionTotal } = typed ?? {}
  if (fund === undefined || regionTotal === undefined || exact(regionTotal).eq(0) || exact(fundShare).eq(0))
    return { rate: null, source: 'monthly' }
  return { rate: pointValue(exactFromFen(fund), exact(fundShare), exact(regionTotal)), source: 'fund' }
}
