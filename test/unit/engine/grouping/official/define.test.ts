import { describe, expect, test } from 'vitest'
import { KNOWN_CORRECTIONS } from '#engine/grouping/official/corrections.ts'
import { defineOfficial } from '#engine/grouping/official/define.ts'
import type { OfficialTables } from '#engine/grouping/official/tables.ts'
import { groupCaseWithTrail } from '#engine/grouping/trail.ts'
import { type Problem, ProblemError } from '#shared/domain/problem.ts'
import { aCase } from '../small-scheme.ts'
import { compiledOf, outcomeOf, smallWorkbook } from './small-workbook.ts'

function refusal(tables: OfficialTables): Problem {
  try {
    defineOfficial(tables)
  } catch (error) {
    if (error instanceof ProblemError) return error.problem
    throw error
  }
  throw new Error('the workbook was not refused')
}

const base = smallWorkbook()
const linesOf = (tables: OfficialTables, kind: string) =>
  defineOfficial(tables).lines.filter((each) => each.kind === kind)

describe('evaluation', () => {
  test('sex and a principal diagnosis are needed, and nothing else', () => {
    expect(outcomeOf(base, { sex: null })).toBe(',,,rejected')
    expect(outcomeOf(base, { dx: [] })).toBe(',,,rejected')
    expect(outcomeOf(base, { dx: ['', 'G43.000'] })).toBe(',,,rejected')
    expect(outcomeOf(base, { age: null })).toBe('MDCB,BR1,BR15,grouped')
    expect(outcomeOf(base, { age: 0, ageDays: null })).toBe('MDCB,BR1,BR15,grouped')
  })

  test('a surgical case passes over the groups that never look at procedures', () => {
    expect(outcomeOf(base, { proc: ['01.2400'] })).toBe('MDCB,BB1,BB15,grouped')
    // A migraine with an appendectomy: BR1 is not for it.
    expect(outcomeOf(base, { proc: ['47.0100'] })).toBe('MDCB,BQY,BQY,ambiguous')
    // Only the main procedure makes a surgical case.
    expect(outcomeOf(base, { proc: ['99.9900', '47.0100'] })).toBe('MDCB,BR1,BR15,grouped')
  })

  test('a group whose tiers look at procedures is tried for a surgical case as well', () => {
    const drg = base.drg.map((row) => (row.code === 'BR11' ? { ...row, rule: 'QTSS in OP_SKULL' } : row))
    const tables = smallWorkbook({ drg })
    expect(outcomeOf(tables, { proc: ['47.0100', '01.2400'] })).toBe('MDCB,BR1,BR11,grouped')
  })

  test('a group that counts procedures looks at them', () => {
    const adrg = base.adrg.map((row) =>
      row.code === 'BB1' ? { ...row, rule: 'length(OP_SKULL ∩ {ZYSS,QTSS})>=2' } : row,
    )
    expect(outcomeOf(smallWorkbook({ adrg }), { proc: ['01.2400', '01.2500X001'] })).toBe('MDCB,BB1,BB15,grouped')
  })

  test('an MDC without ambiguous group lets a surgical case go on to the next', () => {
    const adrg = base.adrg.filter((row) => row.code !== 'BQY')
    expect(
      outcomeOf(smallWorkbook({ adrg, drg: base.drg.filter((row) => row.adrg !== 'BQY') }), { proc: ['47.0100'] }),
    ).toBe('MDCS,SB1,SB19,grouped')
  })

  test('what an ambiguous row asks besides counts too', () => {
    const adrg = base.adrg.map((row) => (row.code === 'BQY' ? { ...row, rule: 'ZYSS in OP_ALL and XSRTL<29' } : row))
    expect(outcomeOf(smallWorkbook({ adrg }), { proc: ['47.0100'] })).toBe('MDCS,SB1,SB19,grouped')
    expect(outcomeOf(smallWorkbook({ adrg }), { proc: ['47.0100'], ageDays: 3 })).toBe('MDCB,BQY,BQY,ambiguous')
  })

  test('the bin of an MDC and the last resort are no groups', () => {
    expect(outcomeOf(base, { dx: ['G91.900'] })).toBe('MDCB,B00,B000,ungrouped')
    expect(outcomeOf(base, { dx: ['Z00.000'] })).toBe('0000,000,0000,ungrouped')
    expect(outcomeOf(base, { dx: ['Z00.000'], proc: ['47.0100'] })).toBe('0000,000,0000,ungrouped')
  })

  test('an ADRG none of whose DRGs holds leaves the case to the next ADRG', () => {
    const drg = base.drg.filter((row) => row.code !== 'BR15')
    expect(outcomeOf(smallWorkbook({ drg }), {})).toBe('MDCB,B00,B000,ungrouped')
  })

  test('the exclusion table of the principal diagnosis cancels the complications that refer to it', () => {
    const tier = (principal: string) => outcomeOf(base, { dx: [principal, 'J96.000'], proc: ['01.2400'] })
    expect(tier('G43.000')).toBe('MDCB,BB1,BB11,grouped')
    expect(tier('G44.000x001')).toBe('MDCB,BB1,BB15,grouped')
  })

  test('codes compare without regard to case', () => {
    expect(outcomeOf(base, { dx: ['g44.000X001', 'i10.X00'] })).toBe('MDCB,BR1,BR11,grouped')
    expect(outcomeOf(base, { dx: ['g44.000X001', 'j96.000'], proc: ['01.2500X001'] })).toBe('MDCB,BB1,BB15,grouped')
  })
})

