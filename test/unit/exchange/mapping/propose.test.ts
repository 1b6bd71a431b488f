import { describe, expect, test } from 'vitest'
import { KINDS } from '#exchange/kinds/index.ts'
import { locateHeader } from '#exchange/mapping/header-row.ts'
import { statedUnit } from '#exchange/mapping/heading.ts'
import { proposeTemplate } from '#exchange/mapping/propose.ts'
import { recognise } from '#exchange/mapping/recognise.ts'
import { templateSchema } from '#shared/contract/imports.ts'

const HOSPITAL_CASES = [
  '病案号',
  '住院号',
  '患者姓名',
  '性别',
  '年龄（岁）',
  '入院日期',
  '出院日期',
  '出院科室',
  '主要诊断编码',
  '主要诊断名称',
  '其他诊断编码1',
  '其他诊断编码2',
  '主要手术编码',
  '离院方式',
  '险种类型',
  '总费用（元）',
]
const FEE_LIST = [
  'bkkp_sn',
  'mdtrt_id',
  'fee_ocur_time',
  'setl_id',
  'cnt',
  'pric',
  'det_item_fee_sumamt',
  'selfpay_prop',
  'med_list_codg',
  'medins_list_codg',
  'medins_list_name',
  'med_chrgitm_type',
  'acord_dept_name',
  'hi_nego_drug_flag',
]

const sources = (header: readonly string[], sample: readonly (readonly string[])[] = []) => {
  const proposal = proposeTemplate(header, sample)
  expect(templateSchema.safeParse(proposal.template).success).toBe(true)
  const columns = Object.entries(proposal.template.columns)
  return {
    ...proposal,
    from: Object.fromEntries(columns.map(([key, source]) => [key, source.from === 'column' ? source.column : source])),
  }
}

describe('recognition by headings', () => {
  test.each([
    ['cases', HOSPITAL_CASES],
    [
      'cases',
      ['mdtrt_id', 'gend', 'age', 'insutype', 'begndate', 'enddate', 'medfee_sumamt', 'fund_pay_sumamt', 'psn_pay'],
    ],
    ['charges', FEE_LIST],
    ['charges', ['病例号', '费用发生时间', '项目编码', '项目名称', '收费类别', '数量', '金额']],
    ['items', ['项目编码', '项目名称', '规格', '单位', '购入价', '产地']],
    ['ledger', ['期间', '成本中心', '成本项目', '金额']],
    ['drivers', ['月份', '核算单元', '成本动因', '数量']],
    ['benchmarks', ['范围', '病组编码', '例数', '次均费用', '平均住院日', '材料费']],
  ] as const)('%s #%#', (kind, header) => {
    const found = recognise(header)
    if (found.use === 'none') throw new Error(`${found.table.file} is not used`)
    expect(found.kind).toBe(kind)
    expect(found.confidence).toBeGreaterThan(0.5)
  })

  test('headings of no kind give no confidence', () => {
    expect(recognise(['甲', '乙', '丙'])).toMatchObject({ use: 'import', confidence: 0 })
  })

  // Stays are told by their table alone: their columns are also those of cases without a total.
  const told = Object.values(KINDS).filter(({ byTableOnly }) => byTableOnly !== true)
  test.each(told.map(({ kind, columns }) => [kind, columns.map(({ name }) => name)] as const))(
    'a file with the canonical names of %s is known for sure',
    (kind, header) => {
      const proposal = proposeTemplate(header, [])
      expect(proposal.template.kind).toBe(kind)
      expect(proposal.missingRequired).toEqual([])
      expect(proposal.unusedColumns).toEqual([])
    },
  )
})

