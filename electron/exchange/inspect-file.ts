import { basename } from 'node:path'
import type { FileFormat, ImportSource, ImportTemplate, Inspection } from '#shared/contract/imports.ts'
import { problem } from '#shared/domain/problem.ts'
import { findTable, SAMPLE_ROWS, templateHeadings } from './find-table.ts'
import { columnsOf } from './kinds/index.ts'
import { type Proposal, proposeTemplate } from './mapping/propose.ts'
import { missingColumns } from './mapping/template-keys.ts'
import { sha256File } from './readers/file-bytes.ts'
import { openTable } from './readers/table.ts'
import { headingIndex } from './validate/cell-source.ts'

const SHOWN_ROWS = 20

/**
 * What a file is: format, sheet, header, kind, and the template to read it with: the one asked for, else the saved one
 * that fits best, else a proposal.
 *
 * @throws ProblemError for a file that can't be read, or `template-not-found`
 */
export async function inspectFile(
  source: ImportSource,
  savedTemplates: readonly ImportTemplate[],
): Promise<Inspection> {
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
  }
}

function namedTemplate(source: ImportSource, saved: readonly ImportTemplate[]): ImportTemplate | null {
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

function sourceColumns(template: ImportTemplate): string[] {
  return Object.values(template.columns).flatMap((source) =>
    source.from === 'column' ? [source.column] : source.from === 'columns' ? source.columns : [],
  )
}

/** The saved template whose columns the file all has; the one with most columns, then the newest version. */
function fittingTemplate(
  header: readonly string[],
  saved: readonly ImportTemplate[],
  source: ImportSource,
): ImportTemplate | null {
  const place = headingIndex(header)
  const fitting = saved.filter((template) => {
    if (source.kind !== undefined && template.kind !== source.kind) return false
    const columns = sourceColumns(template)
    return columns.length > 0 && columns.every((heading) => place(heading) >= 0)
  })
  const rank = (template: ImportTemplate): number => sourceColumns(template).length * 1000 + template.version
  return fitting.sort((a, b) => rank(b) - rank(a))[0] ?? null
}

function savedProposal(template: ImportTemplate, header: readonly string[]): Proposal {
  const place = headingIndex(header)
  const columns = sourceColumns(template)
  const used = new Set(columns.map(place))
  const present = columns.filter((heading) => place(heading) >= 0).length
  return {
    template,
    confidence: columns.length === 0 ? 0 : Math.round((100 * present) / columns.length) / 100,
    missingRequired: missingColumns(template),
    unusedColumns: header.filter((name, index) => name !== '' && !used.has(index)),
  }
}
