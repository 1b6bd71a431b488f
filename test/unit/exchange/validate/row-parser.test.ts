import { describe, expect, test } from 'vitest'
import { createRowParser } from '#exchange/validate/row-parser.ts'
import type { ColumnSource, ImportTemplate } from '#shared/contract/imports.ts'
import { problemOf, templateOf } from '../support.ts'

const CASE = ['case_no', 'sex', 'age', 'admitted_at', 'discharged_at', 'department', 'dx', 'total_charge'] as const
const GOOD: Readonly<Record<string, string>> = {
  case_no: 'ZY001',
  sex: '男',
  age: '65',
  admitted_at: '2026-03-01 09:00:00',
  discharged_at: '2026-03-09',
  department: '骨科',
  dx: 'M17.000|I10.x00',
  total_charge: '35,000.50',
}

/** Parses one case whose cells are `GOOD` but for `cells`; extra cells become extra columns. */
function parseCase(
  cells: Readonly<Record<string, string>> = {},
  more: Partial<ImportTemplate> = {},
  columns: Readonly<Record<string, ColumnSource>> = {},
) {
  const values = { ...GOOD, ...cells }
  const header = Object.keys(values)
  const named = Object.values(columns).flatMap((source) => (source.from === 'column' ? [source.column] : []))
  const plain = header.filter((name) => !named.includes(name))
  const template = templateOf('cases', plain, columns, more)
  const parsed = createRowParser('cases', template, header)(Object.values(values), 7)
  if (parsed === null) throw new Error('taken for a blank row')
  return { ...parsed, codes: parsed.issues.map(({ code }) => code) }
}

describe('a case', () => {
  test('typed whole', () => {
    const { record, verdict, issues } = parseCase({
      proc: '81.5400x001',
      insurance: '310',
      discharge: '医嘱离院',
      death: '0',
    })
    expect(issues).toEqual([])
    expect(verdict).toBe('ok')
    expect(record).toMatchObject({
      caseNo: 'ZY001',
      sex: 'M',
      age: 65,
      admittedAt: '2026-03-01 09:00:00',
      dischargedAt: '2026-03-09',
      period: '2026-03',
      los: 8,
      charge: 3_500_050,
      cost: null,
      discharge: '1',
      insurance: '职工',
      death: false,
      dx: [
        { code: 'M17.000', name: null, detail: null },
        { code: 'I10.x00', name: null, detail: null },
      ],
      proc: [{ code: '81.5400x001', name: null, detail: null }],
      codeSystem: null,
    })
  })

  test('the message names row, column, value and what to do, in both languages', () => {
    const { issues } = parseCase({ total_charge: '三千' })
    expect(issues).toEqual([
      {
        row: 7,
        verdict: 'rejected',
        code: 'number-unreadable',
        column: 'total_charge',
        value: '三千',
        message: {
          zh: '第 7 行“总费用”（total_charge）“三千”不是数字，请改正，或在模板中把它列为“缺失”。',
          en: 'Row 7, Total charge (total_charge) "三千" is not a number; correct it, or list it as a missing word in the template.',
        },
      },
    ])
  })

  test.each([
    [{ case_no: '' }, 'value-missing'],
    [{ department: ' ' }, 'value-missing'],
    [{ discharged_at: '' }, 'value-missing'],
    [{ total_charge: '' }, 'value-missing'],
    [{ total_charge: '12.345' }, 'money-fraction'],
    [{ total_charge: '1,23' }, 'number-unreadable'],
    [{ total_charge: '99999999999999999' }, 'number-range'],
    [{ age: '四十' }, 'number-unreadable'],
    [{ age: '40.5' }, 'integer-fraction'],
    [{ admitted_at: '2026-02-30' }, 'date-unreadable'],
    [{ admitted_at: '03/04/2026' }, 'date-ambiguous'],
    [{ discharged_at: '1900-01-01' }, 'date-implausible'],
    [{ discharged_at: '2026-02-28' }, 'discharge-before-admission'],
    [{ admitted_at: '2026-03-09 10:00:00', discharged_at: '2026-03-09 09:59:59' }, 'discharge-before-admission'],
  ])('%j is rejected: %s', (cells, code) => {
    const parsed = parseCase(cells)
    expect(parsed.verdict).toBe('rejected')
    expect(parsed.record).toBeNull()
    expect(parsed.codes).toEqual([code])
  })

  test.each([
    [{ sex: '0' }, 'sex-unknown', { sex: null }],
    [{ sex: '' }, 'sex-unknown', { sex: null }],
    [{ age: '130' }, 'age-implausible', { age: 130 }],
    [{ age: '-1' }, 'age-implausible', { age: null }],
    [{ age: '' }, 'age-missing', { age: null }],
    [{ admitted_at: '' }, 'value-missing', { admittedAt: null, los: null }],
    [{ dx: '' }, 'principal-missing', { dx: [] }],
    [{ dx: 'O80.000' }, 'sex-implausible', { sex: 'M' }],
    [{ sex: '女', dx: 'N40.x00' }, 'sex-implausible', { sex: 'F' }],
    [{ discharge: '7' }, 'discharge-unknown', { discharge: null }],
    [{ death: '也许' }, 'flag-unknown', { death: null }],
    [{ case_no: '2.02401E+11' }, 'code-scientific', { caseNo: '2.02401E+11' }],
    [{ dx: '4.7E+1' }, 'code-scientific', {}],
    [{ total_charge: '1.5E+03' }, 'number-scientific', { charge: 150_000 }],
    [{ patient_id: '110101199003071234' }, 'identity-number', { patientId: null }],
    [{ dx_names: '关节病|高血压|糖尿病' }, 'names-mismatch', { dx: [{ code: 'M17.000', name: null }, {}] }],
  ])('%j is taken with a warning: %s', (cells, code, expected) => {
    const parsed = parseCase(cells)
    expect(parsed.codes).toEqual([code])
    expect(parsed.verdict).toBe('warning')
    expect(parsed.record).toMatchObject(expected)
  })

  test('admission and discharge on one day, one of them without a time', () => {
    const parsed = parseCase({ admitted_at: '2026-03-09 10:00:00', discharged_at: '2026-03-09' })
    expect(parsed.verdict).toBe('ok')
    expect(parsed.record?.los).toBe(1)
  })

  test.each([
    ['65岁', 65, null],
    ['11月', 0, null],
    ['3个月', 0, null],
    ['12天', 0, 12],
  ])('age %s', (age, years, days) => {
    expect(parseCase({ age }).record).toMatchObject({ age: years, ageDays: days })
  })

  test.each([
    ['390', '居民'],
    ['城镇职工基本医疗保险', '职工'],
    ['全自费', '自费'],
    ['商业保险', '商业保险'],
  ])('insurance %s is %s', (text, insurance) => {
    expect(parseCase({ insurance: text }).record?.insurance).toBe(insurance)
  })

  test('codes: letter case, full width and forced text are put right; ICD codes starting with E are no numbers', () => {
    const parsed = parseCase({ dx: "e11.900X001|ｍ17.9|'I10" })
    expect(parsed.record?.dx.map(({ code }) => code)).toEqual(['E11.900x001', 'M17.9', 'I10'])
    expect(parsed.codes).toEqual(['code-folded'])
    expect(parseCase({ case_no: 'ＺＹ００１' })).toMatchObject({ codes: ['code-folded'], record: { caseNo: 'ZY001' } })
    expect(parseCase({ case_no: '="00123"' }).record?.caseNo).toBe('00123')
  })
})

