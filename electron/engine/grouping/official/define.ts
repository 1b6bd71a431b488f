import type { SchemeLoadLine } from '#shared/domain/scheme-load.ts'
import type { AdrgDefinition, DrgDefinition, MdcDefinition, SchemeDefinition } from '../definition.ts'
import type { Rule } from '../rule.ts'
import type { AdrgKind, CodeKind, SchemeHeader } from '../tables.ts'
import { checkOfficial, looksAtProcedures, type OfficialRules } from './check.ts'
import { corrected, fittingCorrections } from './corrections.ts'
import { distinctTables } from './distinct.ts'
import { workbookInvalid } from './faults.ts'
import { line } from './lines.ts'
import { inEvaluationOrder, type Ordered } from './order.ts'
import {
  FALLBACK_MDC,
  isAmbiguous,
  isFallbackAdrg,
  isFallbackDrg,
  type OfficialGroup,
  type OfficialTables,
  OFFICIAL_SHEETS as SHEETS,
  VALID_PROCEDURES,
} from './tables.ts'

export interface OfficialScheme {
  readonly definition: SchemeDefinition
  /** What was left out, moved, corrected or found odd on the way from the sheets to the definition. */
  readonly lines: readonly SchemeLoadLine[]
}

/**
 * Turns the sheets of the official workbook into the definition every form of scheme is compiled from. What the workbook leaves
 * to the evaluation becomes part of the rules: a surgical case (main procedure in `OP_ALL`) does not enter groups that never
 * look at procedures, an ambiguous group (…QY) is for surgical cases that fit no other group of their MDC, and rows that hold
 * for every case come last. Throws `scheme-invalid`, naming sheet and row.
 */
export function defineOfficial(published: OfficialTables): OfficialScheme {
  const { tables, lines, faults } = distinctTables(corrected(published))
  const checked = checkOfficial(tables)
  const [first] = [...faults, ...checked.faults]
  if (first !== undefined) throw workbookInvalid(first, faults.length + checked.faults.length)

  const moved: SchemeLoadLine[] = []
  const definition: SchemeDefinition = {
    header: headerOf(tables.title),
    evaluation: { checks: 'principal', foldCase: true, ambiguousAdrg: 'own' },
    mdcs: mdcsOf(tables, checked.rules, moved),
    lists: codesBy(tables.sets, (member) => member.set),
    complications: tables.cc.map(({ code, level, exclusion }) => ({ code: code.toUpperCase(), level, exclusion })),
    exclusions: codesBy(tables.exclusions, (row) => row.exclusion),
    names: namesOf(tables, checked.setKinds),
    codeMap: { dx: new Map(), proc: new Map() },
  }
  return { definition, lines: [...lines, ...moved, ...correctionLines(published), ...checked.lines] }
}

function headerOf(title: string): SchemeHeader {
  const edition = /(\d+\.\d+)\s*版/.exec(title)?.[1]
  return {
    format: 'chs-drg-workbook',
    kind: 'DRG',
    code: edition === undefined ? 'CHS-DRG' : `CHS-DRG-${edition}`,
    name: title.replace('配置信息', '') || '按病组（DRG）付费分组方案',
    region: '全国',
    year: null,
    adrgWithoutDrg: 'continue',
    retrySecondaryProcedures: false,
    ungrouped: { mdc: FALLBACK_MDC, adrg: '000', drg: '0000' },
    rejected: { mdc: '', adrg: '', drg: '' },
    source: title,
  }
}

function mdcsOf(tables: OfficialTables, rules: OfficialRules, moved: SchemeLoadLine[]): readonly MdcDefinition[] {
  const ordered = <Row extends OfficialGroup>(sheet: string, rows: readonly Row[], tail: (row: Row) => number) => {
    const result = inEvaluationOrder(rows.map((row): Row & Ordered => ({ ...row, tail: tail(row) })))
    for (const row of result.moved) moved.push(movedLine(sheet, row))
    return result.rows
  }
  const drgsOf = Map.groupBy(tables.drg, (row) => row.adrg)
  const adrgsOf = Map.groupBy(tables.adrg, (row) => row.mdc)
  const blankOr = (row: OfficialGroup, fallback: boolean) => (fallback ? 2 : row.rule === '' ? 1 : 0)

  return ordered(SHEETS.mdc, tables.mdc, ({ code }) => (code === FALLBACK_MDC ? 1 : 0)).map((mdc) => {
    const [ambiguous, others] = partition(adrgsOf.get(mdc.code) ?? [], ({ code }) => isAmbiguous(code))
    const inOrder = ordered(SHEETS.adrg, others, (row) => blankOr(row, isFallbackAdrg(row.code)))
    const adrgs = [...inOrder, ...ambiguous].map((adrg): AdrgDefinition => {
      const inTiers = ordered(SHEETS.drg, drgsOf.get(adrg.code) ?? [], (row) => blankOr(row, isFallbackDrg(row.code)))
      const drgs = inTiers.map((drg): DrgDefinition => {
        const rule = ruleIn(rules.drg, drg)
        const group = { code: drg.code, name: drg.name, rule }
        return isFallbackDrg(drg.code) ? { ...group, ungrouped: true } : group
      })
      const entry = { own: ruleIn(rules.adrg, adrg), drgs }
      return {
        code: adrg.code,
        name: adrg.name,
        kind: kindOf(adrg.code),
        rule: isAmbiguous(adrg.code)
          ? forSurgical(entry.own)
          : mdc.code === FALLBACK_MDC
            ? entry.own
            : entryRule(entry),
        drgs,
      }
    })
    return { code: mdc.code, name: mdc.name, rule: ruleIn(rules.mdc, mdc), adrgs }
  })
}

