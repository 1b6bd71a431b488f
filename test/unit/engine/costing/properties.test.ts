import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compare, minus, type Rational, ratio, rounded, sumRational, times } from '#engine/arithmetic/rational.ts'
import { roundParts } from '#engine/arithmetic/round-parts.ts'
import { allocate } from '#engine/costing/allocate.ts'
import type { Allocation, AllocationRules, ClosedCenter } from '#engine/costing/allocation.ts'
import { type DriverTable, driverTable } from '#engine/costing/drivers.ts'
import { sumElements } from '#engine/costing/elements.ts'
import { type Ledger, ledgersOf, ledgerTotal } from '#engine/costing/ledger.ts'
import { IN_FEN, IN_FRACTIONS, type Measure } from '#engine/costing/measure.ts'
import {
  ALLOCATION_METHODS,
  CENTER_CLASSES,
  COST_ELEMENTS,
  type Elements,
  eachElement,
} from '#shared/domain/costing.ts'
import { type Fen, fen } from '#shared/domain/money.ts'
import { by, MONTH } from './ledgers.ts'

const CENTERS = ['a', 'b', 'c', 'd', 'e', 'f', 'g'] as const
const DRIVERS = ['area', 'staff', 'meals'] as const

/** Any ledger: signed fen, some centers with nothing, drivers with holes, some centers closing in any order and company. */
const world = fc
  .record({
    amounts: fc.array(fc.array(fc.integer({ min: -300, max: 5_000_000 }), { minLength: 3, maxLength: 3 }), {
      minLength: CENTERS.length,
      maxLength: CENTERS.length,
    }),
    quantities: fc.array(fc.array(fc.nat(40), { minLength: CENTERS.length, maxLength: CENTERS.length }), {
      minLength: DRIVERS.length,
      maxLength: DRIVERS.length,
    }),
    order: fc.shuffledSubarray([...CENTERS]),
    drivenBy: fc.array(fc.constantFrom(...DRIVERS), { minLength: CENTERS.length, maxLength: CENTERS.length }),
    perLevel: fc.integer({ min: 1, max: 3 }),
    method: fc.constantFrom(...ALLOCATION_METHODS),
  })
  .map(({ amounts, quantities, order, drivenBy, perLevel, method }) => {
    const closing: ClosedCenter[] = order.map((center, index) => ({ center, driver: by(drivenBy[index]!) }))
    const levels = closing.flatMap((_, index) =>
      index % perLevel === 0 ? [closing.slice(index, index + perLevel)] : [],
    )
    const table = driverTable(
      DRIVERS.flatMap((driver, row) =>
        CENTERS.map((center, column) => ({ driver, center, quantity: String(quantities[row]![column]!) })),
      ),
    )
    return { amounts, rules: { method, levels } satisfies AllocationRules, table }
  })

const ELEMENTS = ['staff', 'drugs', 'other'] as const

function ledgerOf<T>(
  measure: Measure<T>,
  amounts: readonly (readonly number[])[],
  amount: (fen: number) => T,
): Ledger<T> {
  const lines = CENTERS.flatMap((center, row) =>
    ELEMENTS.map((element, column) => ({
      period: MONTH,
      center,
      class: CENTER_CLASSES[row % CENTER_CLASSES.length]!,
      element,
      origin: 'direct' as const,
      amount: amount(amounts[row]![column]!),
    })),
  )
  return ledgersOf(measure, lines)[0]!
}
const inFen = (amounts: readonly (readonly number[])[], scale = 1) =>
  ledgerOf(IN_FEN, amounts, (each) => fen(each * scale))
const inFractions = (amounts: readonly (readonly number[])[], scale = 1) =>
  ledgerOf(IN_FRACTIONS, amounts, (each) => ratio(each * scale, 100))

/** What stays open and what could not be handed on, together. */
const arrived = <T>(measure: Measure<T>, { centers, unallocated }: Allocation<T>): Elements<T> =>
  sumElements(measure, [...centers.map(({ cost }) => cost), ...unallocated.map(({ amount }) => amount)])

