import { COST_ELEMENTS, type CostElement, type Elements, eachElement } from '#shared/domain/costing.ts'
import { type Fen, fen } from '#shared/domain/money.ts'
import type { Sql } from './sql.ts'

type ElementColumn = `${string}_fen`

const columnOf = (element: CostElement, prefix: string): ElementColumn =>
  `${prefix}${element.replace('-', '_')}_fen` as const

/** Columns of the seven elements in the order of `COST_ELEMENTS`: `staff_fen`, or `own_staff_fen` with a prefix. */
export const elementColumns = (prefix = ''): readonly ElementColumn[] =>
  COST_ELEMENTS.map((element) => columnOf(element, prefix))

/** Values in the order of `elementColumns`. */
export const elementValues = (amounts: Elements<Fen>): readonly number[] =>
  COST_ELEMENTS.map((element) => amounts[element])

/** Back from `elementValues`. */
export const elementsFrom = (amounts: readonly number[]): Elements<Fen> =>
  Object.fromEntries(COST_ELEMENTS.map((element, index) => [element, fen(amounts[index]!)])) as Elements<Fen>

/** `sum(k.staff_fen) AS staff_fen, …`; zero over no rows. */
export const sumElementColumns = (table: string, prefix = ''): Sql => ({
  text: elementColumns(prefix)
    .map((column) => `coalesce(sum(${table}.${column}), 0) AS ${column}`)
    .join(', '),
  values: [],
})

/** The elements of a row that has their columns. */
export function elementsOf(row: Readonly<Record<string, unknown>>, prefix = ''): Elements<Fen> {
  return eachElement((element) => fen(row[columnOf(element, prefix)] as number))
}
