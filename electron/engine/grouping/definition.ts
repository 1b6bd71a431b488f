import { problem } from '#shared/domain/problem.ts'
import type { Rule } from './rule.ts'
import { parseRule } from './rule-parser.ts'
import type { AdrgKind, CcLevel, CodeKind, SchemeHeader, SchemeTables } from './tables.ts'

export interface DrgDefinition {
  readonly code: string
  readonly name: string
  readonly rule: Rule
  /** The bin for what fits no group: a case that ends here has the status `ungrouped`. */
  readonly ungrouped?: boolean
}

/** One entry condition of an ADRG. Rows that share a code share their `drgs`. */
export interface AdrgDefinition {
  readonly code: string
  readonly name: string
  readonly kind: AdrgKind
  readonly rule: Rule
  readonly drgs: readonly DrgDefinition[]
}

export interface MdcDefinition {
  readonly code: string
  readonly name: string
  readonly rule: Rule
  readonly adrgs: readonly AdrgDefinition[]
}

export interface CcDefinition {
  readonly code: string
  readonly level: CcLevel
  readonly exclusion: string
}

/** Where the forms of scheme differ in evaluation, beyond what their rules say. */
export interface Evaluation {
  /** What a case must have: `newborn`, section 3 step 1 of `grouping-scheme/1`; `principal`, sex and a principal diagnosis. */
  readonly checks: 'newborn' | 'principal'
  /** Codes compare without regard to case. Those of the definition, its names and its map are then all in capitals. */
  readonly foldCase: boolean
  /** What stands for the ADRG of an ambiguous case: `QY`, or the code of the ambiguous group. */
  readonly ambiguousAdrg: 'QY' | 'own'
}

/** A scheme as a tree in the order it is walked, rules parsed: what every form of scheme file is turned into. */
export interface SchemeDefinition {
  readonly header: SchemeHeader
  readonly evaluation: Evaluation
  readonly mdcs: readonly MdcDefinition[]
  readonly lists: ReadonlyMap<string, readonly string[]>
  readonly complications: readonly CcDefinition[]
  /** Exclusion table → the principal diagnoses that cancel its complications. */
  readonly exclusions: ReadonlyMap<string, readonly string[]>
  /** Known codes and their names; display and code mapping only. */
  readonly names: Readonly<Record<CodeKind, ReadonlyMap<string, string>>>
  readonly codeMap: Readonly<Record<CodeKind, ReadonlyMap<string, string>>>
}

/** Builds the tree. Expects tables `validateScheme` found no error in; throws `scheme-invalid` on a rule it cannot read. */
export function defineScheme(tables: SchemeTables): SchemeDefinition {
  const drgsOf = Map.groupBy(inOrder(tables.drg), (row) => row.adrg)
  const adrgsOf = Map.groupBy(inOrder(tables.adrg), (row) => row.mdc)
  const drgDefinitions = new Map<string, readonly DrgDefinition[]>()
  for (const [adrg, rows] of drgsOf) {
    drgDefinitions.set(
      adrg,
      rows.map((row) => ({ code: row.drg, name: row.name, rule: ruleOf(row.rule) })),
    )
  }
  return {
    header: tables.header,
    evaluation: { checks: 'newborn', foldCase: false, ambiguousAdrg: 'QY' },
    mdcs: inOrder(tables.mdc).map((mdc) => ({
      code: mdc.mdc,
      name: mdc.name,
      rule: ruleOf(mdc.rule),
      adrgs: (adrgsOf.get(mdc.mdc) ?? []).map((row) => ({
        code: row.adrg,
        name: row.name,
        kind: row.kind,
        rule: ruleOf(row.rule),
        drgs: drgDefinitions.get(row.adrg) ?? [],
      })),
    })),
    lists: grouped(tables.codeLists, 'list'),
    complications: tables.cc,
    exclusions: grouped(tables.exclusions, 'exclusion'),
    names: byKind(tables.codes, (row) => [row.code, row.name]),
    codeMap: byKind(tables.codeMap, (row) => [row.from, row.to]),
  }
}

/** The form of a code under which the scheme knows it. */
export function knownForm({ evaluation }: SchemeDefinition, code: string): string {
  return evaluation.foldCase ? inCapitals(code) : code
}

/** A code with its letters a–z in capitals. Others stay: the capital of `ı` is `I`, and no code is written with one. */
export function inCapitals(code: string): string {
  for (let i = 0; i < code.length; i++) {
    if (code.charCodeAt(i) > 0x7f) return code.replace(/[a-z]+/g, (letters) => letters.toUpperCase())
  }
  return code.toUpperCase()
}

export function nameOfCode(definition: SchemeDefinition, kind: CodeKind, code: string): string | undefined {
  return definition.names[kind].get(knownForm(definition, code))
}

function ruleOf(text: string): Rule {
  const parsed = parseRule(text)
  if (parsed.ok) return parsed.rule
  const { zh, en } = parsed.error.message
  throw problem('scheme-invalid', `规则“${text}”无法读取：${zh}`, `the rule “${text}” cannot be read: ${en}`)
}

function inOrder<Row extends { readonly order: number }>(rows: readonly Row[]): readonly Row[] {
  return rows.toSorted((a, b) => a.order - b.order)
}

function grouped<Key extends string>(
  rows: readonly ({ readonly code: string } & Readonly<Record<Key, string>>)[],
  key: Key,
): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>()
  for (const row of rows) {
    const codes = groups.get(row[key])
    if (codes === undefined) groups.set(row[key], [row.code])
    else codes.push(row.code)
  }
  return groups
}

function byKind<Row extends { readonly kind: CodeKind }>(
  rows: readonly Row[],
  entry: (row: Row) => readonly [string, string],
): Readonly<Record<CodeKind, ReadonlyMap<string, string>>> {
  const maps = { dx: new Map<string, string>(), proc: new Map<string, string>() }
  for (const row of rows) maps[row.kind].set(...entry(row))
  return maps
}
