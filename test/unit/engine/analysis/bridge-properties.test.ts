import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type BridgeCell, type BridgeSide, surplusBridge } from '#engine/analysis/bridge.ts'
import { factorChain } from '#engine/analysis/factor-chain.ts'
import { floorOf, minus, type Rational, ratio, sumRational, times } from '#engine/arithmetic/rational.ts'
import { roundGrid } from '#engine/arithmetic/round-grid.ts'
import { roundInto } from '#engine/arithmetic/round-parts.ts'
import { exact, exactFromFen, roundToFen, sumExact } from '#shared/domain/exact.ts'
import { type Fen, fen, sumFen } from '#shared/domain/money.ts'

const decimal = (places: number, max: number) =>
  fc.bigInt({ min: 0n, max: BigInt(max) * 10n ** BigInt(places) }).map((digits) => exact(`${digits}e-${places}`))

const factors = fc.record({ rw: decimal(4, 9), rate: decimal(2, 12_000), coefficient: decimal(3, 2) })
const anySide: fc.Arbitrary<BridgeSide | null> = fc.option(
  fc
    .record({
      n: fc.nat(400),
      payment: decimal(14, 9_000_000),
      spent: fc.integer({ min: -5000, max: 900_000_000 }).map(fen),
      factors: fc.option(factors, { nil: undefined }),
    })
    .map(({ factors, ...side }) => ({ ...side, ...(factors === undefined ? {} : { factors }) })),
)
const anyUse = fc.option(
  fc.record({ quantity: fc.nat(5000).map((q) => ratio(q, 10)), amount: fc.nat(9_000_000).map(fen) }),
)
const resources = fc.option(
  fc.uniqueArray(fc.record({ key: fc.constantFrom('bed', 'drug', 'stent', 'scan'), base: anyUse, actual: anyUse }), {
    selector: ({ key }) => key,
  }),
  { nil: undefined },
)
const cells: fc.Arbitrary<readonly BridgeCell[]> = fc
  .array(fc.record({ base: anySide, actual: anySide, resources }), { maxLength: 25 })
  .map((all) =>
    all.map(({ resources, ...cell }, index) => ({
      key: `g${index}`,
      ...cell,
      ...(resources === undefined ? {} : { resources }),
    })),
  )

const present = (sides: readonly (BridgeSide | null)[]) =>
  sides.filter((side) => side !== null && side.n > 0) as BridgeSide[]

describe('for any two slices', () => {
  test('the bridge sums to the difference of the surpluses to the fen: by effect, by group, in total', () => {
    fc.assert(
      fc.property(cells, fc.constantFrom('base-price', 'current-price'), (all, convention) => {
        const { rows, total, base, actual } = surplusBridge('B3', all, convention)
        const surplus = (sides: readonly (BridgeSide | null)[]) =>
          roundToFen(sumExact(present(sides).map(({ payment }) => payment))) -
          sumFen(present(sides).map(({ spent }) => spent))
        expect(total.change).toBe(surplus(all.map((cell) => cell.actual)) - surplus(all.map((cell) => cell.base)))
        expect(total.change).toBe(actual.surplus - base.surplus)
        expect(sumFen(rows.map(({ change }) => change))).toBe(total.change)
        for (const row of [...rows, total]) {
          expect(sumFen(Object.values(row.payment))).toBe(row.paymentChange)
          expect(sumFen(Object.values(row.spent))).toBe(row.spentChange)
        }
      }),
    )
  })

  test('each group changes by what its own cases say, within a fen; what it spent exactly', () => {
    fc.assert(
      fc.property(cells, (all) => {
        for (const row of surplusBridge('B1', all).rows) {
          const cell = all.find(({ key }) => key === row.key)!
          const [before, now] = [present([cell.base])[0], present([cell.actual])[0]]
          expect(row.spentChange).toBe((now?.spent ?? 0) - (before?.spent ?? 0))
          const paid = (now?.payment ?? exact(0)).minus(before?.payment ?? exact(0))
          expect(Number(exactFromFen(row.paymentChange).minus(paid).abs().toFixed())).toBeLessThan(0.01)
        }
      }),
    )
  })

  test('turned round, base for actual under the other convention, every effect changes its sign within a fen', () => {
    fc.assert(
      fc.property(cells, (all) => {
        const plain = all.map(({ key, base, actual }) => ({ key, base: bare(base), actual: bare(actual) }))
        const there = surplusBridge('B1', plain, 'base-price').total
        const back = surplusBridge(
          'B1',
          plain.map(({ key, base, actual }) => ({ key, base: actual, actual: base })),
          'current-price',
        ).total
        expect(back.change).toBe(there.change === 0 ? 0 : -there.change)
        expect(Math.abs(there.spent.unit + back.spent.unit)).toBeLessThanOrEqual(2)
        expect(Math.abs(there.payment.standard + back.payment.standard)).toBeLessThanOrEqual(2)
      }),
    )
  })
})

