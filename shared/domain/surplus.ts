import type { Bilingual } from './bilingual.ts'

/**
 * What a surplus is measured against (盈亏口径). Closed: a surplus figure always carries one of these.
 * B1 and B3 are computed today; B2, B4 and B5 have their names reserved so that no stored figure changes meaning later.
 */
const SURPLUS_BASES = ['B1', 'B2', 'B3', 'B4', 'B5'] as const
export type SurplusBasis = (typeof SURPLUS_BASES)[number]

/** The bases that can be computed from cases, payment and cost alone. */
export type ComputedBasis = 'B1' | 'B3'

export const BASIS_NAMES: Readonly<Record<SurplusBasis, Bilingual>> = {
  B1: { zh: '医保盈亏（支付 − 费用）', en: 'Charge basis (payment − charges)' },
  B2: { zh: '官方盈亏（医保返回）', en: 'Official basis (as returned by the insurer)' },
  B3: { zh: '成本结余（支付 − 成本）', en: 'Cost basis (payment − cost)' },
  B4: { zh: '边际结余（支付 − 变动成本）', en: 'Marginal basis (payment − variable cost)' },
  B5: { zh: '基金差额（记账 − 标准）', en: 'Fund basis (fund booked − standard)' },
}
