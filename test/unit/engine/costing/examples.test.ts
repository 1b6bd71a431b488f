import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { compare, minus, type Rational, rational, toDecimal } from '#engine/arithmetic/rational.ts'
import { allocate } from '#engine/costing/allocate.ts'
import type { AllocationRules } from '#engine/costing/allocation.ts'
import { driverTable } from '#engine/costing/drivers.ts'
import { totalFen, totalOf } from '#engine/costing/elements.ts'
import { IN_FEN, IN_FRACTIONS } from '#engine/costing/measure.ts'
import { missingShared, sharedPath } from '../../../support/shared-data.ts'
import { driverRows, exactLedger, fenLedger, inTurn } from './ledgers.ts'

const FILE = ['datasets', 'stepdown_examples', 'reference.json'] as const

/** A published example: its own numbers, and the steps worked out to six decimals. */
interface Example {
  readonly direct_cost: Readonly<Record<string, number>>
  readonly order: readonly { readonly centre: string; readonly driver: string }[]
  readonly drivers: Readonly<Record<string, Readonly<Record<string, number>>>>
  readonly result: {
    readonly steps: readonly {
      readonly centre: string
      readonly driver: string
      readonly amount: number
      readonly driver_total: number
      readonly rate: number
      readonly allocations: Readonly<Record<string, number>>
    }[]
    readonly final: Readonly<Record<string, number>>
    readonly total: number
  }
}

const missing = missingShared(...FILE)
const examples: readonly [string, Example][] =
  missing === null
    ? Object.entries(JSON.parse(readFileSync(sharedPath(...FILE), 'utf8')) as Record<string, Example>)
    : []

const MILLIONTH = rational('0.000001')
const near = (found: Rational, printed: number, reach = MILLIONTH): boolean => {
  const apart = minus(found, rational(printed.toFixed(12)))
  return compare({ num: apart.num < 0n ? -apart.num : apart.num, den: apart.den }, reach) <= 0
}

const costsOf = ({ direct_cost }: Example) =>
  Object.entries(direct_cost).map(([center, amount]) => ({ center, amount: String(amount) }))
const driversOf = ({ drivers }: Example) => driverTable(driverRows(drivers))
function rulesOf(name: string, { order }: Example): AllocationRules {
  const rules = inTurn(...order.map(({ centre, driver }) => [centre, driver] as const))
  return name.endsWith('_direct') ? { ...rules, method: 'direct' } : rules
}

describe.skipIf(missing !== null)('ten published step-downs', () => {
  test('all are here', () => {
    expect(examples).toHaveLength(10)
  })

  test.each(examples)('%s in exact fractions: every pool, rate and part within 1e-6', (name, example) => {
    const found = allocate(IN_FRACTIONS, exactLedger(costsOf(example)), rulesOf(name, example), driversOf(example))
    expect(found.steps.map(({ center }) => center)).toEqual(example.result.steps.map(({ centre }) => centre))
    for (const [index, step] of example.result.steps.entries()) {
      const { gross, driver, driverTotal, rate, parts } = found.steps[index]!
      expect(driver).toBe(step.driver)
      expect(near(gross, step.amount), `${step.centre}: ${toDecimal(gross, 6)}`).toBe(true)
      expect(near(driverTotal, step.driver_total)).toBe(true)
      expect(near(rate, step.rate)).toBe(true)
      expect(parts.map(({ receiver }) => receiver).toSorted()).toEqual(Object.keys(step.allocations).toSorted())
      for (const { receiver, amount } of parts)
        expect(near(totalOf(IN_FRACTIONS, amount), step.allocations[receiver]!), `${step.centre} → ${receiver}`).toBe(
          true,
        )
    }
    expect(found.centers.map(({ center }) => center).toSorted()).toEqual(Object.keys(example.result.final).toSorted())
    for (const { center, cost } of found.centers)
      expect(near(totalOf(IN_FRACTIONS, cost), example.result.final[center]!), center).toBe(true)
  })

  test.each(examples)('%s in whole fen: within one fen per step, nothing lost', (name, example) => {
    const found = allocate(IN_FEN, fenLedger(costsOf(example)), rulesOf(name, example), driversOf(example))
    for (const [index, step] of example.result.steps.entries()) {
      const reach = index + 1 // a fen for every step so far
      for (const { receiver, amount } of found.steps[index]!.parts)
        expect(Math.abs(totalFen(amount) - step.allocations[receiver]! * 100)).toBeLessThanOrEqual(reach)
    }
    for (const { center, cost } of found.centers) {
      const apart = Math.abs(totalFen(cost) - example.result.final[center]! * 100)
      expect(apart, center).toBeLessThanOrEqual(found.steps.length)
    }
    expect(found.centers.reduce((sum, { cost }) => sum + totalFen(cost), 0)).toBe(
      Math.round(example.result.total * 100),
    )
    expect(found.unallocated).toEqual([])
  })
})
