import type { ActivitySheet, SheetFacts, SheetLine } from '#shared/domain/activity-sheet.ts'
import type { CareStage, CostElement, Quantity } from '#shared/domain/costing.ts'
import { type Fen, sumFen } from '#shared/domain/money.ts'
import { plus, type Rational, rational, rounded, sumRational, times, ZERO_RATIONAL } from '../arithmetic/rational.ts'
import { roundYuan } from '../arithmetic/round-parts.ts'
import { plannedRate } from './capacity.ts'
import { type EquationValue, evaluateEquation } from './equation.ts'

/** Yuan a minute by resource id: planned by the sheet, or found from a month's ledger. */
export type ResourceRates = ReadonlyMap<string, Rational>

export function plannedRates(sheet: ActivitySheet): ResourceRates {
  return new Map(sheet.resources.map((resource) => [resource.id, plannedRate(resource).perMinute]))
}

export interface SheetLineCost {
  readonly line: SheetLine
  readonly element: CostElement
  /** Minutes, quantity, or the sum a share is taken of. */
  readonly quantity: Rational
  /** Yuan a minute (all members), a unit, or per yuan. */
  readonly rate: Rational
  readonly exact: Rational
  /** Brought to the total by largest remainder. */
  readonly amount: Fen
  /** Null for a share. */
  readonly equation: EquationValue | null
}

export interface SheetCost {
  readonly lines: readonly SheetLineCost[]
  /** The exact sum rounded once. */
  readonly total: Fen
  readonly byStage: Readonly<Record<CareStage, Fen>>
  /** Facts that the case does not record and the sheet needed: the cost is an estimate then. */
  readonly assumed: readonly (keyof SheetFacts)[]
}

type Unrounded = Omit<SheetLineCost, 'amount'>

/**
 * Unit cost of one case by an activity sheet: Σ lines, each quantity × rate.
 * @param rates of every resource of the sheet; a resource without a rate costs nothing, so give planned ones where a month has none
 */
export function costBySheet(sheet: ActivitySheet, facts: SheetFacts, rates: ResourceRates): SheetCost {
  const resources = new Map(sheet.resources.map((resource) => [resource.id, resource]))
  const found = new Map<string, Unrounded>()
  const keep = (line: SheetLine, cost: Omit<Unrounded, 'line' | 'exact'>): void => {
    found.set(line.id, { line, ...cost, exact: times(cost.quantity, cost.rate) })
  }
  for (const line of sheet.lines) {
    const { cost } = line
    if (cost.kind === 'share') continue
    if (cost.kind === 'time') {
      const equation = evaluateEquation(cost.minutes, facts)
      const rate = times(rates.get(cost.resource) ?? ZERO_RATIONAL, rational(cost.members))
      keep(line, { element: resources.get(cost.resource)!.element, quantity: equation.value, rate, equation })
    } else {
      const equation = evaluateEquation(cost.quantity, facts)
      keep(line, { element: cost.element, quantity: equation.value, rate: rational(cost.unitCost), equation })
    }
  }
  for (const line of sheet.lines) {
    const { cost } = line
    if (cost.kind !== 'share') continue
    const sum = sumRational(cost.of.map((id) => found.get(id)?.exact ?? ZERO_RATIONAL))
    keep(line, { element: cost.element, quantity: sum, rate: rational(cost.rate), equation: null })
  }
  const ordered = sheet.lines.map(({ id }) => found.get(id)!)
  const amounts = roundYuan(ordered.map(({ exact }) => exact))
  const lines = ordered.map((line, index) => ({ ...line, amount: amounts[index]! }))
  const stage = (wanted: CareStage): Fen =>
    sumFen(lines.filter(({ line }) => line.stage === wanted).map(({ amount }) => amount))
  return {
    lines,
    total: sumFen(amounts),
    byStage: {
      'pre-operative': stage('pre-operative'),
      theatre: stage('theatre'),
      'post-operative': stage('post-operative'),
      discharge: stage('discharge'),
    },
    assumed: [...new Set(lines.flatMap(({ equation }) => equation?.assumed ?? []))],
  }
}

/** Minutes one case takes out of each capacity, members counted, in thousandths: what the pools of `openPoolRun` are used by. */
export function minutesBySheet(sheet: ActivitySheet, facts: SheetFacts): ReadonlyMap<string, Quantity> {
  const minutes = new Map<string, Rational>()
  for (const { cost } of sheet.lines) {
    if (cost.kind !== 'time') continue
    const all = times(evaluateEquation(cost.minutes, facts).value, rational(cost.members))
    minutes.set(cost.resource, plus(minutes.get(cost.resource) ?? ZERO_RATIONAL, all))
  }
  return new Map([...minutes].map(([resource, all]) => [resource, Number(rounded(all, 1000n)) as Quantity]))
}
