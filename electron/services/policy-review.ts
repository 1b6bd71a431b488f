import type { ReviewRule } from '#engine/payment/policy-extras.ts'
import { type ReviewedCase, reviewCandidates } from '#engine/payment/review-candidates.ts'
import type { ReviewCandidates } from '#shared/contract/book.ts'
import { exact, fromParts, roundToFen } from '#shared/domain/exact.ts'
import { fen } from '#shared/domain/money.ts'
import { period } from '#shared/domain/period.ts'
import type { MonthRange } from '#store/facts.ts'
import { casesNearLines, dischargesByPolicy, type ReviewLines, type StoredReviewCase } from '#store/review-cases.ts'
import { compiledPolicy } from './policies.ts'
import type { Session } from './session.ts'

/**
 * Cases that fit the review lines (特病单议) of the policy that settled them, one list for each policy. Cases that a directory settled
 * (DIP), or whose policy has no such rule, are held against `fallback`; without one they are left out.
 */
export function candidatesOf(
  session: Session,
  months: MonthRange,
  fallback: ReviewRule | undefined,
): ReviewCandidates[] {
  const { reader } = session.book()
  return reader.snapshot(() =>
    dischargesByPolicy(reader, months).flatMap(({ policyId, discharges }) => {
      const inUse = policyId === null ? null : compiledPolicy(session, policyId)
      const rule = inUse?.policy.document.review ?? fallback
      if (rule === undefined) return []
      const stored = casesNearLines(reader, months, policyId, linesOf(rule))
      const known = new Map(stored.map((row) => [row.caseNo, row]))
      const { quota, candidates } = reviewCandidates(rule, stored.map(asReviewed), discharges)
      const policy = inUse === null ? null : { id: inUse.id, code: inUse.code }
      const rows = candidates.map(({ caseNo, loss, reasons, withinQuota }) => {
        const { month, drg, drgName, team, charge } = known.get(caseNo) as StoredReviewCase
        return {
          ...{ caseNo, month: period(month), drg, drgName, team, charge: fen(charge) },
          ...{ loss: loss === null ? null : loss.toFixed(), reasons, withinQuota },
        }
      })
      return [{ policy, share: rule.quota, discharges, quota, rows }]
    }),
  )
}

const linesOf = ({ ratioAbove, daysAbove, icuHoursAbove, lossAbove }: ReviewRule): ReviewLines => ({
  ratio: ratioAbove === undefined ? null : Number(ratioAbove),
  days: daysAbove ?? null,
  icuHours: icuHoursAbove ?? null,
  loss: lossAbove === undefined ? null : roundToFen(exact(lossAbove)),
})

const asReviewed = ({
  caseNo,
  charge,
  paymentFen,
  paymentFrac,
  ratio,
  los,
  icuHours,
}: StoredReviewCase): ReviewedCase => ({
  caseNo,
  charge: fen(charge),
  payment: paymentFen === null || paymentFrac === null ? null : fromParts({ fen: paymentFen, frac: paymentFrac }),
  ratio: ratio === null ? null : exact(ratio),
  los,
  icuHours,
})
