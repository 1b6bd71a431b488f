import type { Equation, EquationTerm, SheetCondition, SheetFacts } from '#shared/domain/activity-sheet.ts'
import { assertNever } from '#shared/domain/assert-never.ts'
import { compare, plus, type Rational, rational, times, ZERO_RATIONAL } from '../arithmetic/rational.ts'

export interface EquationValue {
  readonly value: Rational
  /** Positions of the terms that counted. */
  readonly counted: readonly number[]
  /** Facts the case does not record: their conditions did not hold, or the sheet's own value stood in. */
  readonly assumed: readonly (keyof SheetFacts)[]
}

export function evaluateEquation({ base, terms }: Equation, facts: SheetFacts): EquationValue {
  const assumed = new Set<keyof SheetFacts>()
  const counted: number[] = []
  let value = rational(base)
  for (const [index, term] of terms.entries()) {
    const amount = termValue(term, facts, (fact) => assumed.add(fact))
    if (amount === null) continue
    counted.push(index)
    value = plus(value, amount)
  }
  return { value: compare(value, ZERO_RATIONAL) < 0 ? ZERO_RATIONAL : value, counted, assumed: [...assumed] }
}

/** Null: a condition does not hold. */
function termValue(term: EquationTerm, facts: SheetFacts, assume: (fact: keyof SheetFacts) => void): Rational | null {
  // Every condition is looked at, so that all facts that were missed are named.
  const held = term.when.map((condition) => holds(condition, facts, assume))
  if (held.includes(false)) return null
  const add = rational(term.add)
  if (term.per === null) return add
  const recorded = facts[term.per]
  if (recorded !== null) return times(add, rational(String(recorded)))
  assume(term.per)
  return times(add, rational(term.otherwise ?? '0'))
}

function holds(condition: SheetCondition, facts: SheetFacts, assume: (fact: keyof SheetFacts) => void): boolean {
  const { fact } = condition
  if (facts[fact] === null) {
    assume(fact)
    return false
  }
  switch (fact) {
    case 'anaesthesia':
    case 'approach':
      return condition.is.includes(facts[fact]!)
    case 'daySurgery':
    case 'converted':
      return condition.is === facts[fact]
    case 'age':
    case 'operationMinutes':
    case 'anaesthesiaMinutes':
    case 'los':
    case 'icuHours':
      return within(rational(String(facts[fact])), condition.from, condition.below)
    default:
      return assertNever(fact)
  }
}

const within = (value: Rational, from: string | null, below: string | null): boolean =>
  (from === null || compare(value, rational(from)) >= 0) && (below === null || compare(value, rational(below)) < 0)
