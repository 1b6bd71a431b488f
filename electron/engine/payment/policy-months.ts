import { addMonths, type Period, periodsBetween } from '#shared/domain/period.ts'

/** The months a policy holds, by its place in the book. */
export interface PolicySpan {
  readonly policyId: number
  readonly validFrom: Period
  /** Last month, included; null while no end is set. */
  readonly validTo: Period | null
}

export type PolicyMonthFault =
  | { readonly kind: 'gap'; readonly from: Period; readonly to: Period }
  | { readonly kind: 'overlap'; readonly from: Period; readonly to: Period; readonly policyIds: readonly number[] }

const holds = ({ validFrom, validTo }: PolicySpan, month: Period): boolean =>
  validFrom <= month && (validTo === null || month <= validTo)

/**
 * Months between `from` and `to` (both included) that no policy holds, or more than one. Neighbouring months with the same
 * fault are one row. The spans are those of one scheme: policies of two schemes never compete for a case.
 */
export function policyMonthFaults(spans: readonly PolicySpan[], from: Period, to: Period): PolicyMonthFault[] {
  const faults: PolicyMonthFault[] = []
  for (const month of periodsBetween(from, to)) {
    const policyIds = spans.filter((span) => holds(span, month)).map((span) => span.policyId)
    if (policyIds.length === 1) continue
    const next: PolicyMonthFault =
      policyIds.length === 0
        ? { kind: 'gap', from: month, to: month }
        : { kind: 'overlap', from: month, to: month, policyIds }
    const last = faults.at(-1)
    if (last !== undefined && addMonths(last.to, 1) === month && alike(last, next))
      faults.splice(-1, 1, { ...last, to: month })
    else faults.push(next)
  }
  return faults
}

const alike = (a: PolicyMonthFault, b: PolicyMonthFault): boolean =>
  a.kind === 'gap' ? b.kind === 'gap' : b.kind === 'overlap' && a.policyIds.join() === b.policyIds.join()