describe('rows that hold for every case', () => {
  test('are moved behind the ordinary rows of their scope, and told', () => {
    const [moved, ...others] = linesOf(base, 'moved')
    expect(others).toEqual([])
    expect(moved).toMatchObject({ sheet: 'ADRG', row: 4 })
    expect(moved?.message.zh).toContain('B00')
    expect(moved?.authority?.zh).not.toBe('')
    expect(outcomeOf(base, {})).toBe('MDCB,BR1,BR15,grouped')
  })

  test('MDCA is always tried first and 0000 last, whatever their numbers say', () => {
    const mdc = base.mdc.map((row) => (row.code === '0000' ? { ...row, order: 0 } : row))
    const { definition, lines } = defineOfficial(smallWorkbook({ mdc }))
    expect(definition.mdcs.map(({ code }) => code)).toEqual(['MDCA', 'MDCB', 'MDCS', '0000'])
    expect(lines.some(({ kind, sheet, row }) => kind === 'moved' && sheet === 'MDC' && row === 5)).toBe(true)
  })

  test('a group with a blank rule comes before the bin, a tier with one after the others', () => {
    const adrg = base.adrg.map((row) => (row.code === 'BR1' ? { ...row, rule: '', order: 9 } : row))
    const drg = base.drg.map((row) => (row.code === 'BR15' ? { ...row, order: 0 } : row))
    const tables = smallWorkbook({ adrg, drg })
    expect(outcomeOf(tables, { dx: ['G91.900', 'J96.000'] })).toBe('MDCB,BR1,BR11,grouped')
    expect(linesOf(tables, 'moved').map(({ sheet, row }) => `${sheet} ${row}`)).toEqual(['ADRG 4', 'DRG 8'])
  })
})

describe('repeated rows', () => {
  test('are left out and told with both rows', () => {
    const sets = [...base.sets, { row: 99, set: 'OP_ALL', code: '01.2500X001', name: '' }]
    const cc = [...base.cc, { ...base.cc[0]!, row: 98 }]
    const lines = linesOf(smallWorkbook({ sets, cc }), 'deduplicated')
    expect(lines.map(({ sheet, row }) => `${sheet} ${row}`)).toEqual(['集合 99', 'CC 98'])
    expect(lines[0]?.message.zh).toContain('与第 13 行重复')
  })

  test('that contradict each other are refused', () => {
    const cc = [...base.cc, { ...base.cc[0]!, row: 98, exclusion: 'EX_2' }]
    expect(refusal(smallWorkbook({ cc }))).toMatchObject({ details: { sheet: 'CC', row: 98 } })
    const drg = [...base.drg, { ...base.drg[0]!, row: 97, rule: 'NL>1' }]
    expect(refusal(smallWorkbook({ drg }))).toMatchObject({ details: { sheet: 'DRG', row: 97 } })
  })
})

