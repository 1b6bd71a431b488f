import { addTotals, emptyTotals } from '#engine/analysis/totals.ts'
import type { Slice } from '#shared/contract/slice.ts'
import type { Period } from '#shared/domain/period.ts'
import type { SliceTotals } from '#shared/domain/slice.ts'
import { type FurtherRow, furtherBy, type GroupMonth, groupMonths } from '#store/further-sums.ts'
import { totalsBy } from '#store/totals.ts'
import { type Reading, remembered } from '../steady-reading.ts'

/** All sums an indicator may need, of the cases of one month. */
export interface MonthSums {
  readonly period: string
  readonly totals: SliceTotals
  readonly further: FurtherRow
  readonly groups: readonly GroupMonth[]
}

/** The same over any months. */
export interface SpanSums {
  readonly totals: SliceTotals
  /** Null without cases. */
  readonly further: FurtherRow | null
  /** Of each group, all months together. */
  readonly groups: readonly GroupMonth[]
}

/** A slice whenever it was: months are picked from its sums afterwards. */
export function anyMonth({ from: _from, to: _to, ...filters }: Slice): Slice {
  return filters
}

/** Months of the whole book under the filters of a slice. Read once: another span, its trend and its chart are sums of the same months. */
export function monthSums(reading: Reading, slice: Slice): Promise<readonly MonthSums[]> {
  const filters = anyMonth(slice)
  return remembered(reading, JSON.stringify(['months', filters]), async () => {
    const { db, breathe } = reading
    const totals = totalsBy(db, 'month', filters)
    await breathe()
    const further = new Map(furtherBy(db, 'month', filters).map((row) => [row.key, row]))
    await breathe()
    const groups = Map.groupBy(groupMonths(db, filters), ({ period }) => period)
    return totals.flatMap(({ key, totals }) => {
      const own = further.get(key)
      return own === undefined ? [] : [{ period: key, totals, further: own, groups: groups.get(key) ?? [] }]
    })
  })
}

/** Months between two, both included; an open end is null. */
export function spanOf(months: readonly MonthSums[], from: Period | null, to: Period | null): SpanSums {
  const within = months.filter(({ period }) => (from === null || period >= from) && (to === null || period <= to))
  return {
    totals: within.reduce((sum, { totals }) => addTotals(sum, totals), emptyTotals()),
    further: within.length === 0 ? null : within.map(({ further }) => further).reduce(addRows),
    groups: [
      ...Map.groupBy(
        within.flatMap(({ groups }) => groups),
        ({ drg }) => drg,
      ).values(),
    ].map((rows) => rows.reduce(addGroups)),
  }
}

function addRows(a: FurtherRow, b: FurtherRow): FurtherRow {
  const names = Object.keys(a).filter((name) => name !== 'key') as Exclude<keyof FurtherRow, 'key'>[]
  const sums = Object.fromEntries(names.map((name) => [name, a[name] + b[name]]))
  return { ...a, ...sums }
}

const addGroups = (a: GroupMonth, b: GroupMonth): GroupMonth => ({
  ...a,
  n: a.n + b.n,
  charge: a.charge + b.charge,
  bedDays: a.bedDays + b.bedDays,
  nWithLos: a.nWithLos + b.nWithLos,
  deaths: a.deaths + b.deaths,
})
