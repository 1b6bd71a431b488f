import { type Exact, sumExact } from '#shared/domain/exact.ts'
import { fundPayable } from './point-value.ts'

/** One month (of one insurance type) paid by points; amounts in yuan. */
export interface DipMonth {
  /** Σ points of its cases (病例分值). */
  readonly points: Exact
  /** Yuan per point the month was settled at: the opening value, or the month's own. */
  readonly pointValue: Exact
  /** Share the fund bears. */
  readonly fundRatio: Exact
  /** 审核扣减. */
  readonly deductions: Exact
  /** Paid out before the clearing. */
  readonly paid: Exact
}

export interface DipClearing {
  /** 应付 by the point value of the year (P7). */
  readonly due: Exact
  readonly paid: Exact
  /** Part of `due` that exists only because the point value of the year is not the one of the month (点值漂移). */
  readonly pointDrift: Exact
  /** due − paid: positive is owed to the hospital. */
  readonly balance: Exact
}

/**
 * 年终清算 by points: every month again at the point value of the year, after the assessment, less what was paid.
 * @param finalPointValue 结算点值 (see `settlementPointValue`)
 * @param assessment 考核系数, 1 where there is none
 */
export function clearDipYear(months: readonly DipMonth[], finalPointValue: Exact, assessment: Exact): DipClearing {
  const deductions = sumExact(months.map((month) => month.deductions))
  const due = fundPayable(months, finalPointValue, assessment, deductions)
  const paid = sumExact(months.map((month) => month.paid))
  const drift = months.map(({ points, fundRatio, pointValue }) =>
    points.times(fundRatio).times(finalPointValue.minus(pointValue)),
  )
  return { due, paid, pointDrift: sumExact(drift).times(assessment), balance: due.minus(paid) }
}
