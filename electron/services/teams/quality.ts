import { computeFigures } from '#engine/analysis/figures.ts'
import type { FurtherSums } from '#engine/analysis/further-sums.ts'
import type { IndicatorId } from '#engine/analysis/indicators.ts'
import { addTotals, emptyTotals } from '#engine/analysis/totals.ts'
import type { Slice } from '#shared/contract/slice.ts'
import type { TeamDimension } from '#shared/contract/teams.ts'
import type { Figure } from '#shared/domain/figure.ts'
import type { SliceTotals } from '#shared/domain/slice.ts'
import type { ReadableDb } from '#store/database.ts'
import { type FurtherRow, furtherBy } from '#store/further-sums.ts'
import { totalsBy } from '#store/totals.ts'
import { READMISSION_DAYS } from '../indicators/further.ts'

/** What stands beside every money figure: a cheaper case is no success where these are worse. */
const QUALITY_FIGURES = ['mortality', 'readmission', 'complication-rate'] as const satisfies readonly IndicatorId[]

export interface Quality {
  readonly totals: SliceTotals
  readonly figures: readonly Figure[]
}

/** Totals and outcomes of everybody, and of the department as a whole. */
export function qualityBy(
  db: ReadableDb,
  by: TeamDimension,
  slice: Slice,
): { readonly of: ReadonlyMap<string, Quality>; readonly all: Quality } {
  const further = new Map(furtherBy(db, by, slice).map((row) => [row.key, row]))
  const keyed = totalsBy(db, by, slice)
  const of = new Map(keyed.map(({ key, totals }) => [key, qualityOf(totals, [further.get(key)])]))
  const whole = keyed.reduce((sum, { totals }) => addTotals(sum, totals), emptyTotals())
  return { of, all: qualityOf(whole, [...further.values()]) }
}

function qualityOf(totals: SliceTotals, rows: readonly (FurtherRow | undefined)[]): Quality {
  const sum = (pick: (row: FurtherRow) => number) =>
    rows.reduce((total, row) => total + (row === undefined ? 0 : pick(row)), 0)
  const [returns, complications] = [sum((row) => row.nReturnKnown), sum((row) => row.nComplicationKnown)]
  const sums: FurtherSums = {
    ...(returns === 0
      ? {}
      : { readmissions: { window: READMISSION_DAYS, n: returns, readmitted: sum((row) => row.readmitted) } }),
    ...(complications === 0 ? {} : { complications: { n: complications, complicated: sum((row) => row.complicated) } }),
  }
  // None of these hangs on a surplus basis.
  return { totals, figures: computeFigures(QUALITY_FIGURES, totals, 'B1', sums) }
}

/** Quality figures whose whole interval lies above the department's value: worse beyond chance. */
export function worseThan(own: readonly Figure[], all: readonly Figure[]): readonly string[] {
  return own.flatMap(({ id, interval }) => {
    const value = all.find((figure) => figure.id === id)?.value ?? null
    return interval !== undefined && value !== null && Number(interval.low) > Number(value) ? [id] : []
  })
}
