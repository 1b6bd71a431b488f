import type { DemoInputs } from '../inputs/types.ts'
import { type Random, randomStream } from '../random.ts'
import { simulateCharges } from './charges.ts'
import { driversOf, moneyOf } from './money.ts'
import { patientRegister } from './patients.ts'
import { returnedGroupOf } from './severity.ts'
import { simulateStay } from './stay.ts'
import type { DemoCase, Stay } from './types.ts'
import { type MonthPlan, planMonths } from './volume.ts'

/** Share of returned groups that differ from the local one because the insurer dropped the secondary diagnoses. */
const RETURN_DIFFERS = 0.02

/** The department's discharges in order, month by month. */
export function* simulateDepartment(
  inputs: DemoInputs,
  seed: number,
  months: number,
  scale: number,
): Generator<{ readonly month: MonthPlan; readonly case: DemoCase }> {
  const register = patientRegister(inputs.returns)
  const plans = planMonths(inputs, seed, months, scale)
  for (const month of plans) {
    const returned = month.index < plans.length - 1
    for (const [order, { profile, day, minute }] of month.discharges.entries()) {
      const random = randomStream(seed, 2, month.index, order)
      const caseNo = `ZY${month.period.slice(2).replace('-', '')}${String(order + 1).padStart(5, '0')}`
      const stay = simulateStay(inputs, random, register, caseNo, profile, day, minute)
      register.discharged(profile, stay.patient, day, stay.discharge !== '5')
      const lines = simulateCharges(inputs, random, stay)
      const drivers = driversOf(stay, lines)
      const money = moneyOf(inputs, random, stay, lines, drivers)
      const returnedGroup = returned ? groupFromInsurer(inputs, random, stay) : ''
      yield { month, case: { stay, lines, money, drivers, returnedGroup } }
    }
  }
}

function groupFromInsurer(inputs: DemoInputs, random: Random, stay: Stay): string {
  if (stay.patient.insurance === '自费') return ''
  const dx = random.chance(RETURN_DIFFERS) ? stay.dx.slice(0, 1) : stay.dx
  return returnedGroupOf(inputs.scheme, stay.profile.adrg, dx)
}
