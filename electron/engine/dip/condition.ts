import type { Bilingual } from '#shared/domain/bilingual.ts'
import { type Exact, exact } from '#shared/domain/exact.ts'
import type { DipCaseFacts } from './facts.ts'

export const CONDITION_NUMBERS = [
  'age',
  'age_days',
  'los',
  'icu_days',
  'cci',
  'charge_ratio',
  'treatment_share',
  'drug_share',
  'readmission_days',
] as const
export type ConditionNumber = (typeof CONDITION_NUMBERS)[number]

const OPERATORS = ['<', '<=', '=', '>=', '>'] as const
type Operator = (typeof OPERATORS)[number]

export type ConditionPart =
  | { readonly kind: 'number'; readonly number: ConditionNumber; readonly operator: Operator; readonly value: Exact }
  | { readonly kind: 'in'; readonly field: 'pdx' | 'dx' | 'sdx' | 'proc'; readonly list: string }
  | { readonly kind: 'flag'; readonly flag: 'death' | 'mcc' | 'cc' }
  | { readonly kind: 'not'; readonly part: ConditionPart }

/** All parts must hold. */
export type Condition = readonly ConditionPart[]

/**
 * Reads the condition of an auxiliary entry: parts joined by `and`, each perhaps with `not` before it. A part is
 * `number op NUMBER`, `codes in @list`, or one of `death`, `mcc`, `cc`. Alternatives stand on rows of their own.
 * Returns the first part that cannot be read as a text.
 */
export function parseCondition(text: string): Condition | string {
  const parts: ConditionPart[] = []
  for (const written of text.trim().split(/\s+and\s+/)) {
    const part = parsePart(written)
    if (part === null) return written
    parts.push(part)
  }
  return parts
}

function parsePart(text: string): ConditionPart | null {
  const negated = /^not\s+(.+)$/.exec(text)
  if (negated !== null) {
    const part = parsePart(negated[1] as string)
    return part === null || part.kind === 'not' ? null : { kind: 'not', part }
  }
  if (text === 'death' || text === 'mcc' || text === 'cc') return { kind: 'flag', flag: text }
  const member = /^(pdx|dx|sdx|proc)\s+in\s+@([\w.]+)$/.exec(text)
  if (member !== null)
    return { kind: 'in', field: member[1] as 'pdx' | 'dx' | 'sdx' | 'proc', list: member[2] as string }
  const comparison = /^([a-z_]+)\s*(<=|>=|<|>|=)\s*(\d{1,10}(?:\.\d{1,8})?)$/.exec(text)
  const number = CONDITION_NUMBERS.find((name) => name === comparison?.[1])
  const operator = OPERATORS.find((sign) => sign === comparison?.[2])
  if (number === undefined || operator === undefined) return null
  return { kind: 'number', number, operator, value: exact(comparison?.[3] as string) }
}

export const listsOfCondition = (condition: Condition): readonly string[] =>
  condition.flatMap((part) => {
    const inner = part.kind === 'not' ? part.part : part
    return inner.kind === 'in' ? [inner.list] : []
  })

/** A blank number makes its comparison false; a share or ratio is compared multiplied out, so that no division decides. */
export function holds(condition: Condition, facts: DipCaseFacts): boolean {
  return condition.every((part) => partHolds(part, facts))
}

function partHolds(part: ConditionPart, facts: DipCaseFacts): boolean {
  switch (part.kind) {
    case 'number': {
      const fraction = facts.number(part.number)
      return fraction !== null && compares(fraction.over.cmp(part.value.times(fraction.under)), part.operator)
    }
    case 'in':
      return facts.isIn(part.field, part.list)
    case 'flag':
      return facts.flag(part.flag)
    case 'not':
      return !partHolds(part.part, facts)
  }
}

function compares(order: -1 | 0 | 1, operator: Operator): boolean {
  switch (operator) {
    case '<':
      return order < 0
    case '<=':
      return order <= 0
    case '=':
      return order === 0
    case '>=':
      return order >= 0
    case '>':
      return order > 0
  }
}

const NUMBER_WORDS: Readonly<Record<ConditionNumber, Bilingual>> = {
  age: { zh: '年龄（岁）', en: 'age (years)' },
  age_days: { zh: '日龄（天）', en: 'age (days)' },
  los: { zh: '住院天数', en: 'length of stay (days)' },
  icu_days: { zh: '监护天数', en: 'days in intensive care' },
  cci: { zh: 'CCI 指数', en: 'CCI' },
  charge_ratio: { zh: '费用 ÷ 病种均费', en: 'charge ÷ mean charge of the disease' },
  treatment_share: { zh: '治疗费占比', en: 'share of treatment charges' },
  drug_share: { zh: '药费占比', en: 'share of drug charges' },
  readmission_days: { zh: '距上次同病出院（天）', en: 'days since discharge with the same disease' },
}

const FIELD_WORDS: Readonly<Record<'pdx' | 'dx' | 'sdx' | 'proc', Bilingual>> = {
  pdx: { zh: '主要诊断', en: 'the principal diagnosis' },
  dx: { zh: '任一诊断', en: 'a diagnosis' },
  sdx: { zh: '任一其他诊断', en: 'a secondary diagnosis' },
  proc: { zh: '任一手术操作', en: 'a procedure' },
}

const FLAG_WORDS: Readonly<Record<'death' | 'mcc' | 'cc', Bilingual>> = {
  death: { zh: '死亡', en: 'died' },
  mcc: { zh: '有 MCC', en: 'has an MCC' },
  cc: { zh: '有 CC', en: 'has a CC' },
}

const SIGNS: Readonly<Record<Operator, string>> = { '<': '<', '<=': '≤', '=': '=', '>=': '≥', '>': '>' }

export function conditionInWords(condition: Condition): Bilingual {
  const words = condition.map(partInWords)
  return { zh: words.map(({ zh }) => zh).join('，且'), en: words.map(({ en }) => en).join(' and ') }
}

function partInWords(part: ConditionPart): Bilingual {
  switch (part.kind) {
    case 'number': {
      const { zh, en } = NUMBER_WORDS[part.number]
      const rest = `${SIGNS[part.operator]} ${part.value.toFixed()}`
      return { zh: `${zh} ${rest}`, en: `${en} ${rest}` }
    }
    case 'in': {
      const { zh, en } = FIELD_WORDS[part.field]
      return { zh: `${zh}在 @${part.list} 内`, en: `${en} is in @${part.list}` }
    }
    case 'flag':
      return FLAG_WORDS[part.flag]
    case 'not': {
      const { zh, en } = partInWords(part.part)
      return { zh: `非（${zh}）`, en: `not (${en})` }
    }
  }
}
