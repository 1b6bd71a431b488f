import type { Bilingual } from '#shared/domain/bilingual.ts'
import { COST_ELEMENT_NAMES, COST_ELEMENTS } from '#shared/domain/costing.ts'
import { FEE_CATEGORIES, FEE_CATEGORY_NAMES } from '#shared/domain/fee-category.ts'
import type { MessageArgs, MessageKey } from './translate.ts'

export type Translate = <K extends MessageKey>(key: K, ...args: MessageArgs<K>) => string

/** A pool by the name people know: its cost center, the fee category of a stated ratio, or all service items together. */
export function poolName(t: Translate, say: (text: Bilingual) => string, pool: string): string {
  if (pool === 'services') return t('units.services')
  const category = FEE_CATEGORIES.find((code) => code === pool)
  return category === undefined ? pool : say(FEE_CATEGORY_NAMES[category])
}

const DIRECT = 'direct-cost:'

/** A driver as the hospital calls it; `direct-cost:staff+other` is the receivers' own cost in those elements. */
export function driverName(t: Translate, say: (text: Bilingual) => string, driver: string): string {
  if (!driver.startsWith(DIRECT)) return driver
  const named = driver.slice(DIRECT.length).split('+')
  const elements = COST_ELEMENTS.filter((element) => named.includes(element))
  return elements.length === COST_ELEMENTS.length
    ? t('allocation.directAll')
    : t('allocation.directOf', {
        elements: elements.map((element) => say(COST_ELEMENT_NAMES[element])).join(t('common.listComma')),
      })
}
