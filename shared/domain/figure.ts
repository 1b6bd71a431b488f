import type { Bilingual } from './bilingual.ts'
import type { ComputedBasis } from './surplus.ts'

/** An exact decimal as text: standards, payments and weights keep every digit until a page rounds them once. */
export type ExactText = string

/** One indicator over one slice; `value` is null with a reason when it cannot be computed (shown as —, never 0). */
export interface Figure {
  readonly id: string
  readonly label: Bilingual
  /** `index`: a plain number, such as 1 for “as the region does” or 3.2 turnovers. */
  readonly unit: 'yuan' | 'count' | 'days' | 'ratio' | 'weight' | 'index'
  /** Which way is good; neutral figures are not coloured. */
  readonly direction: 'up' | 'down' | 'neutral'
  readonly value: ExactText | null
  readonly reason?: Bilingual
  /** Cases behind it: the denominator of a rate. */
  readonly n: number
  /** Of a share of cases: its 95% Wilson interval. */
  readonly interval?: { readonly low: ExactText; readonly high: ExactText }
  readonly basis?: ComputedBasis
}

/** One line of a settlement's arithmetic, with the rule it follows. */
export interface ArithmeticStep {
  readonly id: string
  readonly label: Bilingual
  /** With the numbers put in: `2.9312 × 9575.25 × 1.03 = 28909.01`. */
  readonly formula: string
  readonly value: ExactText
  readonly unit: 'yuan' | 'weight' | 'ratio' | 'points' | 'yuan-per-point' | 'days'
  readonly source: Bilingual
}

/** How an indicator came about; the service adds which cases each input stands on. */
export interface IndicatorExplanation {
  readonly title: Bilingual
  readonly definition: Bilingual
  /** The general formula in words. */
  readonly formula: Bilingual
  /** The same with the numbers put in. */
  readonly substituted: string
  readonly result: Figure
  readonly inputs: readonly {
    readonly label: Bilingual
    readonly value: ExactText
    readonly unit: Figure['unit'] | ArithmeticStep['unit']
  }[]
  readonly source: Bilingual
  readonly notes: readonly Bilingual[]
}
