import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseOfficialRule } from '#engine/grouping/official/rule-parser.ts'
import type { Rule } from '#engine/grouping/rule.ts'
import { ruleInWords } from '#engine/grouping/rule-words.ts'
import type { GroupingInput } from '#shared/domain/grouping.ts'
import { ruleHolds } from './small-workbook.ts'

function parsed(text: string): Rule {
  const result = parseOfficialRule(text)
  if (!result.ok) throw new Error(result.error.message.en)
  return result.rule
}

describe('each construct', () => {
  type Row = readonly [rule: string, input: Partial<GroupingInput>, holds: boolean]
  const rows: readonly Row[] = [
    ['ZYZD in DI_1', { dx: ['d1'] }, true],
    ['ZYZD in DI_1', { dx: ['x', 'd1'] }, false],
    ['QTZD in DI_1', { dx: ['x', 'd1'] }, true],
    ['QTZD in DI_1', { dx: ['d1'] }, false],
    ['{ZYZD,QTZD} in DI_1', { dx: ['d1'] }, true],
    ['{ZYZD, QTZD} in DI_1', { dx: ['x', 'd1'] }, true],
    ['ZYSS in OP_1', { proc: ['p1'] }, true],
    ['ZYSS in OP_1', { proc: ['x', 'p1'] }, false],
    ['QTSS in OP_1', { proc: ['x', 'p1'] }, true],
    ['{ZYSS,QTSS} in OP_1', { proc: ['x', 'p1'] }, true],
    ['{ZYSS,QTSS} in OP_1', { proc: [] }, false],
    // Braces on the right: any of the sets.
    ['ZYZD in {DI_1,DI_2}', { dx: ['d2'] }, true],
    ['ZYZD in {DI_1,DI_2}', { dx: ['x'] }, false],
    // `not in` is true when no code of the field is in any of the sets, also when there is none.
    ['{ZYSS,QTSS} not in OP_1', { proc: ['x', 'p1'] }, false],
    ['{ZYSS,QTSS} not in OP_1', { proc: ['x', 'p4'] }, true],
    ['{ZYSS,QTSS} not in {OP_1,OP_2}', { proc: ['x', 'p4'] }, false],
    ['ZYSS not in OP_1', { proc: [] }, true],
    ['not ZYZD in DI_1', { dx: ['d1'] }, false],
    ['not not ZYZD in DI_1', { dx: ['d1'] }, true],
    // How many different codes of the set: told twice, a code counts once.
    ['length(OP_1 ∩ {ZYSS, QTSS})>=2', { proc: ['p1', 'x', 'p2'] }, true],
    ['length(OP_1 ∩ {ZYSS, QTSS})>=2', { proc: ['p1', 'P1', 'p1'] }, false],
    ['length(OP_1 ∩ {ZYSS, QTSS})>=3', { proc: ['p3', 'p1', 'p2', 'p1'] }, true],
    ['LENGTH(OP_1∩QTSS) >= 1', { proc: ['p1', 'x'] }, false],
    ['length(DI_1 ∩ {ZYZD,QTZD}) >= 2', { dx: ['d1', 'both'] }, true],
    ['length(DI_1 ∩ QTZD) >= 2', { dx: ['d1', 'both'] }, false],
    ['NL>=70', { age: 70 }, true],
    ['NL < 70', { age: 70 }, false],
    ['NL=0', { age: 0 }, true],
    ['NL<=5', { age: null }, false],
    ['XB=1', { sex: 'M' }, true],
    ['XB = 2', { sex: 'M' }, false],
    ['XB >= 1', { sex: 'F' }, true],
    ['XB > 2', { sex: 'F' }, false],
    ['XSRTL<=28', { ageDays: 28 }, true],
    ['XSRTL<=28', { ageDays: null }, false],
    ['XSRTZ>0 and XSRTZ<1500', { birthWeight: 0 }, false],
    ['XSRTZ>0 and XSRTZ<1500', { birthWeight: 1499 }, true],
    ['1', {}, true],
    ['0', {}, false],
    ['1.5', {}, true],
    // `and` binds tighter than `or`; keywords in any case.
    ['ZYZD in DI_2 AND NL>100 Or ZYZD in DI_1', { dx: ['d1'] }, true],
    ['ZYZD in DI_1 or ZYZD in DI_2 and NL>100', { dx: ['d1'] }, true],
    ['(ZYZD in DI_1 or ZYZD in DI_2) and NL>100', { dx: ['d1'] }, false],
    ['zyzd IN di_1', { dx: ['D1'] }, true],
  ]
  test.each(rows)('%s for %j: %s', (rule, input, holds) => {
    expect(ruleHolds(rule, input)).toBe(holds)
  })

  test('a blank rule is true', () => {
    expect(parsed('')).toEqual({ kind: 'true' })
    expect(parsed('  ')).toEqual({ kind: 'true' })
  })

  test('MCC and CC are what the case makes them, whichever braces stand around them', () => {
    expect(parsed('QTZD in MCC')).toEqual({ kind: 'mcc' })
    expect(parsed('QTZD in {MCC,CC}')).toEqual({ kind: 'or', parts: [{ kind: 'mcc' }, { kind: 'cc' }] })
    expect(parsed('QTZD in {mcc,DI_1}')).toEqual({
      kind: 'or',
      parts: [{ kind: 'mcc' }, { kind: 'in', field: 'sdx', list: 'DI_1' }],
    })
    expect(parsed('QTZD not in CC')).toEqual({ kind: 'not', part: { kind: 'cc' } })
  })
})

