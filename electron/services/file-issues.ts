import type { ImportKind, ImportPreview, LineDifference, RowIssue } from '#shared/contract/imports.ts'
import { ownText } from '#shared/domain/own-text.ts'
import type { ChargeRecord, LedgerRecord, RecordOf } from '#shared/domain/records.ts'
import { knownCases } from '#store/book-queries.ts'
import type { ReadableDb } from '#store/database.ts'
import { bookedCenters } from '#store/record-tables.ts'
import { chargedSpans } from '#store/sync-packages.ts'

type FileIssue = ImportPreview['issueCounts'][number]

interface Span {
  from: string
  to: string
}

/** What can only be said of a file as a whole, where its rows have no key: one entry each, counting cases or cost centers. */
export interface FileIssues {
  add(record: RecordOf[ImportKind]): void
  all(db: ReadableDb, differences: readonly LineDifference[]): FileIssue[]
}

export function createFileIssues(kind: ImportKind): FileIssues | null {
  if (kind === 'charges') return createLineIssues() as FileIssues
  return kind === 'ledger' ? (createLedgerIssues() as FileIssues) : null
}

type Of<R> = Omit<FileIssues, 'add'> & { add(record: R): void }

function createLineIssues(): Of<ChargeRecord> {
  const spans = new Map<string, Span>()
  let last = ''
  let span: Span = { from: '', to: '' }
  return {
    add({ caseNo, chargedAt }) {
      if (caseNo !== last) {
        last = ownText(caseNo)
        span = spans.get(last) ?? { from: ownText(chargedAt), to: ownText(chargedAt) }
        spans.set(last, span)
      }
      if (chargedAt < span.from) span.from = ownText(chargedAt)
      if (chargedAt > span.to) span.to = ownText(chargedAt)
    },
    all: (db, differences) => [...withoutCase(db, spans), ...repeated(db, spans), ...unequal(differences)],
  }
}

/** Lines of cases the book does not have are kept, and count once their case comes in. */
function withoutCase(db: ReadableDb, spans: ReadonlyMap<string, Span>): FileIssue[] {
  const caseNos = [...spans.keys()]
  const known = knownCases(db, caseNos)
  const missing = caseNos.filter((caseNo) => !known.has(caseNo))
  return fileIssue('line-without-case', missing.length, missing[0], {
    zh: '个病例号有费用明细而库中没有病例首页，明细会保存，待首页导入后计入',
    en: 'case numbers have lines but no case in the book; the lines are kept and count once the case is imported',
  })
}

/** Cases asked about at a time: their lines are looked up one case after another. */
const ASKED = 500

/** Lines of the book and the file on the same days: most likely the same lines. */
function repeated(db: ReadableDb, spans: ReadonlyMap<string, Span>): FileIssue[] {
  const caseNos = [...spans.keys()]
  const batches = new Set<number>()
  let cases = 0
  let example: string | undefined
  for (let at = 0; at < caseNos.length; at += ASKED) {
    for (const { caseNo, from, to, batchId } of chargedSpans(db, caseNos.slice(at, at + ASKED))) {
      const span = spans.get(caseNo)!
      if (span.from.slice(0, 10) > to || from > span.to.slice(0, 10)) continue
      cases++
      example ??= caseNo
      batches.add(batchId)
    }
  }
  const named = [...batches].sort((a, b) => a - b).join(', ')
  return fileIssue('lines-repeated', cases, example, {
    zh: `例在库中已有同日期的费用明细（批次 ${named}），再导入会重复计费：请先撤销原批次；确属补录的可继续导入`,
    en: `cases have charge lines on the same days in the book (batch ${named}); taken in again they count twice. Undo the earlier batch first, or go on if these are additional`,
  })
}

/** Entries of the book and the file for one cost center and month: most likely the same entries. */
function createLedgerIssues(): Of<LedgerRecord> {
  const centers = new Map<string, Set<string>>()
  return {
    add({ period, costCenter }) {
      const known = centers.get(period)
      if (known === undefined) centers.set(period, new Set([costCenter]))
      else known.add(costCenter)
    },
    all(db) {
      const booked = bookedCenters(db, [...centers.keys()]).filter(({ period, costCenter }) =>
        centers.get(period)?.has(costCenter),
      )
      const repeated = new Set(booked.map(({ period, costCenter }) => `${period} ${costCenter}`))
      const batches = [...new Set(booked.map(({ batchId }) => batchId))].sort((a, b) => a - b).join(', ')
      return fileIssue('ledger-repeated', repeated.size, [...repeated][0], {
        zh: `个成本中心的月份在库中已有台账（批次 ${batches}），再导入会重复计入：请先撤销原批次；确属补录的可继续导入`,
        en: `months of cost centers have entries in the book (batch ${batches}); taken in again they count twice. Undo the earlier batch first, or go on if these are additional`,
      })
    },
  }
}

function unequal(differences: readonly LineDifference[]): FileIssue[] {
  return fileIssue('lines-total', differences.length, differences[0]?.caseNo, {
    zh: '例的明细合计与病例总费用不一致，逐例见“明细与总费用”',
    en: 'cases have lines that do not add up to their total; each is listed',
  })
}

function fileIssue(
  code: 'line-without-case' | 'lines-repeated' | 'lines-total' | 'ledger-repeated',
  count: number,
  value: string | undefined,
  said: RowIssue['message'],
): FileIssue[] {
  if (value === undefined) return []
  const message = { zh: `${count} ${said.zh}，例如 ${value}。`, en: `${count} ${said.en}, for example ${value}.` }
  return [
    { code, verdict: 'warning', count, example: { row: 0, verdict: 'warning', code, column: null, value, message } },
  ]
}
