import type { Handlers } from '#core/handler.ts'
import { alerts } from '#engine/analysis/alerts.ts'
import { computeFigures } from '#engine/analysis/figures.ts'
import type { GroupTotals } from '#engine/analysis/group-totals.ts'
import { headline } from '#engine/analysis/headline.ts'
import type { IndicatorId } from '#engine/analysis/indicators.ts'
import type { Overview } from '#shared/contract/figures.ts'
import type { Slice } from '#shared/contract/slice.ts'
import { type Compare, comparedSpan } from '#shared/domain/compare.ts'
import { exact } from '#shared/domain/exact.ts'
import { fen } from '#shared/domain/money.ts'
import { addMonths, type Period, period } from '#shared/domain/period.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'
import { bookCounts, groupNames, headerDifferences } from '#store/book-queries.ts'
import type { ReadableDb } from '#store/database.ts'
import { readSettings } from '#store/settings.ts'
import { categoriesBy, type KeyedTotals, totalsBy, totalsOf } from '#store/totals.ts'
import { costTags } from './costing/tags.ts'
import type { Session } from './session.ts'
import { bySurplus, sumOf, surplusRows } from './surplus.ts'

/** The tiles, in reading order; the trend repeats them by month. */
const TILES = [
  'cases',
  'cmi',
  'charge',
  'payment',
  'surplus',
  'surplus-rate',
  'cost',
  'charge-per-case',
  'surplus-per-case',
  'mean-los',
  'drug-share',
  'consumable-share',
  'grouped-rate',
  'high-rate',
  'low-rate',
  'mortality',
] as const satisfies readonly IndicatorId[]

const TREND_MONTHS = 12
const LISTED = 5

export function overviewHandlers(session: Session): Pick<Handlers, 'overview.get'> {
  return {
    'overview.get': ({ slice, compare, basis }) => {
      const { reader } = session.book()
      return reader.snapshot(() => overview(reader, slice, compare, basis))
    },
  }
}

function overview<B extends ComputedBasis>(db: ReadableDb, slice: Slice, compare: Compare, basis: B): Overview<B> {
  const { from, to } = boundsOf(db, slice)
  const byGroup = totalsBy(db, 'drg', slice)
  const totals = sumOf(byGroup)
  const groups = groupTotals(db, byGroup, slice)
  const compared = from === null || to === null ? null : comparedSlice(slice, from, to, compare)
  const rows = surplusRows(db, byGroup, 'drg', basis).toSorted(bySurplus)
  const settings = readSettings(db)
  const differences = headerDifferences(db, slice)
  return {
    slice,
    compare: compared,
    basis,
    headline: headline({ from, to, basis, totals, groups }),
    figures: computeFigures(TILES, totals, basis),
    compareFigures: compared === null ? null : computeFigures(TILES, totalsOf(db, compared), basis),
    trend: trend(db, slice, to, basis),
    losing: rows.filter((row) => row.surplus !== null && exact(row.surplus).lt(0)).slice(0, LISTED),
    earning: rows
      .filter((row) => row.surplus !== null && exact(row.surplus).gt(0))
      .slice(-LISTED)
      .reverse(),
    alerts: alerts({
      slice,
      basis,
      totals,
      groups,
      stale: settings.dataRevision !== settings.computedRevision,
      headerMismatch: differences.cases === 0 ? null : { n: differences.cases, amount: fen(differences.amount) },
    }),
    costTags: costTags(db, slice),
  }
}

/** First and last month of a slice; those of the book where the slice is open. */
export function boundsOf(db: ReadableDb, slice: Slice): { from: Period | null; to: Period | null } {
  const { firstPeriod, lastPeriod } = bookCounts(db)
  return {
    from: slice.from ?? (firstPeriod === null ? null : period(firstPeriod)),
    to: slice.to ?? (lastPeriod === null ? null : period(lastPeriod)),
  }
}

/** The same filters over the months compared with; null when nothing is compared. */
export function comparedSlice(slice: Slice, from: Period, to: Period, compare: Compare): Slice | null {
  const span = comparedSpan({ from, to }, compare)
  return span === null ? null : { ...slice, ...span }
}

/** Up to a year of months that end with the slice, whatever its own length: a single month has no trend. */
function trend(db: ReadableDb, slice: Slice, to: Period | null, basis: ComputedBasis): Overview['trend'] {
  if (to === null) return []
  const range = { ...slice, from: addMonths(to, 1 - TREND_MONTHS), to }
  return totalsBy(db, 'month', range).map(({ key, totals }) => ({
    period: period(key),
    figures: computeFigures(TILES, totals, basis),
  }))
}

function groupTotals(db: ReadableDb, keyed: readonly KeyedTotals[], slice: Slice): GroupTotals[] {
  const names = groupNames(db)
  const categories = new Map(categoriesBy(db, 'drg', slice).map(({ key, amounts }) => [key, amounts]))
  return keyed.map(({ key, totals }) => {
    const name = names.get(key)
    const found = totals.nWithLines > 0 ? categories.get(key) : undefined
    return {
      key,
      label: name === undefined ? key : `${key} ${name}`,
      totals,
      ...(found === undefined ? {} : { categories: found }),
    }
  })
}
