import { COST_ELEMENTS, type Elements, eachElement } from '#shared/domain/costing.ts'
import { type Fen, fen } from '#shared/domain/money.ts'
import type { Measure } from './measure.ts'

export function noCost<T>(measure: Measure<T>): Elements<T> {
  return eachElement(() => measure.zero)
}

/** Written out, as below: allocations add up millions of them. */
export function addElements<T>({ add }: Measure<T>, a: Elements<T>, b: Elements<T>): Elements<T> {
  return {
    staff: add(a.staff, b.staff),
    materials: add(a.materials, b.materials),
    drugs: add(a.drugs, b.drugs),
    depreciation: add(a.depreciation, b.depreciation),
    amortisation: add(a.amortisation, b.amortisation),
    'risk-fund': add(a['risk-fund'], b['risk-fund']),
    other: add(a.other, b.other),
  }
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
export const totalFen = (e: Elements<Fen>): Fen =>
  fen(e.staff + e.materials + e.drugs + e.depreciation + e.amortisation + e['risk-fund'] + e.other)

export function isNoCost<T>(measure: Measure<T>, elements: Elements<T>): boolean {
  return COST_ELEMENTS.every((element) => measure.isZero(elements[element]))
}

/** Every element of a pool by the same weights, each conserved for itself; `split` is the measure's splitter of those weights. */
export function splitElements<T>(pool: Elements<T>, split: (total: T) => readonly T[]): readonly Elements<T>[] {
  const {
    staff,
    materials,
    drugs,
    depreciation,
    amortisation,
    'risk-fund': risk,
    other,
  } = eachElement((element) => split(pool[element]))
  return staff.map((_, at) => ({
    staff: staff[at]!,
    materials: materials[at]!,
    drugs: drugs[at]!,
    depreciation: depreciation[at]!,
    amortisation: amortisation[at]!,
    'risk-fund': risk[at]!,
    other: other[at]!,
  }))
}