function ruleIn(rules: ReadonlyMap<number, Rule>, { row, code }: OfficialGroup): Rule {
  const rule = rules.get(row)
  if (rule === undefined) throw new Error(`the rule of ${code} was not read`)
  return rule
}

/** A group that never looks at procedures takes no surgical case; those are left to the groups that do, and to the ambiguous group. */
function entryRule({ own, drgs }: { readonly own: Rule; readonly drgs: readonly DrgDefinition[] }): Rule {
  if (looksAtProcedures(own) || drgs.some(({ rule }) => looksAtProcedures(rule))) return own
  const medical: Rule = { kind: 'surgical', list: VALID_PROCEDURES, holds: false }
  return own.kind === 'true' ? medical : { kind: 'and', parts: [medical, own] }
}

/** The rule of an ambiguous group: for surgical cases, and what its row asks besides. */
function forSurgical(own: Rule): Rule {
  const surgical: Rule = { kind: 'surgical', list: VALID_PROCEDURES, holds: true }
  const parts = own.kind === 'and' ? own.parts : [own]
  const besides = parts.filter(
    (part) => part.kind !== 'true' && !(part.kind === 'in' && part.field === 'proc1' && part.list === VALID_PROCEDURES),
  )
  return besides.length === 0 ? surgical : { kind: 'and', parts: [surgical, ...besides] }
}

/** By the second letter of the code, as the scheme numbers its groups. */
function kindOf(code: string): AdrgKind {
  if (isAmbiguous(code)) return 'ambiguous'
  if (/^.[A-J]/.test(code)) return 'surgical'
  if (/^.[K-Q]/.test(code)) return 'procedural'
  return /^.[R-Z]/.test(code) ? 'medical' : ''
}

function movedLine(sheet: string, { row, code, order, rule }: OfficialGroup): SchemeLoadLine {
  const why =
    rule === ''
      ? {
          zh: '规则为空即恒成立，放在前面会取走本范围内其后各组的病例',
          en: 'a blank rule holds for every case, and further up it would take those of the groups after it',
        }
      : { zh: '兜底组排在所属范围的末尾', en: 'what fits no group comes last in its scope' }
  const message = {
    zh: `${code}（排序 ${order ?? '空'}）移到所属范围的末尾`,
    en: `${code} (排序 ${order ?? 'blank'}) was moved to the end of its scope`,
  }
  return line('moved', sheet, row, message, { authority: why })
}

function correctionLines(published: OfficialTables): readonly SchemeLoadLine[] {
  return fittingCorrections(published).map(({ name, sheet, message, source }) =>
    line(published.corrections.includes(name) ? 'corrected' : 'offered', sheet, null, message, {
      authority: source,
      correction: name,
    }),
  )
}

function codesBy<Row extends { readonly code: string }>(
  rows: readonly Row[],
  key: (row: Row) => string,
): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>()
  for (const row of rows) {
    const codes = groups.get(key(row))
    if (codes === undefined) groups.set(key(row), [row.code.toUpperCase()])
    else codes.push(row.code.toUpperCase())
  }
  return groups
}

/** Names by code in capitals; the first name a code has. A set no rule uses tells by its name what it holds. */
function namesOf(tables: OfficialTables, setKinds: ReadonlyMap<string, CodeKind>): SchemeDefinition['names'] {
  const names = { dx: new Map<string, string>(), proc: new Map<string, string>() }
  const add = (kind: CodeKind, code: string, name: string) => {
    const known = code.toUpperCase()
    if (!names[kind].get(known)) names[kind].set(known, name)
  }
  for (const { code, name } of tables.cc) add('dx', code, name)
  for (const { code, name } of tables.exclusions) add('dx', code, name)
  for (const { set, code, name } of tables.sets) {
    add(setKinds.get(set) ?? (set.startsWith('OP') ? 'proc' : 'dx'), code, name)
  }
  return names
}

function partition<Item>(items: readonly Item[], test: (item: Item) => boolean): readonly [Item[], Item[]] {
  return [items.filter(test), items.filter((item) => !test(item))]
}
