import { KINDS } from '#exchange/kinds/index.ts'
import type { ImportTemplate } from '#shared/contract/imports.ts'
import { type ProblemError, problem } from '#shared/domain/problem.ts'

/**
 * Keys of `ImportTemplate.columns` beside the canonical column names:
 *
 * - `dx`: one cell with all codes, joined; `dx.1`, `dx.2`, …: one code per column, `dx.1` the principal. With both `dx.1`
 *   and `dx`, the joined cell holds the others. The same for `dx_names`, `poa`, `proc`, `proc_names`, `proc_dates`.
 * - `part.NAME` (benchmarks): the mean of one fee category (`part.08`) or cost element (`part.药品费`).
 * - choices of the whole file, as constants: see `FILE_CHOICES`.
 */
export const LIST_COLUMNS = ['dx', 'dx_names', 'poa', 'proc', 'proc_names', 'proc_dates'] as const
export type ListColumn = (typeof LIST_COLUMNS)[number]

const NUMBERED = /^(dx|dx_names|poa|proc|proc_names|proc_dates)\.([1-9]\d?)$/
const PART = /^part\.(.+)$/

/** Choices that hold for every cell of a file, never decided cell by cell. */
export const FILE_CHOICES = {
  /** What joins the codes of one cell. */
  'dx.separator': ['|', ';', ','],
  'proc.separator': ['|', ';', ','],
  /** Order of dates whose year comes last (`03/04/2026`); without it such a date is refused. */
  'date.order': ['mdy', 'dmy'],
  /** `1.234,56` instead of `1,234.56`. */
  'number.decimal': ['.', ','],
} as const
export type FileChoice = keyof typeof FILE_CHOICES

export function numberedKey(key: string): { readonly list: ListColumn; readonly position: number } | null {
  const match = NUMBERED.exec(key)
  return match === null ? null : { list: match[1] as ListColumn, position: Number(match[2]) }
}

export function partName(key: string): string | null {
  return PART.exec(key)?.[1] ?? null
}

export function fileChoice<K extends FileChoice>(
  template: ImportTemplate,
  key: K,
): (typeof FILE_CHOICES)[K][number] | null {
  const source = template.columns[key]
  if (source === undefined) return null
  const allowed: readonly string[] = FILE_CHOICES[key]
  if (source.from === 'constant' && allowed.includes(source.value)) return source.value as never
  throw invalid(
    template,
    `“${key}” 只能是常量：${allowed.join(' ')}`,
    `"${key}" must be a constant, one of: ${allowed.join(' ')}`,
  )
}

/** @throws ProblemError `template-invalid` when the template has a column that its kind doesn't know */
export function checkTemplateKeys(template: ImportTemplate): void {
  const known = new Set(KINDS[template.kind].columns.map(({ name }) => name))
  for (const key of Object.keys(template.columns)) {
    const list = numberedKey(key)
    const allowed =
      known.has(key) ||
      (list !== null && known.has(list.list)) ||
      (template.kind === 'benchmarks' && partName(key) !== null) ||
      key in FILE_CHOICES
    if (!allowed) throw invalid(template, `没有“${key}”这一列`, `there is no column "${key}"`)
  }
}

function invalid(template: ImportTemplate, zh: string, en: string): ProblemError {
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
export function missingColumns(template: ImportTemplate): string[] {
  const mapped = (key: string): boolean => template.columns[key] !== undefined
  const period = template.period !== undefined
  return KINDS[template.kind].columns
    .filter(({ name, required, type }) => {
      if (!required || mapped(name)) return false
      if (name === 'age') return !mapped('age_band')
      if (name === 'dx') return !mapped('dx.1')
      if (template.kind === 'cases' && type === 'date') return !period
      return !(type === 'period' && period)
    })
    .map(({ name }) => name)
}
