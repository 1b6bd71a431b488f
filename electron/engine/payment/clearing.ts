import { type Exact, sumExact, ZERO } from '#shared/domain/exact.ts'

/** One month as the insurer advances it; amounts in yuan, `advanceRatio` between 0 and 1. */
export interface MonthToAdvance {
  readonly weight: Exact
  readonly rate: Exact
  readonly patientPaid: Exact
  readonly advanceRatio: Exact
  readonly deductions: Exact
}

/** 月预结, yuan: (total weight × rate − patients' payments) × advance ratio − deductions (经办管理规程 2025). */
export function monthlyAdvance(month: MonthToAdvance): Exact {
  return month.weight.times(month.rate).minus(month.patientPaid).times(month.advanceRatio).minus(month.deductions)
}

/** 浮动费率, yuan per weight: budget ÷ total weight of the region. @throws RangeError when the region has no weight */
export function floatingRate(budget: Exact, totalWeight: Exact): Exact {
  if (!totalWeight.gt(ZERO)) throw new RangeError('the total weight of the region must be above 0')
  return budget.div(totalWeight)
}

/** One month of the year being cleared: what was advanced, and at which rate. */
export interface ClearedMonth extends MonthToAdvance {
  /** Yuan paid out before the clearing. */
  readonly paid: Exact
}

interface Clearing {
  /** Yuan by the final rate, after patients' payments and deductions. */
  readonly due: Exact
  readonly paid: Exact
  /** Part of `due` that exists only because the final rate is not the monthly one; its sign is the rate's drift. */
  readonly rateDrift: Exact
  /** due − paid ± assessment: positive is owed to the hospital. */
  readonly balance: Exact
}

/**
 * 年终清算: every month again at the final rate, less what was paid, with the assessment's addition or deduction.
 * The advance ratio plays no part: what was held back is paid here.
 */
export function yearEndClearing(months: readonly ClearedMonth[], finalRate: Exact, assessment: Exact): Clearing {
  const due = sumExact(
    months.map(({ weight, patientPaid, deductions }) => weight.times(finalRate).minus(patientPaid).minus(deductions)),
  )
  const paid = sumExact(months.map((month) => month.paid))
  const rateDrift = sumExact(months.map(({ weight, rate }) => weight.times(finalRate.minus(rate))))
  return { due, paid, rateDrift, balance: due.minus(paid).plus(assessment) }
}

/** 结余留用与超支分担: what a department keeps of a surplus, or bears of a deficit; the hospital has the rest. */
export function shareSurplus(
  surplus: Exact,
  shares: { readonly retained: Exact; readonly borne: Exact },
): { readonly department: Exact; readonly hospital: Exact } {
  const department = surplus.times(surplus.lt(ZERO) ? shares.borne : shares.retained)
  return { department, hospital: surplus.minus(department) }
}
