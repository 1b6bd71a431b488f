import type { RecordTemplate } from '#exchange/kinds/index.ts'
import { fileChoice } from '#exchange/mapping/template-keys.ts'
import { type Fen, fen, subFen, ZERO_FEN } from '#shared/domain/money.ts'
import { ownText } from '#shared/domain/own-text.ts'
import type { ChargeRecord } from '#shared/domain/records.ts'

/** A case whose lines do not add up to its total. */
export interface TotalDifference {
  readonly caseNo: string
  readonly lines: Fen
  /** Null: no case with this number is known, so there is nothing to compare with. */
  readonly total: Fen | null
  /** lines − total; the lines where there is no total. */
  readonly difference: Fen
}

export interface LineTotals {
  add(record: Pick<ChargeRecord, 'caseNo' | 'amount'>): void
  /** In order of the case numbers' first line; cases whose lines agree are not listed. */
  differences(totalOf: (caseNo: string) => Fen | null): TotalDifference[]
}

/**
 * Adds up the lines of each case for comparison with the case's own total. Net by default, refunds counting negative; some
 * systems write the total before refunds, for which a template sets `lines.sum` to `positive`.
 */
export function createLineTotals(template: RecordTemplate): LineTotals {
  const positive = fileChoice(template, 'lines.sum') === 'positive'
  const sums = new Map<string, number>()
  return {
    add({ caseNo, amount }) {
      const counted = positive && amount < 0 ? 0 : amount
      const sum = sums.get(caseNo)
      if (sum === undefined) sums.set(ownText(caseNo), counted)
      else sums.set(caseNo, sum + counted)
    },
    differences(totalOf) {
      const found: TotalDifference[] = []
      for (const [caseNo, sum] of sums) {
        const lines = fen(sum)
        const total = totalOf(caseNo)
        if (total !== lines) found.push({ caseNo, lines, total, difference: subFen(lines, total ?? ZERO_FEN) })
      }
      return found
    },
  }
}
