import type { Bilingual } from '#shared/domain/bilingual.ts'
import { listsOfCondition, parseCondition } from './condition.ts'
import { parseOperations } from './operation-expression.ts'
import type { DipTableName, DipTables, DirectoryRow } from './tables.ts'

/** Something wrong (`error`: the directory is not used) or odd (`warning`), at its place. */
export interface DipFinding {
  readonly severity: 'error' | 'warning'
  readonly code:
    | 'empty-table'
    | 'blank-cell'
    | 'bad-code'
    | 'bad-expression'
    | 'bad-condition'
    | 'unknown-list'
    | 'unknown-chapter'
    | 'unknown-disease'
    | 'unknown-auxiliary'
    | 'duplicate-disease'
    | 'duplicate-row'
    | 'overlapping-chapters'
    | 'no-point-value'
  readonly table: DipTableName
  /** Row as a spreadsheet numbers it (the header is row 1); null: the table as a whole. */
  readonly row: number | null
  readonly column: string | null
  readonly message: Bilingual
}

type Report = (
  code: DipFinding['code'],
  table: DipTableName,
  index: number | null,
  column: string | null,
  message: Bilingual,
  severity?: DipFinding['severity'],
) => void

/** Checks the tables of a directory against each other. An empty array is a clean directory. */
export function validateDip(tables: DipTables): readonly DipFinding[] {
  const findings: DipFinding[] = []
  const report: Report = (code, table, index, column, message, severity = 'error') => {
    findings.push({ severity, code, table, row: index === null ? null : index + 2, column, message })
  }
  checkDirectory(tables, report)
  checkChapters(tables, report)
  checkAuxiliary(tables, report)
  checkMeanCharges(tables, report)
  checkRepeats(tables, report)
  if (tables.pointValues.length === 0) {
    const message = {
      zh: '没有点值，病例只能分组不能结算',
      en: 'there is no point value: cases are matched, not settled',
    }
    report('no-point-value', 'point_values', null, null, message, 'warning')
  }
  return findings
}

function checkDirectory(tables: DipTables, report: Report): void {
  const { directory, chapters } = tables
  if (directory.length === 0) {
    report('empty-table', 'directory', null, null, { zh: '表中没有任何病种', en: 'the table has no disease' })
  }
  const known = new Set(chapters.map(({ chapter }) => chapter))
  for (const [index, row] of directory.entries()) {
    const blank = (column: string) => report('blank-cell', 'directory', index, column, BLANK)
    if (row.dip === '') blank('dip')
    if (parseOperations(row.op) === null) {
      const message = { zh: `手术操作表达式“${row.op}”有误`, en: `the operation expression “${row.op}” cannot be read` }
      report('bad-expression', 'directory', index, 'op', message)
    }
    if (row.type === 'blank') continue
    if (row.dx === '') blank('dx')
    if (row.opClass === null) blank('op_class')
    if (row.type !== 'comprehensive') continue
    if (row.op !== '') {
      const message = {
        zh: '综合病种按操作类型归集，不应有手术操作表达式',
        en: 'a comprehensive entry gathers by class and has no operations',
      }
      report('bad-expression', 'directory', index, 'op', message)
    }
    if (row.dx.startsWith('@') && !known.has(row.dx.slice(1))) {
      const message = { zh: `chapters 中没有“${row.dx.slice(1)}”`, en: `chapters has no “${row.dx.slice(1)}”` }
      report('unknown-chapter', 'directory', index, 'dx', message)
    }
    if (!row.dx.startsWith('@') && row.dx.length > 3) {
      const message = {
        zh: '综合病种的诊断应为 1–3 位类目或 @章',
        en: 'a comprehensive entry takes a category of 1–3 characters or @chapter',
      }
      report('bad-code', 'directory', index, 'dx', message)
    }
  }
}

const BLANK: Bilingual = { zh: '单元格为空', en: 'the cell is blank' }

function checkChapters({ chapters }: DipTables, report: Report): void {
  for (const [index, { from, to }] of chapters.entries()) {
    if (from.length !== 3 || to.length !== 3 || from > to) {
      const message = {
        zh: `“${from}–${to}”不是三位类目的区间`,
        en: `“${from}–${to}” is not a range of three-character categories`,
      }
      report('bad-code', 'chapters', index, 'from', message)
      continue
    }
    const earlier = chapters.findIndex((other, at) => at < index && other.from <= to && other.to >= from)
    if (earlier < 0) continue
    const message = { zh: `与第 ${earlier + 2} 行的区间重叠`, en: `overlaps row ${earlier + 2}` }
    report('overlapping-chapters', 'chapters', index, 'from', message)
  }
}

