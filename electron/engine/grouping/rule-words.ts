import { assertNever } from '#shared/domain/assert-never.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { CodeField, Comparison, NumberField, Rule, TextField } from './rule.ts'

const CODE_FIELD_WORDS: Readonly<Record<CodeField, Bilingual>> = {
  pdx: { zh: '主要诊断', en: 'principal diagnosis' },
  dx: { zh: '任一诊断', en: 'any diagnosis' },
  sdx: { zh: '任一其他诊断', en: 'any secondary diagnosis' },
  proc1: { zh: '主要手术操作', en: 'main procedure' },
  proc: { zh: '任一手术操作', en: 'any procedure' },
  proc_rest: { zh: '任一其他手术操作', en: 'any procedure after the first' },
}

/** A number field with the unit it is written in. */
export const NUMBER_FIELD_WORDS: Readonly<Record<NumberField, { readonly name: Bilingual; readonly unit: Bilingual }>> =
  {
    age: { name: { zh: '年龄', en: 'age' }, unit: { zh: '岁', en: 'years' } },
    age_days: { name: { zh: '日龄', en: 'age in days' }, unit: { zh: '天', en: 'days' } },
    birth_weight: { name: { zh: '出生体重', en: 'birth weight' }, unit: { zh: '克', en: 'g' } },
    los: { name: { zh: '住院天数', en: 'length of stay' }, unit: { zh: '天', en: 'days' } },
    icu_hours: { name: { zh: '重症监护时长', en: 'hours in intensive care' }, unit: { zh: '小时', en: 'h' } },
  }

export const TEXT_FIELD_WORDS: Readonly<Record<TextField, Bilingual>> = {
  discharge: { zh: '离院方式', en: 'way of leaving' },
  dept: { zh: '科室', en: 'department' },
}

const COMPARISON_WORDS: Readonly<Record<Comparison, Bilingual>> = {
  '<': { zh: '小于', en: 'below' },
  '<=': { zh: '不超过', en: 'at most' },
  '=': { zh: '等于', en: 'exactly' },
  '>=': { zh: '不低于', en: 'at least' },
  '>': { zh: '大于', en: 'above' },
}

/** A rule as a phrase, e.g. “主要诊断在 @BR1.dx 内且年龄小于 17 岁”; list names stand with their `@`. */
export function ruleInWords(rule: Rule): Bilingual {
  switch (rule.kind) {
    case 'true':
      return { zh: '无条件', en: 'no condition' }
    case 'or':
      return joined(rule.parts, { zh: '，或', en: ' or ' })
    case 'and':
      return joined(rule.parts, { zh: '且', en: ' and ' })
    case 'not':
      return negated(rule.part)
    case 'in':
      return membership(rule.field, rule.list, true)
    case 'number': {
      const { name, unit } = NUMBER_FIELD_WORDS[rule.field]
      const op = COMPARISON_WORDS[rule.op]
      return {
        zh: `${name.zh}${op.zh} ${rule.value} ${unit.zh}`,
        en: `${name.en} ${op.en} ${rule.value} ${unit.en}`,
      }
    }
    case 'sex':
      return rule.value === 'M' ? { zh: '性别为男', en: 'sex is male' } : { zh: '性别为女', en: 'sex is female' }
    case 'text': {
      const name = TEXT_FIELD_WORDS[rule.field]
      return {
        zh: `${name.zh}为 ${rule.values.join('、')}`,
        en: `${name.en} is ${rule.values.join(' or ')}`,
      }
    }
    case 'mcc':
      return { zh: '有严重并发症或合并症（MCC）', en: 'there is a major complication or comorbidity (MCC)' }
    case 'cc':
      return { zh: '有并发症或合并症（CC）', en: 'there is a complication or comorbidity (CC)' }
    case 'count': {
      const op = COMPARISON_WORDS[rule.op]
      const lists = rule.lists.map((list) => `@${list}`)
      return {
        zh: `诊断涉及的列表数（${lists.join('、')}）${op.zh} ${rule.value}`,
        en: `the number of lists the diagnoses fall in (${lists.join(', ')}) is ${op.en} ${rule.value}`,
      }
    }
    case 'count_codes': {
      const op = COMPARISON_WORDS[rule.op]
      const { zh, en } = CODE_FIELD_WORDS[rule.field]
      return {
        zh: `${zh.replace('任一', '')}中属于 @${rule.list} 的不同编码数${op.zh} ${rule.value}`,
        en: `the number of different codes of @${rule.list} (${en}) is ${op.en} ${rule.value}`,
      }
    }
    case 'surgical': {
      const { zh, en } = membership('proc1', rule.list, rule.holds)
      return rule.holds
        ? { zh: `属于手术病例（${zh}）`, en: `it is a surgical case (${en})` }
        : { zh: `不属于手术病例（${zh}）`, en: `it is not a surgical case (${en})` }
    }
    default:
      return assertNever(rule)
  }
}

function joined(parts: readonly Rule[], word: Bilingual): Bilingual {
  const phrases = parts.map((part) => {
    const phrase = ruleInWords(part)
    return part.kind === 'or' || part.kind === 'and' ? { zh: `（${phrase.zh}）`, en: `(${phrase.en})` } : phrase
  })
  return {
    zh: phrases.map((phrase) => phrase.zh).join(word.zh),
    en: phrases.map((phrase) => phrase.en).join(word.en),
  }
}

function negated(part: Rule): Bilingual {
  if (part.kind === 'in') return membership(part.field, part.list, false)
  if (part.kind === 'not') return ruleInWords(part.part)
  const phrase = ruleInWords(part)
  return { zh: `并非“${phrase.zh}”`, en: `not (${phrase.en})` }
}

function membership(field: CodeField, list: string, holds: boolean): Bilingual {
  const { zh, en } = CODE_FIELD_WORDS[field]
  if (holds) return { zh: `${zh}在 @${list} 内`, en: `${en} is in @${list}` }
  if (field === 'pdx' || field === 'proc1') return { zh: `${zh}不在 @${list} 内`, en: `${en} is not in @${list}` }
  return { zh: `没有${zh.replace('任一', '')}在 @${list} 内`, en: `${en.replace('any', 'no')} is in @${list}` }
}
