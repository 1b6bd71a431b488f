import { type Rational, rational } from '#engine/arithmetic/rational.ts'
import type { AllocationRules } from '#engine/costing/allocation.ts'
import type { Driver } from '#engine/costing/drivers.ts'
import { type Ledger, ledgersOf } from '#engine/costing/ledger.ts'
import { IN_FEN, IN_FRACTIONS } from '#engine/costing/measure.ts'
import type { CenterClass, CostElement } from '#shared/domain/costing.ts'
import { exact, roundToFen } from '#shared/domain/exact.ts'
import type { Fen } from '#shared/domain/money.ts'
import { period } from '#shared/domain/period.ts'

export const MONTH = period('2026-01')

export const yuan = (text: string | number): Fen => roundToFen(exact(text))

/** A direct cost in yuan; staff cost of a clinical center unless told otherwise. */
export interface Cost {
  readonly center: string
  readonly amount: string | number
  readonly class?: CenterClass
  readonly element?: CostElement
}

const line = <T>({ center, class: centerClass = 'clinical', element = 'staff' }: Cost, amount: T) => ({
  period: MONTH,
  center,
  class: centerClass,
  element,
  origin: 'direct' as const,
  amount,
})

export const fenLedger = (costs: readonly Cost[]): Ledger<Fen> =>
  ledgersOf(
    IN_FEN,
    costs.map((cost) => line(cost, yuan(cost.amount))),
  )[0]!

export const exactLedger = (costs: readonly Cost[]): Ledger<Rational> =>
  ledgersOf(
    IN_FRACTIONS,
    costs.map((cost) => line(cost, rational(String(cost.amount)))),
  )[0]!

export const by = (driver: string): Driver => ({ kind: 'quantity', driver })

/** One center per level, in this order. */
export const inTurn = (...order: readonly (readonly [center: string, driver: string])[]): AllocationRules => ({
  method: 'step-down',
  levels: order.map(([center, driver]) => [{ center, driver: by(driver) }]),
})

/** `{ area: { ward: 100 } }` as a driver table's rows. */
export const driverRows = (drivers: Readonly<Record<string, Readonly<Record<string, string | number>>>>) =>
  Object.entries(drivers).flatMap(([driver, centers]) =>
    Object.entries(centers).map(([center, quantity]) => ({ driver, center, quantity: String(quantity) })),
  )
