import { roundToTotal } from '#engine/costing/round-ledger.ts'
import type { RowIssue } from '#shared/contract/imports.ts'
import { exact, exactFromFen } from '#shared/domain/exact.ts'
import { type Fen, fenToYuan, sumFen } from '#shared/domain/money.ts'
import type { LedgerRecord } from '#shared/domain/records.ts'

export interface LedgerInFen {
  readonly records: readonly LedgerRecord[]
  readonly total: Fen
  /** The rounding row (尾差) of the file; null where every amount was whole fen. */
  readonly rounding: RowIssue | null
}

/** A ledger with amounts finer than a fen, brought to its rounded total (see `roundToTotal`); row 0 of the file tells what that did. */
export function ledgerInFen(records: readonly LedgerRecord[]): LedgerInFen {
  const finer = records.some(({ exactAmount }) => exactAmount !== undefined)
  if (!finer) return { records, total: sumFen(records.map(({ amount }) => amount)), rounding: null }
  const { amounts, total, exactTotal, rounding, changed } = roundToTotal(
    records.map(({ amount, exactAmount }) => (exactAmount === undefined ? exactFromFen(amount) : exact(exactAmount))),
  )
  return {
    records: records.map((record, index) => ({ ...record, amount: amounts[index]! })),
    total,
    rounding: {
      row: 0,
      verdict: 'warning',
      code: 'ledger-rounding',
      column: null,
      value: rounding.toFixed(),
      message: {
        zh: `全表合计 ${exactTotal.toFixed()} 元，取整到分为 ${fenToYuan(total)} 元，尾差 ${rounding.toFixed()} 元；${changed.length} 行不足一分的金额按最大余数法取整，合计不变。`,
        en: `The file sums to ${exactTotal.toFixed()} yuan and becomes ${fenToYuan(total)}, a rounding of ${rounding.toFixed()}; ${changed.length} amounts with a fraction of a fen were rounded by largest remainder, so that they sum to it.`,
      },
    },
  }
}
