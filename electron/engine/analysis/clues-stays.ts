import { type Exact, exact, exactFromFen } from '#shared/domain/exact.ts'
import type { Fen } from '#shared/domain/money.ts'
import { inWords, percent } from '../payment/number-text.ts'
import type { Clue } from './clue.ts'
import { both } from './measure.ts'
import { daysBetween } from './repeated-tests.ts'

/** One stay of a patient, as far as the rules about stays ask. */
export interface Stay {
  readonly caseNo: string
  /** Pseudonym; null where patients cannot be told apart. */
  readonly patientId: string | null
  readonly mdc: string
  readonly admittedAt: string
  readonly dischargedAt: string
  readonly los: number
  readonly charge: Fen
  /** Way of leaving: 1 home, 2 transfer, 3 community, 4 against advice, 5 death, 9 other; null when not recorded. */
  readonly discharge: string | null
  /** A further stay was planned at discharge. */
  readonly plannedReturn: boolean | null
  readonly operated: boolean
  readonly daySurgery: boolean | null
  /** Charges for examinations and laboratory. */
  readonly tests: Fen
}

export interface StayRules {
  /** Days from a discharge to the next admission. */
  readonly gapDays: number
  /** Pairs of MDC that count as related, besides a MDC and itself. */
  readonly relatedMdcs: readonly (readonly [string, string])[]
  /** A stay this short and this cheap (yuan) may not have needed a bed. */
  readonly los: number
  readonly charge: Exact
  /** Or one that was nearly all tests. */
  readonly testShare: Exact
}

/** Starting points of hospital tools; nobody's official limits. */
export const DEFAULT_STAY_RULES: StayRules = {
  gapDays: 15,
  relatedMdcs: [],
  los: 1,
  charge: exact(3000),
  testShare: exact('0.8'),
}

/** Clues about single stays and pairs of stays: 分解住院 and 低标入院. */
export function stayClues(stays: readonly Stay[], rules: StayRules = DEFAULT_STAY_RULES): readonly Clue[] {
  return [...splitStays(stays, rules), ...stays.flatMap((stay) => lowThreshold(stay, rules))]
}

/** A return soon after discharge for the same or a related MDC. A planned return and a transfer explain themselves. */
function splitStays(stays: readonly Stay[], rules: StayRules): Clue[] {
  const byPatient = Map.groupBy(
    stays.filter(({ patientId }) => patientId !== null),
    ({ patientId }) => patientId,
  )
  return [...byPatient.values()].flatMap((own) => {
    const inOrder = own.toSorted((a, b) => (order(a) < order(b) ? -1 : 1))
    return inOrder.slice(1).flatMap((stay, index) => splitFrom(inOrder[index]!, stay, rules))
  })
}

const order = ({ admittedAt, caseNo }: Stay): string => `${admittedAt} ${caseNo}`

function splitFrom(first: Stay, next: Stay, { gapDays, relatedMdcs }: StayRules): Clue[] {
  const gap = daysBetween(first.dischargedAt, next.admittedAt)
  const related =
    first.mdc === next.mdc ||
    relatedMdcs.some(([a, b]) => (a === first.mdc && b === next.mdc) || (b === first.mdc && a === next.mdc))
  if (gap < 0 || gap > gapDays || !related || first.plannedReturn === true || first.discharge === '2') return []
  return [
    {
      id: `split-stay:${first.caseNo}:${next.caseNo}`,
      kind: 'split-stay',
      caseNos: [first.caseNo, next.caseNo],
      scope: next.mdc,
      evidence: both(
        `同一患者出院 ${gap} 天后因相同或相关大类（${first.mdc} → ${next.mdc}）再次入院，两次住院 ${first.los} 天和 ${next.los} 天，未记录再住院计划`,
        `The same patient was admitted again ${gap} days after discharge for the same or a related MDC (${first.mdc} → ${next.mdc}); stays of ${first.los} and ${next.los} days, no planned return recorded`,
      ),
      amount: next.charge,
    },
  ]
}

/** A stay without operation that was short and cheap, or nearly all tests. One that ended early by death, transfer or against advice is not one. */
function lowThreshold(stay: Stay, rules: StayRules): Clue[] {
  const { caseNo, los, charge, discharge, operated, daySurgery, tests } = stay
  if (operated || daySurgery === true || (discharge !== null && ['2', '4', '5'].includes(discharge))) return []
  const amount = exactFromFen(charge)
  const brief = los <= rules.los && amount.lt(rules.charge)
  const share = amount.gt(0) ? exactFromFen(tests).div(amount) : null
  const tested = share?.gte(rules.testShare) ?? false
  if (!brief && !tested) return []
  const facts = [
    ...(brief
      ? [
          both(
            `住院 ${los} 天、费用 ${inWords(amount, 2)} 元（界限 ${rules.los} 天、${inWords(rules.charge, 0)} 元）`,
            `${los} days and ${inWords(amount, 2)} yuan (limits ${rules.los} and ${inWords(rules.charge, 0)})`,
          ),
        ]
      : []),
    ...(tested
      ? [
          both(
            `检查化验占费用 ${percent(share!)}（界限 ${percent(rules.testShare)}）`,
            `tests are ${percent(share!)} of the charges (limit ${percent(rules.testShare)})`,
          ),
        ]
      : []),
  ]
  return [
    {
      id: `low-threshold:${caseNo}`,
      kind: 'low-threshold',
      caseNos: [caseNo],
      scope: null,
      evidence: both(
        `无手术操作，${facts.map(({ zh }) => zh).join('；')}；请核对入院指征`,
        `No operation; ${facts.map(({ en }) => en).join('; ')}. Check the indication for admission`,
      ),
      amount: charge,
    },
  ]
}
