import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { CodeField, Comparison, NumberField, Rule } from '../rule.ts'
import { attempt, MAX_DEPTH, type ParsedRule, SyntaxFailure, type Token, tokenize } from '../rule-parser.ts'
import { VIRTUAL_SETS } from './tables.ts'

const TOKEN = /[ \t\r\n]*(?:([A-Za-z0-9_.]+|<=|>=|[<>=(){},∩])|$)/y

/**
 * Reads a rule of the official workbook (columns MDC规则, ADRG规则, DRG规则) into the rules every scheme is compiled from.
 * Words in any case; `not` > `and` > `or`; a blank rule is true, a number is true unless 0. Set names come back in capitals;
 * whether such a set exists is not known here. Never throws.
 */
export function parseOfficialRule(text: string): ParsedRule {
  return attempt(() => {
    const tokens = tokenize(text, TOKEN)
    return tokens.length === 0 ? TRUE : parseTokens(tokens, text.length + 1)
  })
}

const TRUE: Rule = { kind: 'true' }
const FALSE: Rule = { kind: 'not', part: TRUE }

type Field = 'ZYZD' | 'QTZD' | 'ZYSS' | 'QTSS'
const FIELDS: readonly string[] = ['ZYZD', 'QTZD', 'ZYSS', 'QTSS'] satisfies Field[]
const SCALARS: readonly string[] = ['NL', 'XB', 'XSRTL', 'XSRTZ']
const NUMBER_FIELDS: Readonly<Record<string, NumberField>> = { NL: 'age', XSRTL: 'age_days', XSRTZ: 'birth_weight' }
const COMPARISONS: readonly string[] = ['<', '<=', '=', '>=', '>'] satisfies Comparison[]
const RESERVED: readonly string[] = ['AND', 'OR', 'NOT', 'IN', 'LENGTH', ...FIELDS, ...SCALARS]

