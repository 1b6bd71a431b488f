import type { Comorbidity, DemoInputs, Order, Profile } from '../inputs/types.ts'
import type { Random } from '../random.ts'
import { ageOn, type PatientRegister } from './patients.ts'
import { severityOf } from './severity.ts'
import { storyValue } from './story.ts'
import type { Patient, Stay } from './types.ts'

/** The record keeps this many secondary diagnoses, as the front page has columns for them. */
const MAX_OTHER_DX = 10

/** Share of conservative patients who leave after a day or two: the low outliers. */
const EARLY_LEAVE = 0.06

/** Nobody older is operated on as a day case. */
const DAY_SURGERY_AGE = 65

/** Share of stays that nearly double for reasons no code explains. */
const LONG_STAY = 0.012

/** Draws one stay that ends on the given day. */
export function simulateStay(
  inputs: DemoInputs,
  random: Random,
  register: PatientRegister,
  caseNo: string,
  profile: Profile,
  dischargedDay: number,
  dischargedMinute: number,
): Stay {
  const team = inputs.teams.get(random.weighted(profile.team))!
  const surgical = profile.opMinutes > 0
  const leavesEarly = !surgical && random.chance(EARLY_LEAVE)
  const baseLos = Math.max(
    1,
    random.lognormal(profile.losMedian, profile.losSigma) *
      (random.chance(LONG_STAY) ? 1.9 : 1) *
      team.losFactor *
      (storyValue(inputs.story, 'los', profile.code, dischargedDay) ?? 1),
  )
  const { patient, readmitted } = register.admit(random, profile, dischargedDay - Math.round(baseLos))
  const age = ageOn(patient, dischargedDay - Math.round(baseLos))
  const present = drawComorbidities(inputs.comorbidities, random, profile, patient, age)
  const dx = diagnoses(random, profile, present)
  const longer = present.reduce((factor, comorbidity) => factor * comorbidity.losFactor, 1)
  const preop = storyValue(inputs.story, 'preop_days', profile.code, dischargedDay) ?? profile.preopDays
  const drawnPreop = Math.max(0, Math.round(preop + random.normal() * 0.7))
  const los = leavesEarly ? random.int(1, 2) : Math.max(surgical ? drawnPreop + 1 : 1, Math.round(baseLos * longer))
  const severity = severityOf(inputs.scheme, dx)
  const opMinutes = surgical ? Math.round(random.lognormal(profile.opMinutes, 0.2)) : 0
  const icu = random.chance(profile.icuChance + (severity.mcc && surgical ? 0.07 * profile.frailty : 0))
  const icuHours = icu ? Math.min(24 * (los - 1), Math.round(random.lognormal(40, 0.55))) : 0
  const physician = random.pick(team.physicians)
  const discharge = drawDischarge(random, leavesEarly, age, profile.frailty, severity.mcc)
  const infection = dx.some((code) => code === 'J18.903' || code === 'T81.400' || code === 'A41.900')
  const stay: Stay = {
    caseNo,
    profile,
    team,
    physician,
    surgeon: surgical ? (random.chance(0.8) ? physician : random.pick(team.physicians)) : '',
    patient,
    age,
    admittedDay: dischargedDay - los,
    admittedMinute: 8 * 60 + random.int(0, 11 * 60),
    dischargedDay,
    dischargedMinute,
    los,
    dx,
    proc: procedures(random, profile),
    operationDay: surgical ? Math.min(drawnPreop, los - 1) : -1,
    opMinutes,
    anaesthesiaMinutes: surgical ? opMinutes + anaesthesiaMargin(random, profile.anaesthesia) : 0,
    icuHours,
    ventHours: icuHours > 0 && random.chance(0.4) ? Math.round(icuHours * (0.2 + 0.5 * random.unit())) : 0,
    discharge,
    readmitted,
    infection,
    complication: surgical && dx.some((code) => ['T81.400', 'I26.900', 'I80.207', 'F05.802'].includes(code)),
    daySurgery: false,
    extraOrders: present.flatMap((comorbidity): readonly Order[] => comorbidity.orders),
    intensity: random.lognormal(random.chance(0.02) ? 2.4 : 1, 0.4),
  }
  const share = storyValue(inputs.story, 'day_surgery', profile.code, dischargedDay) ?? 0
  const fit = age <= DAY_SURGERY_AGE && icuHours === 0 && !severity.cc && !severity.mcc && discharge === '1'
  return surgical && fit && share > 0 && random.chance(share) ? asDaySurgery(stay) : stay
}

/** 日间手术: operated on the day of admission, home within 24 hours. */
const asDaySurgery = (stay: Stay): Stay => ({
  ...stay,
  los: 1,
  admittedDay: stay.dischargedDay - 1,
  operationDay: 0,
  daySurgery: true,
})

function drawComorbidities(
  all: readonly Comorbidity[],
  random: Random,
  profile: Profile,
  patient: Patient,
  age: number,
): Comorbidity[] {
  const band = age < 45 ? 0 : age < 65 ? 1 : age < 80 ? 2 : 3
  return all.filter((comorbidity) => {
    if (comorbidity.when === 'surgical' && profile.opMinutes === 0) return false
    if (comorbidity.when === 'male' && patient.sex === 'F') return false
    return random.chance(comorbidity.chances[band] * profile.frailty)
  })
}

function diagnoses(random: Random, profile: Profile, present: readonly Comorbidity[]): string[] {
  const principal = random.weighted(profile.dx)
  const others = [
    ...profile.otherDx.filter(([, chance]) => random.chance(chance)).map(([code]) => code),
    ...present.map((comorbidity) => comorbidity.code),
  ]
  const distinct = [...new Set(others)].filter((code) => code !== principal)
  return [principal, ...distinct.slice(0, MAX_OTHER_DX)]
}

function procedures(random: Random, profile: Profile): string[] {
  const main = random.weighted(profile.proc)
  if (main === '') return []
  return [main, ...profile.otherProc.filter(([, chance]) => random.chance(chance)).map(([code]) => code)]
}

function anaesthesiaMargin(random: Random, kind: string): number {
  return kind === 'local' ? random.int(5, 12) : kind === 'ga' ? random.int(30, 55) : random.int(20, 40)
}

/** 离院方式: 1 home, 2 transfer, 3 community, 4 against advice, 5 death. */
function drawDischarge(random: Random, early: boolean, age: number, frailty: number, mcc: boolean): Stay['discharge'] {
  const deathChance = (mcc ? 0.05 : 0.0006) * frailty * (age >= 80 ? 1.6 : 1)
  const draw = random.unit()
  if (random.chance(deathChance)) return '5'
  if (early) return draw < 0.7 ? '4' : '2'
  return draw < 0.012 ? '4' : draw < 0.03 ? '2' : draw < 0.05 ? '3' : '1'
}
