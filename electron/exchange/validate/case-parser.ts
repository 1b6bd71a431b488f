import { DISCHARGES, fold, INSURANCES, SEX_UNKNOWN, SEXES } from '#exchange/kinds/code-tables.ts'
import type { RecordTemplate } from '#exchange/kinds/index.ts'
import { type Period, periodOf } from '#shared/domain/period.ts'
import type { CaseRecord, CodedName } from '#shared/domain/records.ts'
import type { CellParsers } from './cell-parsers.ts'
import type { BoundColumn } from './cell-source.ts'
import { createCodedListParser } from './coded-lists.ts'
import type { IssueSink, Place } from './issues.ts'
import { isIdentityNumber } from './personal.ts'

const MAX_AGE = 120

export function createCaseParser(
  template: RecordTemplate,
  columns: ReadonlyMap<string, BoundColumn>,
  cells: CellParsers,
  sink: IssueSink,
): (raw: readonly string[], row: number) => CaseRecord {
  const caseNo = cells.requiredCode('case_no')
  const admissionNo = cells.code('admission_no')
  const patientId = patientParser(columns, cells, sink)
  const sex = sexParser(columns, sink)
  const ages = ageParser(columns, cells, sink)
  const birthWeight = cells.integer('birth_weight')
  const admittedAt = cells.date('admitted_at')
  const dischargedAt = cells.date('discharged_at')
  const dates = stayChecker(template, columns, sink)
  const los = cells.integer('los')
  const department = columns.has('department') ? cells.requiredText('department') : cells.text('department')
  const team = cells.text('team')
  const physician = cells.text('physician')
  const discharge = dischargeParser(columns, sink)
  const dx = createCodedListParser('dx', template, columns, sink, cells.dates)
  const proc = createCodedListParser('proc', template, columns, sink, cells.dates)
  const checkSex = template.codeSystem === undefined ? sexChecker(columns, sink) : () => {}
  const mainSurgeon = cells.text('main_surgeon')
  const opMinutes = cells.integer('op_minutes')
  const anaesthesiaMinutes = cells.integer('anaesthesia_minutes')
  const icuHours = cells.number('icu_hours')
  const ventHours = cells.number('vent_hours')
  const insurance = cells.word('insurance', INSURANCES)
  const charge = cells.requiredMoney('total_charge')
  const cost = cells.money('total_cost')
  const patientPay = cells.money('patient_pay')
  const fundPay = cells.money('fund_pay')
  const officialGroup = cells.code('official_group')
  const officialPayment = cells.decimal('official_payment', 'money')
  const death = cells.flag('death')
  const readmit31d = cells.flag('readmit_31d')
  const infection = cells.flag('infection')
  const complication = cells.flag('complication')
  const pathway = cells.text('pathway')
  const daySurgery = cells.flag('day_surgery')
  const codeSystem = template.codeSystem ?? null

  return (raw, row) => {
    const sexValue = sex(raw, row)
    const age = ages(raw, row)
    const admitted = admittedAt(raw, row)
    const discharged = dischargedAt(raw, row)
    const diagnoses = dx(raw, row)
    checkSex(sexValue, diagnoses)
    return {
      caseNo: caseNo(raw, row),
      admissionNo: admissionNo(raw, row),
      patientId: patientId(raw, row),
      sex: sexValue,
      age: age.years,
      ageBand: age.band,
      ageDays: age.days,
      birthWeight: birthWeight(raw, row),
      admittedAt: admitted,
      dischargedAt: discharged,
      period: dates(admitted, discharged, raw, row),
      los: los(raw, row) ?? stayDays(admitted, discharged),
      department: department(raw, row),
      team: team(raw, row),
      physician: physician(raw, row),
      discharge: discharge(raw, row),
      dx: diagnoses,
      proc: proc(raw, row),
      codeSystem,
      mainSurgeon: mainSurgeon(raw, row),
      opMinutes: opMinutes(raw, row),
      anaesthesiaMinutes: anaesthesiaMinutes(raw, row),
      icuHours: icuHours(raw, row),
      ventHours: ventHours(raw, row),
      insurance: insurance(raw, row),
      charge: charge(raw, row),
      cost: cost(raw, row),
      patientPay: patientPay(raw, row),
      fundPay: fundPay(raw, row),
      officialGroup: officialGroup(raw, row),
      officialPayment: officialPayment(raw, row),
      death: death(raw, row),
      readmit31d: readmit31d(raw, row),
      infection: infection(raw, row),
      complication: complication(raw, row),
      pathway: pathway(raw, row),
      daySurgery: daySurgery(raw, row),
    }
  }
}

/** Days from admission to discharge; a stay that ends on its first day counts one day (实际住院天数). */
export function stayDays(admitted: string | null, discharged: string | null): number | null {
  if (admitted === null || discharged === null) return null
  const days = (Date.parse(discharged.slice(0, 10)) - Date.parse(admitted.slice(0, 10))) / 86_400_000
  return days < 0 ? null : Math.max(1, days)
}

