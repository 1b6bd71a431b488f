import { surplusOf } from '#engine/analysis/surplus.ts'
import type { ItemDraft } from '#shared/contract/sync-requests.ts'
import { assertNever } from '#shared/domain/assert-never.ts'
import { type Exact, exact, roundToFen } from '#shared/domain/exact.ts'
import { type Period, period } from '#shared/domain/period.ts'
import { problem } from '#shared/domain/problem.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'
import type { CodeCorrectionRow, ExplanationRow, ReviewRow } from '#shared/domain/sync.ts'
import { diagnosesOf, proceduresOf } from '#store/case-queries.ts'
import type { ReadableDb } from '#store/database.ts'
import { totalsOf } from '#store/totals.ts'
import { asCaseRow } from '../case-rows.ts'
import { requireCase } from '../stored-case.ts'
import type { ItemContent } from './items-read.ts'
import { signOffRows } from './sign-off.ts'

type DraftOf<K extends ItemDraft['kind']> = Extract<ItemDraft, { readonly kind: K }>

/**
 * The rows of an item as they will stand in the return. What the book knows is taken from it now: the figure explained, the case's
 * group and charge, the codes as they are, the signed figures.
 *
 * @param at when it is written, local time
 * @throws ProblemError `not-found` for a case or code the book does not have, `figures-stale`, `bad-request` for a figure that cannot
 *   be formed or a correction that changes nothing
 */
export function contentOf(db: ReadableDb, itemId: string, draft: ItemDraft, at: string): ItemContent {
  switch (draft.kind) {
    case 'explanations':
      return { kind: draft.kind, content: explanation(db, itemId, draft, at) }
    case 'reviews':
      return { kind: draft.kind, content: review(db, itemId, draft, at) }
    case 'code_corrections':
      return { kind: draft.kind, content: correction(db, itemId, draft, at) }
    case 'actions': {
      const { kind, id: _, ...row } = draft
      return { kind, content: { itemId, ...row, updatedAt: at } }
    }
    case 'sign_off':
      return { kind: draft.kind, content: signOffRows(db, itemId, draft.period, draft.signedBy, at) }
    default:
      return assertNever(draft)
  }
}

/** The month an item belongs to: that of its case, or the one it names. */
export function monthOf(item: ItemContent): Period {
  if (item.kind === 'sign_off') return item.content[0]!.period
  return item.content.period
}

function explanation(
  db: ReadableDb,
  itemId: string,
  { subject, basis, reason, statement, writtenBy }: DraftOf<'explanations'>,
  writtenAt: string,
): ExplanationRow {
  const told = { itemId, basis, reason, statement, writtenBy, writtenAt }
  if (subject.of === 'case') {
    const row = asCaseRow(requireCase(db, subject.caseNo))
    const surplus = basis === 'B1' ? row.surplusB1 : row.surplusB3
    if (surplus === null) throw noSurplus(`病例 ${subject.caseNo}`, `case ${subject.caseNo}`, basis)
    const { caseNo, drg } = row
    const figure = roundToFen(exact(surplus))
    return { ...told, period: row.period, subject: 'case', caseNo, group: drg || null, surplus: figure }
  }
  const { group, period: month } = subject
  const amount: Exact | null = surplusOf(totalsOf(db, { from: month, to: month, drg: group }), basis)?.amount ?? null
  if (amount === null) throw noSurplus(`${month} 病组 ${group}`, `group ${group} in ${month}`, basis)
  return { ...told, period: month, subject: 'group', caseNo: null, group, surplus: roundToFen(amount) }
}

function review(
  db: ReadableDb,
  itemId: string,
  { caseNo, ground, statement, appliedBy }: DraftOf<'reviews'>,
  appliedAt: string,
): ReviewRow {
  const row = asCaseRow(requireCase(db, caseNo))
  const { period: month, drg, insurance, los, charge, standard } = row
  const about = { period: month, caseNo, group: drg || null, insurance, los, charge, standard }
  return { itemId, ...about, ground, statement, appliedBy, appliedAt }
}

function correction(
  db: ReadableDb,
  itemId: string,
  { caseNo, list, place, change, reason, confirmedBy, writtenBy }: DraftOf<'code_corrections'>,
  writtenAt: string,
): CodeCorrectionRow {
  const stored = requireCase(db, caseNo)
  const codes = (list === 'dx' ? diagnosesOf : proceduresOf)(db, stored.id)
  const oldCode = change.do === 'add' ? null : (codes[place - 1]?.code ?? null)
  if (change.do !== 'add' && oldCode === null) throw noCode(caseNo, list, place)
  if (change.do === 'add' && place > codes.length + 1) throw noCode(caseNo, list, place)
  const newCode = change.do === 'remove' ? null : change.code
  if (oldCode === newCode) {
    throw problem(
      'bad-request',
      `新编码与原编码 ${oldCode} 相同，没有需要更正的内容。`,
      `The new code is ${oldCode}, as it was: there is nothing to correct.`,
      { caseNo },
    )
  }
  const about = { itemId, period: period(stored.period), caseNo, list, place, oldCode, newCode }
  return { ...about, reason, confirmedBy, writtenBy, writtenAt }
}

const noSurplus = (zh: string, en: string, basis: ComputedBasis) =>
  problem(
    'bad-request',
    `${zh}按 ${basis} 口径算不出盈亏（没有病例、没有支付标准或没有成本），无从说明。请先补齐数据或换口径。`,
    `The surplus of ${en} cannot be formed on basis ${basis} (no cases, no payment or no cost), so there is nothing to explain. Complete the data or choose another basis.`,
  )

const noCode = (caseNo: string, list: 'dx' | 'proc', place: number) =>
  problem(
    'not-found',
    `病例 ${caseNo} 没有第 ${place} 个${list === 'dx' ? '诊断' : '手术操作'}编码，请核对序位。`,
    `Case ${caseNo} has no ${list === 'dx' ? 'diagnosis' : 'procedure'} at place ${place}; check the place.`,
    { caseNo, place },
  )