const bare = (side: BridgeSide | null): BridgeSide | null =>
  side === null ? null : { n: side.n, payment: side.payment, spent: side.spent }

const fraction = fc
  .tuple(fc.integer({ min: -100_000, max: 100_000 }), fc.integer({ min: 1, max: 97 }))
  .map(([a, b]) => ratio(a, b))
const near = (whole: Fen | number, value: Rational) => {
  const below = floorOf(value)
  return BigInt(whole) === below || (value.num % value.den !== 0n && BigInt(whole) === below + 1n)
}

describe('rounding', () => {
  test('a table: cells, rows and columns are each the fen below or above, and the cells make the total', () => {
    const grids = fc
      .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 7 }))
      .chain(([height, width]) =>
        fc.array(fc.array(fraction, { minLength: width, maxLength: width }), { minLength: height, maxLength: height }),
      )
    fc.assert(
      fc.property(grids, fc.boolean(), (grid, up) => {
        const sum = sumRational(grid.flat())
        const total = fen(Number(floorOf(sum)) + (up && sum.den !== 1n ? 1 : 0))
        const rounded = roundGrid(grid, total)
        expect(sumFen(rounded.flat())).toBe(total)
        for (const [r, row] of grid.entries()) {
          expect(near(sumFen(rounded[r]!), sumRational(row))).toBe(true)
          for (const [c, cell] of row.entries()) expect(near(rounded[r]![c]!, cell)).toBe(true)
        }
        for (const c of grid[0]!.keys())
          expect(near(sumFen(rounded.map((row) => row[c]!)), sumRational(grid.map((row) => row[c]!)))).toBe(true)
      }),
    )
  })

  test('a table refuses a total that is not its own', () => {
    expect(() => roundGrid([[ratio(1, 2), ratio(1, 2)]], fen(2))).toThrow(RangeError)
    expect(() => roundGrid([[ratio(1, 2)]], fen(-1))).toThrow(RangeError)
    expect(roundGrid([[ratio(-1, 2)]], fen(-1))).toEqual([[-1]])
  })

  test('parts sum to the rounded amount they came from, and refuse another', () => {
    fc.assert(
      fc.property(fc.array(fraction, { minLength: 1, maxLength: 30 }), fc.boolean(), (parts, up) => {
        const sum = sumRational(parts)
        const total = fen(Number(floorOf(sum)) + (up && sum.den !== 1n ? 1 : 0))
        const rounded = roundInto(total, parts)
        expect(sumFen(rounded)).toBe(total)
        expect(rounded.every((part, index) => near(part, parts[index]!))).toBe(true)
        expect(() => roundInto(fen(total + parts.length + 1), parts)).toThrow(RangeError)
      }),
    )
  })

  test('effects of factors sum to the difference of the products', () => {
    const list = fc.array(fraction, { minLength: 4, maxLength: 4 })
    fc.assert(
      fc.property(list, list, (base, actual) => {
        expect(sumRational(factorChain(base, actual))).toEqual(minus(actual.reduce(times), base.reduce(times)))
      }),
    )
  })
})
