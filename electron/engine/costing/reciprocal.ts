import type { Elements } from '#shared/domain/costing.ts'
import { over, type Rational, ratio, sumRational, times, wholeWeights, ZERO_RATIONAL } from '../arithmetic/rational.ts'
import type { AllocationStep, ClosedCenter, Handed, Unallocated } from './allocation.ts'
import { type DriverTable, driverName, quantitiesOf } from './drivers.ts'
import { addElements, isNoCost, noCost, splitElements, totalOf } from './elements.ts'
import { type Ledger, ownCost } from './ledger.ts'
import type { Measure } from './measure.ts'

interface Service {
  readonly closed: ClosedCenter
  readonly quantities: ReadonlyMap<string, Rational>
  readonly driverTotal: Rational
}

/**
 * Reciprocal allocation (交互分摊): mutual services are solved as simultaneous equations, exactly. With `S` the shares service
 * centers give each other and `R` those they give to open centers, the cost of a service center ends in the open ones by the
 * rows of (I − S)⁻¹·R, which sum to 1. Each pool is then split once by its row, so rounding to fen happens once per pool and
 * every element is conserved. Service centers whose services never reach an open center keep what ends with them.
 */
export function solveReciprocal<T>(
  measure: Measure<T>,
  ledger: Ledger<T>,
  closing: readonly ClosedCenter[],
  drivers: DriverTable,
): Handed<T> {
  const costs = new Map(ledger.centers.map((center) => [center.center, ownCost(measure, center)]))
  const services = closing
    .filter(({ center }) => costs.has(center))
    .map((closed): Service => {
      const all = [...quantitiesOf(measure, ledger, drivers, closed.driver)]
      const quantities = new Map(all.filter(([receiver]) => receiver !== closed.center && costs.has(receiver)))
      return { closed, quantities, driverTotal: sumRational(quantities.values()) }
    })
  const names = new Set(services.map(({ closed }) => closed.center))
  const reaching = reachOpen(services, names)
  const solved = services.filter(({ closed }) => reaching.has(closed.center))
  const ends = [...costs.keys()].filter((center) => !reaching.has(center))
  const { shares, visits } = solve(solved, ends)
  const grossOf = (index: number): Rational =>
    sumRational(
      solved.map(({ closed }, from) => times(yuanOf(measure, costs.get(closed.center)!), visits[from]![index]!)),
    )
  const steps: AllocationStep<T>[] = []
  const trapped = new Map<string, Elements<T>>()
  const keep = (center: string, amount: Elements<T>): void => {
    trapped.set(center, addElements(measure, trapped.get(center) ?? noCost(measure), amount))
  }
  for (const [index, { closed, quantities, driverTotal }] of solved.entries()) {
    const pool = costs.get(closed.center)!
    const gross = grossOf(index)
    if (isNoCost(measure, pool) && gross.num === 0n) continue
    const amounts = splitElements(pool, measure.splitter(shares[index]!))
    const parts = ends.flatMap((receiver, at) =>
      shares[index]![at]! === 0n
        ? []
        : [{ receiver, quantity: quantities.get(receiver) ?? ZERO_RATIONAL, amount: amounts[at]! }],
    )
    for (const { receiver, amount } of parts) if (names.has(receiver)) keep(receiver, amount)
    const driver = driverName(closed.driver)
    steps.push({
      level: 0,
      center: closed.center,
      driver,
      driverTotal,
      pool,
      gross,
      rate: over(gross, driverTotal),
      parts,
    })
  }
  const unallocated = services.flatMap(({ closed, driverTotal }): Unallocated<T>[] => {
    const { center } = closed
    if (reaching.has(center)) return []
    const amount = addElements(measure, costs.get(center)!, trapped.get(center) ?? noCost(measure))
    if (isNoCost(measure, amount)) return []
    const reason = driverTotal.num === 0n ? 'no-receiver' : 'closed-circle'
    return [{ center, driver: driverName(closed.driver), reason, amount }]
  })
  return { steps, unallocated }
}

const yuanOf = <T>(measure: Measure<T>, elements: Elements<T>): Rational => measure.yuan(totalOf(measure, elements))

/** Service centers from which some open center is served, directly or through others. */
function reachOpen(services: readonly Service[], names: ReadonlySet<string>): ReadonlySet<string> {
  const reaching = new Set<string>()
  for (let before = -1; before < reaching.size; ) {
    before = reaching.size
    for (const { closed, quantities } of services)
      if ([...quantities.keys()].some((receiver) => !names.has(receiver) || reaching.has(receiver)))
        reaching.add(closed.center)
  }
  return reaching
}

interface Solution {
  /** Per service center, whole weights over the ends: its row of (I − S)⁻¹·R. */
  readonly shares: readonly (readonly bigint[])[]
  /** (I − S)⁻¹: how much of every service center a yuan of one passes through. */
  readonly visits: readonly (readonly Rational[])[]
}

/**
 * Solves (D − Q)·X = [R | D] for whole numbers by fraction-free Gauss–Jordan elimination (Bareiss 1968), with a row of driver
 * quantities per service center, D their totals. Every center reaches an end, so D − Q is a non-singular M-matrix: its leading
 * minors are positive and no pivoting is needed. At the end row i is divided by the same determinant, so its entries are the
 * shares as whole weights.
 */
function solve(services: readonly Service[], ends: readonly string[]): Solution {
  const count = services.length
  const columns = [...services.map(({ closed }) => closed.center), ...ends]
  const rows = services.map(({ quantities, closed }, index) => {
    const weights = wholeWeights(columns.map((column) => quantities.get(column) ?? ZERO_RATIONAL))
    const total = weights.reduce((a, b) => a + b, 0n)
    return [
      ...columns.slice(0, count).map((column, at) => (column === closed.center ? total : -weights[at]!)),
      ...weights.slice(count),
      ...services.map((_, at) => (at === index ? total : 0n)),
    ]
  })
  let previous = 1n
  for (let pivot = 0; pivot < count; pivot++) {
    const at = rows[pivot]![pivot]!
    for (let row = 0; row < count; row++) {
      if (row === pivot) continue
      const factor = rows[row]![pivot]!
      rows[row] = rows[row]!.map((value, column) => (value * at - factor * rows[pivot]![column]!) / previous)
    }
    previous = at
  }
  return {
    shares: rows.map((row) => row.slice(count, columns.length)),
    visits: rows.map((row, index) => row.slice(columns.length).map((value) => ratio(value, row[index]!))),
  }
}
