import type { RecordTemplate } from '#exchange/kinds/index.ts'
import type { ImportKind, RowIssue, RowVerdict } from '#shared/contract/imports.ts'
import type { RecordKind, RecordOf } from '#shared/domain/records.ts'
import { createCaseParser } from './case-parser.ts'
import { createDiagnosisParser, createProcedureParser, createStayParser } from './case-part-parsers.ts'
import { createCellParsers } from './cell-parsers.ts'
import { bindColumns } from './cell-source.ts'
import { createInventoryParser, createQualityEventParser, createSettlementParser } from './event-parsers.ts'
import { createIssueSink, rowIssue } from './issues.ts'
import { createLeftOutCheck } from './left-out.ts'
import { createBudgetParser, createTargetParser } from './plan-parsers.ts'
import {
  createBenchmarkParser,
  createChargeParser,
  createDriverParser,
  createItemParser,
  createLedgerParser,
} from './table-parsers.ts'

/** A row of the file and what became of it. `record` is null when it is rejected or left out (a row of totals, a void one). */
export interface ParsedRow<K extends RecordKind = ImportKind> {
  readonly row: number
  readonly raw: readonly string[]
  readonly verdict: RowVerdict
  readonly record: RecordOf[K] | null
  readonly issues: readonly RowIssue[]
}

export interface RowParserOptions {
  /** Sheets leave empty cells at the end of a row out; a text file whose rows have fewer cells is broken. */
  readonly table?: 'text' | 'workbook'
  readonly date1904?: boolean
  /** Cells of the header row with unnamed ones at its end; as many as the header names when left out. */
  readonly width?: number
}

/** Null for a blank row. */
export type RowParser<K extends RecordKind> = (raw: readonly string[], row: number) => ParsedRow<K> | null

type RecordParser = (raw: readonly string[], row: number) => RecordOf[RecordKind]

/**
 * Prepares the reading of rows of one file: raw cells in, a typed record or reasons out. Row numbers are those of the
 * file as a spreadsheet shows them.
 *
 * @throws ProblemError `template-invalid`, `column-missing`
 */
export function createRowParser<K extends RecordKind>(
  kind: K,
  template: RecordTemplate,
  header: readonly string[],
  options: RowParserOptions = {},
): RowParser<K> {
  const columns = bindColumns(template, header)
  const sink = createIssueSink()
  const cells = createCellParsers(template, columns, sink, options.date1904 ?? false)
  const parsers: Readonly<Record<RecordKind, () => RecordParser>> = {
    cases: () => createCaseParser(template, columns, cells, sink),
    charges: () => createChargeParser(cells),
    items: () => createItemParser(columns, cells),
    ledger: () => createLedgerParser(columns, cells, sink),
    drivers: () => createDriverParser(columns, cells, sink),
    benchmarks: () => createBenchmarkParser(template, cells),
    stays: () => createStayParser(columns, cells, sink),
    diagnoses: () => createDiagnosisParser(template, cells),
    procedures: () => createProcedureParser(template, cells, sink, columns),
    settlements: () => createSettlementParser(columns, cells, sink),
    inventory: () => createInventoryParser(columns, cells, sink),
    'quality-events': () => createQualityEventParser(cells, sink, columns),
    budgets: () => createBudgetParser(cells),
    targets: () => createTargetParser(cells, sink, columns),
  }
  const parse = parsers[kind]() as (raw: readonly string[], row: number) => RecordOf[K]
  const width = options.width ?? header.length
  const strict = options.table !== 'workbook'
  const leftOut = createLeftOutCheck(columns)

  return (raw, row) => {
    if (isBlankStart(raw[0]) && isBlank(raw)) return null
    if (isTotalRow(raw)) {
      return { row, raw, verdict: 'warning', record: null, issues: [rowIssue(row, 'warning', 'total-row', null, null)] }
    }
    if (strict && raw.length !== width && (raw.length < width || !isBlank(raw.slice(width)))) {
      return rejectedRow(row, raw, rowIssue(row, 'rejected', 'row-ragged', null, null, columnCounts(raw.length, width)))
    }
    const notTaken = leftOut?.(raw, row) ?? null
    if (notTaken !== null) return { row, raw, verdict: 'warning', record: null, issues: [notTaken] }
    sink.begin(row)
    const record = parse(raw, row)
    const verdict = sink.verdict()
    return { row, raw, verdict, record: verdict === 'rejected' ? null : record, issues: sink.issues() }
  }
}

export function rejectedRow<K extends RecordKind>(row: number, raw: readonly string[], issue: RowIssue): ParsedRow<K> {
  return { row, raw, verdict: 'rejected', record: null, issues: [issue] }
}

const columnCounts = (found: number, wanted: number) => ({
  zh: `（本行 ${found} 列，表头 ${wanted} 列）`,
  en: ` (${found} columns here, ${wanted} in the header)`,
})

const isBlankStart = (cell: string | undefined): boolean => cell === undefined || cell.trim() === ''

function isBlank(raw: readonly string[]): boolean {
  for (const cell of raw) if (cell.trim() !== '') return false
  return true
}

const TOTALS: ReadonlySet<string> = new Set([
  '合计',
  '总计',
  '小计',
  '共计',
  '本页合计',
  '合计:',
  'total',
  'grandtotal',
  'subtotal',
])
/** A running number or a label column may stand before the word. */
const TOTAL_CELLS = 3

function isTotalRow(raw: readonly string[]): boolean {
  for (let at = 0; at < TOTAL_CELLS && at < raw.length; at++) {
    const cell = raw[at]!
    if (cell.length < 2 || cell.length > 12) continue
    const first = cell.charCodeAt(0)
    // Digits and most letters start no such word.
    if (first < 128 && first !== 32 && (first & ~32) !== 84 && (first & ~32) !== 71 && (first & ~32) !== 83) continue
    if (TOTALS.has(cell.normalize('NFKC').toLowerCase().replace(/\s+/g, ''))) return true
  }
  return false
}
