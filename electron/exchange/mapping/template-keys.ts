import { KINDS, type RecordTemplate } from '#exchange/kinds/index.ts'
import { type ProblemError, problem } from '#shared/domain/problem.ts'

/**
 * Keys of `ImportTemplate.columns` beside the canonical column names:
 *
 * - `dx`: one cell with all codes, joined; `dx.1`, `dx.2`, …: one code per column, `dx.1` the principal. With both `dx.1`
 *   and `dx`, the joined cell holds the others. The same for `dx_names`, `poa`, `proc`, `proc_names`, `proc_dates`.
 * - `part.NAME` (benchmarks): the mean of one fee category (`part.08`) or cost element (`part.药品费`).
 * - choices of the whole file, as constants: see `FILE_CHOICES`; of one column: see `COLUMN_CHOICES`.
 */
export const LIST_COLUMNS = ['dx', 'dx_names', 'poa', 'proc', 'proc_names', 'proc_dates'] as const
export type ListColumn = (typeof LIST_COLUMNS)[number]

const NUMBERED = /^(dx|dx_names|poa|proc|proc_names|proc_dates)\.([1-9]\d?)$/
const PART = /^part\.(.+)$/

/** Choices that hold for every cell of a file, never decided cell by cell. */
export const FILE_CHOICES = {
  /** What joins the codes of one cell. */
  'dx.separator': ['|', ';', ',', '#', '、'],
  'proc.separator': ['|', ';', ',', '#', '、'],
  /** The diagnoses, the department come with a table of their own; the file then needs no such column. */
  'dx.table': ['separate'],
  'department.table': ['separate'],
  /** Day numbers count from 1900 or 1904; a workbook says so itself. */
  'date.epoch': ['1900', '1904'],
  /** What of the lines makes up a case's total: all of them signed, or the positive ones only. */
  'lines.sum': ['net', 'positive'],
  /** Order of dates whose year comes last (`03/04/2026`); without it such a date is refused. */
  'date.order': ['mdy', 'dmy'],
  /** `1.234,56` instead of `1,234.56`. */
  'number.decimal': ['.', ','],
} as const
export type FileChoice = keyof typeof FILE_CHOICES

/** Choices of one column, `unit.total_charge`, that go before those of the file. */
export const COLUMN_CHOICES = {
  unit: ['yuan', 'fen', 'thousand', 'wan', 'percent'],
  order: ['mdy', 'dmy'],
} as const
type ColumnChoice = keyof typeof COLUMN_CHOICES
export type ColumnUnit = (typeof COLUMN_CHOICES)['unit'][number]

const CHOICE_OF_COLUMN = /^(unit|order)\.(.+)$/

/** Whether a key of the template is a choice, not a column. */
export function isChoice(key: string): boolean {
  return key in FILE_CHOICES || CHOICE_OF_COLUMN.test(key)
}

export function numberedKey(key: string): { readonly list: ListColumn; readonly position: number } | null {
  const match = NUMBERED.exec(key)
  return match === null ? null : { list: match[1] as ListColumn, position: Number(match[2]) }
}

export function partName(key: string): string | null {
  return PART.exec(key)?.[1] ?? null
}

/** @throws ProblemError `template-invalid` for a value the choice doesn't have */
export function fileChoice<K extends FileChoice>(
  template: RecordTemplate,
  key: K,
): (typeof FILE_CHOICES)[K][number] | null {
  return choiceOf(template, key, FILE_CHOICES[key]) as never
}

/** @throws ProblemError `template-invalid` for a value the choice doesn't have */
export function columnChoice<C extends ColumnChoice>(
  template: RecordTemplate,
  choice: C,
  column: string,
): (typeof COLUMN_CHOICES)[C][number] | null {
  return choiceOf(template, `${choice}.${column}`, COLUMN_CHOICES[choice]) as never
}

function choiceOf(template: RecordTemplate, key: string, allowed: readonly string[]): string | null {
  const source = template.columns[key]
  if (source === undefined) return null
  if (source.from === 'constant' && allowed.includes(source.value)) return source.value
  throw invalid(
    template,
    `“${key}” 只能是常量：${allowed.join(' ')}`,
    `"${key}" must be a constant, one of: ${allowed.join(' ')}`,
  )
}

/** @throws ProblemError `template-invalid` when the template has a column that its kind doesn't know */
export function checkTemplateKeys(template: RecordTemplate): void {
  const known = new Set(KINDS[template.kind].columns.map(({ name }) => name))
  const isColumn = (key: string): boolean => {
    const list = numberedKey(key)
    // `dx` of a kind whose diagnosis stands alone is no list.
    const inList =
      list !== null && KINDS[template.kind].columns.some(({ name, field }) => name === list.list && field === null)
    return known.has(key) || inList || (template.kind === 'benchmarks' && partName(key) !== null)
  }
  for (const key of Object.keys(template.columns)) {
    const column = CHOICE_OF_COLUMN.exec(key)
    if (key in FILE_CHOICES || isColumn(column?.[2] ?? key)) continue
    throw invalid(template, `没有“${key}”这一列`, `there is no column "${key}"`)
  }
}

function invalid(template: RecordTemplate, zh: string, en: string): ProblemError {
  return problem(
    'template-invalid',
    `模板“${template.name}”有误：${zh}。`,
    `The template "${template.name}" is wrong: ${en}.`,
    {
      template: template.name,
    },
  )
}

/** Required columns that neither the file nor the template gives. */
export function missingColumns(template: RecordTemplate): string[] {
  const mapped = (key: string): boolean => template.columns[key] !== undefined
  const period = template.period !== undefined
  return KINDS[template.kind].columns
    .filter(({ name, required, type }) => {
      if (!required || mapped(name)) return false
      if (name === 'age') return !mapped('age_band')
      if (name === 'dx') return !mapped('dx.1') && !mapped('dx.table')
      if (name === 'department') return !mapped('department.table')
      if (name === 'period' && mapped('settled_at')) return false
      if (template.kind === 'cases' && type === 'date') return !period
      return !(type === 'period' && period)
    })
    .map(({ name }) => name)
}