describe('what is refused, with sheet and row', () => {
  const withAdrg = (rule: string) =>
    smallWorkbook({ adrg: base.adrg.map((row) => (row.code === 'BR1' ? { ...row, rule } : row)) })

  test('a rule that cannot be read', () => {
    const { code, message, details } = refusal(withAdrg('ZYZD im DI_HEAD'))
    expect(code).toBe('scheme-invalid')
    expect(details).toMatchObject({ sheet: 'ADRG', row: 5, column: 'ADRG规则', position: 6 })
    expect(message.zh).toContain('工作表“ADRG”第 5 行')
  })

  test('a set that does not exist', () => {
    expect(refusal(withAdrg('1 and ZYZD in di_nothing'))).toMatchObject({
      details: { sheet: 'ADRG', row: 5, position: 15 },
      message: { en: expect.stringContaining('no set DI_NOTHING') },
    })
  })

  test('a set used both for diagnoses and for procedures', () => {
    expect(refusal(withAdrg('ZYZD in OP_SKULL')).message.en).toContain('both for diagnoses and for procedures')
  })

  test('a group whose parent does not exist', () => {
    const drg = base.drg.map((row) => (row.code === 'BR11' ? { ...row, adrg: 'BR9' } : row))
    expect(refusal(smallWorkbook({ drg })).details).toMatchObject({ sheet: 'DRG', row: 7, column: '所属ADRG编码' })
  })

  test('a workbook without OP_ALL', () => {
    const sets = base.sets.filter(({ set }) => set !== 'OP_ALL')
    expect(refusal(smallWorkbook({ sets })).message.zh).toContain('OP_ALL')
  })
})

describe('what is odd but loaded', () => {
  test('an order that is missing or given twice', () => {
    const adrg = base.adrg.map((row) =>
      row.code === 'BR1' ? { ...row, order: 1 } : row.code === 'SB1' ? { ...row, order: null } : row,
    )
    const rows = linesOf(smallWorkbook({ adrg }), 'warning').map(({ row }) => row)
    expect(rows).toEqual([5, 7])
  })

  test('a complication whose exclusion table has no rows is never excluded', () => {
    const tables = smallWorkbook({ exclusions: base.exclusions.filter(({ exclusion }) => exclusion !== 'EX_1') })
    expect(linesOf(tables, 'warning')).toMatchObject([{ sheet: 'CC', row: 2 }])
    expect(outcomeOf(tables, { dx: ['G44.000x001', 'J96.000'], proc: ['01.2400'] })).toBe('MDCB,BB1,BB11,grouped')
  })

  test('a principal diagnosis in two exclusion tables, both of which then apply', () => {
    const exclusions = [...base.exclusions, { row: 9, exclusion: 'EX_2', code: 'G44.000X001', name: '' }]
    const tables = smallWorkbook({ exclusions })
    expect(linesOf(tables, 'warning')).toMatchObject([{ sheet: '排除表', row: 9 }])
    expect(outcomeOf(tables, { dx: ['G44.000x001', 'J96.000', 'I10.x00'], proc: ['01.2400'] })).toBe(
      'MDCB,BB1,BB15,grouped',
    )
  })

  test('an ADRG without DRG', () => {
    const tables = smallWorkbook({ drg: base.drg.filter(({ adrg }) => adrg !== 'SR1') })
    expect(linesOf(tables, 'warning')).toMatchObject([{ sheet: 'ADRG', row: 8 }])
  })
})

