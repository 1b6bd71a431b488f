import type { DemoInputs } from '../inputs/types.ts'
import type { Random } from '../random.ts'
import type { CaseMoney, ChargeLine, DriverName, Drivers, Stay } from './types.ts'

const DRUGS = new Set(['09', '10', '11'])

/** Share of cases whose stated total is off: the mistakes a control total is there to find. */
const MISSTATED = 0.004
const MISSTATEMENTS = [1000, -1000, 4500, 10, -250, 12600] as const

/** What a stay used of everything that costs the hospital money. */
export function driversOf(stay: Stay, lines: readonly ChargeLine[]): Drivers {
  let labItems = 0
  let exams = 0
  let drugLines = 0
  let drugPurchase = 0
  let materialPurchase = 0
  for (const { item, quantity } of lines) {
    const purchase = (quantity * item.purchaseFen) / 1000
    if (DRUGS.has(item.category)) {
      drugLines++
      drugPurchase += purchase
    } else if (item.category === '08') materialPurchase += purchase
    else if (item.category === '04') labItems += quantity / 1000
    else if (item.category === '03') exams += quantity / 1000
  }
  return {
    cases: 1,
    bed_days: stay.los,
    op_count: stay.operationDay >= 0 ? 1 : 0,
    op_minutes: stay.opMinutes,
    anaesthesia_minutes: stay.anaesthesiaMinutes,
    icu_hours: stay.icuHours,
    lab_items: labItems,
    exams,
    drug_lines: drugLines,
    drug_purchase: Math.round(drugPurchase),
    material_purchase: Math.round(materialPurchase),
  }
}

/**
 * Totals, who pays them, and the cost the finance office gives the case: drugs and materials at their purchase price,
 * everything else at the year's standard rates (`costs.csv`) with a little unexplained noise.
 */
export function moneyOf(
  inputs: DemoInputs,
  random: Random,
  stay: Stay,
  lines: readonly ChargeLine[],
  drivers: Drivers,
): CaseMoney {
  const chargeFen = lines.reduce((sum, line) => sum + line.amountFen, 0)
  const statedFen = random.chance(MISSTATED) ? chargeFen + random.pick(MISSTATEMENTS) : chargeFen
  const patientFen = Math.min(statedFen, Math.round(statedFen * patientShare(random, stay)))
  let materials = 0
  let services = 0
  for (const [driver, rate] of inputs.costRates) {
    const quantity = drivers[driver as DriverName]
    if (driver === 'drug_purchase' || driver === 'material_purchase') materials += quantity * rate
    else services += quantity * rate * 100
  }
  return {
    chargeFen,
    statedFen,
    patientFen,
    fundFen: statedFen - patientFen,
    costFen: Math.round(materials + services * random.lognormal(1, 0.05)),
  }
}

/** Deductible, own share and self-paid items in one: the record keeps only what the patient paid in all. */
function patientShare(random: Random, stay: Stay): number {
  if (stay.patient.insurance === '自费') return 1
  const mean = stay.patient.insurance === '职工' ? 0.235 : 0.405
  return Math.min(0.85, Math.max(0.08, mean + 0.045 * random.normal()))
}
