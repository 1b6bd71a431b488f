import { writeXlsx } from 'hucre/xlsx'
import { describe, expect, test } from 'vitest'
import { expandExponent, plainDecimal, serialToDate } from '#exchange/readers/cell-value.ts'
import { openTable } from '#exchange/readers/table.ts'
import { isDateFormat } from '#exchange/readers/workbook-parts.ts'
import { allRows, problemOf, rowsOf, temporaryFolder, writeWorkbook } from '../support.ts'

const file = temporaryFolder()
let made = 0
const workbook = async (parts: Parameters<typeof writeWorkbook>[1]): Promise<string> =>
  writeWorkbook(await file(`w${made++}.xlsx`, ''), parts)

describe('cells', () => {
  test('a code stored as text keeps its zeros; a stored number gives its plain decimal', async () => {
    const path = await workbook({
      sheets: {
        A: '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>47.01</v></c><c r="C1" t="inlineStr"><is><t>007</t></is></c><c r="D1" t="str"><f>A1</f><v>x&amp;y</v></c><c r="E1" t="b"><v>1</v></c><c r="F1" t="e"><v>#N/A</v></c></row>',
      },
      shared: ['<t>47.0100</t>'],
    })
    expect(await rowsOf(path)).toEqual([['47.0100', '47.01', '007', 'x&y', 'TRUE', '#N/A']])
  })

  test('texts: rich runs joined, phonetic guides left out, entities and escapes decoded, blanks kept', async () => {
    const path = await workbook({
      sheets: { A: '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c><c t="s"><v>3</v></c></row>' },
      shared: [
        '<r><t>病案</t></r><r><rPr><b/></rPr><t xml:space="preserve">号 </t></r>',
        '<t>险种</t><rPh sb="0" eb="2"><t>xianzhong</t></rPh>',
        '<t>&lt;5 &#x4E94;_x000D_</t>',
        '<t/>',
      ],
    })
    expect(await rowsOf(path)).toEqual([['病案号 ', '险种', '<5 五\r', '']])
  })

  test('dates by the style of the cell, in both date systems', async () => {
    const sheets = {
      A: '<row r="1"><c r="A1" s="1"><v>44562</v></c><c r="B1" s="2"><v>44562.354166666664</v></c><c r="C1" s="3"><v>44562</v></c><c r="D1" s="0"><v>44562</v></c></row>',
    }
    const styles = [0, 14, 'yyyy"年"m"月"d"日" h:mm', '0.00_ ;[Red]\\-0.00']
    expect(await rowsOf(await workbook({ sheets, styles }))).toEqual([
      ['2022-01-01', '2022-01-01 08:30:00', '44562', '44562'],
    ])
    const later = await openTable(await workbook({ sheets, styles, date1904: true }))
    expect(later.date1904).toBe(true)
    expect(await allRows(later)).toEqual([['2026-01-02', '2026-01-02 08:30:00', '44562', '44562']])
  })

  test('rows and cells left out are empty and keep their places', async () => {
    const path = await workbook({
      sheets: {
        A: '<row r="2"><c r="C2"><v>1</v></c></row><row r="5" spans="1:1"/><row r="6"><c r="A6"/><c r="B6"><v>2</v></c></row>',
      },
    })
    expect(await rowsOf(path)).toEqual([[], ['', '', '1'], [], [], [], ['', '2']])
  })

  test('element names may carry a prefix', async () => {
    const path = await workbook({ prefix: 'x', sheets: { A: '<x:row r="1"><x:c r="B1"><x:v>7</x:v></x:c></x:row>' } })
    expect(await rowsOf(path)).toEqual([['', '7']])
  })
})

describe('workbooks', () => {
  test('a sheet by name; an unknown one is a problem', async () => {
    const path = await workbook({ sheets: { 说明: '', 明细: '<row r="1"><c r="A1"><v>3</v></c></row>' } })
    const table = await openTable(path, { sheet: '明细' })
    expect(table.sheets).toEqual(['说明', '明细'])
    expect(await allRows(table)).toEqual([['3']])
    expect(await problemOf(openTable(path, { sheet: '汇总' }))).toBe('file-unreadable')
  })

  test('cut short, or rows out of order: refused in words', async () => {
    const whole = await workbook({ sheets: { A: '<row r="1"><c r="A1"><v>3</v></c></row>'.repeat(1) } })
    const { readFile } = await import('node:fs/promises')
    const bytes = await readFile(whole)
    expect(await problemOf(rowsOf(await file('cut.xlsx', bytes.subarray(0, bytes.length - 40))))).toBe(
      'file-unreadable',
    )
    const wrong = await workbook({ sheets: { A: '<row r="5"/><row r="3"/>' } })
    expect(await problemOf(rowsOf(wrong))).toBe('file-unreadable')
  })

  test('a file that another program wrote', async () => {
    const data = await writeXlsx({
      sheets: [
        {
          name: '病例',
          rows: [
            ['病例号', '金额', '日期'],
            ['00123', 12.3, new Date(Date.UTC(2026, 2, 15))],
          ],
        },
      ],
    } as Parameters<typeof writeXlsx>[0])
    const rows = await rowsOf(await file('other.xlsx', data))
    expect(rows[0]).toEqual(['病例号', '金额', '日期'])
    expect(rows[1]?.slice(0, 2)).toEqual(['00123', '12.3'])
    expect(rows[1]?.[2]).toContain('2026-03-15')
  })
})

test.each([
  ['12.3', '12.3'],
  ['12.300000000000001', '12.3'],
  ['0.1', '0.1'],
  ['1E-3', '0.001'],
  ['1.5E+2', '150'],
  ['-2.5000000000000004E-2', '-0.025'],
  ['123456789012345', '123456789012345'],
  // 18 digits were cut to 15 when they were typed: shown so that a code parser warns.
  ['110101199001011000', '1.10101199001011E+17'],
])('stored number %s is %s', (stored, shown) => {
  expect(plainDecimal(stored)).toBe(shown)
})

test.each([
  [1, false, '1900-01-01'],
  [59, false, '1900-02-28'],
  [61, false, '1900-03-01'],
  [46096.5, false, '2026-03-15 12:00:00'],
  [46096.999999, false, '2026-03-16'],
  [0.75, false, '18:00:00'],
  [0, true, '1904-01-01'],
  [-1, false, null],
  [3e6, false, null],
])('serial %d (1904: %s) is %s', (serial, date1904, date) => {
  expect(serialToDate(serial, date1904)).toBe(date)
})

test('every serial is the day it stands for', () => {
  for (let serial = 61; serial < 80_000; serial += 13) {
    expect(serialToDate(serial, false)).toBe(new Date((serial - 25_569) * 86_400_000).toISOString().slice(0, 10))
  }
})

test.each([
  ['1.5e-7', '0.00000015'],
  ['1e+05', '100000'],
  ['-12.34E3', '-12340'],
  ['E11', 'E11'],
])('%s without exponent is %s', (text, plain) => {
  expect(expandExponent(text)).toBe(plain)
})

test.each([
  ['General', false],
  ['#,##0.00_);[Red](#,##0.00)', false],
  ['0.00"元"', false],
  ['[$-804]yyyy/m/d', true],
  ['[h]:mm', true],
  ['mmm\\-yy', true],
])('format %s shows a date: %s', (code, expected) => {
  expect(isDateFormat(code)).toBe(expected)
})
