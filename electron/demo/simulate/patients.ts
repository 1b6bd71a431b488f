import type { Profile, ReturnRule } from '../inputs/types.ts'
import type { Random } from '../random.ts'
import type { Insurance, Patient } from './types.ts'

/** Tries at finding an earlier patient in the wanted window before a new one is registered. */
const TRIES = 40
const DAYS_PER_YEAR = 365.25

interface Visit {
  readonly patient: Patient
  readonly dischargedDay: number
}

/** Remembers who was discharged when, so that later cases can be the same person again. */
export interface PatientRegister {
  readonly admit: (random: Random, profile: Profile, admittedDay: number) => { patient: Patient; readmitted: boolean }
  readonly discharged: (profile: Profile, patient: Patient, day: number, alive: boolean) => void
}

export function patientRegister(returns: ReadonlyMap<string, ReturnRule>): PatientRegister {
  const visits = new Map<string, Visit[]>()
  let count = 0

  const findEarlier = (random: Random, rule: ReturnRule, admittedDay: number): Visit | null => {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const known = visits.get(random.pick(rule.previous)) ?? []
      if (known.length === 0) continue
      const visit = random.pick(known)
      const gap = admittedDay - visit.dischargedDay
      if (gap >= rule.minDays && gap <= rule.maxDays) return visit
    }
    return null
  }

  return {
    admit: (random, profile, admittedDay) => {
      const rule = returns.get(profile.code)
      const earlier = rule !== undefined && random.chance(rule.share) ? findEarlier(random, rule, admittedDay) : null
      if (earlier !== null) {
        return { patient: earlier.patient, readmitted: admittedDay - earlier.dischargedDay <= 31 }
      }
      count++
      return { patient: newPatient(random, profile, admittedDay, count), readmitted: false }
    },
    discharged: (profile, patient, day, alive) => {
      if (!alive) return
      const known = visits.get(profile.code)
      if (known === undefined) visits.set(profile.code, [{ patient, dischargedDay: day }])
      else known.push({ patient, dischargedDay: day })
    },
  }
}

function newPatient(random: Random, profile: Profile, admittedDay: number, count: number): Patient {
  const { mean, sd, min, max } = profile.age
  const years = Math.min(max, Math.max(min, mean + sd * random.normal()))
  return {
    id: `P${String(count).padStart(6, '0')}`,
    sex: random.chance(profile.femaleShare) ? 'F' : 'M',
    birthDay: admittedDay - Math.floor((years + random.unit()) * DAYS_PER_YEAR),
    insurance: pickInsurance(random, years),
  }
}

/** 职工 about 55 %, 居民 38 %, 自费 7 %; the very young and the old are more often resident-insured. */
function pickInsurance(random: Random, age: number): Insurance {
  const draw = random.unit()
  if (draw < 0.07) return '自费'
  const resident = age >= 70 ? 0.48 : age < 25 ? 0.5 : 0.37
  return draw < 0.07 + resident * 0.93 ? '居民' : '职工'
}

/** Completed years on a day. */
export function ageOn(patient: Patient, day: number): number {
  return Math.floor((day - patient.birthDay) / DAYS_PER_YEAR)
}
