import { type Exact, exact, sumExact } from '#shared/domain/exact.ts'

/** One year of a disease, a region or a hospital, with the weight it has among the years (1 : 2 : 7 in the national rules). */
export interface WeightedYear {
  readonly value: Exact
  readonly weight: Exact
}

/** Weighted mean over years (三年加权均费), for 病种均费 and 全病例均费. @throws Error when the weights sum to zero. */
export function weightedMean(years: readonly WeightedYear[]): Exact {
  const weights = sumExact(years.map(({ weight }) => weight))
  return sumExact(years.map(({ value, weight }) => value.times(weight))).div(weights)
}

/**
 * 病种分值 RW = m ÷ M × scale: mean charge of the disease over the mean of all cases (or of the region's 基准病种).
 * @param scale 1000 by the national rules; 1 by 标准定额法
 */
export function diseaseScore(mean: Exact, reference: Exact, scale: Exact = exact(1000)): Exact {
  return mean.times(scale).div(reference)
}

/** A year for the opening point value; the extremes are already trimmed (2.5 %–97.5 %). */
export interface OpeningYear {
  /** Yuan of all hospital charges. */
  readonly charge: Exact
  readonly points: Exact
  readonly weight: Exact
}

/** 年初点值, yuan per point: weighted charges ÷ weighted points. */
export function openingPointValue(years: readonly OpeningYear[]): Exact {
  const charge = sumExact(years.map((year) => year.charge.times(year.weight)))
  return charge.div(sumExact(years.map(({ points, weight }) => points.times(weight))))
}

/**
 * 结算点值, yuan per point: (fund to be paid out ÷ share the fund bears) ÷ points of the year. Divided once, at the end.
 * @param fund yuan @param fundRatio 医保支付比例 = 记账金额 ÷ 总费用
 */
export function settlementPointValue(fund: Exact, fundRatio: Exact, points: Exact): Exact {
  return fund.div(fundRatio.times(points))
}

export interface PayableCase {
  readonly points: Exact
  /** Share the fund bears of this case. */
  readonly fundRatio: Exact
}

/** 应付, yuan: Σ(points × point value × fund ratio) × assessment coefficient (考核系数) − deductions (审核扣减). */
export function fundPayable(
  cases: readonly PayableCase[],
  pointValue: Exact,
  assessment: Exact,
  deductions: Exact,
): Exact {
  const points = sumExact(cases.map((one) => one.points.times(one.fundRatio)))
  return points.times(pointValue).times(assessment).minus(deductions)
}
