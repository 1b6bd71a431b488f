import type { CareStage } from '#shared/domain/costing.ts'
import type { FeeCategory } from '#shared/domain/fee-category.ts'
import { type Fen, fen, sumFen } from '#shared/domain/money.ts'
import { over, type Rational, ratio } from '../arithmetic/rational.ts'

/** One of the three levels (科室 → 病组 → 诊疗环节) with its budget, what is used and what is left. */
export interface BudgetNode {
  readonly key: string
  /** Null where none was set: nothing is left of no budget, and nothing is over it. */
  readonly budget: Fen | null
  readonly used: Fen
  /** budget − used; negative is overspent. */
  readonly left: Fen | null
  /** used ÷ budget; null without a budget, or with one of zero. */
  readonly share: Rational | null
  readonly children: readonly BudgetNode[]
  /** Budget that its children do not have, negative when they have more; null unless both sides have budgets. */
  readonly undistributed: Fen | null
  /** Used by it and by none of its children: cases without a group, lines without a stage. */
  readonly elsewhere: Fen
}

export interface BudgetInput {
  readonly key: string
  readonly budget: Fen | null
  readonly used: Fen
  readonly children?: readonly BudgetInput[]
}

/**
 * Budget, used and left at every level. A level's own used amount is given and not summed from below, so money that reached no
 * group or stage shows as `elsewhere` instead of disappearing.
 */
export function budgetTree({ key, budget, used, children = [] }: BudgetInput): BudgetNode {
  const nodes = children.map(budgetTree)
  const budgets = nodes.flatMap((node) => (node.budget === null ? [] : [node.budget]))
  return {
    key,
    budget,
    used,
    left: budget === null ? null : fen(budget - used),
    share: budget === null || budget === 0 ? null : over(ratio(used), ratio(budget)),
    children: nodes,
    undistributed: budget === null || budgets.length === 0 ? null : fen(budget - sumFen(budgets)),
    elsewhere: nodes.length === 0 ? fen(0) : fen(used - sumFen(nodes.map((node) => node.used))),
  }
}

/** Nodes whose use exceeds their budget by more than a share of it (10%: “0.1”), largest excess first, from all levels. */
export function overspent(root: BudgetNode, tolerance: Rational): readonly BudgetNode[] {
  const all = (node: BudgetNode): readonly BudgetNode[] => [node, ...node.children.flatMap(all)]
  const beyond = ({ budget, used }: BudgetNode): boolean =>
    budget !== null && BigInt(used - budget) * tolerance.den > BigInt(budget) * tolerance.num
  return all(root)
    .filter(beyond)
    .toSorted((a, b) => b.used - b.budget! - (a.used - a.budget!))
}

/** When a case was in theatre and when it left, as local ISO text. */
export interface StageDates {
  readonly operatedAt: string | null
  readonly dischargedAt: string | null
}

/** Surgery is theatre whenever it was booked. */
const THEATRE: readonly FeeCategory[] = ['06']

/**
 * Stage of care (诊疗环节) a charge line belongs to: surgery and whatever was charged on the day of the operation is theatre, before it
 * pre-operative, after it post-operative, and the day of discharge its own stage. Null for a case without an operation date: its
 * stages are not known, fee categories serve it better.
 */
export function stageOfLine(chargedAt: string, category: FeeCategory, dates: StageDates): CareStage | null {
  if (dates.operatedAt === null) return null
  const [day, operated, left] = [chargedAt, dates.operatedAt, dates.dischargedAt ?? ''].map((text) => text.slice(0, 10))
  if (THEATRE.includes(category) || day === operated) return 'theatre'
  if (day! < operated!) return 'pre-operative'
  return left !== '' && day! >= left! ? 'discharge' : 'post-operative'
}
