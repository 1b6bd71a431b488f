import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { CodeField, Comparison, NumberField, Rule, TextField } from './rule.ts'

/** A rule that cannot be read. `position` counts characters of the rule from 1. */
export interface RuleSyntaxError {
  readonly position: number
  readonly message: Bilingual
}

export type ParsedRule =
  | { readonly ok: true; readonly rule: Rule }
  | { readonly ok: false; readonly error: RuleSyntaxError }

/** Deep enough for any rule a person wrote, shallow enough never to exhaust the stack on one a machine made. */
export const MAX_DEPTH = 200

const CODE_FIELDS: readonly string[] = ['pdx', 'dx', 'sdx', 'proc1', 'proc', 'proc_rest'] satisfies CodeField[]
const NUMBER_FIELDS: readonly string[] = ['age', 'age_days', 'birth_weight', 'los', 'icu_hours'] satisfies NumberField[]
const TEXT_FIELDS: readonly string[] = ['discharge', 'dept'] satisfies TextField[]
const COMPARISONS: readonly string[] = ['<', '<=', '=', '>=', '>'] satisfies Comparison[]

export interface Token {
  readonly text: string
  readonly position: number
}

export class SyntaxFailure extends Error {
  readonly error: RuleSyntaxError

  constructor(error: RuleSyntaxError) {
    super(error.message.en)
    this.error = error
  }
}

const TOKEN = /[ \t\r\n]*(?:([A-Za-z0-9_.]+|<=|>=|[<>=(),@])|$)/y

/** Cuts a rule into tokens. `pattern`: sticky, white space and then a token as its first group, or the end. */
export function tokenize(text: string, pattern: RegExp): readonly Token[] {
  const tokens: Token[] = []
  pattern.lastIndex = 0
  while (pattern.lastIndex < text.length) {
    const start = pattern.lastIndex
    const word = pattern.exec(text)?.[1]
    if (word === undefined) {
      const rest = text.slice(start).trimStart()
      if (rest === '') break
      const position = text.length - rest.length + 1
      const found = String.fromCodePoint(rest.codePointAt(0) ?? 0)
      throw new SyntaxFailure({
        position,
        message: { zh: `不认识的字符“${found}”`, en: `unexpected character “${found}”` },
      })
    }
    tokens.push({ text: word, position: pattern.lastIndex - word.length + 1 })
  }
  return tokens
}

/** Reads a rule of `grouping-scheme/1` (section 4 of its definition). Words are case-sensitive, `not` > `and` > `or`. */
export function parseRule(text: string): ParsedRule {
  return attempt(() => parseTokens(tokenize(text, TOKEN), text.length + 1))
}

/** What reading a rule came to; only a `SyntaxFailure` is an answer. */
export function attempt(read: () => Rule): ParsedRule {
  try {
    return { ok: true, rule: read() }
  } catch (error) {
    if (error instanceof SyntaxFailure) return { ok: false, error: error.error }
    throw error
  }
}

function parseTokens(tokens: readonly Token[], end: number): Rule {
  let next = 0
  let depth = 0

  const peek = (): string | undefined => tokens[next]?.text
  const fail = (zh: string, en: string): never => {
    const token = tokens[next]
    const foundZh = token === undefined ? '，但规则到此结束' : `，遇到“${token.text}”`
    const foundEn = token === undefined ? ' but the rule ends here' : `, found “${token.text}”`
    throw new SyntaxFailure({
      position: token?.position ?? end,
      message: { zh: `应为${zh}${foundZh}`, en: `expected ${en}${foundEn}` },
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

  const isName = (text: string) => /^[A-Za-z0-9_.]+$/.test(text)
  const name = () => take(isName, '名称', 'a name')
  const listName = () => {
    expect('@')
    return name()
  }
  const comparison = () => take((text) => COMPARISONS.includes(text), '比较符号', 'a comparison') as Comparison
  const number = () => Number(take((text) => /^\d+(\.\d+)?$/.test(text), '数字', 'a number'))
  const separated = (item: () => string): readonly string[] => {
    const items = [item()]
    while (accept(',')) items.push(item())
    return items
  }

  const joined = (kind: 'or' | 'and', operand: () => Rule): Rule => {
    const first = operand()
    if (peek() !== kind) return first
    const parts = [first]
    while (accept(kind)) parts.push(operand())
    return { kind, parts }
  }
  const or = (): Rule => joined('or', and)
  const and = (): Rule => joined('and', unary)
  const unary = (): Rule => {
    if (++depth > MAX_DEPTH) fail(`不超过 ${MAX_DEPTH} 层的嵌套`, `at most ${MAX_DEPTH} levels of nesting`)
    const rule = nested()
    depth--
    return rule
  }
  const nested = (): Rule => {
    if (accept('not')) return { kind: 'not', part: unary() }
    if (!accept('(')) return predicate()
    const inner = or()
    expect(')')
    return inner
  }

  const predicate = (): Rule => {
    const word = take((text) => PREDICATE_WORDS.has(text), '条件', 'a condition')
    if (word === 'true' || word === 'mcc' || word === 'cc') return { kind: word }
    if (word === 'sex') {
      expect('=')
      const value = take((text) => text === 'M' || text === 'F', '“M”或“F”', '“M” or “F”')
      return { kind: 'sex', value: value as 'M' | 'F' }
    }
    if (word === 'count') {
      expect('(')
      const lists = separated(listName)
      expect(')')
      return { kind: 'count', lists, op: comparison(), value: number() }
    }
    if (NUMBER_FIELDS.includes(word)) {
      return { kind: 'number', field: word as NumberField, op: comparison(), value: number() }
    }
    expect('in')
    if (CODE_FIELDS.includes(word)) return { kind: 'in', field: word as CodeField, list: listName() }
    expect('(')
    const values = separated(name)
    expect(')')
    return { kind: 'text', field: word as TextField, values }
  }

  const rule = or()
  if (next < tokens.length) fail('“and”、“or”或规则结束', '“and”, “or” or the end of the rule')
  return rule
}

const PREDICATE_WORDS: ReadonlySet<string> = new Set([
  'true',
  'mcc',
  'cc',
  'sex',
  'count',
  ...CODE_FIELDS,
  ...NUMBER_FIELDS,
  ...TEXT_FIELDS,
])
