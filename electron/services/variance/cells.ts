import { type BridgeCell, type BridgeSide, sideOfMeans } from '#engine/analysis/bridge.ts'
import type { StandardFactors } from '#engine/analysis/bridge-split.ts'
import { sumExact, ZERO } from '#shared/domain/exact.ts'
import { sumFen } from '#shared/domain/money.ts'
import type { CellSums } from '#store/variance-cells.ts'
import type { BaseSide } from './sides.ts'

/** A cell of the bridge and the cases behind it. */
export interface Cell {
  readonly bridge: BridgeCell
  readonly drg: string
  /** Insurance types it holds; null: all of its group. */
  readonly insurances: readonly string[] | null
  /** How the costs of all its cases were found, alike on both sides; null otherwise. */
  readonly costMethod: string | null
  /** Charge lines of its cases. */
  readonly lines: { readonly base: number; readonly actual: number }
}

type Factors = (sums: CellSums) => StandardFactors | undefined

/**
 * Cells of two slices. A group is one cell where each side pays it alike, and one cell for each insurance type where rates differ. A type
 * that only one side has came or went, and is no new group: its cases go to the type with the fewest that both sides have, whose
 * standard then stays whole.
 */
export function cellsOf(actual: readonly CellSums[], base: readonly CellSums[], factorsOf: Factors): readonly Cell[] {
  const groups = new Map<string, Sides>()
  const groupOf = (drg: string) => {
    const known = groups.get(drg) ?? { base: [], actual: [] }
    groups.set(drg, known)
    return known
  }
  for (const sums of actual) groupOf(sums.drg).actual.push(sums)
  for (const sums of base) groupOf(sums.drg).base.push(sums)
  return [...groups].flatMap(([drg, sides]) => {
    const alike = [sides.base, sides.actual].every(
      (side) => side.length === 0 || commonOf(side, factorsOf) !== undefined,
    )
    const types = alike ? [] : typesTogether(sides)
    if (types.length < 2) return [cellOf(drg, null, sides.base, sides.actual, factorsOf)]
    return types.map((insurances) => {
      const ofTypes = (side: readonly CellSums[]) => side.filter(({ insurance }) => insurances.includes(insurance))
      return cellOf(drg, insurances, ofTypes(sides.base), ofTypes(sides.actual), factorsOf)
    })
  })
}

interface Sides {
  readonly base: CellSums[]
  readonly actual: CellSums[]
}

/** Insurance types that make a cell together, each list with cases on both sides. */
function typesTogether({ base, actual }: Sides): readonly (readonly string[])[] {
  const cases = (side: readonly CellSums[], type: string) =>
    side.reduce((sum, { insurance, n }) => (insurance === type ? sum + n : sum), 0)
  const all = [...new Set([...base, ...actual].map(({ insurance }) => insurance))].toSorted()
  const lasting = all.filter((type) => cases(base, type) > 0 && cases(actual, type) > 0)
  const passing = all.filter((type) => !lasting.includes(type))
  const size = (type: string) => cases(base, type) + cases(actual, type)
  const fewest = lasting.toSorted((a, b) => size(a) - size(b))[0]
  return lasting.map((type) => (type === fewest ? [type, ...passing] : [type]))
}

function cellOf(
  drg: string,
  insurances: readonly string[] | null,
  base: readonly CellSums[],
  actual: readonly CellSums[],
  factorsOf: Factors,
): Cell {
  const methods = new Set([...base, ...actual].map(({ costMethod }) => costMethod))
  return {
    drg,
    insurances,
    costMethod: methods.size === 1 ? [...methods][0]! : null,
    lines: { base: linesOf(base), actual: linesOf(actual) },
    bridge: {
      key: JSON.stringify([drg, insurances]),
      base: sideOf(base, factorsOf),
      actual: sideOf(actual, factorsOf),
    },
  }
}

const linesOf = (sums: readonly CellSums[]): number => sums.reduce((total, { lines }) => total + lines, 0)

function sideOf(sums: readonly CellSums[], factorsOf: Factors): BridgeSide | null {
  if (sums.length === 0) return null
  const factors = commonOf(sums, factorsOf)
  return {
    n: sums.reduce((n, each) => n + each.n, 0),
    payment: sumExact(sums.map(({ payment }) => payment)),
    spent: sumFen(sums.map(({ spent }) => spent)),
    ...(factors === undefined ? {} : { factors }),
  }
}

/** The factors that all of them have; undefined when one has none or two differ: a mean of rates explains nothing. */
function commonOf(sums: readonly CellSums[], factorsOf: Factors): StandardFactors | undefined {
  const all = sums.map(factorsOf)
  const [first] = all
  if (first === undefined) return undefined
  const same = all.every(
    (each) => each?.rw.eq(first.rw) && each.rate.eq(first.rate) && each.coefficient.eq(first.coefficient),
  )
  return same ? first : undefined
}

/**
 * Means stated by somebody laid over the cases that came: only what was spent on a case remains to differ. They say nothing of the
 * payment, which is the same on both sides. Groups they do not know are left out.
 */
export function cellsAgainstMeans(
  actual: readonly CellSums[],
  { means }: Extract<BaseSide, { readonly kind: 'means' }>,
): readonly Cell[] {
  return cellsOf(actual, [], () => undefined).flatMap((cell) => {
    const mean = means.get(cell.drg)
    const side = cell.bridge.actual
    if (mean === undefined || side === null) return []
    const base = { ...sideOfMeans(side.n, { payment: ZERO, spent: mean }), payment: side.payment }
    return [{ ...cell, costMethod: null, bridge: { ...cell.bridge, base } }]
  })
}
