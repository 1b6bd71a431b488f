import { FEE_CATEGORIES } from '#shared/domain/fee-category.ts'
import type { CaseRecord, CodedName } from '#shared/domain/records.ts'
import {
  choice,
  code,
  decimal,
  flag,
  integer,
  list,
  money,
  month,
  orBlank,
  parts,
  quantity,
  span,
  text,
  time,
} from './cell.ts'
import { foldedTable, table } from './table.ts'

/** Codes, names and details of a list stand in three columns, place by place, as the importer reads them. */
type FlatCase = Omit<CaseRecord, 'dx' | 'proc'> & {
  readonly [Column in 'dx' | 'dxNames' | 'poa' | 'proc' | 'procNames' | 'procDates']: readonly string[]
}

const texts = orBlank(text)
const codes = orBlank(code)
const times = orBlank(time)
const flags = orBlank(flag)
const amounts = orBlank(money)
const integers = orBlank(integer)
const decimals = orBlank(decimal)

/**
 * The canonical columns of the import (docs/files.md) in their order, then two that an import takes from its template:
 * the month, for cases without dates, and the system the codes belong to.
 */
export const CASES = foldedTable<'cases', FlatCase>(
  'cases',
  {
    caseNo: code,
    admissionNo: codes,
    patientId: codes,
    sex: orBlank(choice(['M', 'F'])),
    age: integers,
    ageBand: texts,
    ageDays: integers,
    birthWeight: integers,
    admittedAt: times,
    dischargedAt: times,
    los: integers,
    department: texts,
    team: texts,
    physician: texts,
    discharge: codes,
    dx: list,
    dxNames: list,
    poa: list,
    proc: list,
    procNames: list,
    procDates: list,
    mainSurgeon: texts,
    opMinutes: integers,
    anaesthesiaMinutes: integers,
    icuHours: orBlank(quantity),
    ventHours: orBlank(quantity),
    insurance: texts,
    charge: money,
    cost: amounts,
    patientPay: amounts,
    fundPay: amounts,
    officialGroup: codes,
    officialPayment: decimals,
    death: flags,
    readmit31d: flags,
    infection: flags,
    complication: flags,
    pathway: texts,
    daySurgery: flags,
    period: month,
    codeSystem: codes,
  },
  {
    columns: { charge: 'total_charge', cost: 'total_cost', readmit31d: 'readmit_31d' },
    totals: ['charge', 'cost', 'patientPay', 'fundPay'],
    key: ['caseNo'],
    rule: ({ dx, dxNames, poa, proc, procNames, procDates }) =>
      beside(dx, dxNames) && beside(dx, poa) && beside(proc, procNames) && beside(proc, procDates)
        ? null
        : {
            zh: '诊断或手术的编码、名称与明细个数不一致',
            en: 'codes, names and details of dx or proc differ in number',
          },
    fold: ({ dxNames, poa, procNames, procDates, ...flat }) => ({
      ...flat,
      dx: joinList(flat.dx, dxNames, poa),
      proc: joinList(flat.proc, procNames, procDates),
    }),
    unfold: ({ dx, proc, ...record }) => ({
      ...record,
      dx: dx.map(({ code: listed }) => listed),
      dxNames: column(dx, 'name'),
      poa: column(dx, 'detail'),
      proc: proc.map(({ code: listed }) => listed),
      procNames: column(proc, 'name'),
      procDates: column(proc, 'detail'),
    }),
  },
)

export const CHARGES = table(
  'charges',
  {
    caseNo: code,
    chargedAt: time,
    itemCode: code,
    itemName: text,
    insurerCode: codes,
    category: choice(FEE_CATEGORIES),
    quantity: decimal,
    unitPrice: decimals,
    amount: money,
    performingDept: texts,
    highValue: flags,
    negotiatedDrug: flags,
    antibiotic: flags,
    selfPayRatio: decimals,
  },
  { totals: ['amount'] },
)

export const ITEMS = table(
  'items',
  {
    itemCode: code,
    itemName: text,
    category: orBlank(choice(FEE_CATEGORIES)),
    spec: texts,
    unit: texts,
    purchasePrice: decimals,
    costElement: texts,
    alternatives: texts,
    origin: texts,
  },
  { columns: { itemName: 'name' }, key: ['itemCode'] },
)

export const LEDGER = table(
  'ledger',
  { period: month, costCenter: text, centerType: texts, element: text, amount: money },
  { totals: ['amount'] },
)

export const DRIVERS = table(
  'drivers',
  { period: month, costCenter: text, driver: text, quantity: decimal },
  { key: ['period', 'costCenter', 'driver'] },
)

export const BENCHMARKS = table(
  'benchmarks',
  {
    scope: text,
    group: code,
    period: orBlank(month),
    n: integers,
    meanCharge: amounts,
    meanCost: amounts,
    meanLos: decimals,
    categories: parts,
  },
  { columns: { categories: 'parts' }, key: ['scope', 'group', 'period'] },
)

export const BUDGETS = table(
  'budgets',
  { period: span, costCenter: text, element: text, budget: money },
  { totals: ['budget'], key: ['period', 'costCenter', 'element'] },
)

export const TARGETS = table(
  'targets',
  {
    period: span,
    scope: text,
    indicator: text,
    target: decimal,
    direction: orBlank(choice(['at-most', 'at-least'])),
  },
  { key: ['period', 'scope', 'indicator'] },
)

export const SETTLEMENTS = table(
  'settlements',
  {
    caseNo: code,
    settlementNo: codes,
    period: month,
    settledAt: times,
    officialGroup: codes,
    weight: decimals,
    standard: decimals,
    outlier: orBlank(choice(['normal', 'high', 'low', 'exempt'])),
    charge: amounts,
    payment: money,
    fundPay: amounts,
    patientPay: amounts,
    deduction: amounts,
    reason: texts,
  },
  {
    columns: { charge: 'total_charge' },
    totals: ['charge', 'payment', 'fundPay', 'patientPay', 'deduction'],
    key: ['caseNo', 'settlementNo', 'period'],
  },
)

const beside = (codesOfList: readonly string[], other: readonly string[]): boolean =>
  other.length === 0 || other.length === codesOfList.length

function column(entries: readonly CodedName[], field: 'name' | 'detail'): readonly string[] {
  return entries.every((entry) => entry[field] === null) ? [] : entries.map((entry) => entry[field] ?? '')
}

function joinList(
  codesOfList: readonly string[],
  names: readonly string[],
  details: readonly string[],
): readonly CodedName[] {
  return codesOfList.map((listed, at) => ({ code: listed, name: names[at] || null, detail: details[at] || null }))
}
