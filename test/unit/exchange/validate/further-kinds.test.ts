import { describe, expect, test } from 'vitest'
import type { RecordTemplate } from '#exchange/kinds/index.ts'
import { createFileChecker } from '#exchange/validate/file-checker.ts'
import { createPreviewer } from '#exchange/validate/preview.ts'
import { createRowParser, type ParsedRow } from '#exchange/validate/row-parser.ts'
import type { ColumnSource } from '#shared/contract/imports.ts'
import type { RecordKind } from '#shared/domain/records.ts'
import { templateOf } from '../support.ts'

function parse<K extends RecordKind>(
  kind: K,
  cells: Readonly<Record<string, string>>,
  choices: Readonly<Record<string, string>> = {},
  more: Partial<RecordTemplate> = {},
) {
  const header = Object.keys(cells)
  const columns = Object.fromEntries(
    Object.entries(choices).map(([key, value]): [string, ColumnSource] => [key, { from: 'constant', value }]),
  )
  const parsed = createRowParser(kind, templateOf(kind, header, columns, more), header)(Object.values(cells), 2)
  return { ...parsed!, codes: parsed!.issues.map(({ code }) => code) }
}

describe('budgets', () => {
  const BUDGET = { period: '2026年', cost_center: '骨科', element: '药品', budget: '1,200.50' }
  test('of a year or a month; a line that is no cost element keeps its name', () => {
    expect(parse('budgets', BUDGET).record).toEqual({
      period: '2026',
      costCenter: '骨科',
      element: '药品费',
      budget: 120_050,
    })
    const income = parse('budgets', { ...BUDGET, period: '202603', element: '医疗收入' })
    expect([income.verdict, income.record?.period, income.record?.element]).toEqual(['ok', '2026-03', '医疗收入'])
    expect(parse('budgets', { ...BUDGET, period: '' }).codes).toEqual(['value-missing'])
  })

  test('in the unit of their column, whatever the file’s other amounts are in', () => {
    expect(parse('budgets', { ...BUDGET, budget: '1.2' }, { 'unit.budget': 'thousand' }).record?.budget).toBe(120_000)
    expect(
      parse('budgets', { ...BUDGET, budget: '1.2' }, { 'unit.budget': 'wan' }, { moneyUnit: 'fen' }).record?.budget,
    ).toBe(1_200_000)
    // The unit is never read out of the cell.
    expect(parse('budgets', { ...BUDGET, budget: '1.2万元' }).codes).toEqual(['number-unit'])
    expect(parse('budgets', { ...BUDGET, budget: '1.2万' }, { 'unit.budget': 'wan' }).codes).toEqual(['number-unit'])
    expect(parse('budgets', { ...BUDGET, budget: '12元' }, { 'unit.budget': 'wan' }).codes).toEqual(['number-unit'])
    expect(parse('budgets', { ...BUDGET, budget: '１，２００元' }).record?.budget).toBe(120_000)
    expect(parse('budgets', { ...BUDGET, budget: '="1,200.00"' }).record?.budget).toBe(120_000)
  })
})

describe('targets', () => {
  const TARGET = { period: '2026-03', scope: '骨科', indicator: '药占比', target: '28.5%', direction: '不高于' }
  test('a percentage is its fraction', () => {
    expect(parse('targets', TARGET).record).toEqual({
      period: '2026-03',
      scope: '骨科',
      indicator: '药占比',
      target: '0.285',
      direction: 'at-most',
    })
    expect(parse('targets', { ...TARGET, target: '28.5' }, { 'unit.target': 'percent' }).record?.target).toBe('0.285')
    expect(parse('targets', { ...TARGET, target: '1.05' }).record?.target).toBe('1.05')
  })

  test('a direction nobody knows is left blank', () => {
    expect(parse('targets', { ...TARGET, direction: '？' })).toMatchObject({
      codes: ['direction-unknown'],
      record: { direction: null },
    })
  })
})

describe('inventory', () => {
  const ARTICLE = {
    period: '202603',
    store: '中心药库',
    item_code: '0007',
    item_name: '生理盐水',
    opening: '10',
    received: '5.5',
    issued: '3',
    closing: '12.5',
    purchase_price: '2.3456',
  }
  test('balances exactly', () => {
    expect(parse('inventory', ARTICLE)).toMatchObject({
      verdict: 'ok',
      record: { period: '2026-03', closing: '12.5', purchasePrice: '2.3456', unit: null },
    })
    expect(parse('inventory', { ...ARTICLE, closing: '12.4' })).toMatchObject({
      codes: ['balance-mismatch'],
      record: { closing: '12.4' },
    })
    expect(parse('inventory', { ...ARTICLE, opening: 'x' }).codes).toEqual(['number-unreadable'])
  })

  test('one article may stand twice at two prices, not twice at one', () => {
    const header = Object.keys(ARTICLE)
    const template = templateOf('inventory', header)
    const parseRow = createRowParser('inventory', template, header)
    const check = createFileChecker('inventory', template)
    const rows = [ARTICLE, { ...ARTICLE, purchase_price: '3' }, ARTICLE].map((cells, index) =>
      check(parseRow(Object.values(cells), index + 2) as ParsedRow<'inventory'>),
    )
    expect(rows.map(({ verdict }) => verdict)).toEqual(['ok', 'ok', 'rejected'])
  })
})

