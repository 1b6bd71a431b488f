import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { inspectFile } from '#exchange/inspect-file.ts'
import { readRecords } from '#exchange/read-records.ts'
import { problemOf, templateOf, temporaryFolder, writeWorkbook } from './support.ts'

const file = temporaryFolder()
const HEADER = '病例号,费用发生时间,项目编码,项目名称,收费类别,数量,金额'
const LINES = [
  'ZY1,2026-03-01 08:00:00,0001,"钢板,3孔",卫生材料费,1,"3,200.00"',
  'ZY1,2026-03-01 08:00:00,0001,"钢板,3孔",卫生材料费,-1,"-3,200.00"',
  'ZY2,2026-03-02,0002,床位费,床位费,1,abc',
]

async function outcome(path: string) {
  const { template } = await inspectFile({ path }, [])
  const rows = []
  for await (const chunk of readRecords({ path }, template)) rows.push(...chunk.rows.map((row) => chunk.preview(row)))
  return rows
}

describe('a text file from inspection to records', () => {
  test('GB18030, titles above, totals below, a broken quote, a ragged row', async () => {
    const text = [
      '骨科收费明细',
      '单位：元',
      '',
      HEADER,
      ...LINES,
      '"ZY3,2026-03-02,0003,x,床位费,1,5',
      'ZY4,2026-03-02',
      '合计,,,,,,0.00',
    ].join('\r\n')
    const path = await file('charges.csv', iconv.encode(text, 'gb18030'))
    const inspection = await inspectFile({ path, name: '三月收费.csv' }, [])
    expect(inspection).toMatchObject({
      name: '三月收费.csv',
      kind: 'charges',
      confidence: 1,
      format: { type: 'text', encoding: 'gb18030', delimiter: ',', headerRow: 4 },
      header: HEADER.split(','),
      templateSource: 'proposed',
      missingRequired: [],
      unusedColumns: [],
    })
    expect(inspection.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(inspection.sample[0]).toContain('钢板,3孔')
    const rows = await outcome(path)
    expect(rows.map(({ row, verdict, issues }) => [row, verdict, issues[0]?.code])).toEqual([
      [5, 'ok', undefined],
      [6, 'ok', undefined],
      [7, 'rejected', 'number-unreadable'],
      [8, 'rejected', 'quote-broken'],
      [9, 'rejected', 'row-ragged'],
      [10, 'warning', 'total-row'],
    ])
    expect(rows[1]?.values).toMatchObject({ quantity: '-1', amount: '-3200.00', category: '08' })
  })

  test('the kind asked for is not second-guessed', async () => {
    const path = await file('asked.csv', `${HEADER}\n${LINES[0]}\n`)
    expect((await inspectFile({ path, kind: 'items' }, [])).kind).toBe('items')
  })

  test('progress, cancel, a file without a header', async () => {
    const path = await file('big.csv', `${HEADER}\n${`${LINES[0]}\n`.repeat(30_000)}`)
    const { template } = await inspectFile({ path }, [])
    const seen: number[] = []
    let total = 0
    for await (const chunk of readRecords({ path }, template, { onProgress: (done) => seen.push(done) }))
      total += chunk.rows.length
    expect(total).toBe(30_000)
    expect(seen).toEqual([...seen].sort((a, b) => a - b))
    const abort = new AbortController()
    const read = async (): Promise<void> => {
      for await (const _ of readRecords({ path }, template, { signal: abort.signal })) abort.abort()
    }
    expect(await problemOf(read())).toBe('cancelled')
    expect(await problemOf(inspectFile({ path: await file('blank.csv', '\n\n,,\n') }, []))).toBe('file-empty')
  })
})

describe('saved templates', () => {
  const mine = {
    ...templateOf('items', [], {
      item_code: { from: 'column', column: '物料' },
      name: { from: 'column', column: '叫法' },
    }),
    name: '物料表',
    file: { encoding: 'gb18030', headerRow: 9 },
  } as const

  test('the one whose columns are all there is used, with the format of this file', async () => {
    const path = await file('mine.csv', '标题\n物料,叫法,备注\n1,钢板,x\n')
    const inspection = await inspectFile({ path }, [mine])
    expect(inspection).toMatchObject({
      kind: 'items',
      templateSource: 'saved',
      confidence: 1,
      format: { encoding: 'utf-8', headerRow: 2 },
      template: { name: '物料表', file: { encoding: 'utf-8', headerRow: 2 } },
      unusedColumns: ['备注'],
    })
  })

  test('by name; an unknown name is a problem', async () => {
    const path = await file('named.csv', '物料,叫法\n1,钢板\n')
    expect((await inspectFile({ path, templateName: '物料表' }, [mine])).template.name).toBe('物料表')
    expect(await problemOf(inspectFile({ path, templateName: '没有' }, [mine]))).toBe('template-not-found')
  })
})

describe('a workbook from inspection to records', () => {
  test('the first sheet with a known header, numbers stored as text, dates of 1904', async () => {
    const text = (ref: string, value: string): string => `<c r="${ref}" t="inlineStr"><is><t>${value}</t></is></c>`
    const names = ['住院号', '性别', '年龄', '入院日期', '出院日期', '科室', '诊断编码', '总费用（万元）', '手术编码']
    const path = await writeWorkbook(await file('cases.xlsx', ''), {
      date1904: true,
      styles: [0, 14],
      sheets: {
        填写说明: `<row r="1">${text('A1', '请按模板填写')}</row>`,
        出院病例: [
          `<row r="1">${text('A1', '骨科出院病例')}</row>`,
          `<row r="3">${names.map((name, index) => text(`${'ABCDEFGHI'[index]}3`, name)).join('')}</row>`,
          `<row r="4">${text('A4', '00012')}${text('B4', '女')}${text('C4', '65')}<c r="D4" s="1"><v>44620</v></c><c r="E4"><v>44634.5</v></c>${text('F4', '骨科')}${text('G4', 'M17.0|I10')}<c r="H4"><v>3.5000500000000003</v></c>${text('I4', '81.5400')}</row>`,
          `<row r="6">${text('A6', '合计')}<c r="H6"><v>3.50005</v></c></row>`,
        ].join(''),
      },
    })
    const inspection = await inspectFile({ path }, [])
    expect(inspection).toMatchObject({
      kind: 'cases',
      format: { type: 'workbook', sheet: '出院病例', sheets: ['填写说明', '出院病例'], headerRow: 3 },
      template: { moneyUnit: 'wan', file: { sheet: '出院病例', headerRow: 3 } },
    })
    const rows = await outcome(path)
    expect(rows.map(({ row, verdict }) => [row, verdict])).toEqual([
      [4, 'ok'],
      [6, 'warning'],
    ])
    expect(rows[0]?.values).toMatchObject({
      case_no: '00012',
      sex: 'F',
      age: 65,
      admitted_at: '2026-03-01',
      // A bare number in a date column counts in the date system of its workbook.
      discharged_at: '2026-03-15 12:00:00',
      total_charge: '35000.50',
      proc: '81.5400',
    })
  })
})
