import type { Bilingual } from '#shared/domain/bilingual.ts'
import { FEE_CATEGORIES, FEE_CATEGORY_NAMES } from '#shared/domain/fee-category.ts'
import type { Translate } from '../ledger/ledger-words.ts'

/** A pool by the name people know: its cost center, the fee category of a stated ratio, or all service items together. */
export function poolName(t: Translate, say: (text: Bilingual) => string, pool: string): string {
  if (pool === 'services') return t('units.services')
  const category = FEE_CATEGORIES.find((code) => code === pool)
  return category === undefined ? pool : say(FEE_CATEGORY_NAMES[category])
}
