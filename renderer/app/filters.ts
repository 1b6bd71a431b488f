import type { BookStatus } from '#shared/contract/book.ts'
import type { Slice } from '#shared/contract/slice.ts'
import type { Compare } from '#shared/domain/compare.ts'
import { GROUPING_STATUSES } from '#shared/domain/grouping.ts'
import { addMonths, isPeriod, type Period } from '#shared/domain/period.ts'
import { SETTLEMENT_CLASSES } from '#shared/domain/slice.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'
import { MONEY_UNITS, type MoneyUnit } from '#shared/format/money.ts'

/** As the address says it; `months`: those of `compareFrom` and `compareTo`. */
export const COMPARES = ['previous', 'year', 'months', 'none'] as const
export const BASES = ['B1', 'B3'] as const satisfies readonly ComputedBasis[]

/** What the top bar says; it applies to every page. */
export interface Filters {
  readonly compare: Compare
  readonly basis: ComputedBasis
  readonly unit: MoneyUnit
  /** Period, insurance and team, and whatever a drill-down added. */
  readonly slice: Slice
}

type OpenBook = Extract<BookStatus, { open: true }>

/** Parameters that stay when the page changes. */
const GLOBAL = ['from', 'to', 'compare', 'compareFrom', 'compareTo', 'basis', 'unit', 'insurance', 'team'] as const
/** Slice fields that a drill-down sets; shown as chips and gone with the next page. */
export const DRILL_FIELDS = ['mdc', 'adrg', 'drg', 'physician', 'settlement', 'status', 'principalDx', 'text'] as const
export type DrillField = (typeof DRILL_FIELDS)[number]

const DEFAULT_MONTHS = 12

function oneOf<T extends string>(values: readonly T[], text: string | null): T | undefined {
  return values.find((value) => value === text)
}

/** The months shown when the address names none: the last twelve of the book. */
function defaultPeriods(book: OpenBook): { readonly from?: Period; readonly to?: Period } {
  if (book.firstPeriod === null || book.lastPeriod === null) return {}
  const from = addMonths(book.lastPeriod, 1 - DEFAULT_MONTHS)
  return { from: from < book.firstPeriod ? book.firstPeriod : from, to: book.lastPeriod }
}

/** Reads the address; anything unreadable in it counts as not said. A present but empty value means "left blank". */
export function readFilters(params: URLSearchParams, book: OpenBook): Filters {
  const fallback = defaultPeriods(book)
  const from = periodParam(params, 'from') ?? fallback.from
  const to = periodParam(params, 'to') ?? fallback.to
  const slice: Record<string, string> = {}
  if (from !== undefined) slice.from = from
  if (to !== undefined) slice.to = from !== undefined && to < from ? from : to
  for (const field of ['insurance', 'team', 'mdc', 'adrg', 'drg', 'physician', 'principalDx', 'text'] as const) {
    const value = params.get(field)
    if (value !== null) slice[field] = value
  }
  const settlement = oneOf(SETTLEMENT_CLASSES, params.get('settlement'))
  if (settlement !== undefined) slice.settlement = settlement
  const status = oneOf(GROUPING_STATUSES, params.get('status'))
  if (status !== undefined) slice.status = status
  return {
    compare: compareOf(params),
    basis: oneOf(BASES, params.get('basis')) ?? 'B1',
    unit: oneOf(MONEY_UNITS, params.get('unit')) ?? 'wan',
    slice: slice as Slice,
  }
}

/** Months to compare with that were not chosen yet, or the wrong way round, are the months before. */
function compareOf(params: URLSearchParams): Compare {
  const kind = oneOf(COMPARES, params.get('compare')) ?? 'previous'
  if (kind !== 'months') return kind
  const [from, to] = [periodParam(params, 'compareFrom'), periodParam(params, 'compareTo')]
  return from === undefined || to === undefined || to < from ? 'previous' : { from, to }
}

function periodParam(params: URLSearchParams, name: string): Period | undefined {
  const text = params.get(name)
  return text !== null && isPeriod(text) ? text : undefined
}

/** Some parameters changed; null removes one. */
export function changeParams(
  params: URLSearchParams,
  changes: Readonly<Record<string, string | null | undefined>>,
): URLSearchParams {
  const next = new URLSearchParams(params)
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === undefined) next.delete(name)
    else next.set(name, value)
  }
  return next
}

/** The parameters that go along to another page. */
export function globalParams(params: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams()
  for (const name of GLOBAL) {
    const value = params.get(name)
    if (value !== null) next.set(name, value)
  }
  return next
}

/**
 * The address parameters that show exactly a slice: its own fields and nothing else of the current one. A slice without
 * months is the whole book, so the book's own months are written, not the default twelve.
 */
export function paramsOfSlice(params: URLSearchParams, slice: Slice, book: OpenBook): URLSearchParams {
  const next = globalParams(params)
  for (const name of ['from', 'to', 'insurance', 'team']) next.delete(name)
  const from = slice.from ?? book.firstPeriod
  const to = slice.to ?? book.lastPeriod
  if (from !== null) next.set('from', from)
  if (to !== null) next.set('to', to)
  for (const field of ['insurance', 'team', ...DRILL_FIELDS] as const) {
    const value = slice[field]
    if (value !== undefined) next.set(field, value)
  }
  return next
}
