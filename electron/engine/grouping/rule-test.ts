import { assertNever } from '#shared/domain/assert-never.ts'
import { type BitSet, type CodeSets, has } from './code-index.ts'
import { type Complications, countsAsCc, countsAsMcc } from './complications.ts'
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
    case 'count_codes':
      return comparison(codeCounter(rule.field, bitsOf(rule.list, context)), rule.op, rule.value)
    case 'surgical': {
      const surgical = membership('proc1', bitsOf(rule.list, context))
      return rule.holds ? surgical : (f) => !surgical(f)
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

function codeCounter(field: CodeField, bits: BitSet): (frame: CaseFrame) => number {
  switch (field) {
    case 'pdx':
      return (f) => countCodes(bits, f.dx, 0, 1)
    case 'dx':
      return (f) => countCodes(bits, f.dx, 0, f.dxCount)
    case 'sdx':
      return (f) => countCodes(bits, f.dx, 1, f.dxCount)
    case 'proc1':
      return (f) => countCodes(bits, f.proc, f.procFrom, Math.min(f.procFrom + 1, f.procTo))
    case 'proc':
      return (f) => countCodes(bits, f.proc, f.procFrom, f.procTo)
    case 'proc_rest':
      return (f) => countCodes(bits, f.proc, f.procFrom + 1, f.procTo)
    default:
      return assertNever(field)
  }
}

/** Different codes only. Few codes of a record are in any one list, so looking back beats keeping a set. */
function countCodes(bits: BitSet, ids: Int32Array, from: number, to: number): number {
  let found = 0
  for (let i = from; i < to; i++) {
    const id = ids[i] as number
    if (!has(bits, id)) continue
    let earlier = from
    while (ids[earlier] !== id) earlier++
    if (earlier === i) found++
  }
  return found
}

/** Bit of a rule that holds whatever the severity. */
export const ANY_SEVERITY = 4

/**
 * The severities a rule is satisfied by, when it asks for nothing else: any of these bits in `severityOf`, or `ANY_SEVERITY`.
 * 0 for every other rule. Nearly all tiers of a group are such rules, and testing a bit spares them a call.
 */
export function severityMask(rule: Rule): number {
  if (rule.kind === 'true') return ANY_SEVERITY
  if (rule.kind === 'mcc') return SEVERITY_MCC
  if (rule.kind === 'cc') return SEVERITY_CC
  if (rule.kind !== 'or') return 0
  const masks = rule.parts.map(severityMask)
  return masks.includes(0) ? 0 : masks.reduce((all, mask) => all | mask, 0)
}

/** Looked up at most once per case, and only when a rule asks. */
export function severityOf(frame: CaseFrame, complications: Complications): number {
  if (frame.severity !== SEVERITY_UNKNOWN) return frame.severity
  const principal = frame.dx[0] as number
  let severity = 0
  for (let i = 1; i < frame.dxCount; i++) {
    const secondary = frame.dx[i] as number
    if (countsAsMcc(complications, secondary, principal)) severity |= SEVERITY_MCC
    if (countsAsCc(complications, secondary, principal)) severity |= SEVERITY_CC
  }
  frame.severity = severity
  return severity
}
