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

/** The policies that hold a month of the span too. */
export const overlapping = <Span extends PolicySpan>(
  spans: readonly Span[],
  span: Omit<PolicySpan, 'policyId'>,
): Span[] =>
  spans.filter(
    ({ validFrom, validTo }) =>
      (span.validTo === null || validFrom <= span.validTo) && (validTo === null || span.validFrom <= validTo),
  )

/** How a policy makes room for a new one: it ends the month before, or the new one takes its place. */
export type RoomMade =
  | { readonly policyId: number; readonly kind: 'end'; readonly validTo: Period }
  | { readonly policyId: number; readonly kind: 'replace' }

/**
 * What has to happen so that a new span holds its months alone: a policy that starts earlier ends the month before it, one that starts
 * with it or later is replaced. Null where that would leave months after the new one without any policy: a person has to say more.
 */
export function roomFor(spans: readonly PolicySpan[], span: Omit<PolicySpan, 'policyId'>): RoomMade[] | null {
  const made: RoomMade[] = []
  for (const { policyId, validFrom, validTo } of overlapping(spans, span)) {
    const outlasts = span.validTo !== null && (validTo === null || validTo > span.validTo)
    if (outlasts) return null
    made.push(
      validFrom < span.validFrom
        ? { policyId, kind: 'end', validTo: addMonths(span.validFrom, -1) }
        : { policyId, kind: 'replace' },
    )
  }
  return made
}
