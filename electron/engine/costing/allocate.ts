import { assertNever } from '#shared/domain/assert-never.ts'
import type { Elements } from '#shared/domain/costing.ts'
import { over, type Rational, ratio, wholeWeights } from '../arithmetic/rational.ts'
import type {
  AllocatedCenter,
  Allocation,
  AllocationPart,
  AllocationRules,
  AllocationStep,
  Handed,
  Unallocated,
} from './allocation.ts'
import { checkRules } from './allocation-rules.ts'
import { type Driver, type DriverTable, driverName, quantitiesOf } from './drivers.ts'
import { addElements, isNoCost, noCost, splitElements, sumElements, totalOf } from './elements.ts'
import { type Ledger, ownCost } from './ledger.ts'
import type { Measure } from './measure.ts'
import { solveReciprocal } from './reciprocal.ts'

/**
 * Allocates the service centers of one month to the centers that stay open, every element for itself. Step-down (逐级分项结转):
 * a center hands on its own cost and what it received, once, to centers not yet closed. Direct: own cost only, to centers that
 * never close. Reciprocal: all at once, mutual services included. A center's use of its own service never counts.
 * A pool with nobody to receive it stays where it is and is listed.
 * @throws ProblemError `allocation-invalid`, see `checkRules` and `quantitiesOf`
 */
export function allocate<T>(
  measure: Measure<T>,
  ledger: Ledger<T>,
  rules: AllocationRules,
  drivers: DriverTable,
): Allocation<T> {
  checkRules(measure, ledger, rules)
  const handed = handOn(measure, ledger, rules, drivers)
  return {
    period: ledger.period,
    method: rules.method,
    ...handed,
    centers: openCenters(measure, ledger, rules, handed),
  }
}

function handOn<T>(measure: Measure<T>, ledger: Ledger<T>, rules: AllocationRules, drivers: DriverTable): Handed<T> {
  switch (rules.method) {
    case 'step-down':
    case 'direct':
      return inOrder(measure, ledger, rules, drivers)
    case 'reciprocal':
      return solveReciprocal(measure, ledger, rules.levels.flat(), drivers)
    default:
      return assertNever(rules.method)
  }
}

function inOrder<T>(measure: Measure<T>, ledger: Ledger<T>, rules: AllocationRules, drivers: DriverTable): Handed<T> {
  const carried = new Map(ledger.centers.map((center) => [center.center, ownCost(measure, center)]))
  const levelOf = new Map(rules.levels.flatMap((level, index) => level.map(({ center }) => [center, index] as const)))
  const steps: AllocationStep<T>[] = []
  const unallocated: Unallocated<T>[] = []
  const known = rememberQuantities(measure, ledger, drivers)
  for (const [level, closing] of rules.levels.entries()) {
    const open = (center: string): boolean =>
      carried.has(center) &&
      (levelOf.get(center) ?? Infinity) > (rules.method === 'direct' ? rules.levels.length : level)
    const receiversBy = rememberReceivers(measure, (driver) =>
      [...known(driver)].filter(([receiver]) => open(receiver)),
    )
    for (const { center, driver } of closing) {
      const pool = carried.get(center) ?? noCost(measure)
      if (isNoCost(measure, pool)) continue
      const receivers = receiversBy(driver)
      if (receivers === null) {
        unallocated.push({ center, driver: driverName(driver), reason: 'no-receiver', amount: pool })
        continue
      }
      const { driverTotal } = receivers
      const parts = splitPool(pool, receivers)
      const gross = measure.yuan(totalOf(measure, pool))
      const rate = over(gross, driverTotal)
      steps.push({ level, center, driver: driverName(driver), driverTotal, pool, gross, rate, parts })
      for (const { receiver, amount } of parts)
        carried.set(receiver, addElements(measure, carried.get(receiver)!, amount))
    }
  }
  return { steps, unallocated }
}

/** Most centers are handed on by the same few drivers: each is read once. */
function rememberQuantities<T>(measure: Measure<T>, ledger: Ledger<T>, drivers: DriverTable) {
  const known = new Map<string, ReadonlyMap<string, Rational>>()
  return (driver: Driver): ReadonlyMap<string, Rational> => {
    const key = JSON.stringify(driver)
    const quantities = known.get(key) ?? quantitiesOf(measure, ledger, drivers, driver)
    known.set(key, quantities)
    return quantities
  }
}

/** Who receives by a driver, and how a pool is split over them. */
interface Receivers<T> {
  readonly quantities: readonly (readonly [string, Rational])[]
  readonly driverTotal: Rational
  readonly split: (total: T) => readonly T[]
}

/** Centers of one level that close by the same driver have the same receivers; null where there are none. */
function rememberReceivers<T>(
  measure: Measure<T>,
  quantitiesBy: (driver: Driver) => readonly (readonly [string, Rational])[],
): (driver: Driver) => Receivers<T> | null {
  const known = new Map<string, Receivers<T> | null>()
  return (driver) => {
    const key = JSON.stringify(driver)
    const found = known.get(key)
    if (found !== undefined) return found
    const quantities = quantitiesBy(driver)
    const receivers = quantities.length === 0 ? null : receiversOf(measure, quantities)
    known.set(key, receivers)
    return receivers
  }
}

function receiversOf<T>(measure: Measure<T>, quantities: readonly (readonly [string, Rational])[]): Receivers<T> {
  // The last weight is that of one unit of the driver.
  const weights = wholeWeights([...quantities.map(([, quantity]) => quantity), ratio(1)])
  const unit = weights.pop()!
  const all = weights.reduce((sum, weight) => sum + weight, 0n)
  return { quantities, driverTotal: ratio(all, unit), split: measure.splitter(weights) }
}

function splitPool<T>(pool: Elements<T>, { quantities, split }: Receivers<T>): AllocationPart<T>[] {
  const amounts = splitElements(pool, split)
  return quantities.map(([receiver, quantity], index) => ({ receiver, quantity, amount: amounts[index]! }))
}

function openCenters<T>(
  measure: Measure<T>,
  ledger: Ledger<T>,
  rules: AllocationRules,
  { steps }: Handed<T>,
): AllocatedCenter<T>[] {
  const closed = new Set(rules.levels.flat().map(({ center }) => center))
  const received = new Map<string, Elements<T>[]>()
  for (const { parts } of steps)
    for (const { receiver, amount } of parts) {
      const amounts = received.get(receiver) ?? []
      received.set(receiver, amounts)
      amounts.push(amount)
    }
  return ledger.centers
    .filter(({ center }) => !closed.has(center))
    .map((entry) => {
      const own = ownCost(measure, entry)
      const sum = sumElements(measure, received.get(entry.center) ?? [])
      return { center: entry.center, class: entry.class, own, received: sum, cost: addElements(measure, own, sum) }
    })
}

/**
 * What a center carried once the levels before `level` were closed: own cost and the shares of those levels. The base of item
 * costs is the cost after the second step (二级分摊后成本), `level` 2 under the three-step rules.
 */
export function costBeforeLevel<T>(
  measure: Measure<T>,
  ledger: Ledger<T>,
  allocation: Allocation<T>,
  center: string,
  level: number,
): Elements<T> {
  const entry = ledger.centers.find((each) => each.center === center)
  const own = entry === undefined ? noCost(measure) : ownCost(measure, entry)
  const received = allocation.steps
    .filter((step) => step.level < level)
    .flatMap(({ parts }) => parts.filter(({ receiver }) => receiver === center).map(({ amount }) => amount))
  return sumElements(measure, [own, ...received])
}
