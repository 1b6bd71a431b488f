import type { Bilingual } from '#shared/domain/bilingual.ts'
import { type Exact, exact, exactFromFen, ZERO } from '#shared/domain/exact.ts'
import type { Fen } from '#shared/domain/money.ts'
import { plain, rounded } from './number-text.ts'
import type { ReviewRule } from './policy-extras.ts'

/** A settled case, as far as an application for review looks at it. */
export interface ReviewedCase {
  readonly caseNo: string
  readonly charge: Fen
  /** Yuan; null: not settled, so that no loss is known. */
  readonly payment: Exact | null
  readonly ratio: Exact | null
  readonly los: number | null
  readonly icuHours: number | null
}

export interface ReviewCandidate {
  readonly caseNo: string
  /** Yuan of charge beyond the payment; null while the case is not settled. */
  readonly loss: Exact | null
  /** Every line that was passed, with its numbers. */
  readonly reasons: readonly Bilingual[]
  /** Whether it still lies within the quota when the largest losses go first. */
  readonly withinQuota: boolean
}

export interface ReviewList {
  /** Cases that may be put up: the whole part of discharges × share (D10: 5% under DRG, 5‰ under DIP). */
  readonly quota: number
  readonly candidates: readonly ReviewCandidate[]
}

/**
 * Cases that fit a region's lines for 特病单议, the largest loss first. It says what fits the lines, not what should be put up: whether
 * the stay was necessary is for the clinicians and the insurer's experts.
 * @param discharges of the span the quota is counted over
 */
export function reviewCandidates(rule: ReviewRule, cases: readonly ReviewedCase[], discharges: number): ReviewList {
  const quota = Number(exact(discharges).times(rule.quota).round(0, 0).toFixed(0))
  const fitting = cases
    .map((one) => ({ caseNo: one.caseNo, loss: lossOf(one), reasons: reasonsOf(rule, one) }))
    .filter(({ reasons }) => reasons.length > 0)
    .sort(byLoss)
  return { quota, candidates: fitting.map((one, place) => ({ ...one, withinQuota: place < quota })) }
}

const lossOf = ({ charge, payment }: ReviewedCase): Exact | null =>
  payment === null ? null : exactFromFen(charge).minus(payment)

type Ranked = Pick<ReviewCandidate, 'caseNo' | 'loss' | 'reasons'>

function byLoss(a: Ranked, b: Ranked): number {
  const losses = (b.loss ?? ZERO).cmp(a.loss ?? ZERO)
  if (losses !== 0) return losses
  if (a.reasons.length !== b.reasons.length) return b.reasons.length - a.reasons.length
  return a.caseNo < b.caseNo ? -1 : 1
}

function reasonsOf(rule: ReviewRule, { charge, payment, ratio, los, icuHours }: ReviewedCase): Bilingual[] {
  const { ratioAbove, daysAbove, icuHoursAbove, lossAbove } = rule
  const loss = payment === null ? null : exactFromFen(charge).minus(payment)
  const reasons: (Bilingual | null)[] = [
    ratioAbove !== undefined && ratio?.gt(ratioAbove)
      ? { zh: `倍率 ${rounded(ratio, 2)} 高于 ${ratioAbove}`, en: `ratio ${rounded(ratio, 2)} above ${ratioAbove}` }
      : null,
    daysAbove !== undefined && los !== null && los > daysAbove
      ? { zh: `住院 ${los} 天，超过 ${daysAbove} 天`, en: `${los} days, over ${daysAbove}` }
      : null,
    icuHoursAbove !== undefined && icuHours !== null && icuHours > icuHoursAbove
      ? {
          zh: `重症监护 ${icuHours} 小时，超过 ${icuHoursAbove} 小时`,
          en: `${icuHours} hours in intensive care, over ${icuHoursAbove}`,
        }
      : null,
    lossAbove !== undefined && loss?.gt(lossAbove)
      ? {
          zh: `费用超出结算金额 ${rounded(loss, 2)} 元，高于 ${plain(exact(lossAbove))} 元`,
          en: `charged ${rounded(loss, 2)} yuan beyond the payment, over ${plain(exact(lossAbove))}`,
        }
      : null,
  ]
  return reasons.filter((reason) => reason !== null)
}
