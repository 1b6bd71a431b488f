import type { SchemeLoadLine } from '#shared/domain/scheme-load.ts'
import { codeKindOf, listsOf, type Rule } from '../rule.ts'
import type { CodeKind } from '../tables.ts'
import { type Fault, fault } from './faults.ts'
import { line } from './lines.ts'
import { parseOfficialRule } from './rule-parser.ts'
import {
  isAmbiguous,
  type OfficialGroup,
  type OfficialTables,
  OFFICIAL_SHEETS as SHEETS,
  VALID_PROCEDURES,
} from './tables.ts'

/** The rules of the sheets, by the row they stand in; rows whose rule cannot be read are missing. */
export interface OfficialRules {
  readonly mdc: ReadonlyMap<number, Rule>
  readonly adrg: ReadonlyMap<number, Rule>
  readonly drg: ReadonlyMap<number, Rule>
}

export interface Checked {
  readonly rules: OfficialRules
  /** Whether a set holds diagnoses or procedures, as the rules use it. */
  readonly setKinds: ReadonlyMap<string, CodeKind>
  readonly faults: readonly Fault[]
  readonly lines: readonly SchemeLoadLine[]
}

/** Reads the rules and checks the sheets against each other. */
export function checkOfficial(tables: OfficialTables): Checked {
  const faults: Fault[] = []
  const rules = {
    mdc: readRules(SHEETS.mdc, 'MDC规则', tables.mdc, faults),
    adrg: readRules(SHEETS.adrg, 'ADRG规则', tables.adrg, faults),
    drg: readRules(SHEETS.drg, 'DRG规则', tables.drg, faults),
  }
  const setKinds = checkSets(tables, rules, faults)
  checkParents(tables, faults)
  return { rules, setKinds, faults, lines: [...oddOrders(tables), ...oddGroups(tables), ...oddExclusions(tables)] }
}

function readRules(sheet: string, column: string, rows: readonly OfficialGroup[], faults: Fault[]): Map<number, Rule> {
  const rules = new Map<number, Rule>()
  if (rows.length === 0) faults.push(fault(sheet, null, null, { zh: '没有任何数据行', en: 'there are no rows' }))
  for (const { row, rule } of rows) {
    const parsed = parseOfficialRule(rule)
    if (parsed.ok) rules.set(row, parsed.rule)
    else faults.push(fault(sheet, row, column, parsed.error.message, parsed.error.position))
  }
  return rules
}

function checkSets(tables: OfficialTables, rules: OfficialRules, faults: Fault[]): Map<string, CodeKind> {
  const known = new Set(tables.sets.map((member) => member.set))
  const kinds = new Map<string, CodeKind>([[VALID_PROCEDURES, 'proc']])
  if (!known.has(VALID_PROCEDURES)) {
    faults.push(
      fault(SHEETS.sets, null, null, {
        zh: `缺少集合 ${VALID_PROCEDURES}（全部有效手术操作），无法判断手术病例与歧义病案`,
        en: `the set ${VALID_PROCEDURES} of all valid procedures is missing, without which surgical and ambiguous cases cannot be told`,
      }),
    )
  }
  for (const level of ['mdc', 'adrg', 'drg'] as const) {
    const column = `${SHEETS[level]}规则`
    for (const { row, rule: text } of tables[level]) {
      const rule = rules[level].get(row)
      if (rule === undefined) continue
      for (const { list, kind } of listsOf(rule)) {
        const at = text.toUpperCase().indexOf(list)
        const tell = (zh: string, en: string) =>
          faults.push(fault(SHEETS[level], row, column, { zh, en }, at < 0 ? null : at + 1))
        if (!known.has(list)) {
          tell(`“${SHEETS.sets}”表中没有集合 ${list}`, `the sheet ${SHEETS.sets} has no set ${list}`)
          continue
        }
        const before = kinds.get(list)
        if (before !== undefined && before !== kind) {
          tell(`集合 ${list} 既用于诊断又用于手术操作`, `the set ${list} is used both for diagnoses and for procedures`)
        }
        kinds.set(list, before ?? kind)
      }
    }
  }
  return kinds
}

