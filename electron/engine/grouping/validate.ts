import type { Bilingual } from '#shared/domain/bilingual.ts'
import { mapRings } from './map-rings.ts'
import { listsOf, type ParsedRules } from './rule.ts'
import { parseRule } from './rule-parser.ts'
import type { AdrgRow, CodeKind, DrgRow, MdcRow, SchemeTables, TableName } from './tables.ts'
import { unreachableRows } from './unreachable.ts'

/** Something wrong (`error`: the scheme is not used) or odd (`warning`) in a scheme, at its place. */
export interface SchemeFinding {
  readonly severity: 'error' | 'warning'
  readonly code:
    | 'empty-table'
    | 'blank-cell'
    | 'bad-order'
    | 'rule-syntax'
    | 'unknown-list'
    | 'mixed-list'
    | 'duplicate-group'
    | 'duplicate-order'
    | 'duplicate-row'
    | 'orphan'
    | 'cycle'
    | 'unreachable'
  readonly table: TableName
  /** Row as a spreadsheet numbers it (the header is row 1); null: the table as a whole. */
  readonly row: number | null
  readonly column: string | null
  /** Position in the rule, counting characters from 1. */
  readonly position: number | null
  readonly message: Bilingual
}

type Report = (
  finding: Pick<SchemeFinding, 'code' | 'table' | 'message'> & Partial<Omit<SchemeFinding, 'row'>>,
  index: number | null,
) => void

/** Checks the tables of a scheme against each other. Findings come in table order; an empty array is a clean scheme. */
export function validateScheme(tables: SchemeTables): readonly SchemeFinding[] {
  const findings: SchemeFinding[] = []
  const report: Report = (finding, index) => {
    findings.push({
      severity: 'error',
      column: null,
      position: null,
      ...finding,
      row: index === null ? null : index + 2,
    })
  }
  checkCells(tables, report)
  checkGroups(tables, report)
  const rules = parseRules(tables, report)
  checkLists(tables, rules, report)
  checkRepeats(tables, report)
  checkMap(tables, report)
  if (findings.every((finding) => finding.severity === 'warning')) {
    for (const { table, index, because } of unreachableRows(tables, rules)) {
      report({ severity: 'warning', code: 'unreachable', table, column: 'rule', message: because }, index)
    }
  }
  return findings
}

function checkCells(tables: SchemeTables, report: Report): void {
  if (tables.mdc.length === 0) {
    report({ code: 'empty-table', table: 'mdc', message: { zh: '表中没有任何 MDC', en: 'the table has no MDC' } }, null)
  }
  const blank = <Row>(table: TableName, rows: readonly Row[], columns: readonly (keyof Row & string)[]) => {
    for (const [index, row] of rows.entries()) {
      for (const column of columns) {
        if (row[column] !== '') continue
        report({ code: 'blank-cell', table, column, message: { zh: '单元格为空', en: 'the cell is blank' } }, index)
      }
    }
  }
  blank('mdc', tables.mdc, ['mdc'])
  blank('adrg', tables.adrg, ['adrg', 'mdc'])
  blank('drg', tables.drg, ['drg', 'adrg'])
  blank('code_lists', tables.codeLists, ['list', 'code'])
  blank('cc', tables.cc, ['code'])
  blank('exclusions', tables.exclusions, ['exclusion', 'code'])
  blank('code_map', tables.codeMap, ['from'])
  for (const table of ['mdc', 'adrg', 'drg'] as const) {
    for (const [index, row] of tables[table].entries()) {
      if (Number.isSafeInteger(row.order)) continue
      const message = { zh: '排序应为整数', en: 'the order must be a whole number' }
      report({ code: 'bad-order', table, column: 'order', message }, index)
    }
  }
}

function checkGroups(tables: SchemeTables, report: Report): void {
  const mdcs = new Set(tables.mdc.map((row) => row.mdc))
  const mdcOfAdrg = new Map<string, string>()
  for (const [index, row] of tables.adrg.entries()) {
    if (!mdcs.has(row.mdc)) report(orphan('adrg', 'mdc', row.mdc), index)
    const mdc = mdcOfAdrg.get(row.adrg)
    if (mdc !== undefined && mdc !== row.mdc) {
      const message = {
        zh: `ADRG ${row.adrg} 同时属于 ${mdc} 和 ${row.mdc}`,
        en: `ADRG ${row.adrg} belongs to both ${mdc} and ${row.mdc}`,
      }
      report({ code: 'duplicate-group', table: 'adrg', column: 'mdc', message }, index)
    }
    mdcOfAdrg.set(row.adrg, mdc ?? row.mdc)
  }
  for (const [index, row] of tables.drg.entries()) {
    if (!mdcOfAdrg.has(row.adrg)) report(orphan('drg', 'adrg', row.adrg), index)
  }
  const once = (table: TableName, column: string, code: SchemeFinding['code'], repeats: readonly Repeat[]) => {
    for (const { index, first } of repeats) {
      const message = { zh: `与第 ${first + 2} 行重复`, en: `repeats row ${first + 2}` }
      report({ code, table, column, message }, index)
    }
  }
  once('mdc', 'mdc', 'duplicate-group', repeatedPairs(tables.mdc, 'mdc', 'mdc'))
  once('drg', 'drg', 'duplicate-group', repeatedPairs(tables.drg, 'drg', 'drg'))
  once('mdc', 'order', 'duplicate-order', repeatedPairs(tables.mdc, 'order', 'order'))
  once('adrg', 'order', 'duplicate-order', repeatedPairs(tables.adrg, 'mdc', 'order'))
  once('drg', 'order', 'duplicate-order', repeatedPairs(tables.drg, 'adrg', 'order'))
}

