import type { FileFormat } from '#shared/contract/imports.ts'
import type { RecordTemplate } from './kinds/index.ts'
import { HEADER_ROWS, type Header, locateHeader, trimHeader } from './mapping/header-row.ts'
import { normaliseHeading } from './mapping/heading.ts'
import type { TableReader } from './readers/table.ts'
import { headerProblem } from './validate/cell-source.ts'

/** Rows below the header that a proposal looks at. */
export const SAMPLE_ROWS = 200

export interface FoundTable {
  readonly header: Header
  /** The first rows of the file, the header among them. */
  readonly rows: readonly (readonly string[])[]
  readonly sheet?: string
}

/** The sheet asked for, else the first one with a recognised header, else the first with any rows. */
export async function findTable(
  table: TableReader,
  format: FileFormat,
  known: ReadonlySet<string>,
): Promise<FoundTable> {
  const sheets = format.sheet === undefined ? (table.sheets ?? [undefined]) : [format.sheet]
  let fallback: FoundTable | null = null
  for (const sheet of sheets) {
    const rows = await firstRows(table, SAMPLE_ROWS + HEADER_ROWS, sheet)
    const header = headerOf(rows, format.headerRow, known)
    if (header === null) continue
    const found = { header, rows, ...(sheet === undefined ? {} : { sheet }) }
    if (header.known >= 2 || format.headerRow !== undefined) return found
    fallback ??= found
  }
  if (fallback === null) throw headerProblem(table.path)
  return fallback
}

function headerOf(
  rows: readonly (readonly string[])[],
  chosen: number | undefined,
  known: ReadonlySet<string>,
): Header | null {
  if (chosen === undefined) return locateHeader(rows, known)
  const cells = rows[chosen - 1]
  return cells === undefined ? null : { row: chosen, names: trimHeader(cells), known: 0 }
}

async function firstRows(table: TableReader, count: number, sheet?: string): Promise<(readonly string[])[]> {
  const rows: (readonly string[])[] = []
  for await (const chunk of table.rows(sheet === undefined ? {} : { sheet })) {
    for (const row of chunk.rows) rows.push(row)
    if (rows.length >= count) break
  }
  return rows.slice(0, count)
}

/** All headings that templates read from, as `locateHeader` compares them. */
export function templateHeadings(templates: readonly RecordTemplate[]): ReadonlySet<string> {
  return new Set(
    templates.flatMap(({ columns }) =>
      Object.values(columns).flatMap((source) => {
        if (source.from === 'column') return [normaliseHeading(source.column)]
        return source.from === 'columns' ? source.columns.map(normaliseHeading) : []
      }),
    ),
  )
}
