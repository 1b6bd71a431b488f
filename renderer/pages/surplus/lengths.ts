import type { SurplusRow } from '#shared/contract/figures.ts'
import { fenToYuan } from '#shared/domain/money.ts'

/** The longest bar on either side of zero. */
export function surplusReach(...sides: readonly (readonly SurplusRow[])[]): number {
  return Math.max(0, ...sides.flat().map((row) => Math.abs(surplusLength(row))))
}

/** A row's surplus for the length of a bar; the figure itself stays exact. */
export function surplusLength(row: SurplusRow): number {
  return row.surplus === null ? 0 : Number(row.surplus)
}

export function costYuan(row: SurplusRow): string | null {
  return row.cost === null ? null : fenToYuan(row.cost)
}
