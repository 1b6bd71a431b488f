import type { DemoInputs, LedgerRule } from '../inputs/types.ts'
import { randomStream } from '../random.ts'
import type { DriverName, Drivers } from './types.ts'

/** Small month-to-month movement of booked amounts that follow no driver exactly. */
const LEDGER_NOISE = 0.015

export interface LedgerRow {
  readonly period: string
  readonly costCenter: string
  readonly centerType: string
  readonly element: string
  readonly amountFen: number
}

export interface DriverRow {
  readonly period: string
  readonly costCenter: string
  readonly driver: string
  readonly quantity: number
}

/** Which centre reports which driver, with the name the finance office gives it. */
const REPORTED_DRIVERS: readonly (readonly [string, string, DriverName])[] = [
  ['骨科', '出院人次', 'cases'],
  ['骨科', '床日', 'bed_days'],
  ['手术室', '手术台次', 'op_count'],
  ['手术室', '手术分钟', 'op_minutes'],
  ['麻醉科', '麻醉分钟', 'anaesthesia_minutes'],
  ['医学影像科', '检查人次', 'exams'],
  ['检验科', '检验项次', 'lab_items'],
  ['重症医学科', '重症小时', 'icu_hours'],
  ['药学部', '药品条目', 'drug_lines'],
]

/** Minutes a month that the theatre can be worked in: two rooms, 22 days, eight hours, for a department of normal size. */
const THEATRE_MINUTES = 2 * 22 * 8 * 60

/** Beds kept for day surgery, for a department of normal size. */
const DAY_BEDS = 2

/** Open beds, for a department of normal size. */
const OPEN_BEDS = 64

/** What the finance office plans to spend of what it spent: a year's budget is a little below its cost. */
const BUDGETED = 0.97

export interface BudgetRow {
  readonly year: string
  readonly costCenter: string
  readonly element: string
  readonly budgetFen: number
}

/** Sums drivers of the cases discharged in a month; cost is booked in the month of discharge. */
export function addDrivers(sum: Drivers | undefined, more: Drivers): Drivers {
  if (sum === undefined) return more
  const total = { ...sum }
  for (const name of Object.keys(more) as DriverName[]) total[name] += more[name]
  return total
}

/**
 * One month of the department's ledger: drugs and materials as bought, everything else fixed per month (`ledger.csv`,
 * for a department of normal size) plus a rate per unit of its driver.
 */
export function ledgerRows(
  inputs: DemoInputs,
  seed: number,
  month: number,
  period: string,
  scale: number,
  drivers: Drivers,
): LedgerRow[] {
  const random = randomStream(seed, 3, month)
  return inputs.ledger.map((rule) => ({
    period,
    costCenter: rule.costCenter,
    centerType: rule.centerType,
    element: rule.element,
    amountFen: bookedFen(rule, drivers, scale, 1 + LEDGER_NOISE * random.normal()),
  }))
}

function bookedFen(rule: LedgerRule, drivers: Drivers, scale: number, noise: number): number {
  const quantity = rule.driver === '' ? 0 : drivers[rule.driver as DriverName]
  if (rule.driver === 'drug_purchase' || rule.driver === 'material_purchase') return Math.round(quantity * rule.rate)
  return Math.round((rule.monthly * scale + rule.rate * quantity) * 100 * noise)
}

export function driverRows(inputs: DemoInputs, period: string, scale: number, drivers: Drivers): DriverRow[] {
  const staff = [...inputs.staff].map(([costCenter, quantity]) => ({
    period,
    costCenter,
    driver: '职工人数',
    quantity,
  }))
  const used = REPORTED_DRIVERS.map(([costCenter, driver, name]) => ({
    period,
    costCenter,
    driver,
    quantity: drivers[name],
  }))
  const packs = {
    period,
    costCenter: '消毒供应中心',
    driver: '消毒包数',
    quantity: drivers.op_count * 3 + drivers.bed_days,
  }
  const theatre = {
    period,
    costCenter: '手术室',
    driver: '手术可用分钟',
    quantity: Math.round(THEATRE_MINUTES * scale),
  }
  const dayBeds = {
    period,
    costCenter: '骨科',
    driver: '日间手术床位',
    quantity: Math.max(1, Math.round(DAY_BEDS * scale)),
  }
  const openBeds = {
    period,
    costCenter: '骨科',
    driver: '开放床位',
    quantity: Math.max(1, Math.round(OPEN_BEDS * scale)),
  }
  return [...staff, ...used, packs, theatre, dayBeds, openBeds]
}

/**
 * Full-cost budgets of the department (全成本预算), by year and element: everything the hospital books, because this department is all
 * of it. A year of which only some months are there has twelve like them.
 */
export function budgetRows(inputs: DemoInputs, ledger: readonly LedgerRow[]): BudgetRow[] {
  const [costCenter] = inputs.ledger.map((rule) => rule.costCenter)
  return [...Map.groupBy(ledger, (row) => row.period.slice(0, 4))].flatMap(([year, rows]) => {
    const months = new Set(rows.map((row) => row.period)).size
    return [...Map.groupBy(rows, (row) => row.element)].map(([element, booked]) => {
      const spent = booked.reduce((sum, row) => sum + row.amountFen, 0)
      const thousands = Math.round((spent * 12 * BUDGETED) / (months * 100_000))
      return { year, costCenter: costCenter!, element, budgetFen: thousands * 100_000 }
    })
  })
}