describe('a proposed template', () => {
  test('of a hospital export: every heading to its place, the name of the patient left out', () => {
    const { from, missingRequired, unusedColumns, template } = sources(HOSPITAL_CASES)
    expect(from).toEqual({
      case_no: '住院号',
      admission_no: '病案号',
      sex: '性别',
      age: '年龄（岁）',
      admitted_at: '入院日期',
      discharged_at: '出院日期',
      department: '出院科室',
      'dx.1': '主要诊断编码',
      'dx_names.1': '主要诊断名称',
      'dx.2': '其他诊断编码1',
      'dx.3': '其他诊断编码2',
      'proc.1': '主要手术编码',
      discharge: '离院方式',
      insurance: '险种类型',
      total_charge: '总费用（元）',
    })
    expect(missingRequired).toEqual([])
    expect(unusedColumns).toEqual(['患者姓名'])
    expect(template.moneyUnit).toBe('yuan')
  })

  test('of the insurer’s fee lines', () => {
    const { from, missingRequired } = sources(FEE_LIST)
    expect(from).toMatchObject({
      case_no: 'mdtrt_id',
      item_code: 'medins_list_codg',
      insurer_code: 'med_list_codg',
      amount: 'det_item_fee_sumamt',
      category: 'med_chrgitm_type',
    })
    expect(missingRequired).toEqual([])
  })

  test('what is missing is said', () => {
    expect(sources(['住院号', '性别', '总费用']).missingRequired).toEqual([
      'age',
      'admitted_at',
      'discharged_at',
      'department',
      'dx',
    ])
  })

  test('31-day readmission is coded the other way round', () => {
    expect(proposeTemplate([...HOSPITAL_CASES, 'days_rinp_flag_31'], []).template.columns.readmit_31d).toMatchObject({
      values: { '1': 'N', '2': 'Y' },
    })
  })

  test('numbered headings in their other forms', () => {
    const { from } = sources(['case_no', 'dx1', 'dx2', '其他诊断3编码', '手术编码1', '手术日期1', 'rybq1'])
    expect(from).toMatchObject({
      'dx.1': 'dx1',
      'dx.2': 'dx2',
      'dx.4': '其他诊断3编码',
      'proc.1': '手术编码1',
      'proc_dates.1': '手术日期1',
      'poa.2': 'rybq1',
    })
  })
})

