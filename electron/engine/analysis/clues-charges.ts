import { type Exact, exact, exactFromFen, roundToFen } from '#shared/domain/exact.ts'
import { type Fen, fen, sumFen } from '#shared/domain/money.ts'
import { inWords, percent, rounded } from '../payment/number-text.ts'
import type { Clue } from './clue.ts'
import { both, FEW_CASES } from './measure.ts'

/** A charge line of a case. */
export interface BillLine {
  readonly caseNo: string
  readonly item: string
  readonly name: string
  /** Local ISO text, with the time where it was recorded. */
  readonly chargedAt: string
  /** Signed: a refund is negative. */
  readonly amount: Fen
}

/** An item whose price already includes another one, as the price list says. */
export interface IncludedItem {
  readonly item: string
  readonly includes: string
  /** Where the price list says so. */
  readonly source: string
}

/**
 * Charges that may have been made twice, one clue per item: the same item of a case at the same minute for the same amount, more often than
 * refunds took back; and an item on the same day as one that includes it. Lines without a time of day are left alone: several
 * of a day are usual.
 */
export function chargeClues(lines: readonly BillLine[], included: readonly IncludedItem[] = []): readonly Clue[] {
  return [...sameTwice(lines), ...included.flatMap((rule) => chargedWithin(lines, rule))]
}

const TIMED = 'yyyy-MM-dd HH:mm'.length

function sameTwice(lines: readonly BillLine[]): Clue[] {
  const repeats = [...Map.groupBy(lines, ({ caseNo, item }) => JSON.stringify([caseNo, item])).values()].flatMap(
    (own) => {
      const again = own.filter(({ amount }, index) => amount > 0 && own.slice(0, index).some(isSame(own[index]!)))
      const refunds = own.filter(({ amount }) => amount < 0).map(({ amount }) => -amount)
      return again.filter(({ amount }) => {
        const at = refunds.indexOf(amount)
        if (at >= 0) refunds.splice(at, 1)
        return at < 0
      })
    },
  )
  return [...Map.groupBy(repeats, ({ item }) => item).values()].map((own) => {
    const { item, name } = own[0]!
    const amount = sumFen(own.map((line) => line.amount))
    const caseNos = casesOf(own)
    const yuan = inWords(exactFromFen(amount), 2)
    return {
      id: `double-charge:same:${item}`,
      kind: 'double-charge' as const,
      caseNos,
      scope: item,
      evidence: both(
        `${name}：${caseNos.length} 例共 ${own.length} 次，同一病例同一时间同一金额重复计费，合计 ${yuan} 元，已扣除退费`,
        `${name}: charged again ${own.length} times in ${caseNos.length} cases at the same time for the same amount, ${yuan} yuan, refunds taken off`,
      ),
      amount,
    }
  })
}

const isSame =
  (line: BillLine) =>
  (other: BillLine): boolean =>
    line.chargedAt.length >= TIMED &&
    other.amount === line.amount &&
    other.chargedAt.slice(0, TIMED) === line.chargedAt.slice(0, TIMED)

function chargedWithin(lines: readonly BillLine[], { item, includes, source }: IncludedItem): Clue[] {
  const day = ({ caseNo, chargedAt }: BillLine) => `${caseNo}\n${chargedAt.slice(0, 10)}`
  const net = (code: string) => {
    const days = Map.groupBy(
      lines.filter((line) => line.item === code),
      day,
    )
    return new Map([...days].flatMap(([key, own]) => (sumFen(own.map(({ amount }) => amount)) > 0 ? [[key, own]] : [])))
  }
  const whole = net(item)
  const parts = [...net(includes)].filter(([key]) => whole.has(key)).flatMap(([, own]) => own)
  if (parts.length === 0) return []
  const amount = sumFen(parts.map((line) => line.amount))
  const caseNos = casesOf(parts)
  const [name, wholeName] = [parts[0]!.name, [...whole.values()][0]![0]!.name]
  const yuan = inWords(exactFromFen(amount), 2)
  return [
    {
      id: `double-charge:included:${item}:${includes}`,
      kind: 'double-charge',
      caseNos,
      scope: includes,
      evidence: both(
        `${name}与${wholeName}同日收费，后者已含前者（${source}）：${caseNos.length} 例，${yuan} 元`,
        `${name} on the same day as ${wholeName}, which includes it (${source}): ${caseNos.length} cases, ${yuan} yuan`,
      ),
      amount,
    },
  ]
}

const casesOf = (lines: readonly BillLine[]): readonly string[] =>
  [...new Set(lines.map(({ caseNo }) => caseNo))].sort()

/** What patients of a group or team pay outside insurance, and all their charges, in two slices. */
export interface SelfPayShift {
  readonly key: string
  readonly base: SelfPaySide
  readonly actual: SelfPaySide
}

interface SelfPaySide {
  readonly n: number
  readonly selfPay: Fen
  readonly charge: Fen
}

export interface ShiftRules {
  /** Rise of the share paid outside insurance. */
  readonly rise: Exact
  readonly cases: number
}

/** A starting point, not a limit of the payer. */
export const DEFAULT_SHIFT_RULES: ShiftRules = { rise: exact('0.05'), cases: FEW_CASES }

/** Cost that may have moved from the bill to the patient: the share outside insurance rises while what is insured per case falls. */
export function shiftedCostClues(
  shifts: readonly SelfPayShift[],
  rules: ShiftRules = DEFAULT_SHIFT_RULES,
): readonly Clue[] {
  return shifts.flatMap(({ key, base, actual }): Clue[] => {
    if (base.n < rules.cases || actual.n < rules.cases || base.charge <= 0 || actual.charge <= 0) return []
    const [before, now] = [shareOf(base), shareOf(actual)]
    const rise = now.minus(before)
    const [insuredBefore, insuredNow] = [insuredPerCase(base), insuredPerCase(actual)]
    if (rise.lt(rules.rise) || insuredNow.gte(insuredBefore)) return []
    const points = rounded(rise.times(100), 1)
    return [
      {
        id: `shifted-cost:${key}`,
        kind: 'shifted-cost',
        caseNos: [],
        scope: key,
        evidence: both(
          `${key}：医保外费用占比由 ${percent(before)} 升至 ${percent(now)}（上升 ${points} 个百分点，n = ${actual.n}），同期例均医保内费用由 ${inWords(insuredBefore, 2)} 降至 ${inWords(insuredNow, 2)} 元`,
          `${key}: the share outside insurance rose from ${percent(before)} to ${percent(now)} (${points} points, n = ${actual.n}) while insured charges per case fell from ${inWords(insuredBefore, 2)} to ${inWords(insuredNow, 2)} yuan`,
        ),
        amount: roundToFen(rise.times(exactFromFen(actual.charge))),
      },
    ]
  })
}

const shareOf = ({ selfPay, charge }: SelfPaySide): Exact => exactFromFen(selfPay).div(exactFromFen(charge))
const insuredPerCase = ({ selfPay, charge, n }: SelfPaySide): Exact => exactFromFen(fen(charge - selfPay)).div(n)
