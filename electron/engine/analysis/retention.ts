import { type Exact, exact, exactFromFen, roundToFen } from '#shared/domain/exact.ts'
import { type Fen, subFen, ZERO_FEN } from '#shared/domain/money.ts'
import { problem } from '#shared/domain/problem.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'
import type { SurplusOn } from '#shared/domain/surplus-on-basis.ts'

/** What a hospital lets its department keep of a surplus (留用比例) and bear of a loss (分担比例), 0 to 1 each. Local rules: there are no defaults. */
export interface RetentionRules {
  readonly keep: Exact
  readonly bear: Exact
}

export interface Retention<B extends ComputedBasis> {
  readonly basis: B
  /** The surplus, rounded once; department + hospital. Negative amounts are shares of a loss. */
  readonly surplus: Fen
  readonly department: Fen
  readonly hospital: Fen
}

/**
 * 科室发展基金 = max(0, ΣB) × 留用比例; 科室分担 = max(0, −ΣB) × 分担比例. Which basis it is worked out on is the hospital's rule, and part of
 * the result. Null where the surplus is not known.
 * @throws ProblemError `bad-request` when a share lies outside 0 to 1
 */
export function retention<B extends ComputedBasis>(
  surplus: SurplusOn<B> | null,
  rules: RetentionRules,
): Retention<B> | null {
  for (const share of [rules.keep, rules.bear])
    if (share.lt(0) || share.gt(1))
      throw problem(
        'bad-request',
        `留用和分担比例须在 0 到 1 之间（现为 ${share.toFixed()}）。`,
        `The shares kept and borne must lie between 0 and 1 (now ${share.toFixed()}).`,
      )
  if (surplus === null) return null
  const whole = roundToFen(surplus.amount)
  const share = whole === ZERO_FEN ? exact(0) : whole > 0 ? rules.keep : rules.bear
  const department = roundToFen(exactFromFen(whole).times(share))
  return { basis: surplus.basis as B, surplus: whole, department, hospital: subFen(whole, department) }
}
