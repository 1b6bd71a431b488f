import { exactFromFen, fromParts } from '#shared/domain/exact.ts'
import { fen } from '#shared/domain/money.ts'
import type { SliceDimension } from '#shared/domain/slice.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'
import { type SurplusOn, surplusOfPayment } from '#shared/domain/surplus-on-basis.ts'
import type { ReadableDb } from './database.ts'
import { factSource } from './fact-cells.ts'
import { BLANK_KEY, type FactFilter, factConditions } from './slices.ts'
import { type Sql, sql, sqlWhere } from './sql.ts'
import { dimensionColumn } from './totals.ts'

/** What the cases of one row came to in one month, over the cases that have what the basis needs; yuan. */
export interface MonthlySurplus<B extends ComputedBasis> {
  /** Codes or names of the row, one for each dimension asked for. */
  readonly keys: readonly string[]
  readonly period: string
  readonly surplus: SurplusOn<B>
}

const BASES = {
  B1: { spent: sql`f.charge_fen`, has: sql`f.payment_fen IS NOT NULL` },
  B3: { spent: sql`f.cost_fen`, has: sql`f.payment_fen IS NOT NULL AND f.cost_fen IS NOT NULL` },
} as const satisfies Record<ComputedBasis, object>

/** Surplus by month and up to three dimensions; months of a row without any case the basis covers are absent. */
export function monthlySurplus<B extends ComputedBasis>(
  db: ReadableDb,
  filter: FactFilter,
  by: readonly SliceDimension[],
  basis: B,
): MonthlySurplus<B>[] {
  const { spent, has } = BASES[basis]
  const key = (index: number): Sql => {
    const dimension = by[index]
    return dimension === undefined ? sql`''` : sql`coalesce(${dimensionColumn(dimension)}, ${BLANK_KEY})`
  }
  return db
    .all<Row>(sql`SELECT ${key(0)} AS k0, ${key(1)} AS k1, ${key(2)} AS k2, f.period, sum(${spent}) AS spent,
        sum(f.payment_fen) + sum(f.payment_frac) / 1000000000000 AS fen, sum(f.payment_frac) % 1000000000000 AS frac
      FROM ${factSource(filter)} AS f ${sqlWhere([...factConditions(filter), has])} GROUP BY 1, 2, 3, 4`)
    .map((row) => ({
      keys: [row.k0, row.k1, row.k2].slice(0, by.length),
      period: row.period,
      surplus: surplusOfPayment(basis, fromParts({ fen: row.fen, frac: row.frac }), exactFromFen(fen(row.spent))),
    }))
}

interface Row {
  readonly k0: string
  readonly k1: string
  readonly k2: string
  readonly period: string
  readonly spent: number
  readonly fen: number
  readonly frac: number
}
