import type { ColumnSource, ImportTemplate, Inspection } from '#shared/contract/imports.ts'
import type { Problem } from '#shared/domain/problem.ts'

export type SourceKind = ColumnSource['from']

/** The template with one canonical column taken from somewhere else, or from nowhere. */
export function withSource(template: ImportTemplate, column: string, source: ColumnSource | null): ImportTemplate {
  const { [column]: _old, ...others } = template.columns
  return { ...template, columns: source === null ? others : { ...others, [column]: source } }
}

/** A fresh source of another kind, keeping the file's column where that makes sense. */
export function sourceOfKind(kind: SourceKind, old: ColumnSource | undefined): ColumnSource {
  const column = old?.from === 'column' ? old.column : old?.from === 'columns' ? old.columns[0] : undefined
  switch (kind) {
    case 'column':
      return { from: 'column', column: column ?? '' }
    case 'columns':
      return { from: 'columns', columns: column === undefined ? [] : [column], separator: '|' }
    case 'constant':
      return { from: 'constant', value: '' }
    case 'row-number':
      return { from: 'row-number', prefix: '' }
  }
}

/** What the first rows of the file give for a source; blank cells are left out. */
export function sampleOf(
  source: ColumnSource | undefined,
  inspection: Pick<Inspection, 'header' | 'sample'>,
): readonly string[] {
  if (source === undefined) return []
  const cell = (row: readonly string[], column: string): string => row[inspection.header.indexOf(column)] ?? ''
  const valueIn = (row: readonly string[], index: number): string => {
    switch (source.from) {
      case 'column': {
        const text = cell(row, source.column)
        return source.values?.[text] ?? text
      }
      case 'columns':
        return source.columns.map((column) => cell(row, column)).join(source.separator)
      case 'constant':
        return source.value
      case 'row-number':
        return `${source.prefix}${index + 1}`
    }
  }
  const values = inspection.sample.slice(0, SAMPLES).map(valueIn)
  return values.filter((value) => value !== '')
}

const SAMPLES = 3

/** Whether a source says enough to be used. */
function isComplete(source: ColumnSource): boolean {
  switch (source.from) {
    case 'column':
      return source.column !== ''
    case 'columns':
      return source.columns.length > 0
    case 'constant':
      return source.value !== ''
    case 'row-number':
      return true
  }
}

/** The template without sources that were begun and not finished. */
export function completeOnly(template: ImportTemplate): ImportTemplate {
  return {
    ...template,
    columns: Object.fromEntries(Object.entries(template.columns).filter(([, source]) => isComplete(source))),
  }
}

/**
 * Required columns that nothing fills. A column that the core did not miss in its own proposal although it has no
 * source (a date, when the template sets the month) is not missed here either.
 */
export function missingRequired(template: ImportTemplate, inspection: Inspection): readonly string[] {
  const filled = completeOnly(template).columns
  const proposed = inspection.template.columns
  return inspection.columns
    .filter(({ name, required }) => required && filled[name] === undefined)
    .filter(({ name }) => inspection.missingRequired.includes(name) || proposed[name] !== undefined)
    .map(({ name }) => name)
}

export function unusedColumns(template: ImportTemplate, header: readonly string[]): readonly string[] {
  const used = new Set<string>()
  for (const source of Object.values(template.columns)) {
    if (source.from === 'column') used.add(source.column)
    if (source.from === 'columns') for (const column of source.columns) used.add(column)
  }
  return header.filter((column) => column !== '' && !used.has(column))
}

/** `原文=改为` lines; a line without `=` is still being typed and counts for nothing. */
export function parseValues(text: string): Record<string, string> {
  const values: Record<string, string> = {}
  for (const line of text.split('\n')) {
    const at = line.indexOf('=')
    if (at > 0) values[line.slice(0, at).trim()] = line.slice(at + 1).trim()
  }
  return values
}

export function formatValues(values: Readonly<Record<string, string>> | undefined): string {
  return Object.entries(values ?? {})
    .map(([from, to]) => `${from}=${to}`)
    .join('\n')
}

/** A choice that holds for the whole file, written as a constant: `lines.sum`, `date.order`. */
export function choiceOf(template: ImportTemplate, key: string): string | null {
  const source = template.columns[key]
  return source?.from === 'constant' ? source.value : null
}

/** The last part of a path of either kind of system. */
export function fileNameOf(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
}

const SCHEME_SHEETS = [
  ['mdc', 'adrg', 'drg'],
  ['scheme', 'directory'],
] as const

/** Whether a workbook is a grouping scheme: the insurer's configuration workbook, or a package or DIP directory with a sheet per table. */
export function holdsScheme(sheets: readonly string[] | undefined): boolean {
  const names = new Set(sheets?.map((sheet) => sheet.trim().toLowerCase()))
  return SCHEME_SHEETS.some((wanted) => wanted.every((sheet) => names.has(sheet)))
}

/** Whether a workbook is a payment policy: its single values and its groups. */
export function holdsPolicy(sheets: readonly string[] | undefined): boolean {
  const names = new Set(sheets?.map((sheet) => sheet.trim().toLowerCase()))
  return names.has('policy') && names.has('groups')
}

/** The same of a workbook that was refused as a table: one of a scheme's sheets may look like one that is not imported. */
export function refusedScheme({ code, details }: Problem): boolean {
  return code === 'table-not-used' && typeof details?.sheets === 'string' && holdsScheme(details.sheets.split('/'))
}

/** Which part of the program a file is for, by its name; tables are looked into by the core. */
export function routeOf(name: string): 'scheme' | 'policy' | 'table' {
  const extension = name.toLowerCase().slice(name.lastIndexOf('.') + 1)
  return extension === 'zip' ? 'scheme' : extension === 'json' ? 'policy' : 'table'
}
