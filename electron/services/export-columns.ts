import type { EXPORT_COLUMNS } from '#shared/contract/case-query.ts'
import type { CostTag } from '#shared/contract/costing.ts'
import type { CaseRow } from '#shared/contract/figures.ts'
import type { Bilingual, Language } from '#shared/domain/bilingual.ts'
import { CERTAINTY_NAMES, COST_SOURCE_NAMES, COVERAGE_NAMES } from '#shared/domain/costing.ts'
import { exact } from '#shared/domain/exact.ts'
import { type Fen, fenToYuan } from '#shared/domain/money.ts'
import type { ExportCell } from './export-file.ts'

export type ExportColumn = (typeof EXPORT_COLUMNS)[number]

const text = (value: string | null): ExportCell => ({ text: value })
const count = (value: number | null): ExportCell => ({ number: value === null ? null : String(value) })
const yuan = (value: Fen | null): ExportCell => ({ number: value === null ? null : fenToYuan(value) })
/** Standards and surpluses are rounded here, once, to what a person reads. */
const rounded = (value: string | null): ExportCell => ({ number: value === null ? null : exact(value).toFixed(2) })

/** Method, certainty and coverage of a cost, as the case list words them. */
const tagText = ({ method, certainty, coverage }: CostTag, language: Language): string =>
  [
    COST_SOURCE_NAMES[method][language],
    ...(method === 'given' ? [] : [CERTAINTY_NAMES[certainty][language]]),
    ...(coverage === 'partial' ? [COVERAGE_NAMES.partial[language]] : []),
  ].join(language === 'zh' ? '·' : ', ')

/** Heading and cell of each exportable column; money in yuan, surplus with its basis. */
export const CASE_COLUMNS: Readonly<
  Record<ExportColumn, { readonly title: Bilingual; readonly cell: (row: CaseRow, language: Language) => ExportCell }>
> = {
  caseNo: { title: { zh: '病例号', en: 'Case number' }, cell: (row) => text(row.caseNo) },
  patientId: { title: { zh: '患者编号', en: 'Patient' }, cell: (row) => text(row.patientId) },
  sex: { title: { zh: '性别', en: 'Sex' }, cell: (row) => text(row.sex) },
  age: { title: { zh: '年龄', en: 'Age' }, cell: (row) => (row.age === null ? text(row.ageBand) : count(row.age)) },
  admittedAt: { title: { zh: '入院时间', en: 'Admitted' }, cell: (row) => text(row.admittedAt) },
  dischargedAt: { title: { zh: '出院时间', en: 'Discharged' }, cell: (row) => text(row.dischargedAt) },
  period: { title: { zh: '月份', en: 'Month' }, cell: (row) => text(row.period) },
  los: { title: { zh: '住院天数', en: 'Length of stay' }, cell: (row) => count(row.los) },
  team: { title: { zh: '医疗组', en: 'Team' }, cell: (row) => text(row.team) },
  physician: { title: { zh: '医师', en: 'Physician' }, cell: (row) => text(row.physician) },
  insurance: { title: { zh: '险种', en: 'Insurance' }, cell: (row) => text(row.insurance) },
  principalDx: { title: { zh: '主要诊断编码', en: 'Principal diagnosis' }, cell: (row) => text(row.principalDx) },
  principalDxName: {
    title: { zh: '主要诊断', en: 'Principal diagnosis name' },
    cell: (row) => text(row.principalDxName),
  },
  mainProc: { title: { zh: '主要手术编码', en: 'Main procedure' }, cell: (row) => text(row.mainProc) },
  mainProcName: { title: { zh: '主要手术', en: 'Main procedure name' }, cell: (row) => text(row.mainProcName) },
  mdc: { title: { zh: 'MDC', en: 'MDC' }, cell: (row) => text(row.mdc) },
  adrg: { title: { zh: 'ADRG', en: 'ADRG' }, cell: (row) => text(row.adrg) },
  drg: { title: { zh: '病组', en: 'DRG' }, cell: (row) => text(row.drg) },
  drgName: { title: { zh: '病组名称', en: 'DRG name' }, cell: (row) => text(row.drgName) },
  status: { title: { zh: '分组状态', en: 'Grouping status' }, cell: (row) => text(row.status) },
  settlement: { title: { zh: '结算类别', en: 'Settlement class' }, cell: (row) => text(row.settlement) },
  rw: { title: { zh: '权重', en: 'Relative weight' }, cell: (row) => ({ number: row.rw }) },
  charge: { title: { zh: '总费用（元）', en: 'Charges (yuan)' }, cell: (row) => yuan(row.charge) },
  cost: { title: { zh: '成本（元）', en: 'Cost (yuan)' }, cell: (row) => yuan(row.cost) },
  costTag: {
    title: { zh: '成本方法', en: 'Cost method' },
    cell: ({ costTag }, language) => text(costTag === null ? null : tagText(costTag, language)),
  },
  standard: { title: { zh: '支付标准（元）', en: 'Payment standard (yuan)' }, cell: (row) => rounded(row.standard) },
  payment: { title: { zh: '结算金额（元）', en: 'Payment (yuan)' }, cell: (row) => rounded(row.payment) },
  surplusB1: {
    title: { zh: '医保盈亏（支付−费用，元）', en: 'Surplus, payment − charges (yuan)' },
    cell: (row) => rounded(row.surplusB1),
  },
  surplusB3: {
    title: { zh: '成本结余（支付−成本，元）', en: 'Surplus, payment − cost (yuan)' },
    cell: (row) => rounded(row.surplusB3),
  },
}