describe('quality events', () => {
  const EVENT = { event_no: 'E1', occurred_at: '2026/3/5 9:00', event_type: '跌倒', level: 'Ⅲ级', case_no: '' }
  test('belong to their month, and need no case', () => {
    expect(parse('quality-events', EVENT).record).toEqual({
      eventNo: 'E1',
      caseNo: null,
      occurredAt: '2026-03-05 09:00:00',
      period: '2026-03',
      type: '跌倒',
      level: 'III',
      department: null,
    })
    expect(parse('quality-events', { ...EVENT, level: '严重' })).toMatchObject({
      codes: ['level-unknown'],
      record: { level: null },
    })
    expect(parse('quality-events', { ...EVENT, occurred_at: '' }).codes).toEqual(['value-missing'])
  })
})

describe('settlement returns', () => {
  const RETURN = {
    case_no: 'ZY1',
    settled_at: '2026-04-20',
    official_group: 'IC25',
    weight: '2.8640',
    standard: '26395.5600',
    outlier: '正常倍率',
    payment: '26,395.56',
    deduction: '-120.00',
  }
  test('typed; the month is that of the settlement', () => {
    expect(parse('settlements', RETURN).record).toEqual({
      caseNo: 'ZY1',
      settlementNo: null,
      period: '2026-04',
      settledAt: '2026-04-20',
      officialGroup: 'IC25',
      weight: '2.8640',
      standard: '26395.5600',
      outlier: 'normal',
      charge: null,
      payment: 2_639_556,
      fundPay: null,
      patientPay: null,
      deduction: 12_000,
      reason: null,
    })
  })

  test('a month of its own goes before the date; without either, the row says what is missing', () => {
    const both = { ...RETURN, period: '2026年3月' }
    expect(parse('settlements', both).record?.period).toBe('2026-03')
    expect(parse('settlements', { ...both, settled_at: '', period: '' }).codes).toEqual(['value-missing'])
    expect(parse('settlements', { ...RETURN, settled_at: '' }, {}, { period: '2026-02' as never }).record?.period).toBe(
      '2026-02',
    )
  })
})

describe('stays', () => {
  const STAY = {
    case_no: 'M1',
    sex: '2',
    age: '67',
    admitted_at: '2026-03-01 09:00:00',
    discharged_at: '2026-03-10 10:00:00',
    discharge: '1',
    insurance: '310',
    dx: 'm17.000',
    dx_name: '膝关节病',
    valid: '1',
  }
  test('give what a settlement lacks', () => {
    expect(parse('stays', STAY).record).toMatchObject({
      sex: 'F',
      age: 67,
      los: 9,
      insurance: '职工',
      dx: { code: 'M17.000', name: '膝关节病' },
      department: null,
    })
    const header = Object.keys(STAY)
    const shown = createPreviewer(templateOf('stays', header), header)(parse('stays', STAY))
    expect([shown.values.dx, 'valid' in shown.values]).toEqual(['M17.000', false])
    expect(parse('stays', { ...STAY, discharged_at: '2026-02-10' }).codes).toEqual(['discharge-before-admission'])
    expect(parse('stays', { ...STAY, valid: '0' })).toMatchObject({ codes: ['row-void'], record: null })
  })
})

describe('settlements of the insurer as cases', () => {
  const SETTLED = {
    case_no: 'M1',
    sex: '1',
    age: '60',
    admitted_at: '2026-03-01',
    discharged_at: '2026-03-05',
    total_charge: '100',
    refunded: '0',
  }
  const separate = { 'dx.table': 'separate', 'department.table': 'separate' }
  test('come with neither diagnoses nor department', () => {
    expect(parse('cases', SETTLED, separate)).toMatchObject({
      verdict: 'ok',
      record: { department: null, dx: [], proc: [] },
    })
    expect(() => parse('cases', SETTLED)).toThrow('Department, Diagnosis codes')
  })

  test('and one that was taken back is no case', () => {
    expect(parse('cases', { ...SETTLED, refunded: '1', total_charge: '-100' }, separate)).toMatchObject({
      codes: ['row-void'],
      record: null,
    })
  })
})

test('choices of a column go before those of the file; day numbers count from the epoch said', () => {
  const LINE = {
    case_no: '1',
    charged_at: '03/04/2026',
    item_code: '1',
    item_name: 'x',
    category: '01',
    quantity: '1',
    amount: '5',
    self_pay_ratio: '10',
  }
  const read = (choices: Readonly<Record<string, string>>, over: Readonly<Record<string, string>> = {}) =>
    parse('charges', { ...LINE, ...over }, { 'unit.self_pay_ratio': 'percent', ...choices })
  expect(read({ 'date.order': 'mdy', 'order.charged_at': 'dmy' }).record).toMatchObject({
    chargedAt: '2026-04-03',
    selfPayRatio: '0.1',
  })
  // Said in the cell and in the heading, a percentage is divided once.
  expect(read({ 'date.order': 'mdy' }, { self_pay_ratio: '10%' }).record?.selfPayRatio).toBe('0.1')
  expect(read({ 'date.epoch': '1904' }, { charged_at: '44634' }).record?.chargedAt).toBe('2026-03-15')
  expect(read({}, { charged_at: '46096' }).record?.chargedAt).toBe('2026-03-15')
})
