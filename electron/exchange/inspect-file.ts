import { basename } from 'node:path'
import type { FileFormat, ImportSource, Inspection } from '#shared/contract/imports.ts'
import { type ProblemError, problem } from '#shared/domain/problem.ts'
import { findTable, SAMPLE_ROWS, templateHeadings } from './find-table.ts'
import { columnsOf, type RecordTemplate } from './kinds/index.ts'
import type { KnownTable } from './kinds/known-tables.ts'
import { REASON_HEADING } from './mapping/heading.ts'
import { knownTable } from './mapping/known-table.ts'
import { type Proposal, proposeTemplate } from './mapping/propose.ts'
import { missingColumns } from './mapping/template-keys.ts'
import { sha256File } from './readers/file-bytes.ts'
import { openTable } from './readers/table.ts'
import { headingIndex } from './validate/cell-source.ts'

const SHOWN_ROWS = 20

interface RecordInspection extends Inspection {
  /** The known layout, when it is one. */
  readonly table: KnownTable | null
}

/** What a file is, without saying which known layout it has. @throws ProblemError as `inspectRecords` */
export async function inspectFile(
  source: ImportSource,
  savedTemplates: readonly RecordTemplate[],
): Promise<Inspection> {
  const { table: _, ...inspection } = await inspectRecords(source, savedTemplates)
  return inspection
}

/**
 * What a file is: format, sheet, header, kind, and the template to read it with: the one asked for, else the saved one
 * that fits best, else a proposal.
 *
 * @throws ProblemError for a file that can't be read, `template-not-found`, or `table-not-used` for a known table of
 *   which nothing is read, unless a kind or a template is asked for
 */
export async function inspectRecords(
  source: ImportSource,
  savedTemplates: readonly RecordTemplate[],
): Promise<RecordInspection> {
  const named = namedTemplate(source, savedTemplates)
  // A template in the request was made for this file; a saved one was made for another month's, perhaps in another encoding.
  const asked: FileFormat = { ...source.template?.file, ...source.format }
  const table = await openTable(source.path, asked)
  const sheetOfTemplate = named?.file.sheet
  const format =
    asked.sheet === undefined && sheetOfTemplate !== undefined && table.sheets?.includes(sheetOfTemplate)
      ? { ...asked, sheet: sheetOfTemplate }
      : asked
  const known = templateHeadings(named === null ? savedTemplates : [named])
  const found = await findTable(table, format, known)
  const { header, rows, sheet } = found
  const sample = rows.slice(header.row, header.row + SAMPLE_ROWS)

  const template = named ?? fittingTemplate(header.names, savedTemplates, source)
  const layout = knownTable(header.names)
  if (template === null && source.kind === undefined && layout?.kind === null)
    throw notUsed(source, layout, table.sheets)
  const file: FileFormat = {
    ...(table.encoding === undefined ? {} : { encoding: table.encoding }),
    ...(table.delimiter === undefined ? {} : { delimiter: table.delimiter }),
    ...(sheet === undefined ? {} : { sheet }),
    headerRow: header.row,
  }
  const proposal =
    template === null
      ? proposeTemplate(header.names, sample, source.kind, { file, above: rows.slice(0, header.row - 1) })
      : savedProposal({ ...template, file: { ...template.file, ...file } }, header.names)
  return {
    name: source.name ?? basename(source.path),
    bytes: table.bytes,
    sha256: await sha256File(source.path),
    kind: proposal.template.kind,
    confidence: proposal.confidence,
    format: {
      type: table.type,
      ...(table.encoding === undefined ? {} : { encoding: table.encoding }),
      ...(table.delimiter === undefined ? {} : { delimiter: table.delimiter }),
      ...(sheet === undefined ? {} : { sheet }),
      ...(table.sheets === undefined ? {} : { sheets: table.sheets }),
      headerRow: header.row,
    },
    header: header.names,
    sample: sample.slice(0, SHOWN_ROWS).map((row) => [...row]),
    template: proposal.template,
    templateSource: template === null ? 'proposed' : 'saved',
    columns: columnsOf(proposal.template.kind),
    missingRequired: proposal.missingRequired,
    unusedColumns: proposal.unusedColumns,
    table: layout,
  }
}

/** So that a workbook that is something else altogether, a grouping scheme, is told by its sheets; no name has a `/` in it. */
const sheetNames = (sheets: readonly string[] | undefined): { readonly sheets?: string } =>
  sheets === undefined ? {} : { sheets: sheets.join('/') }

function notUsed(
  source: ImportSource,
  { name, reason }: KnownTable,
  sheets: readonly string[] | undefined,
): ProblemError {
  const file = source.name ?? basename(source.path)
  return problem(
    'table-not-used',
    `${file} 是“${name.zh}”，已识别，但不需要导入：${reason?.zh ?? ''}。`,
    `${file} is the table "${name.en}". It is known and not used: ${reason?.en ?? ''}.`,
    { file, table: name.zh, ...sheetNames(sheets) },
  )
}

function namedTemplate(source: ImportSource, saved: readonly RecordTemplate[]): RecordTemplate | null {
  if (source.template !== undefined) return source.template
  if (source.templateName === undefined) return null
  const template = saved.find(({ name }) => name === source.templateName)
  if (template !== undefined) return template
  throw problem(
    'template-not-found',
    `没有名为“${source.templateName}”的导入模板。`,
    `There is no import template named "${source.templateName}".`,
    { template: source.templateName },
  )
}

function sourceColumns(template: RecordTemplate): string[] {
  return Object.values(template.columns).flatMap((source) =>
    source.from === 'column' ? [source.column] : source.from === 'columns' ? source.columns : [],
  )
}

/** The saved template whose columns the file all has; the one with most columns, then the newest version. */
function fittingTemplate(
  header: readonly string[],
  saved: readonly RecordTemplate[],
  source: ImportSource,
): RecordTemplate | null {
  const place = headingIndex(header)
  const fitting = saved.filter((template) => {
    if (source.kind !== undefined && template.kind !== source.kind) return false
    const columns = sourceColumns(template)
    return columns.length > 0 && columns.every((heading) => place(heading) >= 0)
  })
  const rank = (template: RecordTemplate): number => sourceColumns(template).length * 1000 + template.version
  return fitting.sort((a, b) => rank(b) - rank(a))[0] ?? null
}

function savedProposal(template: RecordTemplate, header: readonly string[]): Proposal {
  const place = headingIndex(header)
  const columns = sourceColumns(template)
  const used = new Set(columns.map(place))
  const present = columns.filter((heading) => place(heading) >= 0).length
  return {
    template,
    confidence: columns.length === 0 ? 0 : Math.round((100 * present) / columns.length) / 100,
    missingRequired: missingColumns(template),
    unusedColumns: header.filter((name, index) => name !== '' && name !== REASON_HEADING && !used.has(index)),
  }
}
