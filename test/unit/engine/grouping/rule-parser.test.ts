import { describe, expect, test } from 'vitest'
import { parseRule } from '#engine/grouping/rule-parser.ts'
import { ruleInWords } from '#engine/grouping/rule-words.ts'

function words(text: string, language: 'zh' | 'en' = 'zh'): string {
  const parsed = parseRule(text)
  if (!parsed.ok) throw new Error(parsed.error.message.en)
  return ruleInWords(parsed.rule)[language]
}

describe('rules that cannot be read', () => {
  const faults: readonly (readonly [string, number, string])[] = [
    ['', 1, 'the rule ends here'],
    ['pdx in', 7, '“@”'],
    ['pdx @A', 5, '“in”'],
    ['pdx in A', 8, '“@”'],
    ['pdx in @', 9, 'a name'],
    ['PDX in @A', 1, 'a condition'],
    ['pdx in @A And true', 11, 'end of the rule'],
    ['pdx in @A pdx in @B', 11, 'end of the rule'],
    ['(true', 6, '“)”'],
    ['true)', 5, 'end of the rule'],
    ['age = x', 7, 'a number'],
    ['age 5', 5, 'a comparison'],
    ['age = 1.2.3', 7, 'a number'],
    ['sex = 1', 7, '“M” or “F”'],
    ['sex > M', 5, '“=”'],
    ['discharge = 5', 11, '“in”'],
    ['discharge in ()', 15, 'a name'],
    ['count(@A,) > 1', 10, '“@”'],
    ['true and', 9, 'a condition'],
    ['age != 5', 5, 'unexpected character “!”'],
    ['pdx in @甲', 9, 'unexpected character “甲”'],
    [`${'('.repeat(500)}true`, 201, 'levels of nesting'],
  ]
  test.each(faults)('%j fails at character %i', (text, position, message) => {
    const parsed = parseRule(text)
    expect(parsed.ok).toBe(false)
    if (parsed.ok) return
    expect(parsed.error.position).toBe(position)
    expect(parsed.error.message.en).toContain(message)
    expect(parsed.error.message.zh).not.toBe('')
  })
})

describe('rules that can be read', () => {
  test('white space is optional and any amount of it', () => {
    expect(parseRule('pdx in@A and(age<5 or\n  sex=M )')).toEqual(parseRule('pdx in @A and (age < 5 or sex = M)'))
  })

  test('and binds tighter than or', () => {
    expect(parseRule('mcc or cc and true')).toEqual({
      ok: true,
      rule: { kind: 'or', parts: [{ kind: 'mcc' }, { kind: 'and', parts: [{ kind: 'cc' }, { kind: 'true' }] }] },
    })
  })
})

describe('rules in words', () => {
  const phrases: readonly (readonly [string, string, string])[] = [
    ['pdx in @A.dx', '主要诊断在 @A.dx 内', 'principal diagnosis is in @A.dx'],
    ['not proc in @SS', '没有手术操作在 @SS 内', 'no procedure is in @SS'],
    ['not pdx in @A', '主要诊断不在 @A 内', 'principal diagnosis is not in @A'],
    ['age < 17 and sex = F', '年龄小于 17 岁且性别为女', 'age below 17 years and sex is female'],
    [
      'pdx in @A and (proc in @B or proc in @C)',
      '主要诊断在 @A 内且（任一手术操作在 @B 内，或任一手术操作在 @C 内）',
      'principal diagnosis is in @A and (any procedure is in @B or any procedure is in @C)',
    ],
    ['discharge in (2,5)', '离院方式为 2、5', 'way of leaving is 2 or 5'],
    ['not sex = M', '并非“性别为男”', 'not (sex is male)'],
  ]
  test.each(phrases)('%s', (rule, zh, en) => {
    expect(words(rule)).toBe(zh)
    expect(words(rule, 'en')).toBe(en)
  })
})