function checkAuxiliary(tables: DipTables, report: Report): void {
  const lists = new Set(tables.codeLists.map(({ list }) => list))
  const diseases = new Set(tables.directory.map(({ dip }) => dip))
  const first = new Map<string, number>()
  for (const [index, row] of tables.auxiliary.entries()) {
    if (row.auxiliary === '') report('blank-cell', 'auxiliary', index, 'auxiliary', BLANK)
    if (row.dip !== '' && !diseases.has(row.dip)) {
      const message = { zh: `directory 中没有病种“${row.dip}”`, en: `directory has no disease “${row.dip}”` }
      report('unknown-disease', 'auxiliary', index, 'dip', message)
    }
    const condition = parseCondition(row.condition)
    if (typeof condition === 'string') {
      const message = { zh: `条件“${condition}”无法识别`, en: `the condition “${condition}” cannot be read` }
      report('bad-condition', 'auxiliary', index, 'condition', message)
    } else {
      for (const list of listsOfCondition(condition)) {
        if (lists.has(list)) continue
        const message = { zh: `code_lists 中没有“@${list}”`, en: `code_lists has no “@${list}”` }
        report('unknown-list', 'auxiliary', index, 'condition', message)
      }
    }
    const at = first.get(row.auxiliary)
    first.set(row.auxiliary, at ?? index)
    const other = at === undefined ? undefined : tables.auxiliary[at]
    if (other !== undefined && (other.factor !== row.factor || other.dip !== row.dip || other.type !== row.type)) {
      const message = {
        zh: `与第 ${(at ?? 0) + 2} 行同码，但系数、病种或类型不同`,
        en: `has the code of row ${(at ?? 0) + 2} with another factor, disease or type`,
      }
      report('duplicate-row', 'auxiliary', index, 'auxiliary', message)
    }
  }
}

function checkRepeats(tables: DipTables, report: Report): void {
  const once = <Row>(
    code: 'duplicate-disease' | 'duplicate-row',
    table: DipTableName,
    rows: readonly Row[],
    key: (row: Row) => string,
    severity: DipFinding['severity'],
  ) => {
    const seen = new Map<string, number>()
    for (const [index, row] of rows.entries()) {
      const at = seen.get(key(row))
      if (at === undefined) seen.set(key(row), index)
      else report(code, table, index, null, { zh: `与第 ${at + 2} 行重复`, en: `repeats row ${at + 2}` }, severity)
    }
  }
  const definition = ({ type, dx, op, opClass }: DirectoryRow) =>
    type === 'blank' ? type : [type, dx, op, type === 'comprehensive' ? opClass : ''].join('|')
  once('duplicate-disease', 'directory', tables.directory, ({ dip }) => dip, 'error')
  once('duplicate-row', 'directory', tables.directory, definition, 'error')
  once('duplicate-row', 'chapters', tables.chapters, ({ chapter, from }) => `${chapter}|${from}`, 'error')
  once('duplicate-row', 'operations', tables.operations, ({ code }) => code, 'error')
  once('duplicate-row', 'cc', tables.cc, ({ code, level }) => `${code}|${level}`, 'error')
  once('duplicate-row', 'cci', tables.cci, ({ condition, code }) => `${condition}|${code}`, 'error')
  once(
    'duplicate-row',
    'mean_charges',
    tables.meanCharges,
    (row) => `${row.dip}|${row.auxiliary}|${row.insurance}`,
    'error',
  )
  once('duplicate-row', 'point_values', tables.pointValues, ({ from, insurance }) => `${from}|${insurance}`, 'error')
  once('duplicate-row', 'excluded', tables.excluded, ({ kind, code }) => `${kind}|${code}`, 'warning')
  once('duplicate-row', 'code_lists', tables.codeLists, ({ list, code }) => `${list}|${code}`, 'warning')
  once('duplicate-row', 'exclusions', tables.exclusions, ({ exclusion, code }) => `${exclusion}|${code}`, 'warning')
}

function checkMeanCharges({ directory, auxiliary, meanCharges }: DipTables, report: Report): void {
  const diseases = new Set(directory.map(({ dip }) => dip))
  const entries = new Set(auxiliary.map((row) => row.auxiliary))
  for (const [index, row] of meanCharges.entries()) {
    if (!diseases.has(row.dip)) {
      const message = { zh: `directory 中没有病种“${row.dip}”`, en: `directory has no disease “${row.dip}”` }
      report('unknown-disease', 'mean_charges', index, 'dip', message)
    }
    if (row.auxiliary !== '' && !entries.has(row.auxiliary)) {
      const message = { zh: `auxiliary 中没有“${row.auxiliary}”`, en: `auxiliary has no “${row.auxiliary}”` }
      report('unknown-auxiliary', 'mean_charges', index, 'auxiliary', message)
    }
  }
}
