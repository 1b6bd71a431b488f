import { ratio, rational, rounded, times, toDecimal } from '#engine/arithmetic/rational.ts'
import { type BudgetInput, type BudgetNode, budgetTree, overspent, stageOfLine } from '#engine/costing/levels.ts'
import type { CostingConfig } from '#shared/contract/costing-config.ts'
import type { CostLevels, LevelNode } from '#shared/contract/costing-reports.ts'
import type { Slice } from '#shared/contract/slice.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { CARE_STAGE_NAMES, CARE_STAGES, type CareStage } from '#shared/domain/costing.ts'
import { exact, fromParts, roundToFen } from '#shared/domain/exact.ts'
import type { FeeCategory } from '#shared/domain/fee-category.ts'
import { allocateFen, type Fen, fen } from '#shared/domain/money.ts'
import { groupNames } from '#store/book-queries.ts'
import { costByKey } from '#store/case-costs.ts'
import { stagedLines } from '#store/costing-cases.ts'
import { budgetRows } from '#store/costing-data.ts'
import type { ReadableDb } from '#store/database.ts'
import { currentConfig } from './settings.ts'
import { costTags } from './tags.ts'

const ROOT = 'department'

/**
 * 科室 → 病组 → 诊疗环节: budget, used and left at each level, by the costs in force. The budget of a group is its payment less the
 * margin that should be left; the department's comes from imported budgets where there are any for these months.
 */
export function levelsReport(db: ReadableDb, slice: Slice, group: string | undefined): CostLevels {
  const config = currentConfig(db)
  const names = groupNames(db)
  const groups = costByKey(db, slice)
  const imported = importedBudget(db, slice, config)
  const children = groups.map(
    ({ key, cost, paymentFen, paymentFrac }): BudgetInput => ({
      key,
      budget: budgetOf(paymentFen, paymentFrac, config),
      used: fen(cost),
      children: key === group ? stagesOf(db, { ...slice, drg: key }, fen(cost)) : [],
    }),
  )
  const planned = children.reduce((sum, { budget }) => sum + (budget ?? 0), 0)
  const tree = budgetTree({
    key: ROOT,
    budget: imported ?? fen(planned),
    used: fen(groups.reduce((sum, { cost }) => sum + cost, 0)),
    children,
  })
  const alerts = new Set(overspent(tree, rational(config.tolerance)))
  const counts = new Map(groups.map(({ key, n }) => [key, n]))
  const all = groups.reduce((sum, { n }) => sum + n, 0)
  const asNode = (node: BudgetNode, kind: LevelNode['kind'], n: number): LevelNode => ({
    key: node.key,
    label: labelOf(node.key, kind, names),
    kind,
    n,
    budget: node.budget,
    used: node.used,
    left: node.left,
    share: node.share === null ? null : toDecimal(node.share, 6),
    undistributed: node.undistributed,
    elsewhere: node.elsewhere,
    alert: alerts.has(node),
    children: node.children.map((child) =>
      kind === 'department' ? asNode(child, 'group', counts.get(child.key) ?? 0) : asNode(child, 'stage', n),
    ),
  })
  return {
    root: asNode(tree, 'department', all),
    budgetFrom: imported === null ? 'target-margin' : 'budget-lines',
    tags: costTags(db, slice),
    stageNote: {
      zh: '环节成本按病例内各环节的收费比例划分；没有手术日期的病例不分环节，计入“未分环节”。',
      en: 'Within a case, cost is split over stages as its charges are; cases without an operation date have no stages and show as not distributed.',
    },
  }
}

function labelOf(key: string, kind: LevelNode['kind'], names: ReadonlyMap<string, string>): Bilingual {
  if (kind === 'department') return { zh: '科室', en: 'Department' }
  if (kind === 'stage') return CARE_STAGE_NAMES[key as CareStage]
  const name = names.get(key) ?? key
  return { zh: name, en: name }
}

function budgetOf(paymentFen: number, paymentFrac: number, { targetMargin }: CostingConfig): Fen | null {
  if (paymentFen === 0 && paymentFrac === 0) return null
  const payment = fromParts({ fen: paymentFen, frac: paymentFrac })
  return roundToFen(payment.times(exact(1).minus(targetMargin)))
}

/** Budgets of the department's centers for the months of the slice; a year's budget counts by the months asked for. */
function importedBudget(db: ReadableDb, { from, to }: Slice, { department }: CostingConfig): Fen | null {
  const own = new Set(department.centers)
  const rows = budgetRows(db).filter(({ center }) => own.has(center))
  const within = (month: string) => (from === undefined || month >= from) && (to === undefined || month <= to)
  let sum = 0
  let found = false
  for (const { span, amount } of rows) {
    if (span.length === 7) {
      if (!within(span)) continue
      sum += amount
    } else {
      const months = Array.from({ length: 12 }, (_, month) => `${span}-${String(month + 1).padStart(2, '0')}`)
      const count = months.filter(within).length
      if (count === 0) continue
      sum += Number(rounded(times(ratio(amount), ratio(count, 12)), 1n))
    }
    found = true
  }
  return found ? fen(sum) : null
}

/** What a group used, over the stages of care in the proportion of its charges there. */
function stagesOf(db: ReadableDb, slice: Slice, used: Fen): BudgetInput[] {
  const charges = new Map<CareStage | null, number>()
  for (const { chargedOn, category, amount, ...dates } of stagedLines(db, slice)) {
    const stage = stageOfLine(chargedOn, category as FeeCategory, dates)
    charges.set(stage, (charges.get(stage) ?? 0) + amount)
  }
  const weights = [...CARE_STAGES, null].map((stage) => Math.max(charges.get(stage) ?? 0, 0))
  if (weights.every((weight) => weight === 0)) return []
  const parts = allocateFen(used, weights)
  return CARE_STAGES.map((key, index) => ({ key, budget: null, used: parts[index]! }))
}
