import { isPeriod, type Period } from '#shared/domain/period.ts'
import { ANSWERED_TABLES } from '#shared/domain/sync.ts'
import type { ItemStart } from './items/drafts.ts'

export const TABS = ['inbox', 'items', 'outbox', 'history', 'parties'] as const
export type Tab = (typeof TABS)[number]

/** Parameters of the item that lies open, all removed. */
export const NO_ITEM = { item: null, new: null, case: null, group: null, month: null } as const
/** Parameters that belong to one tab alone. */
export const LEFT_BEHIND = { ...NO_ITEM, state: null, kind: null, at: null } as const

/** What the address says of a new item: its kind and, where known, what it is about. */
export function startOf(params: URLSearchParams): ItemStart | null {
  const kind = ANSWERED_TABLES.find((known) => known === params.get('new'))
  if (kind === undefined) return null
  return { kind, caseNo: params.get('case'), group: params.get('group'), period: monthOf(params.get('month')) }
}

export function placeOfStart({ kind, caseNo, group, period }: ItemStart): Readonly<Record<string, string | null>> {
  return { ...NO_ITEM, new: kind, case: caseNo, group, month: period }
}

export function monthOf(text: string | null): Period | null {
  return text !== null && isPeriod(text) ? text : null
}