describe('lists of codes', () => {
  const from = (column: string): ColumnSource => ({ from: 'column', column })

  test('numbered columns keep their places with names and conditions; blanks between are left out', () => {
    const cells = { d1: 'M17.0', n1: '膝关节病', p1: '1', d2: '', d3: 'I10', n3: '高血压', p3: '4' }
    const numbered = {
      'dx.1': 'd1',
      'dx_names.1': 'n1',
      'poa.1': 'p1',
      'dx.2': 'd2',
      'dx.3': 'd3',
      'dx_names.3': 'n3',
      'poa.3': 'p3',
    }
    const columns = Object.fromEntries(Object.entries(numbered).map(([key, column]) => [key, from(column)]))
    const { dx: _, ...rest } = GOOD
    const values = { ...rest, ...cells }
    const header = Object.keys(values)
    const template = templateOf('cases', Object.keys(rest), columns)
    const parsed = createRowParser('cases', template, header)(Object.values(values), 2)
    expect(parsed?.record?.dx).toEqual([
      { code: 'M17.0', name: '膝关节病', detail: '1' },
      { code: 'I10', name: '高血压', detail: '4' },
    ])
  })

  test('a principal column beside one joined column of the others', () => {
    const parsed = parseCase(
      { main: 'M17.0', dx: 'I10;E11.9' },
      {},
      { 'dx.1': from('main'), dx: from('dx'), 'dx.separator': { from: 'constant', value: ';' } },
    )
    expect(parsed.record?.dx.map(({ code }) => code)).toEqual(['M17.0', 'I10', 'E11.9'])
  })

  test('another diagnosis never moves up to a missing principal one', () => {
    const parsed = parseCase({ dx: '|I10' })
    expect(parsed.record?.dx.map(({ code }) => code)).toEqual(['', 'I10'])
    expect(parsed.codes).toEqual(['principal-missing'])
  })

  test('a full-width separator is the separator of the file', () => {
    const parsed = parseCase(
      { dx: 'M17.0；I10' },
      {},
      { dx: from('dx'), 'dx.separator': { from: 'constant', value: ';' } },
    )
    expect(parsed.record?.dx.map(({ code }) => code)).toEqual(['M17.0', 'I10'])
  })

  test('a single name may hold the separator', () => {
    expect(parseCase({ dx: 'M17.0', dx_names: '膝关节病|双侧' }).record?.dx).toMatchObject([{ name: '膝关节病|双侧' }])
  })
})

