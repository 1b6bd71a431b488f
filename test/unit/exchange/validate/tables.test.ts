import { describe, expect, test } from 'vitest'
import { createFileChecker } from '#exchange/validate/file-checker.ts'
import { createFirstRows } from '#exchange/validate/first-rows.ts'
import { createPreviewer } from '#exchange/validate/preview.ts'
import { createRowParser, type ParsedRow } from '#exchange/validate/row-parser.ts'
import type { ImportKind, ImportTemplate } from '#shared/contract/imports.ts'
import type { RecordOf } from '#shared/domain/records.ts'
import { templateOf } from '../support.ts'

function parse<K extends ImportKind>(
  kind: K,
  cells: Readonly<Record<string, string>>,
  more: Partial<ImportTemplate> = {},
) {
  const header = Object.keys(cells)
  const parsed = createRowParser(kind, templateOf(kind, header, {}, more), header)(Object.values(cells), 2)
  return { ...parsed!, codes: parsed!.issues.map(({ code }) => code) }
}

const LINE = {
  case_no: 'ZY1',
  charged_at: '2026-03-02 10:00:00',
  item_code: '0012',
  item_name: '静脉输液',
  category: '治疗费',
  quantity: '-2',
  unit_price: '12.3456',
  amount: '-24.69',
}

describe('charge lines', () => {
  test('a refund is negative; prices keep every digit', () => {
    expect(parse('charges', { ...LINE, high_value: '2', negotiated_drug: '1', self_pay_ratio: '10%' }).record).toEqual({
      caseNo: 'ZY1',
      chargedAt: '2026-03-02 10:00:00',
      itemCode: '0012',
      itemName: '静脉输液',
      insurerCode: null,
      category: '05',
      quantity: '-2',
      unitPrice: '12.3456',
      amount: -2469,
      performingDept: null,
      highValue: false,
      negotiatedDrug: true,
      antibiotic: null,
      selfPayRatio: '0.1',
    })
  })

  test.each([
    ['09', '09'],
    ['9', '09'],
    ['西药费', '09'],
    ['中草药费', '10'],
    ['材料费', '08'],
    ['诊查费', '02'],
    ['其它', '14'],
  ])('category %s is %s', (category, code) => {
    expect(parse('charges', { ...LINE, category })).toMatchObject({ verdict: 'ok', record: { category: code } })
  })

  test.each(['麻醉费', '', '00', '15'])('category %j is unclassified, with a warning', (category) => {
    expect(parse('charges', { ...LINE, category })).toMatchObject({
      codes: ['category-unknown'],
      record: { category: '00' },
    })
  })

  test('amounts in the unit of the file; the price goes with them', () => {
    expect(
      parse('charges', { ...LINE, amount: '-2469', unit_price: '1234.56' }, { moneyUnit: 'fen' }).record,
    ).toMatchObject({
      amount: -2469,
      unitPrice: '12.3456',
    })
    expect(parse('charges', { ...LINE, amount: '1.234567' }, { moneyUnit: 'wan' }).record?.amount).toBe(1_234_567)
    expect(parse('charges', { ...LINE, amount: '1.2345678' }, { moneyUnit: 'wan' }).codes).toEqual(['money-fraction'])
  })

  test('three decimals are refused in an amount', () => {
    expect(parse('charges', { ...LINE, amount: '24.691' }).codes).toEqual(['money-fraction'])
  })

  test('a share outside 0 to 1 is warned of', () => {
    expect(parse('charges', { ...LINE, self_pay_ratio: '20' }).codes).toEqual(['ratio-range'])
  })
})

test('an item of the catalogue', () => {
  const cells = {
    item_code: '0099',
    name: '万向螺钉',
    category: '卫生材料费',
    purchase_price: '3,200.125',
    cost_element: '耗材',
    origin: '进口',
  }
  expect(parse('items', cells).record).toEqual({
    itemCode: '0099',
    itemName: '万向螺钉',
    category: '08',
    spec: null,
    unit: null,
    purchasePrice: '3200.125',
    costElement: '卫生材料费',
    alternatives: null,
    origin: '进口',
  })
  expect(parse('items', { item_code: '1', name: 'x', category: '' })).toMatchObject({
    verdict: 'ok',
    record: { category: null },
  })
})

test('a ledger line; an element of no known name is kept and warned of', () => {
  const cells = {
    period: '202603',
    cost_center: '骨科一病区',
    center_type: '临床科室',
    element: '药品',
    amount: '12,000',
  }
  expect(parse('ledger', cells).record).toEqual({
    period: '2026-03',
    costCenter: '骨科一病区',
    centerType: 'clinical',
    element: '药品费',
    amount: 1_200_000,
  })
  expect(parse('ledger', { ...cells, element: '水电费' })).toMatchObject({
    codes: ['element-unknown'],
    record: { element: '水电费' },
  })
  expect(parse('ledger', { ...cells, element: '' }).codes).toEqual(['value-missing'])
  expect(parse('ledger', { ...cells, period: '' }).codes).toEqual(['value-missing'])
})

