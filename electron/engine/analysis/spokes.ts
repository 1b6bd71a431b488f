import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { FeeCategory } from '#shared/domain/fee-category.ts'
import { type Fen, sumFen, ZERO_FEN } from '#shared/domain/money.ts'
import { both } from './measure.ts'

interface Spoke {
  readonly name: Bilingual
  readonly categories: readonly FeeCategory[]
}

/**
 * The ten spokes of the structure radar, always these and in this order, so that two radars can be laid over one another. 其他 holds
 * category 14 and nothing else; what could not be classified stands apart and is never folded into it.
 */
export const SPOKES = {
  drugs: { name: both('药品', 'Drugs'), categories: ['09', '10', '11'] },
  consumables: { name: both('耗材', 'Consumables'), categories: ['08'] },
  examinations: { name: both('检查', 'Examinations'), categories: ['03'] },
  laboratory: { name: both('化验', 'Laboratory tests'), categories: ['04'] },
  treatment: { name: both('治疗', 'Treatment'), categories: ['05'] },
  surgery: { name: both('手术', 'Surgery'), categories: ['06'] },
  nursing: { name: both('护理', 'Nursing'), categories: ['07'] },
  'bed-consultation': { name: both('床位与诊察', 'Bed and consultation'), categories: ['01', '02', '12', '13'] },
  other: { name: both('其他', 'Other'), categories: ['14'] },
  unclassified: { name: both('未分类', 'Unclassified'), categories: ['00'] },
} as const satisfies Record<string, Spoke>

export type SpokeId = keyof typeof SPOKES
export const SPOKE_IDS = Object.keys(SPOKES) as readonly SpokeId[]

/** Categories gathered into spokes; both sum to the same amount. A category left out is zero. */
export function spokesOf(amounts: Readonly<Partial<Record<FeeCategory, Fen>>>): Readonly<Record<SpokeId, Fen>> {
  return Object.fromEntries(
    SPOKE_IDS.map((id) => [id, sumFen(SPOKES[id].categories.map((category) => amounts[category] ?? ZERO_FEN))]),
  ) as Record<SpokeId, Fen>
}