describe('choices of the file', () => {
  const header = ['病例号', '性别', '年龄', '入院日期', '出院日期', '科室', '诊断编码', '总费用']
  const row = (over: Readonly<Record<number, string>>): string[] =>
    ['1', '男', '60', '2026-03-01', '2026-03-05', '骨科', 'M17.0', '100.50'].map((cell, index) => over[index] ?? cell)

  test('separator of codes', () => {
    expect(sources(header, [row({ 6: 'M17.0;I10;E11' })]).from['dx.separator']).toEqual({
      from: 'constant',
      value: ';',
    })
    expect(sources(header, [row({ 6: 'M17.0|I10' })]).from['dx.separator']).toBeUndefined()
  })

  test('order of year-last dates, only when the sample tells', () => {
    const order = (...dates: string[]) =>
      sources(
        header,
        dates.map((date) => row({ 3: date, 4: date })),
      ).from['date.order']
    expect(order('03/04/2026', '25/04/2026')).toEqual({ from: 'constant', value: 'dmy' })
    expect(order('03/04/2026', '03/25/2026')).toEqual({ from: 'constant', value: 'mdy' })
    expect(order('03/04/2026')).toBeUndefined()
    expect(order('25/04/2026', '03/25/2026')).toBeUndefined()
  })

  test('decimal comma, only when nothing speaks for the point', () => {
    const mark = (...amounts: string[]) =>
      sources(
        header,
        amounts.map((amount) => row({ 7: amount })),
      ).from['number.decimal']
    expect(mark('1.234,50', '12,5')).toEqual({ from: 'constant', value: ',' })
    expect(mark('1,234.50', '12,5')).toBeUndefined()
    expect(mark('1,234')).toBeUndefined()
  })

  test('a column of ages that holds bands', () => {
    const { from, missingRequired } = sources(header, [row({ 2: '30 to 49' }), row({ 2: '50-69岁' })])
    expect(from.age_band).toBe('年龄')
    expect(from.age).toBeUndefined()
    expect(missingRequired).toEqual([])
  })

  test('the unit of amounts: from headings, or from a title; of each column where they differ', () => {
    const unit = (name: string, above: string[][] = []) =>
      proposeTemplate([...header.slice(0, 7), name], [], 'cases', { above })
    expect(unit('总费用（万元）').template.moneyUnit).toBe('wan')
    expect(unit('总费用', [['某院病例费用表'], ['单位：万元']]).template.moneyUnit).toBe('wan')
    expect(unit('总费用(元)', [['单位：万元']]).template.moneyUnit).toBe('yuan')
    const of = (wanted: string) => ({ from: 'constant', value: wanted })
    const thousand = unit('总费用（千元）')
    expect(thousand.template.moneyUnit).toBeUndefined()
    expect(thousand.template.columns['unit.total_charge']).toEqual(of('thousand'))
    const mixed = proposeTemplate([...header.slice(0, 7), '总费用（万元）', '总成本（元）'], [], 'cases').template
    expect([mixed.moneyUnit, mixed.columns['unit.total_charge'], mixed.columns['unit.total_cost']]).toEqual([
      undefined,
      of('wan'),
      of('yuan'),
    ])
    const share = proposeTemplate([...header, '基金支付（%）'], [], 'cases')
    expect(share.unusedColumns).toEqual(['基金支付（%）'])
    const ratio = proposeTemplate(['病例号', '金额', '自付比例%'], [], 'charges')
    expect(ratio.template.columns).toMatchObject({
      self_pay_ratio: { column: '自付比例%' },
      'unit.self_pay_ratio': of('percent'),
    })
  })

  test('two columns whose dates were exported in different orders keep each its own', () => {
    const { from } = sources(header, [row({ 3: '25/04/2026', 4: '04/28/2026' })])
    expect(from['date.order']).toBeUndefined()
    expect(from['order.admitted_at']).toEqual({ from: 'constant', value: 'dmy' })
    expect(from['order.discharged_at']).toEqual({ from: 'constant', value: 'mdy' })
  })

  test('a column of further diagnoses that holds their names is not taken for codes', () => {
    const names = [...header, '其他诊断编码']
    const dx1 = names.map((name) => (name === '诊断编码' ? '主要诊断编码' : name))
    const proposal = (cell: string) => sources(dx1, [[...row({}), cell]])
    expect(proposal('I10.x00#E11.900').from).toMatchObject({
      dx: '其他诊断编码',
      'dx.separator': { from: 'constant', value: '#' },
    })
    expect(proposal('高血压#糖尿病').unusedColumns).toEqual(['其他诊断编码'])
  })

  test('content that does not read as its column lowers the confidence', () => {
    const good = sources(header, [row({})]).confidence
    expect(good).toBe(1)
    expect(sources(header, [row({ 3: 'x', 4: 'y', 7: 'z' })]).confidence).toBeLessThan(0.9)
  })
})

test.each([
  ['金额（元）', 'yuan'],
  ['单位:万元', 'wan'],
  ['总费用[分]', 'fen'],
  ['住院总费用', null],
  ['评分', null],
])('unit stated by %s: %s', (text, unit) => {
  expect(statedUnit(text)).toBe(unit)
})

describe('the header row', () => {
  test('is found below titles and notes', () => {
    const rows = [
      ['某某医院骨科 2026 年 3 月出院病例', '', ''],
      ['单位：元', '', ''],
      [],
      ['序号', '住院号', '性别', ''],
      ['1', 'ZY1', '男', ''],
    ]
    expect(locateHeader(rows)).toEqual({ row: 4, names: ['序号', '住院号', '性别'], known: 2 })
  })

  test('of unknown headings is the first of the widest rows; of nothing is none', () => {
    expect(locateHeader([['报表'], ['甲', '乙'], ['1', '2']])?.row).toBe(2)
    expect(locateHeader([[], ['', ' ']])).toBeNull()
  })
})
