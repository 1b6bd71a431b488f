import type { ParsedRow } from '#exchange/validate/row-parser.ts'
import type { ImportKind, ImportPreview, PreviewRow, RowChange, RowIssue } from '#shared/contract/imports.ts'
import { addFen, type Fen, ZERO_FEN } from '#shared/domain/money.ts'
import { amountOf } from './import-writers.ts'

/** Rows kept for looking at: the first of the file, and those with something to say. */
const KEPT_FIRST = 1_000
const KEPT_NOTED = 20_000

/** What a file's rows add up to; preview and commit count the same way. */
export interface ImportTally {
  add(parsed: ParsedRow, show: ((parsed: ParsedRow) => PreviewRow) | null, change?: RowChange): void
  readonly counts: { total: number; ok: number; warning: number; rejected: number; accepted: number }
  amount(): Fen | null
  periods(): string[]
  issueCounts(): ImportPreview['issueCounts'][number][]
  firstRows(): readonly PreviewRow[]
  notedRows(): readonly PreviewRow[]
}

export function createTally(kind: ImportKind): ImportTally {
  const counts = { total: 0, ok: 0, warning: 0, rejected: 0, accepted: 0 }
  let amount: Fen | null = null
  const periods = new Set<string>()
  const issues = new Map<string, { verdict: RowIssue['verdict']; count: number; example: RowIssue }>()
  const first: PreviewRow[] = []
  const noted: PreviewRow[] = []
  return {
    counts,
    add(parsed, show, change) {
      const { verdict, record } = parsed
      counts.total++
      counts[verdict]++
      for (const issue of parsed.issues) {
        const known = issues.get(issue.code)
        if (known === undefined) issues.set(issue.code, { verdict: issue.verdict, count: 1, example: issue })
        else known.count++
      }
      if (show !== null) {
        const shown = () => ({ ...show(parsed), ...(change === undefined ? {} : { change }) })
        if (first.length < KEPT_FIRST) first.push(shown())
        if (verdict !== 'ok' && noted.length < KEPT_NOTED) noted.push(shown())
      }
      if (record === null) return
      counts.accepted++
      const money = amountOf(kind, record)
      if (money !== null) amount = addFen(amount ?? ZERO_FEN, money)
      if ('period' in record && record.period !== null) periods.add(record.period)
    },
    amount: () => amount,
    periods: () => [...periods].sort(),
    issueCounts: () => [...issues].map(([code, entry]) => ({ code, ...entry })).sort((a, b) => b.count - a.count),
    firstRows: () => first,
    notedRows: () => noted,
  }
}