/** The month of the case, and whether its two times fit. Without either a date or a period the row is rejected. */
function stayChecker(template: RecordTemplate, columns: ReadonlyMap<string, BoundColumn>, sink: IssueSink) {
  const admission = columns.get('admitted_at')
  const end = columns.get('discharged_at')
  const constant = template.period ?? null
  return (admitted: string | null, discharged: string | null, raw: readonly string[], row: number): Period => {
    if (admission !== undefined && admitted === null && admission.read(raw, row) === '') {
      sink.warn('value-missing', admission.place, null)
    }
    if (admitted !== null && discharged !== null) {
      const length = Math.min(admitted.length, discharged.length)
      if (discharged.slice(0, length) < admitted.slice(0, length)) {
        sink.reject('discharge-before-admission', end?.place ?? null, discharged)
      }
    }
    if (discharged !== null) return periodOf(discharged)
    if (constant !== null) return constant
    if (end === undefined || end.read(raw, row) === '') sink.reject('value-missing', end?.place ?? null, null)
    return '' as Period
  }
}

export function sexParser(columns: ReadonlyMap<string, BoundColumn>, sink: IssueSink) {
  const column = columns.get('sex')!
  return (raw: readonly string[], row: number): 'M' | 'F' | null => {
    const text = column.read(raw, row)
    const sex = SEXES.get(text) ?? SEXES.get(fold(text)) ?? null
    if (sex === null) sink.warn('sex-unknown', column.place, SEX_UNKNOWN.has(fold(text)) ? null : text)
    return sex
  }
}

interface Age {
  readonly years: number | null
  readonly band: string | null
  readonly days: number | null
}

/** `65`, `65岁`; of an infant `3月` is 0 years and `12天` 0 years and 12 days. */
export function ageParser(columns: ReadonlyMap<string, BoundColumn>, cells: CellParsers, sink: IssueSink) {
  const column = columns.get('age')
  const years = cells.integer('age')
  const band = cells.text('age_band')
  const days = cells.integer('age_days')
  return (raw: readonly string[], row: number): Age => {
    const ageBand = band(raw, row)
    const ageDays = days(raw, row)
    const text = column?.read(raw, row) ?? ''
    const worded = text === '' ? null : /^(\d{1,3})\s*(周?岁|个?月|[天日])/.exec(text)
    if (worded !== null) {
      const [, digits, unit] = worded
      if (unit!.endsWith('岁')) return { years: plausible(Number(digits), column!.place), band: ageBand, days: ageDays }
      const isDays = unit === '天' || unit === '日'
      return { years: 0, band: ageBand, days: ageDays ?? (isDays ? Number(digits) : null) }
    }
    const value = years(raw, row)
    if (value === null && ageBand === null && text === '' && ageDays === null) {
      sink.warn('age-missing', column?.place ?? columns.get('age_band')?.place ?? null, null)
    }
    return { years: value === null ? null : plausible(value, column!.place), band: ageBand, days: ageDays }
  }

  function plausible(value: number, place: Place): number | null {
    if (value < 0 || value > MAX_AGE) sink.warn('age-implausible', place, String(value))
    return value < 0 ? null : value
  }
}

export function dischargeParser(columns: ReadonlyMap<string, BoundColumn>, sink: IssueSink) {
  const column = columns.get('discharge')
  if (column === undefined) return () => null
  return (raw: readonly string[], row: number): string | null => {
    const text = column.read(raw, row)
    if (text === '') return null
    const code = DISCHARGES.get(text) ?? DISCHARGES.get(fold(text)) ?? null
    if (code === null) sink.warn('discharge-unknown', column.place, text)
    return code
  }
}

/** An 18-digit identity number is not kept: the book never holds what names a person. */
export function patientParser(columns: ReadonlyMap<string, BoundColumn>, cells: CellParsers, sink: IssueSink) {
  const read = cells.code('patient_id')
  const place = columns.get('patient_id')?.place ?? null
  return (raw: readonly string[], row: number): string | null => {
    const id = read(raw, row)
    if (id === null || !isIdentityNumber(id)) return id
    sink.warn('identity-number', place, `${id.slice(0, 2)}****`)
    return null
  }
}

/** Chapters that only one sex can have: pregnancy and female organs, male organs (ICD-10). */
const FEMALE_ONLY = /^(O\d|C5[1-8]|N7\d|N8\d|N9[0-8]|D25|D26|D27)/
const MALE_ONLY = /^(C6[0-3]|N4\d|N50|N51|D29)/

function sexChecker(columns: ReadonlyMap<string, BoundColumn>, sink: IssueSink) {
  const place = (columns.get('dx') ?? columns.get('dx.1'))?.place ?? null
  return (sex: 'M' | 'F' | null, diagnoses: readonly CodedName[]): void => {
    if (sex === null) return
    const pattern = sex === 'M' ? FEMALE_ONLY : MALE_ONLY
    const conflict = diagnoses.find(({ code }) => pattern.test(code))
    if (conflict !== undefined) sink.warn('sex-implausible', place, conflict.code)
  }
}
