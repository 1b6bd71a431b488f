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

export function driverRows(inputs: DemoInputs, period: string, drivers: Drivers): DriverRow[] {
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
  return [...staff, ...used, packs]
}
