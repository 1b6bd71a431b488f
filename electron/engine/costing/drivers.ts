import type { CostElement } from '#shared/domain/costing.ts'
import { problem } from '#shared/domain/problem.ts'
import { plus, type Rational, readDecimal, sumRational, ZERO_RATIONAL } from '../arithmetic/rational.ts'
import type { Ledger } from './ledger.ts'
import type { Measure } from './measure.ts'

/** Quantity of each driver at each center: floor space, staff, meals, requests. */
export type DriverTable = ReadonlyMap<string, ReadonlyMap<string, Rational>>

export interface DriverRow {
  readonly driver: string
  readonly center: string
  /** Plain decimal, not negative. */
  readonly quantity: string
}

/**
 * What a pool is shared by (分摊参数). `quantity` reads the driver table; `direct-cost` is what the receiving centers themselves
 * cost before anything is allocated, in the named elements (all, or staff alone for a wage sum).
 */
export type Driver =
  | { readonly kind: 'quantity'; readonly driver: string }
  | {
      readonly kind: 'direct-cost'
      readonly elements: readonly CostElement[]
      readonly among: readonly string[] | null
    }

/**
 * Rows of the same driver and center add up (months of a year, wards of a floor).
 * @throws ProblemError `allocation-invalid` when a quantity is negative or no plain decimal
 */
export function driverTable(rows: Iterable<DriverRow>): DriverTable {
  const table = new Map<string, Map<string, Rational>>()
  for (const { driver, center, quantity } of rows) {
    const centers = table.get(driver) ?? new Map<string, Rational>()
    table.set(driver, centers)
    centers.set(center, plus(centers.get(center) ?? ZERO_RATIONAL, readQuantity(driver, center, quantity)))
  }
  return table
}

function readQuantity(driver: string, center: string, text: string): Rational {
  const value = readDecimal(text)
  if (value === null || value.num < 0n)
    throw problem(
      'allocation-invalid',
      `成本动因“${driver}”在“${center}”的数量 ${text} 不是非负小数，请更正`,
      `the quantity ${text} of driver “${driver}” at “${center}” is not a decimal of zero or more; correct it`,
      { driver, center, quantity: text },
    )
  return value
}

/**
 * The quantity of a driver at every center that has one above zero.
 * @throws ProblemError `allocation-invalid` when a center is not in the ledger (leaving it out would move its share to the others),
 *   or when a center's direct cost is negative and cost is the driver
 */
export function quantitiesOf<T>(
  measure: Measure<T>,
  ledger: Ledger<T>,
  table: DriverTable,
  driver: Driver,
): ReadonlyMap<string, Rational> {
  if (driver.kind === 'quantity') {
    const quantities = positive(table.get(driver.driver) ?? new Map())
    checkKnown(ledger, driver.driver, quantities)
    return quantities
  }
  const wanted = driver.among === null ? null : new Set(driver.among)
  const costs = new Map<string, Rational>()
  for (const { center, direct } of ledger.centers) {
    if (wanted !== null && !wanted.has(center)) continue
    const cost = sumRational(driver.elements.map((element) => measure.yuan(direct[element])))
    if (cost.num < 0n)
      throw problem(
        'allocation-invalid',
        `“${center}”的直接成本为负，不能作为分摊依据，请改用其他动因`,
        `the direct cost of “${center}” is negative and cannot be a driver; use another`,
        { center },
      )
    costs.set(center, cost)
  }
  return positive(costs)
}

function checkKnown<T>(ledger: Ledger<T>, driver: string, quantities: ReadonlyMap<string, Rational>): void {
  const known = new Set(ledger.centers.map(({ center }) => center))
  const missing = [...quantities.keys()].find((center) => !known.has(center))
  if (missing !== undefined)
    throw problem(
      'allocation-invalid',
      `动因“${driver}”中的“${missing}”不在 ${ledger.period} 的成本台账中，请在台账补一行（金额可为 0），或从动因表删去`,
      `“${missing}” of driver “${driver}” is not in the ledger of ${ledger.period}; add a row for it (0 will do), or take it out of the drivers`,
      { period: ledger.period, driver, center: missing },
    )
}

const positive = (quantities: ReadonlyMap<string, Rational>): ReadonlyMap<string, Rational> =>
  new Map([...quantities].filter(([, { num }]) => num > 0n))

/** What a page calls the driver. */
export function driverName(driver: Driver): string {
  return driver.kind === 'quantity' ? driver.driver : `direct-cost:${driver.elements.join('+')}`
}
