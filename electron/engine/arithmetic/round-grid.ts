import { type Fen, fen } from '#shared/domain/money.ts'
import { floorOf, type Rational, ratio, wholeWeights } from './rational.ts'

/**
 * Brings a table of amounts finer than a fen to whole fen that sum both ways: every cell, every row sum and every column sum is the
 * fen below or above its exact value, and all cells together are `total` (controlled rounding; Causey, Cox and Ernst 1985).
 *
 * A slack row and column fill every sum up to whole fen. Each amount still between two fen then lies on a closed path of such
 * amounts that alternates between rows and columns; moving along it, up and down in turn, changes no sum and ends one of them.
 * @param cells in fen, all rows of one length
 * @param total the fen below or above the sum of all cells
 * @throws RangeError when `total` is neither
 */
export function roundGrid(cells: readonly (readonly Rational[])[], total: Fen): readonly (readonly Fen[])[] {
  const width = cells[0]?.length ?? 0
  const units = wholeWeights([...cells.flat(), ratio(1)])
  const one = units.at(-1)!
  const floors = cells.map((row) => row.map(floorOf))
  const rests = withSlack(
    floors.map((row, r) => row.map((floor, c) => units[r * width + c]! - floor * one)),
    width,
    one,
  )
  const grid: Grid = { rests, one }
  const below = BigInt(total) - sum(floors.flat())
  const whole = (sum(rests.slice(0, -1).flatMap((row) => row.slice(0, -1))) - rests[cells.length]![width]!) / one
  if (below !== whole && !(below === whole + 1n && isBetween(grid, cells.length, width)))
    throw new RangeError(`cells do not make ${total} fen`)
  settle(grid, cells.length, width, below > whole)
  for (const [r, row] of rests.entries()) for (const c of row.keys()) settle(grid, r, c, 2n * rests[r]![c]! >= one)
  return floors.map((row, r) => row.map((floor, c) => fen(Number(floor + rests[r]![c]! / one))))
}

interface Grid {
  /** What each cell has above the fen below it, of `one` that make a fen; the last row and column are slack. */
  readonly rests: bigint[][]
  readonly one: bigint
}

function withSlack(rests: bigint[][], width: number, one: bigint): bigint[][] {
  const toWhole = (amount: bigint): bigint => (one - (amount % one)) % one
  const rows = rests.map((row) => [...row, toWhole(sum(row))])
  const slack = Array.from({ length: width + 1 }, (_, c) => toWhole(sum(rows.map((row) => row[c]!))))
  return [...rows, slack]
}

const isBetween = ({ rests, one }: Grid, r: number, c: number): boolean => rests[r]![c]! > 0n && rests[r]![c]! < one

/** Moves one cell up or down until it is whole. */
function settle(grid: Grid, r: number, c: number, up: boolean): void {
  while (isBetween(grid, r, c)) {
    const path = [[r, c] as const, ...closingPath(grid, r, c)]
    const room = path.map(([row, column], step) => {
      const rest = grid.rests[row]![column]!
      return (step % 2 === 0) === up ? grid.one - rest : rest
    })
    const move = room.reduce((least, each) => (each < least ? each : least))
    for (const [step, [row, column]] of path.entries())
      grid.rests[row]![column]! += (step % 2 === 0) === up ? move : -move
  }
}

type Step = readonly [row: number, column: number]

/**
 * Cells between two fen that lead from a cell back to it: first along its row, then by turns along columns and rows, last along its own
 * column. There always are some: were there none, the sums that are whole would make the cell itself whole.
 */
function closingPath(grid: Grid, r: number, c: number): readonly Step[] {
  const { rests } = grid
  const rowOf = new Map<number, number>()
  const columnOf = new Map<number, number>([[r, -1]])
  const queue = [r]
  for (const row of queue) {
    for (const column of rests[row]!.keys()) {
      if (column === c || rowOf.has(column) || !isBetween(grid, row, column)) continue
      rowOf.set(column, row)
      for (const next of rests.keys()) {
        if (columnOf.has(next) || !isBetween(grid, next, column)) continue
        columnOf.set(next, column)
        // Looked for at once and not when the row's turn comes: nearly every path is this short.
        if (isBetween(grid, next, c)) return backFrom(c, rowOf.set(c, next), columnOf)
        queue.push(next)
      }
    }
  }
  throw new Error('a cell between two fen on no closed path')
}

/** Steps in the order of the path: [row, column] of each cell after the first. */
function backFrom(last: number, rowOf: ReadonlyMap<number, number>, columnOf: ReadonlyMap<number, number>): Step[] {
  const steps: Step[] = []
  for (let column = last; column !== -1; ) {
    const row = rowOf.get(column)!
    steps.unshift([row, column])
    column = columnOf.get(row)!
    if (column !== -1) steps.unshift([row, column])
  }
  return steps
}

const sum = (values: readonly bigint[]): bigint => values.reduce((a, b) => a + b, 0n)