function checkParents(tables: OfficialTables, faults: Fault[]): void {
  const mdcs = new Set(tables.mdc.map((row) => row.code))
  const adrgs = new Set(tables.adrg.map((row) => row.code))
  for (const { row, mdc } of tables.adrg) {
    if (mdcs.has(mdc)) continue
    const message = { zh: `“MDC”表中没有 ${mdc || '（空）'}`, en: `the sheet MDC has no ${mdc || '(blank)'}` }
    faults.push(fault(SHEETS.adrg, row, '所属MDC编码', message))
  }
  for (const { row, adrg } of tables.drg) {
    if (adrgs.has(adrg)) continue
    const message = { zh: `“ADRG”表中没有 ${adrg || '（空）'}`, en: `the sheet ADRG has no ${adrg || '(blank)'}` }
    faults.push(fault(SHEETS.drg, row, '所属ADRG编码', message))
  }
}

function* oddOrders(tables: OfficialTables): Generator<SchemeLoadLine> {
  const scopes = [
    { sheet: SHEETS.mdc, rows: tables.mdc.map((row) => ({ ...row, scope: '' })) },
    { sheet: SHEETS.adrg, rows: tables.adrg.map((row) => ({ ...row, scope: row.mdc })) },
    { sheet: SHEETS.drg, rows: tables.drg.map((row) => ({ ...row, scope: row.adrg })) },
  ]
  for (const { sheet, rows } of scopes) {
    const seen = new Map<string, number>()
    for (const { row, code, scope, order } of rows) {
      const first = seen.get(`${scope} ${order}`)
      if (order === null) {
        yield line('warning', sheet, row, {
          zh: `${code} 的排序为空或不是整数，排在有排序的行之后`,
          en: `${code} has no whole number as 排序 and comes after the rows that have`,
        })
      } else if (first !== undefined) {
        yield line('warning', sheet, row, {
          zh: `${code} 的排序 ${order} 与第 ${first} 行相同，按行的先后尝试`,
          en: `${code} has the same 排序 ${order} as row ${first}; they are tried in the order of the rows`,
        })
      } else seen.set(`${scope} ${order}`, row)
    }
  }
}

function* oddGroups(tables: OfficialTables): Generator<SchemeLoadLine> {
  const withDrgs = new Set(tables.drg.map((row) => row.adrg))
  for (const { row, code } of tables.adrg) {
    if (withDrgs.has(code) || isAmbiguous(code)) continue
    yield line('warning', SHEETS.adrg, row, {
      zh: `${code} 在“DRG”表中没有任何一行，不会有病例分到它`,
      en: `${code} has no row in the sheet DRG, so no case is ever grouped to it`,
    })
  }
}

function* oddExclusions(tables: OfficialTables): Generator<SchemeLoadLine> {
  const known = new Set(tables.exclusions.map((row) => row.exclusion))
  const without = Map.groupBy(
    tables.cc.filter(({ exclusion }) => exclusion !== '' && !known.has(exclusion)),
    (row) => row.exclusion,
  )
  for (const [exclusion, rows] of without) {
    yield line('warning', SHEETS.cc, rows[0]?.row ?? null, {
      zh: `${rows.length} 个并发症引用的 ${exclusion} 在“排除表”中没有任何一行，因此从不被排除`,
      en: `${rows.length} complications refer to ${exclusion}, which has no row in the sheet 排除表, so they are never excluded`,
    })
  }
  const tableOf = new Map<string, string>()
  for (const { row, code, exclusion } of tables.exclusions) {
    const before = tableOf.get(code.toUpperCase())
    if (before === undefined) tableOf.set(code.toUpperCase(), exclusion)
    else if (before !== exclusion) {
      yield line('warning', SHEETS.exclusions, row, {
        zh: `主要诊断 ${code} 同时属于 ${before} 和 ${exclusion}，两个表的并发症都被排除`,
        en: `principal diagnosis ${code} belongs to both ${before} and ${exclusion}; the complications of both are excluded`,
      })
    }
  }
}

/** Whether a rule looks at procedures at all. */
export function looksAtProcedures(rule: Rule): boolean {
  switch (rule.kind) {
    case 'and':
    case 'or':
      return rule.parts.some(looksAtProcedures)
    case 'not':
      return looksAtProcedures(rule.part)
    case 'in':
    case 'count_codes':
      return codeKindOf(rule.field) === 'proc'
    case 'surgical':
      return true
    default:
      return false
  }
}
