import type { Bilingual } from '#shared/domain/bilingual.ts'
import { CARE_STAGE_NAMES, CARE_STAGES, COST_ELEMENT_NAMES, COST_ELEMENTS } from '#shared/domain/costing.ts'
import { FEE_CATEGORIES, FEE_CATEGORY_NAMES } from '#shared/domain/fee-category.ts'
import { both } from './measure.ts'
import { SPOKE_IDS, SPOKES } from './spokes.ts'

interface View {
  /** Of charges or of cost: a view never mixes the two. */
  readonly of: 'charge' | 'cost'
  readonly parts: readonly { readonly key: string; readonly name: Bilingual }[]
}

/**
 * The ways a group's money is taken apart, each total: every fen lies in exactly one part, with a part of its own for what is not
 * known (未分类, 未拆分, 无环节).
 */
export const STRUCTURE_VIEWS = {
  spokes: { of: 'charge', parts: SPOKE_IDS.map((key) => ({ key, name: SPOKES[key].name })) },
  categories: { of: 'charge', parts: FEE_CATEGORIES.map((key) => ({ key, name: FEE_CATEGORY_NAMES[key] })) },
  elements: {
    of: 'cost',
    parts: [
      ...COST_ELEMENTS.map((key) => ({ key, name: COST_ELEMENT_NAMES[key] })),
      { key: 'unsplit', name: both('未拆分', 'Not split by element') },
    ],
  },
  stages: {
    of: 'charge',
    parts: [
      ...CARE_STAGES.map((key) => ({ key, name: CARE_STAGE_NAMES[key] })),
      { key: 'none', name: both('无环节', 'No stage known') },
    ],
  },
} as const satisfies Record<string, View>

export type StructureView = keyof typeof STRUCTURE_VIEWS

/** What a structure is laid beside. */
export const OVERLAY_NAMES = {
  benchmark: both('标杆', 'Benchmark'),
  budget: both('预算', 'Budget'),
  previous: both('上期', 'Last period'),
  'best-team': both('最佳医疗组', 'Best team'),
} as const satisfies Record<string, Bilingual>

export type Overlay = keyof typeof OVERLAY_NAMES
