import type { SurplusNode } from '#shared/contract/surplus.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { DIP_TYPE_NAMES } from '#shared/domain/surplus-levels.ts'
import type { Translate } from '#shared/i18n/cost-names.ts'
import { rowLabel } from './row-slice.ts'

/** What a row is called: groups with their code, types of diseases by name, cases without a group as such. */
export function nodeLabel(
  t: Translate,
  say: (text: Bilingual) => string,
  { level, key, label, dipType }: SurplusNode,
): string {
  if (level === 'dip-type') return dipType === null ? key : say(DIP_TYPE_NAMES[dipType])
  if (level === 'drg' && key === '') return t('surplus.ungrouped')
  return rowLabel({ key, label }, level) || t('missing.blank')
}
