import type { ImportKind, ImportSource, ImportTemplate, PreviewRow } from '#shared/contract/imports.ts'
import { findTable, templateHeadings } from './find-table.ts'
import { trimHeader } from './mapping/header-row.ts'
import { throwIfCancelled } from './readers/file-bytes.ts'
import { openTable } from './readers/table.ts'
import { headerProblem } from './validate/cell-source.ts'
import { createFileChecker } from './validate/file-checker.ts'
import { rowIssue } from './validate/issues.ts'
import { createPreviewer } from './validate/preview.ts'
import { createRowParser, type ParsedRow, rejectedRow } from './validate/row-parser.ts'

export interface RecordChunk<K extends ImportKind = ImportKind> {
  readonly rows: readonly ParsedRow<K>[]
  readonly bytesRead: number
  readonly bytesTotal: number
  /** A row as the preview shows it. */
  readonly preview: (parsed: ParsedRow) => PreviewRow
}

export interface ReadOptions {
  readonly signal?: AbortSignal
  readonly onProgress?: (bytesRead: number, bytesTotal: number) => void
}

/**
 * Reads a file under a template, chunk by chunk: every row with its verdict, its typed record and the checks against the
 * rows before it. Preview and commit both read through here, so they can't differ. Memory stays flat whatever the size.
 *
 * @throws ProblemError for a file that can't be read, a template that doesn't fit it, or `cancelled`
 */
export async function* readRecords<K extends ImportKind>(
  source: Pick<ImportSource, 'path' | 'format'>,
  template: ImportTemplate & { readonly kind: K },
  options: ReadOptions = {},
): AsyncGenerator<RecordChunk<K>> {
  const format = { ...template.file, ...source.format }
  const table = await openTable(source.path, format)
  const settled = format.headerRow !== undefined && (format.sheet !== undefined || table.type === 'text')
  const found = settled ? null : await findTable(table, format, templateHeadings([template]))
  const headerRow = found?.header.row ?? format.headerRow!
  const bound = { ...template, file: { ...template.file, headerRow } }
  const check = createFileChecker(template.kind, template)
  const rowsOptions = {
    ...(options.signal === undefined ? {} : { signal: options.signal }),
    ...(found?.sheet === undefined ? {} : { sheet: found.sheet }),
  }
  let parse: ReturnType<typeof createRowParser<K>> | null = null
  let preview: RecordChunk['preview'] | null = null

  for await (const chunk of table.rows(rowsOptions)) {
    throwIfCancelled(options.signal)
    const faults = new Set(chunk.faults)
    const rows: ParsedRow<K>[] = []
    for (let index = 0; index < chunk.rows.length; index++) {
      const row = chunk.firstRow + index
      if (row < headerRow) continue
      const raw = chunk.rows[index]!
      if (row === headerRow) {
        const header = trimHeader(raw)
        parse = createRowParser(template.kind, bound, header, {
          table: table.type,
          date1904: table.date1904,
          width: raw.length,
        })
        preview = createPreviewer(bound, header)
        continue
      }
      const parsed = faults.has(index)
        ? rejectedRow<K>(row, raw, rowIssue(row, 'rejected', 'quote-broken', null, raw.join(table.delimiter)))
        : parse!(raw, row)
      if (parsed !== null) rows.push(check(parsed))
    }
    options.onProgress?.(chunk.bytesRead, table.bytes)
    if (rows.length > 0) yield { rows, bytesRead: chunk.bytesRead, bytesTotal: table.bytes, preview: preview! }
  }
  if (parse === null) throw headerProblem(source.path)
}
