import { type Exact, roundToFen } from '#shared/domain/exact.ts'
import { addFen, type Fen, fen, subFen, ZERO_FEN } from '#shared/domain/money.ts'
import type { DifferenceCause } from '#shared/domain/settlement-difference.ts'

/** How a return tells that a case was settled; null where it doesn't, or where the class has no counterpart there. */
export type ReturnClass = 'normal' | 'high' | 'low' | 'exempt'

/** A case as it was settled here. Standard in exact yuan; `group` is empty for a case that was not grouped. */
export interface LocalSide {
  readonly group: string
  readonly class: ReturnClass | null
  readonly charge: Fen
  readonly weight: Exact | null
  readonly standard: Exact | null
  /** Null where no rule of the book gives one. */
  readonly payment: Fen | null
}

/** A case as the insurer settled it; null is what its file doesn't say. `group` is empty where it found none. */
export interface ReturnedSide {
  readonly group: string | null
  readonly class: ReturnClass | null
  readonly charge: Fen | null
  readonly weight: Exact | null
  readonly standard: Exact | null
  readonly payment: Fen
  /** Taken off after review; above zero. */
  readonly deduction: Fen | null
  readonly reason: string | null
}

/** A part of the difference of a case, and the one cause it is counted under. */
export interface DifferencePart {
  readonly cause: DifferenceCause
  readonly amount: Fen
}

/**
 * Takes theirs − ours apart. Money that has a column or a reason of its own (deductions, assessment, add-ons, rounding) is told first;
 * all the rest goes to the first cause that fits, because another group changes class, weight and standard with it. Weight and rate are
 * told apart: weight at our price per weight, the rate has what is left. Each cause comes once, none is zero, and the parts sum to the
 * difference to the fen. `null`: that side doesn't have the case.
 */
export function splitDifference(ours: LocalSide | null, theirs: ReturnedSide | null): readonly DifferencePart[] {
  if (theirs === null) return parts([['missing-there', fen(-(ours?.payment ?? 0))]])
  if (ours === null) return parts([['missing-here', theirs.payment]])
  if (ours.payment === null) return parts([['unpriced', theirs.payment]])
  if (theirs.payment === ours.payment) return []
  const own = ownStandard(ours, theirs)
  const taken = deductionOf(theirs, own)
  const before = addFen(theirs.payment, taken)
  const ruled = own ?? before
  return parts([
    [isQuality(theirs) ? 'quality' : 'deduction', fen(-taken)],
    ...ruledParts(ours, ours.payment, theirs, ruled),
    [adjustmentCause(theirs, ruled, before), subFen(before, ruled)],
  ])
}

/** What their own standard pays where nothing else speaks: the payment of a normal case. */
function ownStandard(ours: LocalSide, { class: kind, standard }: ReturnedSide): Fen | null {
  const normal = kind === 'normal' || (kind === null && ours.class === 'normal')
  return normal && standard !== null ? roundToFen(standard) : null
}

/** A deduction counts unless the payment is the whole standard: then it was taken off elsewhere. */
function deductionOf({ payment, deduction }: ReturnedSide, own: Fen | null): Fen {
  return deduction === null || deduction <= 0 || payment === own ? ZERO_FEN : deduction
}

type Part = readonly [cause: DifferenceCause, amount: Fen]

/** The part of the difference that comes from group, class, charge, weight, rate or standard. */
function ruledParts(ours: LocalSide, from: Fen, theirs: ReturnedSide, to: Fen): readonly Part[] {
  const amount = subFen(to, from)
  if (theirs.group !== null && theirs.group !== ours.group) return [['grouping', amount]]
  if (ours.class !== null && theirs.class !== null && ours.class !== theirs.class) return [['class', amount]]
  if (isRounded(from, to)) return [['rounding', amount]]
  const byCharge = ours.class !== 'normal'
  if (byCharge && theirs.charge !== null && theirs.charge !== ours.charge) return [['charge', amount]]
  if (ours.weight !== null && theirs.weight !== null) {
    if (!ours.weight.eq(theirs.weight)) return weightParts(ours, ours.weight, theirs.weight, amount)
    if (standardsDiffer(ours, theirs)) return [['rate', amount]]
  } else if (standardsDiffer(ours, theirs)) return [['standard', amount]]
  if (byCharge) return [['class', amount]]
  return [[adjustmentCause(theirs, from, to), amount]]
}

function weightParts({ standard, class: kind }: LocalSide, from: Exact, to: Exact, amount: Fen): readonly Part[] {
  if (standard === null || kind !== 'normal' || from.eq(0)) return [['weight', amount]]
  const weight = roundToFen(standard.times(to.minus(from)).div(from))
  const rate = subFen(amount, weight)
  // A fen is what two roundings leave, not another rate.
  return Math.abs(rate) <= 1
    ? [['weight', amount]]
    : [
        ['weight', weight],
        ['rate', rate],
      ]
}

/** Files print a standard with two decimals and the book has fourteen. */
const standardsDiffer = (ours: LocalSide, theirs: ReturnedSide): boolean =>
  ours.standard !== null && theirs.standard !== null && ours.standard.minus(theirs.standard).abs().gt('0.005')

/** Money beyond what standard and class explain: by the words beside it, else by its sign. */
function adjustmentCause(theirs: ReturnedSide, from: Fen, to: Fen): DifferenceCause {
  if (isRounded(from, to)) return 'rounding'
  if (isQuality(theirs)) return 'quality'
  if (to > from) return 'add-on'
  return /扣|拒付|违规|审核|deduct/i.test(theirs.reason ?? '') ? 'deduction' : 'other'
}

const isQuality = ({ reason }: ReturnedSide): boolean => /质量|考核|质保|保证金|quality/i.test(reason ?? '')

/** The same amount to the fen, or brought to whole jiao or yuan (四舍五入). */
const isRounded = (from: Fen, to: Fen): boolean =>
  Math.abs(to - from) <= 1 || [10, 100].some((unit) => to === Math.round(from / unit) * unit)

function parts(found: readonly Part[]): readonly DifferencePart[] {
  const sums = new Map<DifferenceCause, Fen>()
  for (const [cause, amount] of found) sums.set(cause, addFen(sums.get(cause) ?? ZERO_FEN, amount))
  return [...sums].filter(([, amount]) => amount !== 0).map(([cause, amount]) => ({ cause, amount }))
}
