import type { SurplusRow } from '#shared/contract/figures.ts'
import { exact, sumExact } from '#shared/domain/exact.ts'

export interface SplitRows {
  /** Largest loss first. */
  readonly losing: readonly SurplusRow[]
  /** Largest surplus first. */
  readonly earning: readonly SurplusRow[]
  /** Exact yuan. */
  readonly lost: string
  readonly earned: string
}

/** Rows below and above zero, each side largest first, with what it adds up to. Rows without a surplus are on no side. */
export function splitRows(rows: readonly SurplusRow[]): SplitRows {
  const known = rows.flatMap((row) => (row.surplus === null ? [] : [{ row, surplus: exact(row.surplus) }]))
  const below = known.filter(({ surplus }) => surplus.lt(0)).sort((a, b) => a.surplus.cmp(b.surplus))
  const above = known.filter(({ surplus }) => surplus.gt(0)).sort((a, b) => b.surplus.cmp(a.surplus))
  return {
    losing: below.map(({ row }) => row),
    earning: above.map(({ row }) => row),
    lost: sumExact(below.map(({ surplus }) => surplus)).toFixed(),
    earned: sumExact(above.map(({ surplus }) => surplus)).toFixed(),
  }
}