describe('for any ledger, drivers, order and method', () => {
  test('allocated and unallocated are the ledger, element by element, in fen and in fractions', () => {
    fc.assert(
      fc.property(world, ({ amounts, rules, table }) => {
        const ledger = inFen(amounts)
        expect(arrived(IN_FEN, allocate(IN_FEN, ledger, rules, table))).toEqual(ledgerTotal(IN_FEN, ledger))
        const exact = inFractions(amounts)
        expect(arrived(IN_FRACTIONS, allocate(IN_FRACTIONS, exact, rules, table))).toEqual(
          ledgerTotal(IN_FRACTIONS, exact),
        )
      }),
    )
  })

  test('every step hands on its whole pool, element by element', () => {
    fc.assert(
      fc.property(world, ({ amounts, rules, table }) => {
        for (const { pool, parts } of allocate(IN_FEN, inFen(amounts), rules, table).steps)
          expect(
            sumElements(
              IN_FEN,
              parts.map(({ amount }) => amount),
            ),
          ).toEqual(pool)
      }),
    )
  })

  test('n times the ledger is n times the result: exactly in fractions, within n fen for each part of a step in fen', () => {
    fc.assert(
      fc.property(world, fc.integer({ min: 2, max: 50 }), ({ amounts, rules, table }, n) => {
        const exact = (scale: number) => allocate(IN_FRACTIONS, inFractions(amounts, scale), rules, table)
        const scaled = exact(1).centers.map(({ cost }) => eachElement((element) => times(cost[element], ratio(n))))
        expect(exact(n).centers.map(({ cost }) => cost)).toEqual(scaled)
        const first = (scale: number) => firstLevel(allocate(IN_FEN, inFen(amounts, scale), rules, table))
        const [once, often] = [first(1), first(n)]
        expect([...often.keys()]).toEqual([...once.keys()])
        for (const [key, amount] of once)
          for (const element of COST_ELEMENTS)
            expect(Math.abs(often.get(key)![element] - n * amount[element])).toBeLessThanOrEqual(n)
      }),
    )
  })

  test('in fen no center is further from the exact result than the fen that rounding moved', () => {
    fc.assert(
      fc.property(world, ({ amounts, rules, table }) => {
        const inBook = allocate(IN_FEN, inFen(amounts), rules, table)
        const exact = allocate(IN_FRACTIONS, inFractions(amounts), rules, table)
        const splits = inBook.steps.reduce((sum, { parts }) => sum + parts.length, 0)
        for (const [index, { cost }] of inBook.centers.entries())
          for (const element of COST_ELEMENTS) {
            const apart = minus(ratio(cost[element]), times(exact.centers[index]!.cost[element], ratio(100)))
            expect(Math.abs(Number(apart.num) / Number(apart.den))).toBeLessThanOrEqual(splits)
          }
      }),
    )
  })

  test('a center without cost and without drivers changes nothing, wherever it closes', () => {
    fc.assert(
      fc.property(world, fc.nat(10), ({ amounts, rules, table }, at) => {
        const ledger = inFen(amounts)
        const nobody = { center: 'nobody', class: 'support', direct: zero, shares: zero } as const
        const levels = [...rules.levels]
        levels.splice(at % (levels.length + 1), 0, [{ center: 'nobody', driver: by('nothing') }])
        const centers = [...ledger.centers]
        centers.splice(at % (centers.length + 1), 0, nobody)
        const before = allocate(IN_FEN, ledger, rules, table)
        const after = allocate(IN_FEN, { ...ledger, centers }, { ...rules, levels }, table)
        expect(after.centers).toEqual(before.centers)
        expect(after.unallocated).toEqual(before.unallocated)
        expect(after.steps.map(({ center, pool, parts }) => ({ center, pool, parts }))).toEqual(
          before.steps.map(({ center, pool, parts }) => ({ center, pool, parts })),
        )
      }),
    )
  })
})

const zero = eachElement(() => fen(0))

/** Parts of the steps whose pool is a center's own cost: one rounding each. */
const firstLevel = ({ steps, method }: Allocation<Fen>): ReadonlyMap<string, Elements<Fen>> =>
  new Map(
    steps
      .filter(({ level }) => level === 0 || method !== 'step-down')
      .flatMap(({ center, parts }) =>
        parts.map(({ receiver, amount }) => [`${center} → ${receiver}`, amount] as const),
      ),
  )

describe('methods against each other', () => {
  /** Services that serve only later ones and open centers. */
  const downwards = fc
    .array(fc.array(fc.nat(9), { minLength: CENTERS.length, maxLength: CENTERS.length }), {
      minLength: 4,
      maxLength: 4,
    })
    .map((quantities) => {
      const rows = quantities.flatMap((row, from) =>
        CENTERS.flatMap((center, to) =>
          to > from ? [{ driver: CENTERS[from]!, center, quantity: String(row[to]! + (to === 6 ? 1 : 0)) }] : [],
        ),
      )
      return driverTable(rows)
    })
  const levels = CENTERS.slice(0, 4).map((center) => [{ center, driver: by(center) }])
  const costs = (table: DriverTable, method: 'step-down' | 'reciprocal', amounts: readonly (readonly number[])[]) =>
    allocate(IN_FRACTIONS, inFractions(amounts), { method, levels }, table).centers.map(({ cost }) => cost)

  test('without mutual services the simultaneous equations come to the step-down', () => {
    fc.assert(
      fc.property(downwards, fc.array(fc.nat(1000), { minLength: 21, maxLength: 21 }), (table, flat) => {
        const amounts = CENTERS.map((_, row) => flat.slice(row * 3, row * 3 + 3))
        expect(costs(table, 'reciprocal', amounts)).toEqual(costs(table, 'step-down', amounts))
      }),
    )
  })

  test('the simultaneous equations hold: every gross pool is its own cost and what the others send', () => {
    fc.assert(
      fc.property(world, ({ amounts, rules, table }) => {
        const ledger = inFractions(amounts)
        const { steps } = allocate(IN_FRACTIONS, ledger, { ...rules, method: 'reciprocal' }, table)
        for (const { center, pool, gross } of steps) {
          const sent = steps.map((step) =>
            step.center === center ? ratio(0) : times(step.rate, table.get(step.driver)?.get(center) ?? ratio(0)),
          )
          const own = sumRational(COST_ELEMENTS.map((element) => pool[element]))
          expect(gross).toEqual(sumRational([own, ...sent]))
        }
      }),
    )
  })
})

describe('rounding parts', () => {
  const fine = fc.array(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), { maxLength: 12 })

  test('they sum to the total rounded once, each less than a fen from what it was', () => {
    fc.assert(
      fc.property(fine, fc.bigInt({ min: 1n, max: 10n ** 6n }), (amounts, perFen) => {
        const parts = roundParts(amounts, perFen)
        const total = amounts.reduce((sum, amount) => sum + amount, 0n)
        expect(parts.reduce((sum, part) => sum + BigInt(part), 0n)).toBe(rounded(ratio(total, perFen), 1n))
        for (const [index, part] of parts.entries()) {
          const apart: Rational = minus(ratio(part), ratio(amounts[index]!, perFen))
          expect(compare({ num: apart.num < 0n ? -apart.num : apart.num, den: apart.den }, ratio(1))).toBeLessThan(0)
        }
      }),
    )
  })
})
