import {
  PAYMENT_COLUMNS,
  type PaymentColumn,
  SPENT_COLUMNS,
  type SpentColumn,
  type VarianceTable,
} from '#shared/contract/variance.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { type Fen, fen } from '#shared/domain/money.ts'

/** A step of the bridge from the base surplus to the actual one; `amount` is what it does to the surplus. */
export type BridgeStep =
  | { readonly kind: 'end'; readonly end: 'base' | 'actual'; readonly amount: Fen }
  | {
      readonly kind: 'effect'
      readonly side: 'payment' | 'spent'
      readonly effect: PaymentColumn | SpentColumn
      readonly name: Bilingual
      readonly amount: Fen
    }

/** Both ends, and between them every effect that is not zero: base + effects = actual, to the fen. */
export function bridgeSteps({ base, actual, total, effects }: VarianceTable): readonly BridgeStep[] {
  const payment = PAYMENT_COLUMNS.map((effect): BridgeStep & { kind: 'effect' } => ({
    ...{ kind: 'effect', side: 'payment', effect },
    name: effects.payment[effect].name,
    amount: total.payment[effect],
  }))
  const spent = SPENT_COLUMNS.map((effect): BridgeStep & { kind: 'effect' } => ({
    ...{ kind: 'effect', side: 'spent', effect },
    name: effects.spent[effect].name,
    amount: fen(-total.spent[effect]),
  }))
  return [
    { kind: 'end', end: 'base', amount: base.surplus },
    ...[...payment, ...spent].filter(({ amount }) => amount !== 0),
    { kind: 'end', end: 'actual', amount: actual.surplus },
  ]
}

export const stepKey = (step: BridgeStep): string =>
  step.kind === 'end' ? `end ${step.end}` : `${step.side} ${step.effect}`

/** The effect that moves the surplus most; undefined when nothing does. */
export function largestStep(steps: readonly BridgeStep[]): Extract<BridgeStep, { kind: 'effect' }> | undefined {
  return steps
    .flatMap((step) => (step.kind === 'effect' ? [step] : []))
    .toSorted((a, b) => Math.abs(b.amount) - Math.abs(a.amount))[0]
}