describe('templates', () => {
  test('period instead of dates, constants, row numbers, joined columns, value maps, missing words, foreign codes', () => {
    const header = ['g', 'age', 'code', 'sev', 'drg', 'pay', 'amt']
    const template = templateOf(
      'cases',
      [],
      {
        case_no: { from: 'row-number', prefix: 'X-' },
        sex: { from: 'column', column: 'g', values: { Herr: 'M' } },
        age_band: { from: 'column', column: 'age' },
        department: { from: 'constant', value: '骨科' },
        dx: { from: 'column', column: 'code' },
        official_group: { from: 'columns', columns: ['drg', 'sev'], separator: '|' },
        insurance: { from: 'column', column: 'pay', values: { Medicaid: '居民' } },
        total_charge: { from: 'column', column: 'amt' },
      },
      { period: '2020-01' as never, missing: ['NA'], codeSystem: 'CCSR', moneyUnit: 'wan', file: { headerRow: 3 } },
    )
    const parse = createRowParser('cases', template, header)
    expect(parse(['Herr', '30 to 49', 'inj005', 'Moderate', '313', 'Medicaid', '1.25'], 4)).toMatchObject({
      verdict: 'ok',
      record: {
        caseNo: 'X-1',
        sex: 'M',
        age: null,
        ageBand: '30 to 49',
        period: '2020-01',
        dx: [{ code: 'inj005' }],
        codeSystem: 'CCSR',
        officialGroup: '313|Moderate',
        insurance: '居民',
        charge: 1_250_000,
      },
    })
    expect(parse(['F', '30 to 49', 'NA', 'NA', 'NA', 'Medicare', '1'], 5)).toMatchObject({
      verdict: 'warning',
      record: { caseNo: 'X-2', officialGroup: null, insurance: 'Medicare', dx: [] },
    })
  })

  const make = async (template: ImportTemplate, header: readonly string[]): Promise<unknown> =>
    createRowParser(template.kind, template, header)

  test('problems: a heading the file lacks, a required column nobody gives, a column the kind lacks, a wrong choice', async () => {
    expect(await problemOf(make(templateOf('cases', CASE), CASE.slice(1)))).toBe('column-missing')
    expect(await problemOf(make(templateOf('cases', CASE.slice(0, 5)), CASE))).toBe('column-missing')
    expect(await problemOf(make(templateOf('cases', [...CASE, 'shoe_size']), [...CASE, 'shoe_size']))).toBe(
      'template-invalid',
    )
    const odd = templateOf('cases', CASE, { 'dx.separator': { from: 'constant', value: '%' } })
    expect(await problemOf(make(odd, CASE))).toBe('template-invalid')
    const unit = templateOf('cases', CASE, { 'unit.total_charge': { from: 'constant', value: '亿元' } })
    expect(await problemOf(make(unit, CASE))).toBe('template-invalid')
    const nowhere = templateOf('cases', CASE, { 'unit.shoe_size': { from: 'constant', value: 'wan' } })
    expect(await problemOf(make(nowhere, CASE))).toBe('template-invalid')
  })

  test('headings are found in any case and with other joining marks', async () => {
    const header = CASE.map((name) => name.toUpperCase().replace('_', ' '))
    expect(await problemOf(make(templateOf('cases', CASE), header))).toBe('none')
  })

  test('file choices: date order and decimal comma', () => {
    const parsed = parseCase(
      { admitted_at: '01/03/2026', total_charge: '1.234,5' },
      {},
      {
        'date.order': { from: 'constant', value: 'dmy' },
        'number.decimal': { from: 'constant', value: ',' },
      },
    )
    expect(parsed.record).toMatchObject({ admittedAt: '2026-03-01', charge: 123_450 })
  })
})

describe('rows that are none', () => {
  const parse = createRowParser('cases', templateOf('cases', CASE), CASE)
  const row = Object.values(GOOD)

  test('blank rows are passed over', () => {
    expect(parse([''], 3)).toBeNull()
    expect(parse(['', ' ', '\t'], 3)).toBeNull()
    expect(parse([], 3)).toBeNull()
  })

  test.each([
    [['合计', '', '', '', '', '', '', '35000']],
    [['', '合 计：', '', '', '', '', '', '35000']],
    [['Total', '', '']],
  ])('a row of totals is skipped with a warning: %j', (cells) => {
    expect(parse(cells, 9)).toMatchObject({ verdict: 'warning', record: null, issues: [{ code: 'total-row' }] })
  })

  test('too many or too few cells: rejected with both counts; empty cells at the end are none', () => {
    const ragged = parse([...row, 'x'], 4)
    expect(ragged).toMatchObject({ verdict: 'rejected', record: null, issues: [{ code: 'row-ragged' }] })
    expect(ragged?.issues[0]?.message.zh).toContain('本行 9 列，表头 8 列')
    expect(parse(row.slice(0, 5), 4)?.issues[0]?.code).toBe('row-ragged')
    expect(parse([...row, '', ''], 4)?.verdict).toBe('ok')
  })

  test('a sheet leaves empty cells at the end out', () => {
    const sheet = createRowParser('cases', templateOf('cases', [...CASE, 'team']), [...CASE, 'team'], {
      table: 'workbook',
    })
    expect(sheet(row, 4)).toMatchObject({ verdict: 'ok', record: { team: null } })
  })
})
