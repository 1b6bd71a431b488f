import { describe, expect, it } from 'vitest'
import {
  completeOnly,
  formatValues,
  holdsPolicy,
  holdsScheme,
  missingRequired,
  parseValues,
  refusedScheme,
  routeOf,
  sampleOf,
  sourceOfKind,
  unusedColumns,
  withSource,
} from '#renderer/pages/data/import/mapping.ts'
import type { ImportTemplate, Inspection } from '#shared/contract/imports.ts'

const template: ImportTemplate = {
  format: 'import-template/1',
  name: '病案首页',
  kind: 'cases',
  version: 1,
  file: {},
  columns: { case_no: { from: 'column', column: '住院号' }, sex: { from: 'column', column: '性别' } },
}

const inspection: Inspection = {
  name: '首页.csv',
  bytes: 100,
  sha256: '00',
  kind: 'cases',
  confidence: 0.9,
  format: { type: 'text', headerRow: 1 },
  header: ['住院号', '性别', '主诊断', '次诊断', '备注'],
  sample: [
    ['A1', '1', 'M17.1', 'I10', ''],
    ['A2', '2', 'S72.0', '', ''],
  ],
  template,
  templateSource: 'proposed',
  columns: [
    { name: 'case_no', label: { zh: '病例号', en: 'Case number' }, required: true, type: 'text' },
    { name: 'sex', label: { zh: '性别', en: 'Sex' }, required: true, type: 'text' },
    { name: 'discharged_at', label: { zh: '出院日期', en: 'Discharged' }, required: true, type: 'date' },
    { name: 'team', label: { zh: '医疗组', en: 'Team' }, required: false, type: 'text' },
  ],
  missingRequired: ['discharged_at'],
  unusedColumns: ['主诊断', '次诊断', '备注'],
}

describe('samples', () => {
  it('show what the mapping makes of the first rows', () => {
    expect(sampleOf({ from: 'column', column: '性别', values: { '1': '男' } }, inspection)).toEqual(['男', '2'])
    expect(sampleOf({ from: 'columns', columns: ['主诊断', '次诊断'], separator: '|' }, inspection)).toEqual([
      'M17.1|I10',
      'S72.0|',
    ])
    expect(sampleOf({ from: 'row-number', prefix: 'N' }, inspection)).toEqual(['N1', 'N2'])
    expect(sampleOf({ from: 'column', column: '备注' }, inspection)).toEqual([])
    expect(sampleOf(undefined, inspection)).toEqual([])
  })
})

describe('changing the mapping', () => {
  it('tells what is still required', () => {
    expect(missingRequired(template, inspection)).toEqual(['discharged_at'])
    expect(missingRequired(withSource(template, 'sex', null), inspection)).toEqual(['sex', 'discharged_at'])
    const constant = withSource(template, 'discharged_at', { from: 'constant', value: '2026-03-31' })
    expect(missingRequired(constant, inspection)).toEqual([])
  })

  it('does not miss what the core itself did not miss', () => {
    expect(missingRequired(template, { ...inspection, missingRequired: [] })).toEqual([])
  })

  it('tells which columns of the file are not used', () => {
    const joined = withSource(template, 'dx', { from: 'columns', columns: ['主诊断', '次诊断'], separator: '|' })
    expect(unusedColumns(joined, inspection.header)).toEqual(['备注'])
  })

  it('keeps the column when the kind of source changes, and drops what was not finished', () => {
    const joined = sourceOfKind('columns', template.columns.sex)
    expect(joined).toEqual({ from: 'columns', columns: ['性别'], separator: '|' })
    const begun = withSource(template, 'team', sourceOfKind('constant', undefined))
    expect(completeOnly(begun).columns).toEqual(template.columns)
  })
})

describe('replaced values', () => {
  it('are one per line', () => {
    expect(parseValues('Medicaid=居民\n1 = 男\nhalf')).toEqual({ Medicaid: '居民', '1': '男' })
    expect(formatValues({ '1': '男', '2': '女' })).toBe('1=男\n2=女')
  })
})

describe('dropped files', () => {
  it('go where their name says', () => {
    expect(['方案.ZIP', '政策.json', '首页.csv', '明细.xlsx'].map(routeOf)).toEqual([
      'scheme',
      'policy',
      'table',
      'table',
    ])
  })
})

describe('a workbook', () => {
  it('is a grouping scheme when it has a sheet for each level, official or as a package', () => {
    expect(holdsScheme(['MDC', 'ADRG', 'DRG', '集合', 'CC', '排除表'])).toBe(true)
    expect(holdsScheme(['scheme', 'mdc', 'adrg ', 'drg', 'code_lists'])).toBe(true)
    expect(holdsScheme(['scheme', 'directory', 'auxiliary'])).toBe(true)
    expect([holdsPolicy(['policy', 'Groups ', 'prices']), holdsPolicy(['groups'])]).toEqual([true, false])
    expect(holdsScheme(['policy', 'groups', 'base_rates'])).toBe(false)
    expect(holdsScheme(['病案首页', 'DRG'])).toBe(false)
    expect(holdsScheme(undefined)).toBe(false)
  })

  it('is one too where a sheet of it was taken for a table that is not imported', () => {
    const refused = (sheets: string) =>
      ({ code: 'table-not-used', message: { zh: '', en: '' }, details: { sheets } }) as const
    expect(refusedScheme(refused('MDC/ADRG/DRG/集合'))).toBe(true)
    expect(refusedScheme(refused('诊断明细'))).toBe(false)
    expect(refusedScheme({ ...refused('MDC/ADRG/DRG'), code: 'file-empty' })).toBe(false)
  })
})
