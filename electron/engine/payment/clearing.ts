import { type Exact, exactFromFen, roundToFen, STORED_PLACES, ZERO } from '#shared/domain/exact.ts'
import { addFen, type Fen, subFen, sumFen, ZERO_FEN } from '#shared/domain/money.ts'

/**
 * One month (of one insurance type) as the insurer advances it; yuan. What is paid by weight or points floats with the rate;
 * `fixed` is what is paid otherwise (by actual, outlier rules, price tables) and doesn't.
 */
export interface MonthToAdvance {
  /** Total weight with its coefficients, or total points. */
  readonly weight: Exact
  /** Yuan per weight or point. */
  readonly rate: Exact
  readonly fixed?: Exact
  readonly patientPaid: Exact
  /** The fund pays this share instead of what patients leave (DIP, 基金支付比例); null or left out: patients' payments are taken off. */
  readonly fundRatio?: Exact | null
  /** Between 0 and 1. */
  readonly advanceRatio: Exact
  readonly deductions: Exact
}

/** A weight found by division is cut: what it is worth at the same rate is whole again at the decimals the book keeps. */
const floatingAt = ({ weight }: MonthToAdvance, rate: Exact): Exact => weight.times(rate).round(STORED_PLACES)

/** The fund's part of a month at a rate, yuan: weight × rate + fixed, less patients' payments or times the fund's share. */
function fundPart(month: MonthToAdvance, rate: Exact): Exact {
  const whole = floatingAt(month, rate).plus(month.fixed ?? ZERO)
  return month.fundRatio == null ? whole.minus(month.patientPaid) : whole.times(month.fundRatio)
}

/** 月预结, yuan: (total weight × rate − patients' payments) × advance ratio − deductions (经办管理规程 2025). */
export function monthlyAdvance(month: MonthToAdvance, rate: Exact = month.rate): Exact {
  return fundPart(month, rate).times(month.advanceRatio).minus(month.deductions)
}

/** 浮动费率, yuan per weight: budget ÷ total weight of the region. @throws RangeError when the region has no weight */
export function floatingRate(budget: Exact, totalWeight: Exact): Exact {
  if (!totalWeight.gt(ZERO)) throw new RangeError('the total weight of the region must be above 0')
  return budget.div(totalWeight)
}

/**
 * 结算点值, yuan per point: (fund of the year ÷ share of the charges that the fund pays) ÷ total points (DIP 技术规范).
 * @throws RangeError without a share or points above 0
 */
export function settlementPointValue(fund: Exact, fundShare: Exact, totalPoints: Exact): Exact {
  if (!fundShare.gt(ZERO)) throw new RangeError('the share that the fund pays must be above 0')
  return floatingRate(fund.div(fundShare), totalPoints)
}

/** A month of the year being cleared. */
export interface ClearedMonth extends MonthToAdvance {
  readonly finalRate: Exact
  /** Paid out before the clearing; null: as advanced. */
  readonly paid: Fen | null
}

/** What hangs on the year as a whole. */
export interface ClearingTerms {
  /** 考核系数 on the fund's part; 1 where there is none. */
  readonly coefficient: Exact
  /** Addition (or, below zero, deduction) of the year's assessment. */
  readonly assessment: Fen
  /** 质量保证金, share of what is due that is withheld. */
  readonly depositRatio: Exact
  readonly depositReturned: Fen
}

/** A month cleared, each amount rounded once to fen. */
export interface ClearedLine {
  /** What floats, at the rate of the month and at the final one; `drift` is the second less the first. */
  readonly floating: Fen
  readonly floatingAtFinal: Fen
  readonly drift: Fen
  readonly fixed: Fen
  readonly advance: Fen
  /** What the advance would have been at the final rate. */
  readonly advanceAtFinal: Fen
  readonly paid: Fen
  /** By the final rate, after patients' payments and deductions; the advance ratio plays no part: what was held back is due here. */
  readonly due: Fen
}

export interface Clearing {
  readonly lines: readonly ClearedLine[]
  /** Sums of the lines, to the fen. */
  readonly total: ClearedLine
  readonly assessment: Fen
  readonly deposit: Fen
  readonly depositReturned: Fen
  /** due − paid + assessment − deposit + deposit returned: above zero is owed to the hospital, below zero to the insurer. */
  readonly balance: Fen
}

/** 年终清算: every month again at its final rate, less what was paid, with deposit and assessment. */
export function yearEndClearing(months: readonly ClearedMonth[], terms: ClearingTerms): Clearing {
  const lines = months.map((month) => clearedLine(month, terms.coefficient))
  const total = sumOf(lines)
  const deposit = roundToFen(exactFromFen(total.due).times(terms.depositRatio))
  const { assessment, depositReturned } = terms
  const kept = subFen(depositReturned, deposit)
  return {
    lines,
    total,
    assessment,
    deposit,
    depositReturned,
    balance: sumFen([subFen(total.due, total.paid), assessment, kept]),
  }
}

function clearedLine(month: ClearedMonth, coefficient: Exact): ClearedLine {
  const floating = roundToFen(floatingAt(month, month.rate))
  const floatingAtFinal = roundToFen(floatingAt(month, month.finalRate))
  const advance = roundToFen(monthlyAdvance(month))
  return {
    floating,
    floatingAtFinal,
    drift: subFen(floatingAtFinal, floating),
    fixed: roundToFen(month.fixed ?? ZERO),
    advance,
    advanceAtFinal: roundToFen(monthlyAdvance(month, month.finalRate)),
    paid: month.paid ?? advance,
    due: roundToFen(fundPart(month, month.finalRate).times(coefficient).minus(month.deductions)),
  }
}

const NO_LINE: ClearedLine = {
  floating: ZERO_FEN,
  floatingAtFinal: ZERO_FEN,
  drift: ZERO_FEN,
  fixed: ZERO_FEN,
  advance: ZERO_FEN,
  advanceAtFinal: ZERO_FEN,
  paid: ZERO_FEN,
  due: ZERO_FEN,
}

/** Sums each amount of lines. */
function sumOf(lines: readonly ClearedLine[]): ClearedLine {
  return lines.reduce(
    (sum, line) => ({
      floating: addFen(sum.floating, line.floating),
      floatingAtFinal: addFen(sum.floatingAtFinal, line.floatingAtFinal),
      drift: addFen(sum.drift, line.drift),
      fixed: addFen(sum.fixed, line.fixed),
      advance: addFen(sum.advance, line.advance),
      advanceAtFinal: addFen(sum.advanceAtFinal, line.advanceAtFinal),
      paid: addFen(sum.paid, line.paid),
      due: addFen(sum.due, line.due),
    }),
    NO_LINE,
  )
}

/** 结余留用与超支分担: what a department keeps of a surplus, or bears of a deficit; the hospital has the rest. */
export function shareSurplus(
  surplus: Exact,
  shares: { readonly retained: Exact; readonly borne: Exact },
): { readonly department: Exact; readonly hospital: Exact } {
  const department = surplus.times(surplus.lt(ZERO) ? shares.borne : shares.retained)
  return { department, hospital: surplus.minus(department) }
}
