import type { ComparedGroup, ComparisonRows } from '#shared/contract/trials.ts'
import { SETTLEMENT_CLASSES } from '#shared/domain/slice.ts'
import { MISSING } from '#shared/format/decimal.ts'
import type { Translate } from './span-words.ts'

/** What a group is called; one without a name by its status, as a case that is in none. */
export function groupWords(t: Translate, { status, code, name }: ComparedGroup): string {
  return [code, name === '' && status !== 'grouped' ? t(`status.${status}`) : name]
    .filter((part) => part !== '')
    .join(' ')
}

/** A group by its code alone. */
export function groupCode(t: Translate, { status, code }: Pick<ComparedGroup, 'status' | 'code'>): string {
  return code === '' ? t(`status.${status}`) : code
}

/** What a month, team … of a row is called. */
export function keyWords(t: Translate, by: ComparisonRows, key: string): string {
  if (key === MISSING) return t('missing.blank')
  const settlement = by === 'settlement' ? SETTLEMENT_CLASSES.find((known) => known === key) : undefined
  return settlement === undefined ? key : t(`settlement.${settlement}`)
}
