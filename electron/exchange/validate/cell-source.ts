import { basename } from 'node:path'
import { KINDS, type RecordTemplate } from '#exchange/kinds/index.ts'
import { normaliseHeading } from '#exchange/mapping/heading.ts'
import { checkTemplateKeys, isChoice, missingColumns, numberedKey, partName } from '#exchange/mapping/template-keys.ts'
import type { ColumnSource } from '#shared/contract/imports.ts'
import { type ProblemError, problem } from '#shared/domain/problem.ts'
import type { Place } from './issues.ts'

/** The text of one canonical column in a row: trimmed, value map applied, '' when blank or a missing word. */
type CellSource = (raw: readonly string[], row: number) => string

export interface BoundColumn {
  readonly key: string
  readonly read: CellSource
  readonly place: Place
}

/**
 * Ties a template to the header of one file, once, so that reading a row is array look-ups.
 *
 * @throws ProblemError `template-invalid` for a column the kind doesn't have, `column-missing` for a heading the file
 *   doesn't have or a required column that nothing gives
 */
export function bindColumns(template: RecordTemplate, header: readonly string[]): ReadonlyMap<string, BoundColumn> {
  checkTemplateKeys(template)
  const place = headingIndex(header)
  const absent = Object.values(template.columns)
    .flatMap((source) => (source.from === 'column' ? [source.column] : source.from === 'columns' ? source.columns : []))
    .filter((heading) => place(heading) < 0)
  if (absent.length > 0) throw absentProblem(template, absent)
  const missing = missingColumns(template)
  if (missing.length > 0) throw missingProblem(template, missing)

  const bound = new Map<string, BoundColumn>()
  for (const [key, source] of Object.entries(template.columns)) {
    if (isChoice(key)) continue
    bound.set(key, { key, read: bindSource(source, template, place), place: placeOf(key, source, template) })
  }
  return bound
}

/** Exact headings first, then by their normal form; of equal headings the first. */
export function headingIndex(header: readonly string[]): (heading: string) => number {
  const exact = new Map<string, number>()
  const normal = new Map<string, number>()
  header.forEach((heading, index) => {
    if (!exact.has(heading.trim())) exact.set(heading.trim(), index)
    const form = normaliseHeading(heading)
    if (form !== '' && !normal.has(form)) normal.set(form, index)
  })
  return (heading) => exact.get(heading.trim()) ?? normal.get(normaliseHeading(heading)) ?? -1
}

/** Nearly every cell has nothing to trim, which its first and last characters tell: no blank lies in these ranges. */
function trimmed(cell: string | undefined): string {
  if (cell === undefined || cell === '') return ''
  const first = cell.charCodeAt(0)
  const last = cell.charCodeAt(cell.length - 1)
  return isMark(first) && isMark(last) ? cell : cell.trim()
}

const isMark = (code: number): boolean => (code > 32 && code < 128) || (code > 0x3000 && code < 0xf000)

function bindSource(source: ColumnSource, template: RecordTemplate, place: (heading: string) => number): CellSource {
  const missing = new Set((template.missing ?? []).map((word) => word.trim()))
  const longest = Math.max(0, ...[...missing].map((word) => word.length))
  // Most cells are told from every missing word by their first character; hashing a million cells costs more.
  const starts = new Uint8Array(128)
  for (const word of missing) starts[word.charCodeAt(0) & 127] = 1
  const clean = (cell: string | undefined): string => {
    const text = trimmed(cell)
    return text.length <= longest && starts[text.charCodeAt(0) & 127] === 1 && missing.has(text) ? '' : text
  }
  switch (source.from) {
    case 'constant':
      return () => source.value
    case 'row-number': {
      const headerRow = template.file.headerRow ?? 1
      return (_, row) => `${source.prefix}${row - headerRow}`
    }
    case 'columns': {
      const indexes = source.columns.map(place)
      return (raw) => {
        const texts = indexes.map((index) => clean(raw[index]))
        return texts.every((text) => text === '') ? '' : texts.join(source.separator)
      }
    }
    case 'column': {
      const index = place(source.column)
      if (source.values === undefined) {
        if (longest === 0) return (raw) => trimmed(raw[index])
        return (raw) => clean(raw[index])
      }
      const values = new Map(Object.entries(source.values))
      return (raw) => values.get(trimmed(raw[index])) ?? clean(raw[index])
    }
  }
}

function placeOf(key: string, source: ColumnSource, template: RecordTemplate): Place {
  const base = numberedKey(key)?.list ?? key
  const part = partName(key)
  const label = KINDS[template.kind].columns.find(({ name }) => name === base)?.label ?? {
    zh: part ?? key,
    en: part ?? key,
  }
  const heading =
    source.from === 'column' ? source.column : source.from === 'columns' ? source.columns.join(source.separator) : key
  return { heading, label }
}

function absentProblem(template: RecordTemplate, absent: readonly string[]): ProblemError {
  const names = absent.join('、')
  return problem(
    'column-missing',
    `文件中没有模板“${template.name}”所用的列：${names}。请换一个模板，或修改列对应关系。`,
    `The file has no column ${absent.join(', ')}, which the template "${template.name}" uses. Choose another template or change the mapping.`,
    { template: template.name, columns: names },
  )
}

function missingProblem(template: RecordTemplate, missing: readonly string[]): ProblemError {
  const specs = KINDS[template.kind].columns.filter(({ name }) => missing.includes(name))
  const zh = specs.map(({ label }) => label.zh).join('、')
  const en = specs.map(({ label }) => label.en).join(', ')
  return problem(
    'column-missing',
    `缺少必需的列：${zh}。请在列对应关系中指定，或在模板中设为常量。`,
    `Required columns are missing: ${en}. Map them, or set them as constants in the template.`,
    { columns: missing.join(',') },
  )
}

/** Names the file in a header problem. */
export function headerProblem(path: string): ProblemError {
  const file = basename(path)
  return problem('file-empty', `文件 ${file} 里找不到表头和数据。`, `The file ${file} has no header and no rows.`, {
    file: path,
  })
}
