import type { EvidenceFile, ItemAnswer, ReturnItem } from '#shared/contract/sync.ts'
import { assertNever } from '#shared/domain/assert-never.ts'
import { period } from '#shared/domain/period.ts'
import { problem } from '#shared/domain/problem.ts'
import type {
  ActionRow,
  AnsweredTable,
  CodeCorrectionRow,
  ExplanationRow,
  ReviewRow,
  SignOffRow,
} from '#shared/domain/sync.ts'
import type { ReadableDb } from '#store/database.ts'
import { answersOf, evidenceOf, getItem, type ItemFilter, listItems, type StoredItem } from '#store/sync-items.ts'
import { getPackage, type StoredPackage } from '#store/sync-packages.ts'

/** What an item holds, as it is stored: its row, or the rows of a sign-off. */
interface Contents {
  readonly explanations: ExplanationRow
  readonly reviews: ReviewRow
  readonly code_corrections: CodeCorrectionRow
  readonly actions: ActionRow
  readonly sign_off: readonly SignOffRow[]
}

export type ItemContent = {
  readonly [K in AnsweredTable]: { readonly kind: K; readonly content: Contents[K] }
}[AnsweredTable]

/** Items of the outbox, the newest change first. */
export function readItems(db: ReadableDb, filter: ItemFilter): ReturnItem[] {
  const packages = new Map<number, StoredPackage | undefined>()
  const packageOf = (id: number) => {
    if (!packages.has(id)) packages.set(id, getPackage(db, id))
    return packages.get(id)
  }
  return listItems(db, filter).map((stored) => asItem(db, stored, packageOf))
}

/** @throws ProblemError `not-found` */
export function requireItem(db: ReadableDb, id: string): ReturnItem {
  const [item] = readItems(db, { id })
  if (item !== undefined) return item
  throw problem('not-found', `没有编号为 ${id} 的上报事项。`, `There is no item ${id}.`, { itemId: id })
}

/** The item an answer is about; null where the book has none of this kind under this number. */
export function findItem(db: ReadableDb, kind: AnsweredTable, id: string): ReturnItem | null {
  return getItem(db, id)?.kind === kind ? requireItem(db, id) : null
}

export function caseOfItem(item: ReturnItem): string | null {
  return item.kind === 'sign_off' || item.kind === 'actions' ? null : item.row.caseNo
}

function asItem(db: ReadableDb, stored: StoredItem, packageOf: (id: number) => StoredPackage | undefined): ReturnItem {
  const went = stored.sentIn === null ? undefined : packageOf(stored.sentIn)
  const answers = answersOf(db, stored.kind, stored.id).map(
    ({ packageId: _, inReplyTo, ...answer }): ItemAnswer => ({ ...answer, current: inReplyTo === went?.sha256 }),
  )
  const answered = answers.some(({ current }) => current)
  return {
    id: stored.id,
    period: period(stored.period),
    state: stored.draft ? 'draft' : answered ? 'answered' : 'sent',
    createdAt: stored.createdAt,
    changedAt: stored.changedAt,
    sent: went === undefined ? null : { sequence: went.manifest.sequence, at: went.at },
    answers,
    ...contentsOf(db, stored),
  }
}

function contentsOf(db: ReadableDb, { id, kind, content }: StoredItem) {
  const row: unknown = JSON.parse(content)
  switch (kind) {
    case 'explanations':
      return { kind, row: row as ExplanationRow }
    case 'reviews':
      return { kind, row: row as ReviewRow, evidence: evidenceOf(db, id) satisfies EvidenceFile[] }
    case 'code_corrections':
      return { kind, row: row as CodeCorrectionRow }
    case 'actions':
      return { kind, row: row as ActionRow }
    case 'sign_off':
      return { kind, rows: row as readonly SignOffRow[] }
    default:
      return assertNever(kind)
  }
}
