import type { ImportKind, ImportSource, PreviewRow } from '#shared/contract/imports.ts'
import type { RecordKind } from '#shared/domain/records.ts'
import { findTable, templateHeadings } from './find-table.ts'
import { createKeyResolver, type KeyMap } from './key-map.ts'
import type { RecordTemplate } from './kinds/index.ts'
import { trimHeader } from './mapping/header-row.ts'
import { throwIfCancelled } from './readers/file-bytes.ts'
import { openTable } from './readers/table.ts'
import { type BookFacts, createBookChecker } from './validate/book-checks.ts'
import { headerProblem } from './validate/cell-source.ts'
import { createFileChecker } from './validate/file-checker.ts'
import { rowIssue } from './validate/issues.ts'
import { createPreviewer } from './validate/preview.ts'
import { createRowParser, type ParsedRow, rejectedRow } from './validate/row-parser.ts'

export interface RecordChunk<K extends RecordKind = ImportKind> {
  readonly rows: readonly ParsedRow<K>[]
  readonly header: readonly string[]
  readonly bytesRead: number
  readonly bytesTotal: number
  /** A row as the preview shows it. */
  readonly preview: (parsed: ParsedRow<RecordKind>) => PreviewRow
}

export interface ReadOptions {
  readonly signal?: AbortSignal
  readonly onProgress?: (bytesRead: number, bytesTotal: number) => void
  /** What rows must fit beyond their own file. */
  readonly facts?: BookFacts
  /** Turns the numbers of this file into case numbers, when it goes by another key. */
  readonly keys?: KeyMap
}

/**
 * Reads a file under a template, chunk by chunk: every row with its verdict, its typed record and the checks against the
 * rows before it. Preview and commit both read through here, so they can't differ. Memory stays flat whatever the size.
 *
 * @throws ProblemError for a file that can't be read, a template that doesn't fit it, or `cancelled`
 */
export async function* readRecords<K extends RecordKind>(
  source: Pick<ImportSource, 'path' | 'format'>,
  template: RecordTemplate<K>,
  options: ReadOptions = {},
): AsyncGenerator<RecordChunk<K>> {
  const format = { ...template.file, ...source.format }
  const table = await openTable(source.path, format)
  const settled = format.headerRow !== undefined && (format.sheet !== undefined || table.type === 'text')
  const found = settled ? null : await findTable(table, format, templateHeadings([template]))
  const headerRow = found?.header.row ?? format.headerRow!
  const bound = { ...template, file: { ...template.file, headerRow } }
  const check = rowChecker(template, options)
  const rowsOptions = {
    ...(options.signal === undefined ? {} : { signal: options.signal }),
    ...(found?.sheet === undefined ? {} : { sheet: found.sheet }),
  }
  let parse: ReturnType<typeof createRowParser<K>> | null = null
  let preview: RecordChunk['preview'] | null = null
  let header: readonly string[] = []

  for await (const chunk of table.rows(rowsOptions)) {
    throwIfCancelled(options.signal)
    const faults = new Set(chunk.faults)
    const rows: ParsedRow<K>[] = []
    for (let index = 0; index < chunk.rows.length; index++) {
      const row = chunk.firstRow + index
      if (row < headerRow) continue
      const raw = chunk.rows[index]!
      if (row === headerRow) {
        header = trimHeader(raw)
        parse = createRowParser(template.kind, bound, header, {
          table: table.type,
          date1904: table.date1904,
          width: raw.length,
        })
        preview = createPreviewer(bound, header)
        continue
      }
      const parsed = faults.has(index)
        ? rejectedRow<K>(row, raw, rowIssue(row, 'rejected', 'quote-broken', null, null))
        : parse!(raw, row)
      if (parsed !== null) rows.push(check(parsed))
    }
    options.onProgress?.(chunk.bytesRead, table.bytes)
    if (rows.length > 0) yield { rows, header, bytesRead: chunk.bytesRead, bytesTotal: table.bytes, preview: preview! }
  }
  if (parse === null) throw headerProblem(source.path)
}

/** Everything that looks at a row after its own cells are read; the key comes first, because the others go by it. */
function rowChecker<K extends RecordKind>(
  template: RecordTemplate<K>,
  { facts, keys }: ReadOptions,
): (parsed: ParsedRow<K>) => ParsedRow<K> {
  const inFile = createFileChecker(template.kind, template)
  const resolve = keys === undefined ? null : createKeyResolver<K>(keys)
  const inBook = facts === undefined ? null : createBookChecker(template.kind, facts)
  if (resolve === null && inBook === null) return inFile
  return (parsed) => {
    const keyed = resolve === null ? parsed : resolve(parsed)
    const checked = inFile(keyed)
    return inBook === null ? checked : inBook(checked)
  }
}
