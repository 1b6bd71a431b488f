import type { ItemAnswer, ReturnItem } from '#shared/contract/sync.ts'
import { assertNever } from '#shared/domain/assert-never.ts'
import type { Fen } from '#shared/domain/money.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { formatFen } from '#shared/format/money.ts'
import type { Translate } from '../package-words.ts'
import { changeOf } from './drafts.ts'

/** What an item is about: a case, a group, its title, a month. */
export function subjectWords(t: Translate, item: ReturnItem): string {
  switch (item.kind) {
    case 'explanations':
      return item.row.subject === 'case'
        ? t('item.aboutCase', { caseNo: item.row.caseNo ?? '' })
        : t('item.aboutGroup', { group: item.row.group ?? '' })
    case 'reviews':
    case 'code_corrections':
      return t('item.aboutCase', { caseNo: item.row.caseNo })
    case 'actions':
      return item.row.title
    case 'sign_off':
      return t('item.aboutMonth', { month: item.period })
    default:
      return assertNever(item)
  }
}

/** What an item says, in a line. */
export function contentWords(t: Translate, item: ReturnItem): string {
  switch (item.kind) {
    case 'explanations':
      return t('item.reasoned', { reason: item.row.reason, statement: item.row.statement })
    case 'reviews':
      return t('item.reasoned', { reason: t(`item.ground.${item.row.ground}`), statement: item.row.statement })
    case 'code_corrections': {
      const { list, place, oldCode, newCode } = item.row
      const values = { list: t(`item.list.${list}`), place, old: oldCode ?? '', new: newCode ?? '' }
      return t(`item.correctionAs.${changeOf(item.row)}`, values)
    }
    case 'actions': {
      const { phase, status, owner } = item.row
      return t('item.actionAs', { phase: t(`item.phase.${phase}`), status: t(`item.status.${status}`), owner })
    }
    case 'sign_off': {
      const cases = item.rows.find(({ measure }) => measure === 'cases')?.count ?? 0
      return t('item.signedCases', { n: formatCount(cases) })
    }
    default:
      return assertNever(item)
  }
}

/** The figure an item stands on: the surplus explained, the charge of the case, the month's charges. */
export function figureOf(item: ReturnItem): Fen | null {
  switch (item.kind) {
    case 'explanations':
      return item.row.surplus
    case 'reviews':
      return item.row.charge
    case 'sign_off':
      return item.rows.find(({ measure }) => measure === 'charge')?.amount ?? null
    case 'code_corrections':
    case 'actions':
      return null
    default:
      return assertNever(item)
  }
}

/** The case an item is about; null for a group, a measure, a month. */
export function caseOf(item: ReturnItem): string | null {
  return item.kind === 'actions' || item.kind === 'sign_off' ? null : item.row.caseNo
}

export function authorOf(item: ReturnItem): string {
  switch (item.kind) {
    case 'explanations':
    case 'code_corrections':
      return item.row.writtenBy
    case 'reviews':
      return item.row.appliedBy
    case 'actions':
      return item.row.owner
    case 'sign_off':
      return item.rows[0]?.signedBy ?? ''
    default:
      return assertNever(item)
  }
}

/** The decision, and for a review how it is paid and what was granted. */
export function answerWords(
  t: Translate,
  { decision, settlement, approved }: Pick<ItemAnswer, 'decision' | 'settlement' | 'approved'>,
): string {
  return [
    t(`answer.${decision}`),
    ...(settlement === null ? [] : [t(`answer.settlement.${settlement}`)]),
    ...(approved === null ? [] : [t('answer.approved', { amount: formatFen(approved, 'yuan') })]),
  ].join(t('common.listComma'))
}
