import { COST_ELEMENTS, type Elements, eachElement } from '#shared/domain/costing.ts'
import type { Fen } from '#shared/domain/money.ts'
import { IN_FEN, type Measure } from './measure.ts'

export function noCost<T>(measure: Measure<T>): Elements<T> {
  return eachElement(() => measure.zero)
}

export function addElements<T>(measure: Measure<T>, a: Elements<T>, b: Elements<T>): Elements<T> {
  return eachElement((element) => measure.add(a[element], b[element]))
}

export function subtractElements<T>(measure: Measure<T>, a: Elements<T>, b: Elements<T>): Elements<T> {
  return eachElement((element) => measure.subtract(a[element], b[element]))
}

export function sumElements<T>(measure: Measure<T>, all: Iterable<Elements<T>>): Elements<T> {
  let total = noCost(measure)
  for (const elements of all) total = addElements(measure, total, elements)
  return total
}

/** All elements together: for showing, never for carrying on. */
export function totalOf<T>(measure: Measure<T>, elements: Elements<T>): T {
  return COST_ELEMENTS.reduce((total, element) => measure.add(total, elements[element]), measure.zero)
}

/** All elements together, fen. */
export const totalFen = (elements: Elements<Fen>): Fen => totalOf(IN_FEN, elements)

export function isNoCost<T>(measure: Measure<T>, elements: Elements<T>): boolean {
  return COST_ELEMENTS.every((element) => measure.isZero(elements[element]))
}

/** Every element of a pool by the same weights, each conserved for itself. */
export function splitElements<T>(
  measure: Measure<T>,
  pool: Elements<T>,
  weights: readonly bigint[],
): readonly Elements<T>[] {
  const byElement = eachElement((element) => measure.split(pool[element], weights))
  return weights.map((_, index) => eachElement((element) => byElement[element][index]!))
}
