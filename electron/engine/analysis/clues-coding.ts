import { type Exact, exact, exactFromFen } from '#shared/domain/exact.ts'
import type { Fen } from '#shared/domain/money.ts'
import { inWords, percent, rounded } from '../payment/number-text.ts'
import type { Clue } from './clue.ts'
import { both } from './measure.ts'
import { differenceInterval, type Estimate, wilsonInterval } from './wilson.ts'

/** Cases of one ADRG (or DIP core) and how many lie in its tiers with CC or MCC. */
export interface SeverityShare {
  readonly adrg: string
  readonly base: { readonly n: number; readonly severe: number }
  readonly actual: { readonly n: number; readonly severe: number }
}

/** A case in a tier with CC or MCC. */
export interface SevereCase {
  readonly caseNo: string
  readonly drg: string
  /** Diagnoses besides the principal one. */
  readonly others: number
  readonly charge: Fen
  /** Mean charge of the cases of the same ADRG without CC and MCC, yuan; null when there are none. */
  readonly plainMean: Exact | null
}

export interface CodingRules {
  /** Rise of the share of severe tiers, and cases on each side. */
  readonly rise: Exact
  readonly cases: number
  /** Other diagnoses from which a severe case that costs no more than a plain one is looked at. */
  readonly others: number
}

/** Starting points of hospital tools; nobody's official limits. */
export const DEFAULT_CODING_RULES: CodingRules = { rise: exact('0.1'), cases: 20, others: 5 }

/**
 * Two signs that coding and care may have come apart: within one ADRG far more cases with CC or MCC than before, beyond
 * chance; and a severe case with many diagnoses that was charged less than plain ones.
 */
export function codingClues(
  shares: readonly SeverityShare[],
  cases: readonly SevereCase[],
  rules: CodingRules = DEFAULT_CODING_RULES,
): readonly Clue[] {
  return [
    ...shares.flatMap((share) => severityJump(share, rules)),
    ...cases.flatMap((each) => cheapSevere(each, rules)),
  ]
}

function severityJump({ adrg, base, actual }: SeverityShare, { rise, cases }: CodingRules): Clue[] {
  if (base.n < cases || actual.n < cases) return []
  const [before, now] = [exact(base.severe).div(base.n), exact(actual.severe).div(actual.n)]
  const grown = now.minus(before)
  if (grown.lt(rise) || differenceInterval(estimate(base), estimate(actual)).low <= 0) return []
  const points = rounded(grown.times(100), 1)
  return [
    {
      id: `upcoding:share:${adrg}`,
      kind: 'upcoding',
      caseNos: [],
      scope: adrg,
      evidence: both(
        `${adrg}：伴合并症或严重合并症的病例由 ${percent(before)}（n = ${base.n}）升至 ${percent(now)}（n = ${actual.n}），上升 ${points} 个百分点，超出随机波动`,
        `${adrg}: cases with CC or MCC rose from ${percent(before)} (n = ${base.n}) to ${percent(now)} (n = ${actual.n}), ${points} points, beyond chance`,
      ),
      amount: null,
    },
  ]
}

function estimate({ n, severe }: SeverityShare['base']): Estimate {
  return { value: severe / n, ...wilsonInterval(severe, n) }
}

function cheapSevere({ caseNo, drg, others, charge, plainMean }: SevereCase, rules: CodingRules): Clue[] {
  if (plainMean === null || others < rules.others || exactFromFen(charge).gte(plainMean)) return []
  const [own, plain] = [inWords(exactFromFen(charge), 2), inWords(plainMean, 2)]
  return [
    {
      id: `upcoding:case:${caseNo}`,
      kind: 'upcoding',
      caseNos: [caseNo],
      scope: drg,
      evidence: both(
        `${drg}：其他诊断 ${others} 条，费用 ${own} 元，低于同类无合并症病例均值 ${plain} 元；请核对合并症的诊治记录`,
        `${drg}: ${others} other diagnoses, charged ${own} yuan, below the mean ${plain} of like cases without CC; check how the complications were treated`,
      ),
      amount: charge,
    },
  ]
}