describe('rules that cannot be read', () => {
  const faults: readonly (readonly [string, number, string])[] = [
    ['ZYZD in', 8, 'the name of a set'],
    ['ZYZD DI_1', 6, '“IN”'],
    ['ZYZD in {}', 10, 'the name of a set'],
    ['ZYZD in {DI_1', 14, '“}”'],
    ['{} in DI_1', 2, 'a field'],
    ['{ZYZD,NL} in DI_1', 7, 'a field'],
    ['{ZYZD,ZYSS} in DI_1', 1, 'mixed'],
    ['ZYZD in ZYSS', 9, 'the name of a set'],
    ['DI_1 in ZYZD', 1, 'a condition'],
    ['ZYZD in MCC', 1, 'only be looked for in QTZD'],
    ['NL 5', 4, 'a comparison'],
    ['NL >= five', 7, 'a number'],
    ['length(DI_1) >= 2', 12, '“∩”'],
    ['length(MCC ∩ QTZD) >= 2', 8, 'cannot be used with MCC'],
    ['length(DI_1 ∩ QTZD)', 20, 'a comparison'],
    ['(1', 3, '“)”'],
    ['1)', 2, 'end of the rule'],
    ['1 and', 6, 'a condition'],
    ['1 or or 1', 6, 'a condition'],
    ['ZYZD in DI_1；1', 13, 'unexpected character “；”'],
    [`${'('.repeat(500)}1`, 201, 'levels of nesting'],
  ]
  test.each(faults)('%j fails at character %i', (text, position, message) => {
    const result = parseOfficialRule(text)
    expect(result.ok).toBe(false)
    if (result.ok) return
    expect(result.error.position).toBe(position)
    expect(result.error.message.en).toContain(message)
    expect(result.error.message.zh).not.toBe('')
  })
})

describe('for any text', () => {
  const word = fc.constantFrom(
    ...[
      'ZYZD',
      'QTSS',
      'in',
      'not',
      'and',
      'OR',
      '(',
      ')',
      '{',
      '}',
      ',',
      '∩',
      'length',
      'MCC',
      'DI_1',
      'NL',
      '>=',
      '28',
      ' ',
    ],
  )
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.array(word, { maxLength: 30 }).map((words) => words.join(' ')),
  )

  test('reading never throws, and what is read can be told in words', () => {
    fc.assert(
      fc.property(text, (rule) => {
        const result = parseOfficialRule(rule)
        if (result.ok) expect(ruleInWords(result.rule).zh).not.toBe('')
        else expect(result.error.position).toBeGreaterThan(0)
      }),
      { numRuns: 3000 },
    )
  })
})

test('the constructs this language adds, in words', () => {
  expect(ruleInWords(parsed('length(OP_1 ∩ {ZYSS,QTSS})>=2'))).toEqual({
    zh: '手术操作中属于 @OP_1 的不同编码数不低于 2',
    en: 'the number of different codes of @OP_1 (any procedure) is at least 2',
  })
})
