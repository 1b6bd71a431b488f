import { describe, expect, test } from 'vitest'
import type { PackageDocument } from '#engine/grouping/export/document.ts'
import { exportScheme } from '#engine/grouping/export/export-scheme.ts'
import { plainGaps } from '#engine/grouping/export/gaps.ts'
import type { OfficialTables } from '#engine/grouping/official/tables.ts'
import { type Problem, ProblemError } from '#shared/domain/problem.ts'
import { smallWorkbook } from '../official/small-workbook.ts'
import { smallTables } from '../small-scheme.ts'

const rowsOf = ({ tables }: PackageDocument, name: string) => tables.find((table) => table.name === name)?.rows

test('a package is written as it was read', () => {
  const tables = smallTables()
  const document = exportScheme({ form: 'package', tables }, { plain: true })
  expect(document.header).toMatchObject({
    format: 'grouping-scheme/1',
    adrg_without_drg: 'stop',
    rejected: ['', '', ''],
    year: 2024,
  })
  expect(document.header).not.toHaveProperty('extensions')
  expect(rowsOf(document, 'mdc')?.[0]).toEqual(['MDCB', '神经', '2', 'pdx in @HEAD'])
  expect(document.tables.map(({ rows }) => rows.length)).toEqual([2, 4, 4, 7, 4, 2, 3, 0])
})

test('the official workbook is written with the extension, row by row in its own rules', () => {
  const tables = smallWorkbook({ corrections: ['EX_103-P22.100'] })
  const document = exportScheme({ form: 'official', tables })
  expect(document.header).toMatchObject({
    format: 'grouping-scheme/1',
    code: 'CHS-DRG-9.9',
    extensions: ['chs-drg-3'],
    corrections: ['EX_103-P22.100'],
    source: tables.title,
  })
  expect(rowsOf(document, 'adrg')?.slice(3, 5)).toEqual([
    ['BR1', 'MDCB', 'BR1名', '3', 'ZYZD in DI_MIGRAINE', ''],
    ['BQY', 'MDCB', 'BQY名', '4', 'ZYSS in OP_ALL', 'ambiguous'],
  ])
  expect(rowsOf(document, 'cc')?.[0]).toEqual(['J96.000', '急性呼吸衰竭', 'MCC', 'EX_1'])
})

test('a 排序 that is none is a blank order', () => {
  const [first, ...rest] = smallWorkbook().mdc
  const tables = smallWorkbook({ mdc: [{ ...first!, order: null }, ...rest] })
  expect(rowsOf(exportScheme({ form: 'official', tables }), 'mdc')?.[0]?.[2]).toBe('')
})

test('a workbook that is no scheme is not written', () => {
  const tables = smallWorkbook({ sets: [] })
  expect(() => exportScheme({ form: 'official', tables })).toThrow(ProblemError)
})

describe('what the plain form lacks', () => {
  const withRule = (rule: string): OfficialTables => {
    const base = smallWorkbook()
    return smallWorkbook({ adrg: base.adrg.map((row) => (row.code === 'AA1' ? { ...row, rule } : row)) })
  }
  const gaps = (tables: OfficialTables) =>
    plainGaps(tables).map(({ construct, sheet, row }) => `${construct} ${sheet ?? '-'}:${row ?? '-'}`)

  test('is told for the scheme as a whole, then row by row', () => {
    expect(gaps(smallWorkbook())).toEqual([
      'check -:-',
      'letter-case -:-',
      'ambiguous-code ADRG:6',
      // B000 is a bin; 0000 is what the key `ungrouped` says.
      'bin DRG:6',
    ])
  })

  test.each([
    ['length(OP_HEART ∩ {ZYSS,QTSS}) >= 2', 1],
    ['ZYSS in OP_HEART and not (NL < 3 or length(OP_HEART∩ZYSS) = 0)', 1],
    ['length(OP_HEART ∩ {ZYSS,QTSS}) >= 1', 0],
    ['length(OP_HEART ∩ QTSS) > 0', 0],
    ['{ZYSS,QTSS} in {OP_HEART,OP_SKULL} and QTZD not in {MCC,CC} and XB=2', 0],
  ])('in the rule %s', (rule, count) => {
    const found = plainGaps(withRule(rule)).filter(({ construct }) => construct === 'code-count')
    expect(found.map(({ sheet, row }) => [sheet, row])).toEqual(Array(count).fill(['ADRG', 2]))
    for (const { message } of found) expect(message.zh).toMatch(/AA1 的规则“length\(/)
  })

  test('refuses a plain export, naming construct, sheet and row in both languages', () => {
    const content = { form: 'official', tables: withRule('length(OP_HEART ∩ {ZYSS,QTSS}) >= 2') } as const
    const refused = (): Problem => {
      try {
        exportScheme(content, { plain: true })
      } catch (error) {
        if (error instanceof ProblemError) return error.problem
      }
      throw new Error('not refused')
    }
    const { code, message, details } = refused()
    expect(code).toBe('bad-request')
    expect(details).toEqual({
      constructs: 'check letter-case code-count ambiguous-code bin',
      gaps: 5,
      sheet: 'ADRG',
      row: 2,
    })
    expect(message.zh).toContain('工作表“ADRG”第 2 行：AA1 的规则“length(OP_HEART ∩ {ZYSS,QTSS}) >= 2”')
    expect(message.en).toContain('sheet ADRG, row 2: the rule of AA1, “length(OP_HEART ∩ {ZYSS,QTSS}) >= 2”')
  })
})
