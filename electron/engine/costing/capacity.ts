import type { SheetResource } from '#shared/domain/activity-sheet.ts'
import type { Quantity } from '#shared/domain/costing.ts'
import { type Fen, fen } from '#shared/domain/money.ts'
import { minus, over, type Rational, ratio, rational, rounded, times } from '../arithmetic/rational.ts'

/** Time-driven activity-based costing (Kaplan & Anderson 2004): what a minute of a resource group costs. */
export interface CapacityRate {
  /** Minutes. */
  readonly theoretical: Rational
  readonly practical: Rational
  /** Yuan a minute: cost of the capacity supplied ÷ practical capacity. */
  readonly perMinute: Rational
}

/** @throws RangeError when practical capacity is zero */
export function capacityRate(cost: Rational, theoreticalMinutes: Rational, practicalShare: Rational): CapacityRate {
  const practical = times(theoreticalMinutes, practicalShare)
  return { theoretical: theoreticalMinutes, practical, perMinute: over(cost, practical) }
}

/** By the resource's own planned figures. */
export function plannedRate(resource: SheetResource): CapacityRate {
  const theoretical = times(rational(resource.members), rational(resource.theoreticalMinutes))
  return capacityRate(rational(resource.monthlyCost), theoretical, rational(resource.practicalShare))
}

export interface CapacityUse {
  readonly rate: CapacityRate
  /** Minutes; negative unused is overtime. */
  readonly unusedMinutes: Rational
  readonly usedCost: Fen
  /** Reported on its own and never put on cases. */
  readonly unusedCost: Fen
  /** used ÷ practical. */
  readonly utilisation: Rational
}

/** The cost of a month's capacity as used and unused; the two sum to it, to the fen. */
export function capacityUse(cost: Fen, theoretical: Rational, practicalShare: Rational, used: Quantity): CapacityUse {
  const rate = capacityRate(ratio(cost, 100), theoretical, practicalShare)
  const usedMinutes = ratio(used, 1000)
  const usedCost = fen(Number(rounded(times(usedMinutes, rate.perMinute), 100n)))
  return {
    rate,
    unusedMinutes: minus(rate.practical, usedMinutes),
    usedCost,
    unusedCost: fen(cost - usedCost),
    utilisation: over(usedMinutes, rate.practical),
  }
}
