import type { Bilingual } from '#shared/domain/bilingual.ts'
import { COST_ELEMENT_NAMES, COST_ELEMENTS } from '#shared/domain/costing.ts'
import type { Translate } from '../ledger/ledger-words.ts'

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
