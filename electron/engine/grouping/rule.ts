import { assertNever } from '#shared/domain/assert-never.ts'
import type { CodeKind } from './tables.ts'

/** Which of a case's codes a membership test looks at. `sdx`: secondary diagnoses; `proc_rest`: all but the first. */
export type CodeField = 'pdx' | 'dx' | 'sdx' | 'proc1' | 'proc' | 'proc_rest'
export type NumberField = 'age' | 'age_days' | 'birth_weight' | 'los' | 'icu_hours'
export type TextField = 'discharge' | 'dept'
export type Comparison = '<' | '<=' | '=' | '>=' | '>'

/**
 * A rule of a scheme, whichever rule language it was written in. Two-valued: every node is true or false, never unknown.
 * `surgical`: whether the case is (`holds`) or is not one whose main procedure is in the list of valid procedures.
 */
export type Rule =
  | { readonly kind: 'true' }
  | { readonly kind: 'or'; readonly parts: readonly Rule[] }
  | { readonly kind: 'and'; readonly parts: readonly Rule[] }
  | { readonly kind: 'not'; readonly part: Rule }
  | { readonly kind: 'in'; readonly field: CodeField; readonly list: string }
  | { readonly kind: 'number'; readonly field: NumberField; readonly op: Comparison; readonly value: number }
  | { readonly kind: 'sex'; readonly value: 'M' | 'F' }
  | { readonly kind: 'text'; readonly field: TextField; readonly values: readonly string[] }
  | { readonly kind: 'mcc' }
  | { readonly kind: 'cc' }
  | { readonly kind: 'count'; readonly lists: readonly string[]; readonly op: Comparison; readonly value: number }
  | CodeCount
  | { readonly kind: 'surgical'; readonly list: string; readonly holds: boolean }

/** How many different codes of one list stand in a field; told twice, a code counts once. */
interface CodeCount {
  readonly kind: 'count_codes'
  readonly field: CodeField
  readonly list: string
  readonly op: Comparison
  readonly value: number
}

/** The rules of a scheme's tables, row by row; null where a rule cannot be read. */
export interface ParsedRules {
  readonly mdc: readonly (Rule | null)[]
  readonly adrg: readonly (Rule | null)[]
  readonly drg: readonly (Rule | null)[]
}

export function codeKindOf(field: CodeField): CodeKind {
  return field === 'pdx' || field === 'dx' || field === 'sdx' ? 'dx' : 'proc'
}

/** Every list a rule names, with the kind of code the rule expects in it. */
export function listsOf(rule: Rule): readonly { readonly list: string; readonly kind: CodeKind }[] {
  switch (rule.kind) {
    case 'or':
    case 'and':
      return rule.parts.flatMap(listsOf)
    case 'not':
      return listsOf(rule.part)
    case 'in':
      return [{ list: rule.list, kind: codeKindOf(rule.field) }]
    case 'count':
      return rule.lists.map((list) => ({ list, kind: 'dx' }))
    case 'count_codes':
      return [{ list: rule.list, kind: codeKindOf(rule.field) }]
    case 'surgical':
      return [{ list: rule.list, kind: 'proc' }]
    case 'true':
    case 'number':
    case 'sex':
    case 'text':
    case 'mcc':
    case 'cc':
      return []
    default:
      return assertNever(rule)
  }
}

/** Every count of different codes within a rule. */
export function codeCountsOf(rule: Rule): readonly CodeCount[] {
  if (rule.kind === 'and' || rule.kind === 'or') return rule.parts.flatMap(codeCountsOf)
  if (rule.kind === 'not') return codeCountsOf(rule.part)
  return rule.kind === 'count_codes' ? [rule] : []
}

function sameRule(a: Rule, b: Rule): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/**
 * Whether `a` being true forces `b` to be true, as far as the shape of the two rules tells. Sound, not complete: it
 * sees `mcc` ⇒ `mcc or cc` and `x and mcc` ⇒ `mcc`, not `age < 5` ⇒ `age < 17`.
 */
export function implies(a: Rule, b: Rule): boolean {
  if (b.kind === 'true' || sameRule(a, b)) return true
  if (a.kind === 'or') return a.parts.every((part) => implies(part, b))
  if (b.kind === 'and') return b.parts.every((part) => implies(a, part))
  if (b.kind === 'or' && b.parts.some((part) => implies(a, part))) return true
  return a.kind === 'and' && a.parts.some((part) => implies(part, b))
}