function parseTokens(tokens: readonly Token[], end: number): Rule {
  let next = 0
  let depth = 0

  const peek = (ahead = 0): string | undefined => tokens[next + ahead]?.text.toUpperCase()
  const failAt = (position: number, message: Bilingual): never => {
    throw new SyntaxFailure({ position, message })
  }
  const here = (): number => tokens[next]?.position ?? end
  const fail = (zh: string, en: string): never => {
    const token = tokens[next]
    return failAt(here(), {
      zh: `应为${zh}${token === undefined ? '，但规则到此结束' : `，遇到“${token.text}”`}`,
      en: `expected ${en}${token === undefined ? ' but the rule ends here' : `, found “${token.text}”`}`,
    })
  }
  const accept = (text: string): boolean => {
    if (peek() !== text) return false
    next++
    return true
  }
  const expect = (text: string): void => {
    if (!accept(text)) fail(`“${text}”`, `“${text}”`)
  }
  const take = (allowed: (text: string) => boolean, zh: string, en: string): string => {
    const text = peek()
    if (text === undefined || !allowed(text)) return fail(zh, en)
    next++
    return text
  }
  const field = () =>
    take((text) => FIELDS.includes(text), '字段（ZYZD、QTZD、ZYSS、QTSS）', 'a field (ZYZD, QTZD, ZYSS, QTSS)')
  const set = () => take(isSetName, '集合编号', 'the name of a set')
  const number = () => Number(take(isNumber, '数字', 'a number'))
  const comparison = () => take((text) => COMPARISONS.includes(text), '比较符号', 'a comparison') as Comparison
  const oneOrBraced = (item: () => string): readonly string[] => {
    if (!accept('{')) return [item()]
    const items = [item()]
    while (accept(',')) items.push(item())
    expect('}')
    return items
  }
  const fields = (): CodeField => {
    const position = here()
    const named = new Set(oneOrBraced(field) as readonly Field[])
    const dx = fieldOf(named, 'ZYZD', 'QTZD', ['pdx', 'sdx', 'dx'])
    const proc = fieldOf(named, 'ZYSS', 'QTSS', ['proc1', 'proc_rest', 'proc'])
    if (dx !== null && proc !== null) {
      failAt(position, { zh: '诊断字段与手术操作字段不能混用', en: 'diagnosis and procedure fields are mixed' })
    }
    return (dx ?? proc) as CodeField
  }

  const joined = (kind: 'or' | 'and', operand: () => Rule): Rule => {
    const parts = [operand()]
    while (accept(kind.toUpperCase())) parts.push(operand())
    return parts.length === 1 ? (parts[0] as Rule) : { kind, parts }
  }
  const or = (): Rule => joined('or', and)
  const and = (): Rule => joined('and', not)
  const not = (): Rule => {
    if (++depth > MAX_DEPTH) fail(`不超过 ${MAX_DEPTH} 层的嵌套`, `at most ${MAX_DEPTH} levels of nesting`)
    const rule = atom()
    depth--
    return rule
  }
  const atom = (): Rule => {
    if (accept('NOT')) return { kind: 'not', part: not() }
    if (accept('(')) {
      const inner = or()
      expect(')')
      return inner
    }
    const word = peek()
    if (word !== undefined && isNumber(word)) return number() === 0 ? FALSE : TRUE
    if (word === 'LENGTH' && peek(1) === '(') return count()
    if (word !== undefined && SCALARS.includes(word)) return compare()
    if (word === '{' || (word !== undefined && FIELDS.includes(word))) return member()
    return fail('条件', 'a condition')
  }

  const member = (): Rule => {
    const position = here()
    const where = fields()
    const negated = accept('NOT')
    expect('IN')
    const parts = [...new Set(oneOrBraced(set))].map((name): Rule => {
      if (!VIRTUAL_SETS.includes(name)) return { kind: 'in', field: where, list: name }
      // Its members are other diagnoses, so nothing else can be one.
      if (where !== 'sdx' && where !== 'dx') {
        failAt(position, { zh: `${name} 只能与 QTZD 一起使用`, en: `${name} can only be looked for in QTZD` })
      }
      return name === 'MCC' ? { kind: 'mcc' } : { kind: 'cc' }
    })
    const rule: Rule = parts.length === 1 ? (parts[0] as Rule) : { kind: 'or', parts }
    return negated ? { kind: 'not', part: rule } : rule
  }

  const count = (): Rule => {
    next++
    expect('(')
    const position = here()
    const list = set()
    if (VIRTUAL_SETS.includes(list)) {
      failAt(position, { zh: `length() 不能用于 ${list}`, en: `length() cannot be used with ${list}` })
    }
    expect('∩')
    const where = fields()
    expect(')')
    return { kind: 'count_codes', field: where, list, op: comparison(), value: number() }
  }

  const compare = (): Rule => {
    const scalar = take((text) => SCALARS.includes(text), '变量', 'a variable')
    const op = comparison()
    const value = number()
    if (scalar === 'XB') return sexRule(op, value)
    return { kind: 'number', field: NUMBER_FIELDS[scalar] as NumberField, op, value }
  }

  const rule = or()
  if (next < tokens.length) fail('“and”、“or”或规则结束', '“and”, “or” or the end of the rule')
  return rule
}

function isNumber(text: string): boolean {
  return /^\d+(\.\d+)?$/.test(text)
}

function isSetName(text: string): boolean {
  return /^[A-Z_][A-Z0-9_.]*$/.test(text) && !RESERVED.includes(text)
}

/** The field that the named ones make together: the first alone, the second alone, or either. */
function fieldOf(
  named: ReadonlySet<Field>,
  first: Field,
  second: Field,
  [one, other, both]: readonly [CodeField, CodeField, CodeField],
): CodeField | null {
  if (named.has(first)) return named.has(second) ? both : one
  return named.has(second) ? other : null
}

/** `XB` is 1 for a man and 2 for a woman; whoever is neither is rejected before any rule is looked at. */
function sexRule(op: Comparison, value: number): Rule {
  const holds = (sex: number): boolean => {
    if (op === '=') return sex === value
    if (op === '<' || op === '<=') return sex < value || (op === '<=' && sex === value)
    return sex > value || (op === '>=' && sex === value)
  }
  if (holds(1)) return holds(2) ? TRUE : { kind: 'sex', value: 'M' }
  return holds(2) ? { kind: 'sex', value: 'F' } : FALSE
}
