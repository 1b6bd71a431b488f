import { expect, test } from 'vitest'
import type { SchemeContent } from '#engine/grouping/content.ts'
import { missingWeights } from '#engine/grouping/missing-weights.ts'
import type { SchemeTables } from '#engine/grouping/tables.ts'
import { validateScheme } from '#engine/grouping/validate.ts'
import { smallWorkbook } from './official/small-workbook.ts'
import { smallTables } from './small-scheme.ts'

const told = (content: SchemeContent, weighed: readonly string[]) => {
  const findings = content.form === 'package' ? validateScheme(content.tables) : []
  return missingWeights(content, (code) => weighed.includes(code), findings).map(({ sheet, row }) => `${sheet} ${row}`)
}
const packaged = (changes: Partial<SchemeTables> = {}): SchemeContent => ({
  form: 'package',
  tables: smallTables(changes),
})

test('a group without a weight is told with its table and row', () => {
  expect(told(packaged(), ['BR11', 'BR15', 'BB19', 'AA1'])).toEqual(['drg.csv 4'])
  const [line] = missingWeights(packaged(), () => false)
  expect(line?.message).toEqual({
    zh: '支付政策中没有 AA1 的权重',
    en: 'the payment policy has no weight for AA1',
  })
})

test('an ADRG without DRG rows needs a weight where it stands in for one', () => {
  const all = ['BR11', 'BR13', 'BR15', 'BB19']
  // BQY is ambiguous and paid by another rule; AA1 has no DRG.
  expect(told(packaged(), all)).toEqual(['adrg.csv 5'])
  const { header } = smallTables()
  expect(told(packaged({ header: { ...header, adrgWithoutDrg: 'continue' } }), all)).toEqual([])
})

test('a row no case can reach needs none', () => {
  const { drg } = smallTables()
  const late = { drg: 'BR17', adrg: 'BR1', name: '', order: 9, rule: 'cc' }
  expect(told(packaged({ drg: [...drg, late] }), ['BR11', 'BR13', 'BR15', 'BB19', 'AA1'])).toEqual([])
})

test('in the official form neither ambiguous groups nor bins need one', () => {
  const content: SchemeContent = { form: 'official', tables: smallWorkbook() }
  expect(told(content, ['AA19', 'BB11', 'BB13', 'BB15', 'BR11', 'BR15', 'SB19'])).toEqual(['DRG 11'])
})
