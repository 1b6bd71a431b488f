import type { DipInput } from '#shared/domain/dip.ts'
import { type Exact, exact, exactFromFen } from '#shared/domain/exact.ts'
import type { Fen } from '#shared/domain/money.ts'
import type { CompiledDip } from './compile.ts'
import type { ConditionNumber } from './condition.ts'

/** A number of a case as two exact ones: a ratio is compared without dividing. */
export interface Fraction {
  readonly over: Exact
  readonly under: Exact
}

/** What a condition of an auxiliary entry asks of a case. */
export interface DipCaseFacts {
  /** Null: blank, or not to be formed for this case. */
  number(name: ConditionNumber): Fraction | null
  isIn(field: 'pdx' | 'dx' | 'sdx' | 'proc', list: string): boolean
  flag(name: 'death' | 'mcc' | 'cc'): boolean
}

const ONE = exact(1)
const HOURS_OF_A_DAY = exact(24)
/** Way of leaving (离院方式): died. */
const DIED = '5'

/**
 * @param mean mean charge of the case's disease, yuan; null where the directory prints none
 */
export function caseFacts(scheme: CompiledDip, input: DipInput, mean: Exact | null): DipCaseFacts {
  const whole = (value: number | null): Fraction | null => (value === null ? null : { over: exact(value), under: ONE })
  const share = (part: Fen | null, under: Exact | null): Fraction | null =>
    part === null || under === null || under.lte(0) ? null : { over: exactFromFen(part), under }
  const charge = input.charge === null ? null : exactFromFen(input.charge)
  let index: number | null = null
  return {
    number(name) {
      switch (name) {
        case 'age':
          return whole(input.age)
        case 'age_days':
          return whole(input.ageDays)
        case 'los':
          return whole(input.los)
        case 'icu_days':
          return input.icuHours === null ? null : { over: exact(input.icuHours), under: HOURS_OF_A_DAY }
        case 'cci':
          index ??= comorbidityIndex(scheme, input)
          return whole(index)
        case 'charge_ratio':
          return share(input.charge, mean)
        case 'treatment_share':
          return share(input.treatmentCharge, charge)
        case 'drug_share':
          return share(input.drugCharge, charge)
        case 'readmission_days':
          return whole(input.readmissionDays)
      }
    },
    isIn: (field, list) => {
      const codes = scheme.lists.get(list)
      return codes !== undefined && codesOf(field, input).some((code) => codes.has(code))
    },
    flag: (name) => (name === 'death' ? input.discharge === DIED : hasComplication(scheme, input, name)),
  }
}

function codesOf(field: 'pdx' | 'dx' | 'sdx' | 'proc', { dx, proc }: DipInput): readonly string[] {
  switch (field) {
    case 'pdx':
      return dx.slice(0, 1)
    case 'dx':
      return dx
    case 'sdx':
      return dx.slice(1)
    case 'proc':
      return proc
  }
}

/** Some secondary diagnosis is of this level and the principal one is not in its exclusion table. */
function hasComplication(scheme: CompiledDip, { dx }: DipInput, level: 'mcc' | 'cc'): boolean {
  const [principal = '', ...secondary] = dx
  return secondary.some((code) =>
    scheme.complications
      .get(code)
      ?.some((row) => row.level === level.toUpperCase() && !scheme.excludes(row, principal)),
  )
}

/**
 * Co-morbidity index (CCI 指数): the points of the secondary diagnoses, each condition once with its highest points, so that a
 * mild and a severe form of one disease do not add up.
 */
function comorbidityIndex(scheme: CompiledDip, { dx }: DipInput): number {
  const points = new Map<string, number>()
  for (const code of dx.slice(1)) {
    for (const row of scheme.comorbidities.of(code)) {
      points.set(row.condition, Math.max(points.get(row.condition) ?? 0, row.points))
    }
  }
  let total = 0
  for (const value of points.values()) total += value
  return total
}
