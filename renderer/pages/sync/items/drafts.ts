import type { ReturnItem } from '#shared/contract/sync.ts'
import type { ItemDraft } from '#shared/contract/sync-requests.ts'
import { assertNever } from '#shared/domain/assert-never.ts'
import type { Period } from '#shared/domain/period.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'
import type { ActionRow, AnsweredTable, CodeCorrectionRow, ReviewGround } from '#shared/domain/sync.ts'

/** A new item: its kind and, where it was asked for beside a case, group or month, what it is about. */
export interface ItemStart {
  readonly kind: AnsweredTable
  readonly caseNo: string | null
  readonly group: string | null
  readonly period: Period | null
}

/** Evidence as the form holds it; a file that the item has already has no path. */
export interface EvidenceValue {
  readonly name: string
  readonly title: string
  readonly bytes: number
  readonly path?: string
}

/** What each form holds while it is filled in. */
export interface ItemValues {
  readonly explanations: {
    readonly of: 'case' | 'group'
    readonly caseNo: string
    readonly group: string
    readonly period: Period
    readonly basis: ComputedBasis
    readonly reason: string
    readonly statement: string
    readonly author: string
  }
  readonly reviews: {
    readonly caseNo: string
    readonly ground: ReviewGround
    readonly statement: string
    readonly author: string
    readonly evidence: readonly EvidenceValue[]
  }
  readonly code_corrections: {
    readonly caseNo: string
    readonly list: CodeCorrectionRow['list']
    readonly change: 'replace' | 'add' | 'remove'
    readonly place: number
    readonly code: string
    readonly reason: string
    readonly confirmedBy: string
    readonly author: string
  }
  readonly actions: {
    readonly period: Period
    readonly title: string
    readonly group: string
    readonly phase: ActionRow['phase']
    readonly status: ActionRow['status']
    readonly indicator: string
    readonly baseline: string
    readonly target: string
    readonly result: string
    readonly author: string
    readonly dueOn: string
    readonly note: string
  }
  readonly sign_off: { readonly period: Period; readonly author: string }
}

export type Filled = {
  readonly [K in AnsweredTable]: { readonly kind: K; readonly values: ItemValues[K] }
}[AnsweredTable]

/** A new item's form before anything is filled in. @param month what to suggest where none is named */
export function filledFor({ kind, caseNo, group, period }: ItemStart, month: Period, author: string): Filled {
  const about = { caseNo: caseNo ?? '', group: group ?? '', period: period ?? month, author }
  switch (kind) {
    case 'explanations': {
      const of = group !== null && caseNo === null ? 'group' : 'case'
      return { kind, values: { ...about, of, basis: 'B1', reason: '', statement: '' } }
    }
    case 'reviews':
      return { kind, values: { caseNo: about.caseNo, author, ground: 'high-charge', statement: '', evidence: [] } }
    case 'code_corrections': {
      const change = { list: 'dx', change: 'replace', place: 1, code: '' } as const
      return { kind, values: { caseNo: about.caseNo, author, ...change, reason: '', confirmedBy: '' } }
    }
    case 'actions': {
      const measured = { indicator: '', baseline: '', target: '', result: '' }
      const stands = { phase: 'plan', status: 'open', dueOn: '', note: '', title: '' } as const
      return { kind, values: { period: about.period, group: about.group, author, ...measured, ...stands } }
    }
    case 'sign_off':
      return { kind, values: { period: about.period, author } }
    default:
      return assertNever(kind)
  }
}

/** The form of an item that is there. */
export function filledWith(item: ReturnItem): Filled {
  switch (item.kind) {
    case 'explanations': {
      const { subject, caseNo, group, period, basis, reason, statement, writtenBy: author } = item.row
      const shown: ComputedBasis = basis === 'B3' ? 'B3' : 'B1'
      const values = { caseNo: caseNo ?? '', group: group ?? '', period, basis: shown, reason, statement, author }
      return { kind: item.kind, values: { of: subject, ...values } }
    }
    case 'reviews': {
      const { caseNo, ground, statement, appliedBy: author } = item.row
      const evidence = item.evidence.map(({ name, title, bytes }) => ({ name, title, bytes }))
      return { kind: item.kind, values: { caseNo, ground, statement, author, evidence } }
    }
    case 'code_corrections': {
      const { caseNo, list, place, newCode, reason, confirmedBy, writtenBy: author } = item.row
      const values = { caseNo, list, place, code: newCode ?? '', reason, confirmedBy: confirmedBy ?? '', author }
      return { kind: item.kind, values: { ...values, change: changeOf(item.row) } }
    }
    case 'actions': {
      const { period, title, phase, status, owner: author } = item.row
      const { group, indicator, baseline, target, result, dueOn, note } = item.row
      const optional = { group, indicator, baseline, target, result, dueOn, note }
      return { kind: item.kind, values: { period, title, phase, status, author, ...blanks(optional) } }
    }
    case 'sign_off':
      return { kind: item.kind, values: { period: item.period, author: item.rows[0]?.signedBy ?? '' } }
    default:
      return assertNever(item)
  }
}

/** What a form comes to as a request. @param id of the item that is changed; a new one without */
export function draftOf(filled: Filled, id: string | null): ItemDraft {
  const own = id === null ? {} : { id }
  switch (filled.kind) {
    case 'explanations': {
      const { of, caseNo, group, period, basis, reason, statement, author: writtenBy } = filled.values
      const subject = of === 'case' ? { of, caseNo: caseNo.trim() } : { of, group, period }
      return { kind: filled.kind, ...own, subject, basis, reason, statement, writtenBy }
    }
    case 'reviews': {
      const { caseNo, ground, statement, author: appliedBy, evidence } = filled.values
      const files = evidence.map(({ name, title, path }) => ({ name, title, ...(path === undefined ? {} : { path }) }))
      return { kind: filled.kind, ...own, caseNo: caseNo.trim(), ground, statement, appliedBy, evidence: files }
    }
    case 'code_corrections': {
      const { caseNo, list, place, code, reason, author: writtenBy } = filled.values
      const change =
        filled.values.change === 'remove' ? { do: filled.values.change } : { do: filled.values.change, code }
      const confirmedBy = orNull(filled.values.confirmedBy)
      return { kind: filled.kind, ...own, caseNo: caseNo.trim(), list, place, change, reason, confirmedBy, writtenBy }
    }
    case 'actions': {
      const { period, title, phase, status, author: owner } = filled.values
      const { group, indicator, baseline, target, result, dueOn, note } = filled.values
      const optional = nulls({ group, indicator, baseline, target, result, dueOn, note })
      return { kind: filled.kind, ...own, period, title, phase, status, owner, ...optional }
    }
    case 'sign_off':
      return { kind: filled.kind, ...own, period: filled.values.period, signedBy: filled.values.author }
    default:
      return assertNever(filled)
  }
}

export function changeOf({ oldCode, newCode }: CodeCorrectionRow): ItemValues['code_corrections']['change'] {
  return oldCode === null ? 'add' : newCode === null ? 'remove' : 'replace'
}

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())

const blanks = <K extends string>(row: Readonly<Record<K, string | null>>): Record<K, string> =>
  Object.fromEntries(Object.entries(row).map(([name, text]) => [name, text ?? ''])) as Record<K, string>

const nulls = <K extends string>(values: Readonly<Record<K, string>>): Record<K, string | null> =>
  Object.fromEntries(Object.entries<string>(values).map(([name, text]) => [name, orNull(text)])) as Record<
    K,
    string | null
  >
