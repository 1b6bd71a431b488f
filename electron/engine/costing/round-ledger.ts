import { type Exact, sumExact } from '#shared/domain/exact.ts'
import { type Fen, fenToYuan, sumFen } from '#shared/domain/money.ts'
import { rational } from '../arithmetic/rational.ts'
import { roundYuan } from '../arithmetic/round-parts.ts'

export interface RoundedAmounts {
  /** One per row, in the order given, each less than one fen from what it was. */
  readonly amounts: readonly Fen[]
  /** The exact total rounded once, half away from zero; the amounts sum to it. */
  readonly total: Fen
  readonly exactTotal: Exact
  /** total − exact total, yuan: the rounding row (尾差) that an import lists. */
  readonly rounding: Exact
  /** Rows that were not whole fen, and what rounding did to each, yuan. */
  readonly changed: readonly { readonly index: number; readonly difference: Exact }[]
}

/**
 * Brings the amounts of a ledger with more than two decimals to whole fen so that they sum to its rounded total (largest remainder,
 * see `roundParts`). Rounding each row for itself would move the total by up to half a fen per row.
 * @param yuan exact amounts, signed
 */
export function roundToTotal(yuan: readonly Exact[]): RoundedAmounts {
  const amounts = roundYuan(yuan.map((amount) => rational(amount.toFixed())))
  const total = sumFen(amounts)
  const exactTotal = sumExact(yuan)
  return {
    amounts,
    total,
    exactTotal,
    rounding: exactTotal.times(-1).plus(fenToYuan(total)),
    changed: yuan.flatMap((amount, index) => {
      const difference = amount.times(-1).plus(fenToYuan(amounts[index]!))
      return difference.eq(0) ? [] : [{ index, difference }]
    }),
  }
}
