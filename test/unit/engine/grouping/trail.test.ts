import { describe, expect, test } from 'vitest'
import { compileScheme } from '#engine/grouping/compile.ts'
import { groupCaseWithTrail } from '#engine/grouping/trail.ts'
import type { GroupingInput } from '#shared/domain/grouping.ts'
import { aCase, smallTables } from './small-scheme.ts'

/** The trail as `level code +/- sentence`. */
function trail(input: Partial<GroupingInput>, tables = smallTables()): readonly string[] {
  const { steps } = groupCaseWithTrail(compileScheme(tables), aCase(input))
  return steps.map(({ level, code, held, reason }) => `${level} ${code} ${held ? '+' : '-'} ${reason.zh}`)
}

describe('trail', () => {
  test('tells what was tried, in order, and why it failed', () => {
    expect(trail({ dx: ['G44.000', 'J96.000', 'I10.x00'] })).toEqual([
      'check record + 性别、年龄等必填信息齐全',
      'mdc MDCA - 不在 @OPS 内：主要手术操作 无',
      'mdc MDCB + 成立：主要诊断在 @HEAD 内（本例：主要诊断 G44.000）',
      'adrg BB1 - 不在 @SKULL 内：主要手术操作 无',
      'adrg BR1 + 成立：没有手术操作在 @OPS 内（本例：全部手术操作 无）',
      'cc J96.000 - 其他诊断 J96.000 是 MCC，但主要诊断 G44.000 在排除表 7 内，不计入',
      'cc I10.x00 + 其他诊断 I10.x00 是 CC，计入',
      'drg BR11 - 未满足：有严重并发症或合并症（MCC）',
      'drg BR13 + 成立：有并发症或合并症（CC）',
      'result BR13 + 入组：MDCB / BR1 / BR13',
    ])
  })

  test('a rejected case lists every missing item and nothing else', () => {
    expect(trail({ sex: null, age: 0, ageDays: 3 })).toEqual([
      'check sex - 性别不是男或女',
      'check birth_weight - 新生儿（日龄不超过 28 天）出生体重为空',
      'result  - 信息校验不通过：请补全上面列出的项目后重新分组',
    ])
  })

  test('neighbouring MDCs refused by the same codes share one step', () => {
    const base = smallTables()
    const others = [3, 4].map((order) => ({ mdc: `MDC${order}`, name: '', order, rule: `pdx in @SKIN${order}` }))
    const tables = smallTables({
      mdc: [...base.mdc, ...others],
      codeLists: [...base.codeLists, { list: 'SKIN3', code: 'L20' }, { list: 'SKIN4', code: 'L21' }],
    })
    expect(trail({ dx: ['Z00'] }, tables)).toEqual([
      'check record + 性别、年龄等必填信息齐全',
      'mdc MDCA - 不在 @OPS 内：主要手术操作 无',
      'mdc MDCB,MDC3,MDC4 - 不在 @HEAD、@SKIN3、@SKIN4 内：主要诊断 Z00',
      'result 0000 - 无法入组：所有 MDC 和 ADRG 都不成立，请核对主要诊断编码',
    ])
  })

  test('says when the ADRG stands in for the DRG and when a case is ambiguous', () => {
    expect(trail({ proc: ['17.4200'] }).slice(-2)).toEqual([
      'drg AA1 + AA1 下没有 DRG 成立，按方案规定以 ADRG 编码作为 DRG',
      'result AA1 + 入组：MDCA / AA1 / AA1',
    ])
    expect(trail({ proc: ['38.3000'] }).at(-1)).toContain('歧义病案：MDCB / QY / BQY')
  })

  test('names the first part of a condition that failed, with what the record holds', () => {
    const base = smallTables()
    const tables = smallTables({
      drg: [{ drg: 'BR10', adrg: 'BR1', name: '', order: 0, rule: 'sex = F and age < 17 and mcc' }, ...base.drg],
    })
    expect(trail({}, tables)).toContain('drg BR10 - 未满足：年龄小于 17 岁（本例：年龄 50 岁）')
  })
})
