import { allocateFen, fen } from '#shared/domain/money.ts'
import { dateOfDay, dayNumber, weekday } from '../calendar.ts'
import type { DemoInputs, Profile } from '../inputs/types.ts'
import { randomStream, weightedChoices } from '../random.ts'

const FIRST_YEAR = 2024
const FIRST_MONTH = 7
const CASES_PER_MONTH = 4000 / 24

/** Growth of demand from one year to the next, and the month-to-month movement around it. */
const YEARLY_GROWTH = 0.03
const MONTHLY_NOISE = 0.035

/** Few patients go home on a Sunday; 0 is Sunday. */
const DISCHARGE_BY_WEEKDAY = [0.5, 1.05, 1.1, 1.15, 1.15, 1.2, 0.85] as const

export interface MonthPlan {
  readonly index: number
  /** `YYYY-MM` */
  readonly period: string
  readonly year: number
  readonly month: number
  /** In the order of discharge. */
  readonly discharges: readonly { readonly profile: Profile; readonly day: number; readonly minute: number }[]
}

/**
 * Spreads the department's volume over its months: every profile follows its season, every month is filled with the
 * profiles in proportion, and discharges follow the week.
 *
 * @param scale 1 gives about 4,000 discharges in 24 months
 */
export function planMonths(inputs: DemoInputs, seed: number, months: number, scale: number): MonthPlan[] {
  const starts = Array.from({ length: months }, (_, index) => dayNumber(FIRST_YEAR, FIRST_MONTH + index, 1))
  const demand = starts.map((start, index) => {
    const season = inputs.seasons.get(dateOfDay(start).month)!
    const level = (1 + (YEARLY_GROWTH * index) / 12) * (1 + MONTHLY_NOISE * randomStream(seed, 4, index).normal())
    return inputs.profiles.map((profile) => profile.share * season[profile.season] * level)
  })
  // Whole cases shared out in proportion: the same largest-remainder rule as for money.
  const totals = allocateFen(
    fen(Math.max(1, Math.round(CASES_PER_MONTH * months * scale))),
    demand.map((weights) => Math.round(weights.reduce((a, b) => a + b, 0) * 1000)),
  )
  return starts.map((start, index) => {
    const random = randomStream(seed, 1, index)
    const { year, month } = dateOfDay(start)
    const profiles = weightedChoices(inputs.profiles.map((profile, at) => [profile, demand[index]![at]!] as const))
    const end = dayNumber(year, month + 1, 1)
    const days = weightedChoices(
      Array.from({ length: end - start }, (_, at) => [start + at, DISCHARGE_BY_WEEKDAY[weekday(start + at)]!] as const),
    )
    const discharges = Array.from({ length: totals[index]! }, () => ({
      profile: random.weighted(profiles),
      day: random.weighted(days),
      minute: 8 * 60 + random.int(0, 9 * 60),
    }))
    discharges.sort((a, b) => a.day - b.day || a.minute - b.minute)
    return { index, period: `${year}-${String(month).padStart(2, '0')}`, year, month, discharges }
  })
}
