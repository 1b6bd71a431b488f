import type { ReturnItem } from '#shared/contract/sync.ts'
import { type Fen, sumFen } from '#shared/domain/money.ts'
import { ANSWERED_TABLES, type AnsweredTable } from '#shared/domain/sync.ts'

/** A kind of item in a return: how many, its control total where it has one, and the evidence that goes along. */
export interface ReturnLine {
  readonly kind: AnsweredTable
  readonly items: readonly ReturnItem[]
  /** Column → sum in fen, as the manifest will say; empty for kinds without a control total. */
  readonly totals: Readonly<Record<string, Fen>>
  readonly evidence: { readonly files: number; readonly bytes: number }
}

/** What a month's return would hold: its drafts, or all of its items `again` (docs/sync-packages.md). */
export function returnLines(items: readonly ReturnItem[], again: boolean): readonly ReturnLine[] {
  const going = items.filter(({ state }) => again || state === 'draft')
  return ANSWERED_TABLES.flatMap((kind) => {
    const its = going.filter((item) => item.kind === kind)
    return its.length === 0 ? [] : [{ kind, items: its, totals: totalsOf(its), evidence: evidenceOf(its) }]
  })
}

function totalsOf(items: readonly ReturnItem[]): ReturnLine['totals'] {
  const totals: Record<string, Fen> = {}
  const add = (column: string, amount: Fen): void => {
    totals[column] = sumFen([...(totals[column] === undefined ? [] : [totals[column]]), amount])
  }
  for (const item of items) {
    if (item.kind === 'explanations') add('surplus', item.row.surplus)
    if (item.kind === 'reviews') add('total_charge', item.row.charge)
    if (item.kind === 'sign_off') for (const { amount } of item.rows) if (amount !== null) add('amount', amount)
  }
  return totals
}

function evidenceOf(items: readonly ReturnItem[]): ReturnLine['evidence'] {
  const files = items.flatMap((item) => (item.kind === 'reviews' ? item.evidence : []))
  return { files: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) }
}