test('a driver keeps its exact quantity', () => {
  const cells = { period: '2026年3月', cost_center: '骨科', driver: '面积', quantity: '120.50' }
  expect(parse('drivers', cells).record).toEqual({
    period: '2026-03',
    costCenter: '骨科',
    driver: '面积',
    quantity: '120.50',
  })
})

test('a benchmark: means may have a fraction of a fen and are rounded half away from zero', () => {
  const header = ['scope', 'group', 'mean_charge', 'mean_los', '材料费']
  const template = templateOf('benchmarks', header.slice(0, 4), { 'part.08': { from: 'column', column: '材料费' } })
  const parsed = createRowParser('benchmarks', template, header)(['全市', 'IC29', '35123.455', '8.25', '12000.004'], 2)
  expect(parsed?.record).toEqual({
    scope: '全市',
    group: 'IC29',
    period: null,
    n: null,
    meanCharge: 3_512_346,
    meanCost: null,
    meanLos: '8.25',
    categories: { '08': 1_200_000 },
  })
})

describe('checks across the rows of a file', () => {
  const rowsOf = <K extends ImportKind>(
    kind: K,
    header: readonly string[],
    rows: readonly (readonly string[])[],
    template = templateOf(kind, header),
  ) => {
    const parseRow = createRowParser(kind, template, header)
    const check = createFileChecker(kind, template)
    return rows.map((row, index) => check(parseRow(row, index + 2) as ParsedRow<K>))
  }

  test('a key that comes again rejects the later row and names the earlier', () => {
    const [first, other, again] = rowsOf(
      'items',
      ['item_code', 'name'],
      [
        ['1', 'a'],
        ['2', 'b'],
        ['1', 'c'],
      ],
    )
    expect([first?.verdict, other?.verdict, again?.verdict]).toEqual(['ok', 'ok', 'rejected'])
    expect(again).toMatchObject({ record: null, issues: [{ code: 'duplicate-key', row: 4 }] })
    expect(again?.issues[0]?.message.zh).toContain('第 2 行')
  })

  test('a rejected row claims no key', () => {
    const rows = rowsOf(
      'drivers',
      ['period', 'cost_center', 'driver', 'quantity'],
      [
        ['2026-03', 'A', '面积', 'x'],
        ['2026-03', 'A', '面积', '5'],
      ],
    )
    expect(rows.map(({ verdict }) => verdict)).toEqual(['rejected', 'ok'])
  })

  test('numbered rows have no key: identical rows are kept with a warning', () => {
    const template = templateOf('items', ['name'], { item_code: { from: 'row-number', prefix: 'N' } })
    const rows = rowsOf(
      'items',
      ['name', 'note'],
      [
        ['a', 'x'],
        ['a', 'y'],
        ['a', 'x'],
      ],
      template,
    )
    expect(rows.map(({ verdict }) => verdict)).toEqual(['ok', 'ok', 'warning'])
    expect(rows[2]).toMatchObject({ record: { itemCode: 'N3' }, issues: [{ code: 'duplicate-row' }] })
  })

  test('equal charge lines are legal', () => {
    const rows = rowsOf('charges', Object.keys(LINE), [Object.values(LINE), Object.values(LINE)])
    expect(rows.map(({ verdict }) => verdict)).toEqual(['ok', 'ok'])
  })

  test('first rows are remembered past every growth of the table', () => {
    const firstRow = createFirstRows()
    for (let row = 1; row <= 50_000; row++) expect(firstRow(`case ${row}`, row)).toBe(0)
    for (let row = 1; row <= 50_000; row += 7) expect(firstRow(`case ${row}`, 99_999)).toBe(row)
  })
})

describe('preview', () => {
  test('typed values of an accepted row, the texts of the file for a rejected one', () => {
    const header = ['病例号', '金额', '高值', 'x']
    const column = (name: string) => ({ from: 'column', column: name }) as const
    const fixed = (value: string) => ({ from: 'constant', value }) as const
    const template = templateOf('charges', [], {
      case_no: column('病例号'),
      charged_at: fixed('2026/3/1'),
      item_code: fixed('1'),
      item_name: fixed('床位费'),
      category: fixed('01'),
      quantity: fixed('1'),
      amount: column('金额'),
      high_value: column('高值'),
    })
    const parseRow = createRowParser('charges', template, header)
    const preview = createPreviewer(template, header)
    const shown = (raw: readonly string[]) => preview(parseRow(raw, 2) as ParsedRow<keyof RecordOf>)
    expect(shown(['A1', '1,234.5', 'Y', '-']).values).toEqual({
      case_no: 'A1',
      charged_at: '2026-03-01',
      item_code: '1',
      item_name: '床位费',
      category: '01',
      quantity: '1',
      amount: '1234.50',
      high_value: '是',
    })
    expect(shown(['A1', 'abc', 'Y', '-'])).toMatchObject({
      verdict: 'rejected',
      values: { amount: 'abc', charged_at: '2026/3/1' },
    })
  })
})
