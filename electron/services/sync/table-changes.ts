import type { CallContext } from '#core/handler.ts'
import type { OpenedPackage } from '#exchange/sync/package/open-package.ts'
import type { ImportKind } from '#shared/contract/imports.ts'
import type { TableChange, TableOutline } from '#shared/contract/sync.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { Period } from '#shared/domain/period.ts'
import type { ChargeRecord, RecordOf } from '#shared/domain/records.ts'
import { RECORD_TABLES } from '#shared/domain/sync.ts'
import { knownCases } from '#store/book-queries.ts'
import type { ReadableDb } from '#store/database.ts'
import { chargedSpans } from '#store/sync-packages.ts'
import { caseNoOf } from '../import-writers.ts'
import { closedMonthFacts } from '../periods.ts'
import { tableOutlines } from './outline.ts'

/** A table that comes in as a batch; its name is that of the kind of file. */
export type RecordTable = (typeof RECORD_TABLES)[number] & ImportKind

const isRecordTable = (name: string): name is RecordTable => (RECORD_TABLES as readonly string[]).includes(name)

/** Tables of a package that come in as batches and have rows. */
export const recordTables = (opened: OpenedPackage): (TableOutline & { readonly name: RecordTable })[] =>
  tableOutlines(opened.manifest).filter(
    (table): table is TableOutline & { readonly name: RecordTable } => isRecordTable(table.name) && table.rows > 0,
  )

/** Reads a table through for what it would change. */
export async function tableChange(
  db: ReadableDb,
  opened: OpenedPackage,
  table: TableOutline & { readonly name: RecordTable },
  { breathe, report }: CallContext,
): Promise<{ readonly change: TableChange; readonly obstacles: readonly Bilingual[] }> {
  const kind = table.name
  const periods = new Set<string>()
  const spans = new Map<string, Span>()
  const closed = closedMonthFinderOf(db, kind)
  let done = 0
  for await (const rows of opened.rows(table.name)) {
    for (const record of rows as readonly RecordOf[ImportKind][]) {
      if ('period' in record && record.period !== null) periods.add(record.period)
      if (kind === 'charges') periods.add((record as ChargeRecord).chargedAt.slice(0, 7))
      const caseNo = caseNoOf(kind, record)
      if (caseNo !== null && kind === 'cases') widen(spans, caseNo, '')
      if (caseNo !== null && kind === 'charges') widen(spans, caseNo, (record as ChargeRecord).chargedAt)
      closed.look(record, caseNo)
    }
    done += rows.length
    report({ phase: { zh: '比对数据', en: 'Comparing with the book' }, done, total: table.rows })
    await breathe()
  }
  const change: TableChange = {
    ...table,
    replaces: kind === 'cases' ? knownCases(db, [...spans.keys()]).size : 0,
    periods: [...periods].sort(),
    repeated: kind === 'charges' ? repeatedLines(db, spans) : null,
  }
  return { change, obstacles: closed.obstacles(table.name) }
}

interface Span {
  from: string
  to: string
}

function widen(spans: Map<string, Span>, caseNo: string, at: string): void {
  const day = at.slice(0, 10)
  const span = spans.get(caseNo)
  if (span === undefined) spans.set(caseNo, { from: day, to: day })
  else {
    if (day < span.from) span.from = day
    if (day > span.to) span.to = day
  }
}

/** Cases asked about at a time: their lines are looked up one case after another. */
const ASKED = 500

/** Cases whose lines in the book and in the package share days: most likely the same lines. */
function repeatedLines(db: ReadableDb, spans: ReadonlyMap<string, Span>): TableChange['repeated'] {
  const caseNos = [...spans.keys()]
  let cases = 0
  let first: { readonly example: string; readonly batchId: number } | null = null
  for (let at = 0; at < caseNos.length; at += ASKED) {
    for (const { caseNo, from, to, batchId } of chargedSpans(db, caseNos.slice(at, at + ASKED))) {
      const span = spans.get(caseNo) as Span
      if (span.from > to || from > span.to) continue
      cases++
      first ??= { example: caseNo, batchId }
    }
  }
  return first === null ? null : { cases, ...first }
}

/** Notes the closed months that rows of a kind would change. */
function closedMonthFinderOf(db: ReadableDb, kind: ImportKind) {
  const { facts } = closedMonthFacts(db, kind)
  const found = new Set<Period>()
  return {
    look(record: RecordOf[ImportKind], caseNo: string | null): void {
      if (facts === undefined) return
      const own = 'period' in record ? record.period : null
      if (own !== null && facts.lockedPeriods?.has(own as Period)) found.add(own as Period)
      const ofCase = caseNo === null ? undefined : facts.periodOfCase?.(caseNo)
      if (ofCase != null && facts.lockedPeriods?.has(ofCase)) found.add(ofCase)
    },
    obstacles(table: string): Bilingual[] {
      return [...found].sort().map((month) => ({
        zh: `表 ${table} 会改动已结账的 ${month}，请先反结账。`,
        en: `Table ${table} would change ${month}, which is closed: reopen it first.`,
      }))
    },
  }
}
