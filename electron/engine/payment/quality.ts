import type { Exact } from '#shared/domain/exact.ts'

/** A quality indicator over a year, set against what the policy expects of it. */
export interface QualityMovement {
  /** Percentage points by which it got better (再入院率下降 2 个百分点 = 2); negative: worse. */
  readonly points: Exact
  /** Share of the standards won or lost for each point. */
  readonly perPoint: Exact
  /** Σ payment standards of the year, yuan. */
  readonly standards: Exact
}

/** 质量奖惩, yuan: points × share a point × Σ standards; negative is a deduction (domain.md 11.11). */
export const qualityBonus = ({ points, perPoint, standards }: QualityMovement): Exact =>
  points.times(perPoint).times(standards)

/** 质量保证金: what is withheld of the payable amount, and what is paid out at once; the two make the payable amount. */
export function withheld(payable: Exact, retention: Exact): { readonly withheld: Exact; readonly paid: Exact } {
  const part = payable.times(retention)
  return { withheld: part, paid: payable.minus(part) }
}
