import Big from 'big.js'
import { assertNever } from '#shared/domain/assert-never.ts'
import { type Exact, exact, STORED_PLACES } from '#shared/domain/exact.ts'
import type { HighFormula, LowFormula, OutlierPolicy } from './policy.ts'

/** A quotient kept as its two numbers: multiplied first and divided last, it loses nothing on the way. */
export interface Quotient {
  readonly over: Exact
  readonly under: Exact
}

export const ONE = exact(1)

interface LowLine {
  /** Yuan; a charge under it is low. */
  readonly line: Exact
  readonly below: Exact
  /** The same test on whole fen: low when `charge < chargeBelow`. */
  readonly chargeBelow: number
  readonly settle: LowFormula
  readonly ratio: Exact
}

interface HighLine {
  /** Yuan; a charge over it is high. */
  readonly line: Exact
  readonly above: Exact
  /** The same test on whole fen: high when `charge > chargeAbove`. */
  readonly chargeAbove: number
  readonly settle: HighFormula
  readonly ratio: Exact
}

/** What outlier formulas know of one group at one insurance type; all money in yuan. */
export interface OutlierTerms {
  readonly ratioBase: 'standard' | 'groupMean'
  /** What the charge is divided by: the standard S, or the mean charge A of the group. */
  readonly base: Exact
  /** Weight × rate × L, or the table price: S itself unless the policy sets its own L for outliers. */
  readonly standard: Exact
  readonly level: Exact
  readonly control: Quotient
  readonly low: LowLine | null
  readonly high: HighLine | null
}

type Parts = Pick<OutlierTerms, 'ratioBase' | 'base' | 'standard' | 'level' | 'control'>

/**
 * The two lines of a group. The low line on the group mean is A × cut × min(1, L): a hospital whose coefficient is
 * below 1 is paid less than A for a normal case, so its line is lowered with it. (Classifying by charge ÷ A alone while
 * printing that line disagrees with itself whenever L < 1.) On the standard, L is already inside the base.
 */
export function outlierTerms(policy: OutlierPolicy | null, rw: Exact, parts: Parts): OutlierTerms {
  return {
    ...parts,
    low: policy?.low ? lowLine(policy.low, parts) : null,
    high: policy?.high ? highLine(policy.high, rw, parts.base) : null,
  }
}

function lowLine(low: NonNullable<OutlierPolicy['low']>, parts: Parts): LowLine {
  const lowered = parts.ratioBase === 'groupMean' && parts.level.lt(1) ? parts.level : ONE
  const below = exact(low.below)
  const line = parts.base.times(below).times(lowered)
  const chargeBelow = Number(line.times(100).round(0, 3).toFixed(0))
  return { line, below, chargeBelow, settle: low.settle, ratio: exact(low.ratio ?? '1') }
}

function highLine(high: NonNullable<OutlierPolicy['high']>, rw: Exact, base: Exact): HighLine | null {
  const band = high.bands.find(({ rwBelow }) => rwBelow === null || rw.lt(rwBelow))
  if (band === undefined) return null
  const above = exact(band.above)
  const line = base.times(above)
  const chargeAbove = Number(line.times(100).round(0, 0).toFixed(0))
  return { line, above, chargeAbove, settle: high.settle, ratio: exact(high.ratio ?? '1') }
}

/**
 * Divides to the places the store keeps and drops the rest. A cut, unlike a rounding, never carries an amount over the
 * half fen that the payment is rounded at afterwards.
 */
const Cut = Big()
Cut.DP = STORED_PLACES
Cut.RM = 0

const byControl = (amount: Exact, { over, under }: Quotient): Exact => {
  const scaled = amount.times(over)
  return under.eq(1) ? scaled : exact(new Cut(scaled).div(under))
}

/** @param charge yuan */
export function lowPayment(low: LowLine, standard: Exact, terms: OutlierTerms, charge: Exact): Exact {
  switch (low.settle) {
    case 'by-actual':
    case 'by-item':
      return charge
    case 'by-actual-control':
      return byControl(charge, terms.control)
    case 'by-standard':
      return standard
    case 'by-actual-ratio':
    case 'by-item-ratio':
      return charge.times(low.ratio)
    default:
      return assertNever(low.settle)
  }
}

/**
 * Payment of a high outlier, with X the cut of its weight band, c the control coefficient, L the level coefficient,
 * Z = L × c the ratio at which a case breaks even:
 *
 * - on the group mean A: linear-add A×Z + (C − X×A)×c, cap A×X×Z (as 达州, 枣庄 and 盘锦 publish them);
 * - on the standard S, which is A×Z already: linear-add S + (C − X×S)×c, cap S×X;
 * - deduct (old 周口), on either: C×c − (X − 1)×S. It equals linear-add where L = 1 and A = weight × 全市次均.
 *
 * @param charge yuan
 */
export function highPayment(high: HighLine, standard: Exact, terms: OutlierTerms, charge: Exact): Exact {
  const { base, level, control } = terms
  const onMean = terms.ratioBase === 'groupMean'
  switch (high.settle) {
    case 'linear-add': {
      const over = charge.minus(high.line)
      return onMean ? byControl(base.times(level).plus(over), control) : standard.plus(byControl(over, control))
    }
    case 'deduct':
      return byControl(charge, control).minus(high.above.minus(1).times(terms.standard))
    case 'cap':
      return onMean ? byControl(high.line.times(level), control) : high.line
    case 'by-actual':
    case 'by-item':
      return charge
    case 'by-actual-ratio':
    case 'by-item-ratio':
      return charge.times(high.ratio)
    case 'by-standard':
      return standard
    default:
      return assertNever(high.settle)
  }
}
