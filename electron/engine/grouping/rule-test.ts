import { assertNever } from '#shared/domain/assert-never.ts'
import { type BitSet, type CodeSets, has } from './code-index.ts'
import { type Complications, counts } from './complications.ts'
import { type CaseFrame, SEVERITY_CC, SEVERITY_MCC, SEVERITY_UNKNOWN, type WordIndex } from './frame.ts'
import type { CodeField, Comparison, NumberField, Rule } from './rule.ts'

/** A rule ready to run. Tests of a scheme only work on frames filled by the same scheme. */
export type RuleTest = (frame: CaseFrame) => boolean

export interface RuleContext {
  readonly codes: CodeSets
  readonly words: WordIndex
  readonly complications: Complications
}

export function compileRule(rule: Rule, context: RuleContext): RuleTest {
  switch (rule.kind) {
    case 'true':
      return () => true
    case 'and':
      return rule.parts
        .map((part) => compileRule(part, context))
        .reduceRight((rest, first) => (f) => first(f) && rest(f))
    case 'or':
      return rule.parts
        .map((part) => compileRule(part, context))
        .reduceRight((rest, first) => (f) => first(f) || rest(f))
    case 'not': {
      const part = compileRule(rule.part, context)
      return (f) => !part(f)
    }
    case 'in':
      return membership(rule.field, bitsOf(rule.list, context))
    case 'number':
      return comparison(NUMBER_READERS[rule.field], rule.op, rule.value)
    case 'sex': {
      const { value } = rule
      return (f) => f.sex === value
    }
    case 'text': {
      const words = new Set(rule.values.map((value) => context.words.get(value) ?? -1))
      return rule.field === 'dept' ? (f) => words.has(f.dept) : (f) => words.has(f.discharge)
    }
    case 'mcc':
      return (f) => (severityOf(f, context.complications) & SEVERITY_MCC) !== 0
    case 'cc':
      return (f) => (severityOf(f, context.complications) & SEVERITY_CC) !== 0
    case 'count': {
      const lists = rule.lists.map((list) => bitsOf(list, context))
      return comparison((f) => countLists(f, lists), rule.op, rule.value)
    }
    default:
      return assertNever(rule)
  }
}

function bitsOf(list: string, context: RuleContext): BitSet {
  const found = context.codes.lists.get(list)
  if (found === undefined) throw new Error(`list @${list} was not interned`)
  return found.bits
}

function membership(field: CodeField, bits: BitSet): RuleTest {
  switch (field) {
    case 'pdx':
      return (f) => has(bits, f.dx[0] as number)
    case 'dx':
      return (f) => anyIn(bits, f.dx, 0, f.dxCount)
    case 'sdx':
      return (f) => anyIn(bits, f.dx, 1, f.dxCount)
    case 'proc1':
      return (f) => f.procFrom < f.procTo && has(bits, f.proc[f.procFrom] as number)
    case 'proc':
      return (f) => anyIn(bits, f.proc, f.procFrom, f.procTo)
    case 'proc_rest':
      return (f) => anyIn(bits, f.proc, f.procFrom + 1, f.procTo)
    default:
      return assertNever(field)
  }
}

function anyIn(bits: BitSet, ids: Int32Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (has(bits, ids[i] as number)) return true
  return false
}

const NUMBER_READERS: Readonly<Record<NumberField, (frame: CaseFrame) => number>> = {
  age: (f) => f.age,
  age_days: (f) => f.ageDays,
  birth_weight: (f) => f.birthWeight,
  los: (f) => f.los,
  icu_hours: (f) => f.icuHours,
}

/** A blank reads as NaN, and every comparison with NaN is false. */
function comparison(read: (frame: CaseFrame) => number, op: Comparison, value: number): RuleTest {
  switch (op) {
    case '<':
      return (f) => read(f) < value
    case '<=':
      return (f) => read(f) <= value
    case '=':
      return (f) => read(f) === value
    case '>=':
      return (f) => read(f) >= value
    case '>':
      return (f) => read(f) > value
    default:
      return assertNever(op)
  }
}

function countLists(frame: CaseFrame, lists: readonly BitSet[]): number {
  let found = 0
  for (let i = 0; i < lists.length; i++) if (anyIn(lists[i] as BitSet, frame.dx, 0, frame.dxCount)) found++
  return found
}

/** Looked up at most once per case, and only when a rule asks. */
function severityOf(frame: CaseFrame, complications: Complications): number {
  if (frame.severity !== SEVERITY_UNKNOWN) return frame.severity
  const principal = frame.dx[0] as number
  let severity = 0
  for (let i = 1; i < frame.dxCount; i++) {
    const secondary = frame.dx[i] as number
    if (counts(complications, 'MCC', secondary, principal)) severity |= SEVERITY_MCC
    if (counts(complications, 'CC', secondary, principal)) severity |= SEVERITY_CC
  }
  frame.severity = severity
  return severity
}
