import { type Exact, exact, ZERO } from '#shared/domain/exact.ts'
import type { PolicyDocument } from './policy.ts'
import type { DayBand, PerDiemRule } from './policy-extras.ts'

/** Bed-days of one band and what they come to. */
export interface PaidDays {
  readonly days: number
  /** Yuan a day. */
  readonly rate: Exact
}

/** A stay that begins and ends on one day is one bed-day. */
export const bedDays = (los: number): number => Math.max(1, los)

/** The days of a stay by band, those after day `after` only; bands without a day are left out. */
export function daysByBand(bands: readonly DayBand[], los: number, after = 0): PaidDays[] {
  const last = bedDays(los)
  let from = after
  const paid: PaidDays[] = []
  for (const { upToDay, rate } of bands) {
    const to = Math.min(upToDay ?? last, last)
    if (to > from) {
      paid.push({ days: to - from, rate: exact(rate) })
      from = to
    }
  }
  return paid
}

/** Yuan: Σ days × rate of their band. */
export function perDiemPayment(days: readonly PaidDays[]): Exact {
  return days.reduce((sum, band) => sum.plus(band.rate.times(band.days)), ZERO)
}

/**
 * The rule that pays a case by bed-day: of its group and insurance type, then of its group, then of its insurance type. Null: none.
 * @param drg null for a case without a group, which only its insurance type can put on bed-days
 */
export function perDiemRules({
  perDiem = [],
}: PolicyDocument): (drg: string | null, insurance: string | null) => PerDiemRule | null {
  if (perDiem.length === 0) return () => null
  const key = (drg: string | undefined, insurance: string | undefined) =>
    JSON.stringify([drg ?? null, insurance ?? null])
  const rules = new Map(perDiem.map((rule) => [key(rule.drg, rule.insurance), rule]))
  return (drg, insurance) => {
    const [group, type] = [drg ?? undefined, insurance ?? undefined]
    const ofGroup = group === undefined ? undefined : (rules.get(key(group, type)) ?? rules.get(key(group, undefined)))
    return ofGroup ?? (type === undefined ? null : (rules.get(key(undefined, type)) ?? null))
  }
}
