import type { TeamReport, TeamRow } from '#shared/contract/teams.ts'
import { exact } from '#shared/domain/exact.ts'
import type { Compared } from './place.ts'

/** One row in the measure at hand: an index around 1, or a difference of surplus around 0. */
export interface Measured {
  readonly n: number
  readonly value: string
  readonly low: number
  readonly high: number
  readonly beyond: 'below' | 'above' | null
  readonly perCase: string
  readonly expectedPerCase: string
}

/** Null where the row has nothing to compare. */
export function measuredOf(row: TeamRow, measure: Compared): Measured | null {
  if (measure === 'surplus') {
    const { surplus } = row
    return surplus === null ? null : { ...surplus, value: surplus.difference }
  }
  const found = row.measures[measure]
  return found === null || found.index === null ? null : { ...found, value: found.index }
}

/** Less spending and shorter stays are the good side, more surplus is. */
export function sideOf(measure: Compared, beyond: Measured['beyond']): 'good' | 'bad' | null {
  if (beyond === null) return null
  return (beyond === 'above') === (measure === 'surplus') ? 'good' : 'bad'
}

/**
 * Rows in the order of the measure, which is adjusted for case mix; those with too few comparable cases follow in the order of their names
 * and are never placed.
 */
export function placedRows({ rows }: TeamReport, measure: Compared): readonly TeamRow[] {
  const known = (row: TeamRow) => !row.few && measuredOf(row, measure) !== null
  const value = (row: TeamRow) => exact(measuredOf(row, measure)!.value)
  return [...rows.filter(known).toSorted((a, b) => value(a).cmp(value(b))), ...rows.filter((row) => !known(row))]
}

/** Who lies beyond the department's level with the whole interval. */
export function beyondOf({ rows }: TeamReport, measure: Compared) {
  const on = (side: 'below' | 'above') => rows.filter((row) => !row.few && measuredOf(row, measure)?.beyond === side)
  return { below: on('below'), above: on('above') }
}

/** Rows that spend less or keep more, and whose quality is worse beyond chance or not known at all. */
export function guardOf(report: TeamReport, measure: Compared) {
  return report.rows.flatMap((row) => {
    const measured = measuredOf(row, measure)
    if (row.few || measured === null || sideOf(measure, measured.beyond) !== 'good') return []
    const worse = row.quality.filter(({ id }) => row.worse.includes(id))
    const unknown = row.quality.every(({ value }) => value === null)
    return worse.length > 0 || unknown ? [{ row, worse }] : []
  })
}
