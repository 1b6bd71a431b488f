import type { ExactText } from './figure.ts'
import type { Fen } from './money.ts'
import type { ComputedBasis } from './surplus.ts'
import type { SurplusText } from './surplus-on-basis.ts'

/** One row of a surplus table; the totals row is one too. */
export interface SurplusRow<Basis extends ComputedBasis = ComputedBasis> {
  readonly key: string
  readonly label: string
  readonly n: number
  readonly nPriced: number
  readonly nLow: number
  readonly nHigh: number
  readonly nWithCost: number
  readonly rw: ExactText
  readonly cmi: ExactText | null
  readonly charge: Fen
  readonly cost: Fen | null
  readonly payment: ExactText
  readonly paymentPaid: Fen
  /** On the basis the table was asked for; null when no case of the row has what the basis needs. */
  readonly surplus: SurplusText<Basis> | null
  readonly surplusRate: ExactText | null
  readonly surplusPerCase: SurplusText<Basis> | null
  readonly chargePerCase: ExactText | null
  readonly meanLos: ExactText | null
  readonly drugShare: ExactText | null
  readonly consumableShare: ExactText | null
}
