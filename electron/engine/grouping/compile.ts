import type { GroupingResult } from '#shared/domain/grouping.ts'
import { problem } from '#shared/domain/problem.ts'
import { buildCandidates, type RowRule } from './anchors.ts'
import { buildCodeSets } from './code-index.ts'
import { buildComplications } from './complications.ts'
import { type AdrgDefinition, type DrgDefinition, defineScheme, type SchemeDefinition } from './definition.ts'
import { type CaseFrame, createFrame, type FrameIndex } from './frame.ts'
import type { Rule } from './rule.ts'
import { compileRule, type RuleContext, type RuleTest } from './rule-test.ts'
import type { GroupTriple, SchemeTables } from './tables.ts'
import { buildTiers } from './tiers.ts'
import { type SchemeFinding, validateScheme } from './validate.ts'
import { createWalk, type Walk } from './walk.ts'

export const REJECTED = 0
export const UNGROUPED = 1
/** The row decides nothing; the walk goes on. */
export const UNDECIDED = -1

/** One adrg row ready to run. Numbers are places in `CompiledScheme.outcomes`. */
export interface CompiledRow {
  readonly mdc: number
  readonly test: RuleTest
  readonly definition: AdrgDefinition
  readonly drgTests: readonly RuleTest[]
  readonly drgOutcomes: readonly number[]
  /** When no drg row holds: the ADRG itself, the ambiguous group, or `UNDECIDED`. */
  readonly otherwise: number
}

/** A scheme ready to group. Holds scratch space, so one scheme serves one thread, one case at a time. */
export interface CompiledScheme {
  readonly definition: SchemeDefinition
  /** What validation found odd but not wrong. */
  readonly warnings: readonly SchemeFinding[]
  /** Every answer the scheme can give; `groupFrame` returns a place in it. */
  readonly outcomes: readonly GroupingResult[]
  readonly index: FrameIndex
  readonly context: RuleContext
  /** By place of the MDC in `definition.mdcs`. */
  readonly mdcTests: readonly RuleTest[]
  /** In the order they are walked, the rows of all MDCs one after another. */
  readonly rows: readonly CompiledRow[]
  readonly walk: Walk
  readonly scratch: { readonly frame: CaseFrame }
}

/**
 * Compiles the tables of a package. `findings`: what `validateScheme` said of these same tables, when that is known already.
 * Throws `scheme-invalid` naming the table, row and place in the rule of the first error, and how many there are.
 */
export function compileScheme(
  tables: SchemeTables,
  findings: readonly SchemeFinding[] = validateScheme(tables),
): CompiledScheme {
  const errors = findings.filter((finding) => finding.severity === 'error')
  if (errors[0] !== undefined) throw schemeInvalid(errors[0], errors.length)
  return compileDefinition(defineScheme(tables), findings)
}

function schemeInvalid(first: SchemeFinding, count: number) {
  const zhPlace = `${first.table}.csv${first.row === null ? '' : ` 第 ${first.row} 行`}${first.column === null ? '' : `“${first.column}”列`}${first.position === null ? '' : `第 ${first.position} 个字符处`}`
  const enPlace = `${first.table}.csv${first.row === null ? '' : `, row ${first.row}`}${first.column === null ? '' : `, column ${first.column}`}${first.position === null ? '' : `, character ${first.position}`}`
  const others = count - 1
  return problem(
    'scheme-invalid',
    `分组方案有误：${zhPlace}：${first.message.zh}${others === 0 ? '' : `（另有 ${others} 处错误）`}。请更正后重新加载`,
    `The grouping scheme has an error in ${enPlace}: ${first.message.en}${others === 0 ? '' : ` (and ${others} more)`}. Correct it and load the scheme again`,
    {
      table: first.table,
      row: first.row,
      column: first.column,
      position: first.position,
      finding: first.code,
      errors: count,
    },
  )
}

/** Compiles a scheme whatever form of file it came from. Every list a rule names must be in `definition.lists`. */
export function compileDefinition(definition: SchemeDefinition, warnings: readonly SchemeFinding[]): CompiledScheme {
  const rules = definition.mdcs.flatMap((mdc) => [
    mdc.rule,
    ...mdc.adrgs.flatMap((adrg) => [adrg.rule, ...adrg.drgs.map((drg) => drg.rule)]),
  ])
  const codes = buildCodeSets(rules, definition)
  const words = wordIndex(rules)
  const context: RuleContext = { codes, words, complications: buildComplications(definition, codes.dx) }

  const { ungrouped, rejected, adrgWithoutDrg } = definition.header
  const outcomes: GroupingResult[] = [
    { status: 'rejected', ...rejected },
    { status: 'ungrouped', ...ungrouped },
  ]
  const outcome = (status: GroupingResult['status'], triple: GroupTriple) => outcomes.push({ status, ...triple }) - 1
  const drgTestsOf = new Map<readonly DrgDefinition[], readonly RuleTest[]>()

  const rows: CompiledRow[] = []
  const rowRules: RowRule[] = []
  for (const [at, mdc] of definition.mdcs.entries()) {
    for (const adrg of mdc.adrgs) {
      const ambiguous = adrg.kind === 'ambiguous'
      const drgs = ambiguous ? [] : adrg.drgs
      const drgTests = drgTestsOf.get(drgs) ?? drgs.map((drg) => compileRule(drg.rule, context))
      drgTestsOf.set(drgs, drgTests)
      const triple = { mdc: mdc.code, adrg: adrg.code, drg: adrg.code }
      rows.push({
        mdc: at,
        test: compileRule(adrg.rule, context),
        definition: adrg,
        drgTests,
        drgOutcomes: drgs.map((drg) =>
          outcome(drg.ungrouped === true ? 'ungrouped' : 'grouped', { ...triple, drg: drg.code }),
        ),
        otherwise: ambiguous
          ? outcome('ambiguous', definition.evaluation.ambiguousAdrg === 'QY' ? { ...triple, adrg: 'QY' } : triple)
          : adrgWithoutDrg === 'stop'
            ? outcome('grouped', triple)
            : UNDECIDED,
      })
      rowRules.push({ mdc: at, rule: adrg.rule })
    }
  }
  const mdcRules = definition.mdcs.map(({ rule }) => rule)
  const mdcTests = mdcRules.map((rule) => compileRule(rule, context))
  const candidates = buildCandidates(mdcRules, rowRules, codes)
  const { complications } = context
  return {
    definition,
    warnings,
    outcomes,
    index: { dx: codes.dx, proc: codes.proc, words },
    context,
    mdcTests,
    rows,
    walk: createWalk({ rows, mdcTests, candidates, tiers: buildTiers(rows), complications }),
    scratch: { frame: createFrame() },
  }
}

function wordIndex(rules: readonly Rule[]): ReadonlyMap<string, number> {
  const words = new Map<string, number>()
  const visit = (rule: Rule): void => {
    if (rule.kind === 'and' || rule.kind === 'or') rule.parts.forEach(visit)
    else if (rule.kind === 'not') visit(rule.part)
    else if (rule.kind === 'text') {
      for (const value of rule.values) if (!words.has(value)) words.set(value, words.size + 1)
    }
  }
  rules.forEach(visit)
  return words
}
