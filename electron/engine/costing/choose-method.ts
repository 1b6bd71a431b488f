import type { Bilingual } from '#shared/domain/bilingual.ts'
import { type Certainty, COST_METHODS, type CostMethod, type Coverage } from '#shared/domain/costing.ts'

/** What the book holds for a month. */
export interface CostData {
  /** Charges by case and fee category. */
  readonly charges: boolean
  /** The department's cost by element, direct or already allocated. */
  readonly departmentCost: boolean
  /** Centers that send cost to the department are in the ledger, or the finance office has allocated them. */
  readonly overheads: boolean
  /** What cases used of at least one driver: bed-days, theatre minutes, ICU hours. */
  readonly caseVolumes: boolean
  /** Item costs, or activity sheets with capacity, for the services of the department. */
  readonly itemCosts: boolean
  /** Quantities of charge lines, which item costs multiply. */
  readonly chargeLines: boolean
  /** Cost-to-charge ratios of the hospital; a ledger and revenue give them too. */
  readonly ratios: boolean
  readonly purchasePrices: boolean
}

export interface MethodChoice {
  readonly method: CostMethod
  readonly possible: boolean
  readonly certainty: Certainty
  readonly coverage: Coverage
  /** What is missing for the method, or what makes it an estimate; empty when there is nothing to say. */
  readonly reasons: readonly Bilingual[]
}

const LACKS = {
  charges: { zh: '没有收费数据', en: 'there are no charges' },
  departmentCost: { zh: '没有科室成本', en: 'there is no department cost' },
  overheads: { zh: '科室成本不含分摊的间接成本', en: 'the department cost lacks allocated overheads' },
  caseVolumes: { zh: '病例没有床日、时长等用量', en: 'cases have no bed-days, minutes or other volumes' },
  itemCosts: { zh: '没有项目成本或作业清单', en: 'there are no item costs or activity sheets' },
  chargeLines: { zh: '没有收费明细', en: 'there are no charge lines' },
  ratios: {
    zh: '没有本院的成本收入比，按默认值估算',
    en: 'no cost-to-charge ratios of the hospital; defaults stand in',
  },
  purchasePrices: { zh: '没有进价，药品与耗材按收费计', en: 'no purchase prices; goods are taken at their charge' },
} satisfies Readonly<Record<keyof CostData, Bilingual>>

/** What each method cannot do without, may lack at the price of an estimate, and may lack at the price of a partial cost. */
const NEEDS: Readonly<Record<CostMethod, Record<'must' | 'sure' | 'full', readonly (keyof CostData)[]>>> = {
  'bottom-up': { must: ['itemCosts', 'chargeLines'], sure: ['purchasePrices'], full: [] },
  'top-down': { must: ['departmentCost', 'caseVolumes'], sure: ['purchasePrices'], full: ['overheads'] },
  'cost-to-charge': { must: ['charges'], sure: ['ratios'], full: [] },
}

/**
 * What can be said about cost from what there is, best first: item costs → bottom-up; department totals → top-down; only charges →
 * cost-to-charge by defaults, marked 估算. Every method stays listed with what it lacks, so that a page can tell what to ask for.
 */
export function chooseMethods(data: CostData): readonly MethodChoice[] {
  return COST_METHODS.map((method) => {
    const { must, sure, full } = NEEDS[method]
    const lacking = (names: readonly (keyof CostData)[]) => names.filter((name) => !data[name])
    const missing = lacking(must)
    const unsure = lacking(sure)
    const partly = lacking(full)
    return {
      method,
      possible: missing.length === 0,
      certainty: unsure.length === 0 ? 'costed' : 'estimated',
      coverage: partly.length === 0 ? 'full' : 'partial',
      reasons: [...missing, ...unsure, ...partly].map((name) => LACKS[name]),
    }
  })
}

/** The method to show first; null when the book holds nothing to cost by. */
export function preferredMethod(choices: readonly MethodChoice[]): MethodChoice | null {
  return choices.find(({ possible }) => possible) ?? null
}
