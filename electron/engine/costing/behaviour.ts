import { type Elements, eachElement } from '#shared/domain/costing.ts'
import { allocateFen, type Fen, fen } from '#shared/domain/money.ts'
import { minus, over, type Rational, ratio, rational, times } from '../arithmetic/rational.ts'
import { totalFen } from './elements.ts'

/** Share of each element that does not follow the number of cases (固定成本), 0 to 1. */
export type FixedShares = Elements<Rational>

/**
 * Where a hospital starts from: goods vary with the cases, capacity does not; other running cost is half and half, and the risk
 * fund is drawn from income. Every hospital edits these.
 */
export const DEFAULT_FIXED_SHARES: FixedShares = {
  staff: rational('1'),
  materials: rational('0'),
  drugs: rational('0'),
  depreciation: rational('1'),
  amortisation: rational('1'),
  'risk-fund': rational('0'),
  other: rational('0.5'),
}

export interface CostBehaviour {
  readonly fixed: Elements<Fen>
  readonly variable: Elements<Fen>
}

/** Every element as fixed and variable cost, which sum to it. @throws RangeError when a share lies outside 0 to 1 */
export function splitBehaviour(cost: Elements<Fen>, shares: FixedShares): CostBehaviour {
  const parts = eachElement((element) => {
    const { num, den } = shares[element]
    if (num < 0n || num > den) throw new RangeError(`not a share between 0 and 1: ${num}/${den}`)
    return allocateFen(cost[element], [num, den - num])
  })
  return { fixed: eachElement((element) => parts[element][0]!), variable: eachElement((element) => parts[element][1]!) }
}

/** A group or department over a period. */
export interface Volume {
  /** Fen, over all cases. */
  readonly payment: Fen
  readonly fixed: Fen
  readonly variable: Fen
  readonly cases: number
}

export interface BreakEven {
  /** 边际贡献 = payment − variable cost, fen. */
  readonly contribution: Fen
  /** 边际贡献率 = contribution ÷ payment; null without payment. */
  readonly contributionRate: Rational | null
  /** 保本量, cases: fixed ÷ (payment − variable cost per case), exact. Null where no volume breaks even. */
  readonly exactVolume: Rational | null
  /** The same as whole cases: the first number at which the contribution covers the fixed cost. */
  readonly volume: number | null
  /** Cases beyond it (安全边际), negative when it is not reached. */
  readonly margin: number | null
}

/**
 * 保本量 = 固定成本 ÷ (单位支付 − 单位变动成本), by the mean payment and mean variable cost of the cases there were. Without a
 * contribution above zero every further case adds to the loss, and no volume breaks even; without fixed cost none is needed.
 */
export function breakEven({ payment, fixed, variable, cases }: Volume): BreakEven {
  const contribution = fen(payment - variable)
  const exactVolume =
    contribution > 0 && cases > 0 ? over(times(ratio(fixed), ratio(cases)), ratio(contribution)) : null
  const volume =
    exactVolume === null ? null : Math.max(0, Number((exactVolume.num + exactVolume.den - 1n) / exactVolume.den))
  return {
    contribution,
    contributionRate: payment === 0 ? null : over(ratio(contribution), ratio(payment)),
    exactVolume,
    volume,
    margin: volume === null ? null : cases - volume,
  }
}

/** Yuan per bed-day (床日成本), exact; null without bed-days. */
export function bedDayCost(cost: Elements<Fen>, bedDays: number): Rational | null {
  return bedDays <= 0 ? null : ratio(BigInt(totalFen(cost)), 100n * BigInt(bedDays))
}

/** Beds of one kind over a period. */
export interface BedUse {
  readonly beds: number
  readonly days: number
  readonly cases: number
}

/** 床位周转次数: cases per bed and period; null without beds. */
function bedTurnover({ beds, cases }: BedUse): Rational | null {
  return beds <= 0 ? null : ratio(cases, beds)
}

/** Payment and cost of one case as day surgery, seen twice. */
export interface DaySurgeryView {
  readonly turnover: Rational | null
  /** Yuan per case. Marginal: what one case more adds. Full: with its share of the fixed cost at this turnover. */
  readonly marginalCost: Rational
  readonly fixedPerCase: Rational
  readonly fullCost: Rational
  readonly marginalSurplus: Rational
  readonly fullSurplus: Rational
  readonly breakEven: BreakEven
}

/**
 * Day surgery at marginal and at full cost. Judged at full cost and the turnover of its first weeks it looks like a loss; judged at
 * marginal cost alone it never pays for its beds. Both are shown, with the volume that carries the fixed cost of the unit.
 * @throws RangeError when there are no cases
 */
export function daySurgeryView(unit: Volume & Omit<BedUse, 'cases'>): DaySurgeryView {
  const perCase = (amount: Fen): Rational => ratio(BigInt(amount), 100n * BigInt(unit.cases))
  const payment = perCase(unit.payment)
  const marginalCost = perCase(unit.variable)
  const fullCost = perCase(fen(unit.fixed + unit.variable))
  return {
    turnover: bedTurnover(unit),
    marginalCost,
    fixedPerCase: perCase(unit.fixed),
    fullCost,
    marginalSurplus: minus(payment, marginalCost),
    fullSurplus: minus(payment, fullCost),
    breakEven: breakEven(unit),
  }
}

/** Fixed cost of a case if every bed turned over so many times in the period, yuan: what faster turnover alone would do. */
export function fixedPerCaseAt(fixed: Fen, beds: number, turnover: Rational): Rational {
  return over(ratio(fixed, 100), times(ratio(beds), turnover))
}
