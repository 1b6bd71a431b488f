import { type Exact, exact, exactFromFen, roundToFen, sumExact, ZERO } from '#shared/domain/exact.ts'
import { ZERO_FEN } from '#shared/domain/money.ts'
import type { Period } from '#shared/domain/period.ts'
import { rateOf, rateTable } from './base-rates.ts'
import { monthlyAdvance, yearEndClearing } from './clearing.ts'
import type { PolicyDocument } from './policy.ts'
import { qualityBonus } from './quality.ts'

/** One month of one insurance type under a policy that prices by weight; amounts in yuan. */
export interface SettledMonth {
  readonly month: Period
  readonly insurance: string
  /** Σ weight × coefficients, so that × rate it makes the standards. */
  readonly weight: Exact
  readonly patientPaid: Exact
  readonly deductions: Exact
}

/** The rate a month is advanced at. Null: the policy prices by a table, or has no rate for the insurance type then. */
function monthlyRate({ pricing }: PolicyDocument, insurance: string, month: Period): Exact | null {
  return pricing.mode === 'weight' ? (rateTable(pricing.baseRates).of(insurance, month)?.rate ?? null) : null
}

/**
 * 月预结 by a policy, yuan: (weight × rate of the month − patients' payments) × advance ratio − deductions. A policy without an advance
 * ratio advances everything. Null: no rate for the insurance type in that month.
 */
export function advanceByPolicy(policy: PolicyDocument, month: SettledMonth): Exact | null {
  const rate = monthlyRate(policy, month.insurance, month.month)
  if (rate === null) return null
  return monthlyAdvance({ ...month, rate, advanceRatio: exact(policy.yearEnd?.advanceRatio ?? 1) })
}

/** A month with what was paid out for it before the clearing. */
export interface MonthToClear extends SettledMonth {
  readonly paid: Exact
}

export interface ClearedYear {
  /** By insurance type, in the order of the policy's final rates. */
  readonly byInsurance: readonly {
    readonly insurance: string
    readonly finalRate: Exact
    readonly due: Exact
    readonly paid: Exact
    /** Part of `due` that the change of the rate makes (费率漂移). */
    readonly rateDrift: Exact
  }[]
  readonly due: Exact
  readonly paid: Exact
  readonly rateDrift: Exact
  /** What the assessment adds or takes: coefficient on what is due, and the movement of quality. */
  readonly assessment: Exact
  /** due − paid + assessment: positive is owed to the hospital. */
  readonly balance: Exact
}

/** Deposit and assessment are those of the year as a whole. */
const NO_TERMS = { coefficient: exact(1), assessment: ZERO_FEN, depositRatio: ZERO, depositReturned: ZERO_FEN }

/**
 * 年终清算 by the final rates of a policy (D9). Null: the policy has no final rates yet, or a month of a type without one.
 * @param pointsBetter percentage points by which quality got better than agreed; 0: no movement
 */
export function clearYear(
  policy: PolicyDocument,
  months: readonly MonthToClear[],
  pointsBetter: Exact = ZERO,
): ClearedYear | null {
  const finals = policy.yearEnd?.finalRates ?? []
  const rated: (MonthToClear & { readonly rate: Exact; readonly advanceRatio: Exact })[] = []
  for (const month of months) {
    const rate = monthlyRate(policy, month.insurance, month.month)
    if (rate === null || !finals.some(({ insurance }) => insurance === month.insurance)) return null
    rated.push({ ...month, rate, advanceRatio: exact(policy.yearEnd?.advanceRatio ?? 1) })
  }
  if (finals.length === 0) return null
  const byInsurance = finals.map((row) => {
    const finalRate = rateOf(row)
    const own = rated.filter(({ insurance }) => insurance === row.insurance)
    const months = own.map((month) => ({ ...month, finalRate, paid: roundToFen(month.paid) }))
    const { total } = yearEndClearing(months, NO_TERMS)
    const { due, paid, drift } = total
    const standards = sumExact(own.map(({ weight }) => weight.times(finalRate)))
    const inYuan = { due: exactFromFen(due), paid: exactFromFen(paid), rateDrift: exactFromFen(drift) }
    return { insurance: row.insurance, finalRate, ...inYuan, standards }
  })
  const total = (part: 'due' | 'paid' | 'rateDrift' | 'standards') => sumExact(byInsurance.map((row) => row[part]))
  const { coefficient = '1', perPoint = '0' } = policy.quality ?? {}
  const due = total('due')
  const bonus = qualityBonus({ points: pointsBetter, perPoint: exact(perPoint), standards: total('standards') })
  const assessment = due.times(exact(coefficient).minus(1)).plus(bonus)
  return {
    byInsurance: byInsurance.map(({ standards: _standards, ...row }) => row),
    due,
    paid: total('paid'),
    rateDrift: total('rateDrift'),
    assessment,
    balance: due.minus(total('paid')).plus(assessment),
  }
}