function orphan(table: TableName, parent: 'mdc' | 'adrg', code: string) {
  const message = { zh: `${parent}.csv 中没有 ${code}`, en: `${parent}.csv has no ${code}` }
  return { code: 'orphan', table, column: parent, message } as const
}

function parseRules(tables: SchemeTables, report: Report): ParsedRules {
  const parseAll = (table: 'mdc' | 'adrg' | 'drg', rows: readonly (MdcRow | AdrgRow | DrgRow)[]) =>
    rows.map((row, index) => {
      const parsed = parseRule(row.rule)
      if (parsed.ok) return parsed.rule
      const { position, message } = parsed.error
      report({ code: 'rule-syntax', table, column: 'rule', position, message }, index)
      return null
    })
  return {
    mdc: parseAll('mdc', tables.mdc),
    adrg: parseAll('adrg', tables.adrg),
    drg: parseAll('drg', tables.drg),
  }
}

function checkLists(tables: SchemeTables, rules: ParsedRules, report: Report): void {
  const known = new Set(column(tables.codeLists, 'list'))
  const usedAs = new Map<string, CodeKind>()
  for (const table of ['mdc', 'adrg', 'drg'] as const) {
    for (const [index, rule] of rules[table].entries()) {
      if (rule === null) continue
      for (const { list, kind } of listsOf(rule)) {
        const at = tables[table][index]?.rule.indexOf(`@${list}`) ?? -1
        const position = at < 0 ? null : at + 1
        if (!known.has(list)) {
          const message = { zh: `code_lists.csv 中没有列表 @${list}`, en: `code_lists.csv has no list @${list}` }
          report({ code: 'unknown-list', table, column: 'rule', position, message }, index)
        }
        const before = usedAs.get(list)
        if (before !== undefined && before !== kind) {
          const message = {
            zh: `列表 @${list} 既用于诊断又用于手术操作`,
            en: `list @${list} is used both for diagnoses and for procedures`,
          }
          report({ code: 'mixed-list', table, column: 'rule', position, message }, index)
        }
        usedAs.set(list, before ?? kind)
      }
    }
  }
  checkListMembers(tables, usedAs, report)
}

/** A code that codes.csv knows only as the other kind can never be met there: the list holds both kinds. */
function checkListMembers(tables: SchemeTables, usedAs: ReadonlyMap<string, CodeKind>, report: Report): void {
  const known = {
    dx: new Set(tables.codes.filter((row) => row.kind === 'dx').map((row) => row.code)),
    proc: new Set(tables.codes.filter((row) => row.kind === 'proc').map((row) => row.code)),
  }
  for (const [index, { list, code }] of tables.codeLists.entries()) {
    const kind = usedAs.get(list)
    if (kind === undefined || known[kind].has(code) || !known[kind === 'dx' ? 'proc' : 'dx'].has(code)) continue
    const message =
      kind === 'dx'
        ? { zh: `诊断列表 @${list} 中有手术操作 ${code}`, en: `diagnosis list @${list} contains procedure ${code}` }
        : { zh: `手术操作列表 @${list} 中有诊断 ${code}`, en: `procedure list @${list} contains diagnosis ${code}` }
    report({ code: 'mixed-list', table: 'code_lists', column: 'code', message }, index)
  }
}

function checkRepeats(tables: SchemeTables, report: Report): void {
  const check = (severity: 'error' | 'warning', table: TableName, repeats: readonly Repeat[]) => {
    for (const { index, first } of repeats) {
      const message = { zh: `与第 ${first + 2} 行重复`, en: `repeats row ${first + 2}` }
      report({ severity, code: 'duplicate-row', table, message }, index)
    }
  }
  // Two rows that would answer the same question differently are an error; the same fact told twice is not.
  check('error', 'cc', repeatedPairs(tables.cc, 'code', 'level'))
  check('error', 'code_map', repeatedPairs(tables.codeMap, 'kind', 'from'))
  check('warning', 'code_lists', repeatedPairs(tables.codeLists, 'list', 'code'))
  check('warning', 'exclusions', repeatedPairs(tables.exclusions, 'exclusion', 'code'))
  check('warning', 'codes', repeatedPairs(tables.codes, 'kind', 'code'))
}

/** A warning: each code is translated once, so a ring has an answer, but hardly the one its author had in mind. */
function checkMap(tables: SchemeTables, report: Report): void {
  for (const { index, codes } of mapRings(tables.codeMap)) {
    const ring = [...codes, codes[0]].join(' → ')
    const message = {
      zh: `编码映射成环：${ring}；每个编码只转换一次，这些编码因此互换`,
      en: `the codes are mapped in a ring: ${ring}; each is translated once, so they change places`,
    }
    report({ severity: 'warning', code: 'cycle', table: 'code_map', column: 'to', message }, index)
  }
}

function column<Row>(rows: readonly Row[], name: keyof Row): readonly string[] {
  return rows.map((row) => String(row[name]))
}

interface Repeat {
  readonly index: number
  readonly first: number
}

/** Rows that agree with an earlier row in two columns. */
function repeatedPairs<Row>(rows: readonly Row[], a: keyof Row, b: keyof Row): readonly Repeat[] {
  const found: Repeat[] = []
  const seen = new Map<unknown, Map<unknown, number>>()
  for (const [index, row] of rows.entries()) {
    let inner = seen.get(row[a])
    if (inner === undefined) {
      inner = new Map()
      seen.set(row[a], inner)
    }
    const first = inner.get(row[b])
    if (first === undefined) inner.set(row[b], index)
    else found.push({ index, first })
  }
  return found
}