describe('known gaps of the published workbook', () => {
  const third = '按病组（DRG）付费3.0版分组方案配置信息'
  const gap = smallWorkbook({
    title: third,
    cc: [{ row: 2, code: 'J96.000', name: '', exclusion: 'EX_103', level: 'MCC' }],
    exclusions: [{ row: 2, exclusion: 'EX_103', code: 'P22.100x001', name: '' }],
    sets: [
      ...base.sets,
      { row: 80, set: 'DI_HEAD', code: 'P22.100', name: '' },
      { row: 81, set: 'DI_MIGRAINE', code: 'P22.100', name: '' },
      { row: 82, set: 'DI_MIGRAINE', code: 'T92.506', name: '陈旧性肱二头肌建损伤' },
    ],
  })
  const tier = (tables: OfficialTables) => outcomeOf(tables, { dx: ['P22.100', 'J96.000'] })

  test('are offered with their source and change nothing unless switched on', () => {
    const offered = linesOf(gap, 'offered')
    expect(offered.map(({ correction }) => correction)).toEqual(['EX_103-P22.100', 'name-T92.506'])
    expect(offered[0]?.authority?.zh).toContain('表 6-5-103')
    expect(linesOf(gap, 'corrected')).toEqual([])
    expect(tier(gap)).toBe('MDCB,BR1,BR11,grouped')
  })

  test('are filled when switched on by name, and told', () => {
    const tables = { ...gap, corrections: ['EX_103-P22.100'] }
    expect(linesOf(tables, 'corrected').map(({ correction }) => correction)).toEqual(['EX_103-P22.100'])
    expect(linesOf(tables, 'offered').map(({ correction }) => correction)).toEqual(['name-T92.506'])
    expect(tier(tables)).toBe('MDCB,BR1,BR15,grouped')
    const named = defineOfficial({ ...gap, corrections: ['name-T92.506'] }).definition.names.dx.get('T92.506')
    expect(named).toBe('陈旧性肱二头肌腱损伤')
  })

  test('are not offered for another edition, nor once the row is there', () => {
    expect(linesOf({ ...gap, title: base.title }, 'offered')).toEqual([])
    const filled = {
      ...gap,
      exclusions: [...gap.exclusions, { row: 3, exclusion: 'EX_103', code: 'P22.100', name: '' }],
    }
    expect(linesOf(filled, 'offered').map(({ correction }) => correction)).toEqual(['name-T92.506'])
  })

  test('are the seven rows and the one name that are known', () => {
    expect(KNOWN_CORRECTIONS.map(({ name }) => name)).toEqual([
      'EX_103-P22.100',
      'EX_103-P24.100',
      'EX_104-P39.800',
      'EX_105-P55.100',
      'EX_105-P59.900',
      'EX_107-P78.800',
      'EX_128-S02.400',
      'name-T92.506',
    ])
  })
})

describe('the trail', () => {
  const trail = (input: Parameters<typeof aCase>[0]) => groupCaseWithTrail(compiledOf(base), aCase(input))

  test('tells which exclusion table cancelled a complication, and the name by whatever case the code is in', () => {
    const { steps } = trail({ dx: ['g44.000X001', 'J96.000'], proc: ['01.2400'] })
    const cc = steps.find(({ level }) => level === 'cc')
    expect(cc).toMatchObject({ code: 'J96.000', held: false, name: '急性呼吸衰竭' })
    expect(cc?.reason.zh).toContain('排除表 EX_1')
    expect(steps.some(({ reason }) => reason.zh.includes('g44.000X001 丛集性头痛'))).toBe(true)
  })

  test('tells in one step which groups a surgical case passes over', () => {
    const { steps, result } = trail({ proc: ['47.0100'] })
    expect(steps.filter(({ level }) => level === 'adrg').map(({ code, held }) => `${code} ${held}`)).toEqual([
      'AA1 false',
      'BB1 false',
      'BR1,B00 false',
      'BQY true',
    ])
    expect(result.status).toBe('ambiguous')
  })

  test('tells a bin from no group at all', () => {
    expect(trail({ dx: ['G91.900'] }).steps.at(-1)?.reason.zh).toContain('落入兜底组 MDCB / B00 / B000')
  })

  test('tells what a rejected case lacks', () => {
    expect(trail({ dx: [] }).steps[0]).toMatchObject({ code: 'pdx', held: false })
  })
})
