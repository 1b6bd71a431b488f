import { groupTree, pathIds, type TreeLevel } from '#engine/analysis/group-tree.ts'
import { surplusRow } from '#engine/analysis/surplus-row.ts'
import type { ParsedOf } from '#shared/contract/contract.ts'
import type { Slice } from '#shared/contract/slice.ts'
import type { SurplusNode, SurplusTree } from '#shared/contract/surplus.ts'
import { comparedMonth, type Span } from '#shared/domain/compare.ts'
import { DIP_TYPES, type DipType } from '#shared/domain/dip.ts'
import { addMonths, type Period, period, periodsBetween } from '#shared/domain/period.ts'
import type { SliceDimension, SliceTotals } from '#shared/domain/slice.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'
import { type SurplusOn, type SurplusText, sumSurplus, surplusText } from '#shared/domain/surplus-on-basis.ts'
import { computedUnder, groupNames } from '#store/book-queries.ts'
import { listSchemes } from '#store/schemes.ts'
import { type MonthlySurplus, monthlySurplus } from '#store/surplus-tree.ts'
import { totalsBy, totalsByPath, totalsOf } from '#store/totals.ts'
import { costTags } from '../costing/tags.ts'
import { boundsOf, comparedSlice } from '../overview.ts'
import type { Session } from '../session.ts'
import { bySurplus, roundingOf, sumOf } from '../surplus.ts'
import { compiledSystem } from '../systems.ts'

type Query = Omit<ParsedOf<'surplus.tree'>, 'basis'>

/** A row before its siblings are in order: its place, its cases, and their sums now and in the months compared with. */
interface Place {
  readonly id: string
  readonly parent: string | null
  readonly level: SurplusNode['level']
  readonly key: string
  readonly dipType: DipType | null
  readonly slice: Slice | null
  readonly totals: SliceTotals
  readonly before: SliceTotals | null
}

const TREND_MONTHS = 12
const PATH = ['mdc', 'adrg', 'drg'] as const satisfies readonly SliceDimension[]

/** The rows of a slice, each with the same row of the months compared with and its months; one snapshot of the book. */
export const surplusTree = (session: Session, { basis, ...query }: ParsedOf<'surplus.tree'>): SurplusTree =>
  treeOn(session, basis, query)

function treeOn<B extends ComputedBasis>(session: Session, basis: B, query: Query): SurplusTree<B> {
  const { reader } = session.book()
  return reader.snapshot(() => {
    const { slice, by, compare } = query
    const { from, to } = boundsOf(reader, slice)
    const span = from === null || to === null ? null : { from, to }
    const compared = span === null ? null : comparedSlice(slice, span.from, span.to, compare)
    const months = to === null ? [] : periodsBetween(addMonths(to, 1 - TREND_MONTHS), to)
    const typeOf = diseaseTypes(session, compared === null ? [slice] : [slice, compared])
    const places =
      by === 'group' ? groupPlaces(session, query, compared, typeOf) : rowPlaces(session, query, compared, span)
    const trendSlice = to === null ? null : { ...slice, from: months[0]!, to }
    const trends = trendSlice === null ? [] : monthlySurplus(reader, trendSlice, keysOf(by), basis)
    const shared = { names: groupNames(reader), months, basis, trendOf: trendsOf(basis, by, trends, months, typeOf) }
    const rows = places.map((place) => asNode(place, shared))
    const roots = places.filter(({ parent }) => parent === null)
    const total = sumOf(roots.map(({ key, totals }) => ({ key, totals })))
    const before = compared === null ? null : totalsOf(reader, compared)
    return {
      by,
      basis,
      slice,
      compare: compared,
      months,
      rows: ordered(rows, by === 'month'),
      total: asNode(
        {
          ...{ id: '', parent: null, level: by === 'group' ? 'drg' : by, key: '', dipType: null, slice },
          ...{ totals: total, before: before === null || before.n === 0 ? null : before },
        },
        { ...shared, names: new Map() },
      ),
      system: typeOf.size > 0 ? 'DIP' : 'DRG',
      costTags: costTags(reader, slice),
      rounding: roundingOf(total),
    }
  })
}

const keysOf = (by: Query['by']): readonly SliceDimension[] => (by === 'group' ? PATH : by === 'month' ? [] : [by])

/** Types of the diseases of the directories that the cases were matched under; empty under DRG. */
function diseaseTypes(session: Session, slices: readonly Slice[]): ReadonlyMap<string, DipType> {
  const { reader } = session.book()
  if (listSchemes(reader).every(({ kind }) => kind !== 'DIP')) return new Map()
  const schemes = new Set(slices.flatMap((slice) => computedUnder(reader, slice).schemeIds))
  const types = new Map<string, DipType>()
  for (const id of schemes) {
    const system = compiledSystem(session, id)
    if (system?.kind !== 'DIP') continue
    for (const { row } of system.scheme.entries.values()) types.set(row.dip, row.type)
  }
  return types
}

function groupPlaces(
  session: Session,
  { slice }: Query,
  compared: Slice | null,
  types: ReadonlyMap<string, DipType>,
): readonly Place[] {
  const { reader } = session.book()
  const nodes = (of: Slice) => groupTree(totalsByPath(reader, of), (code) => types.get(code))
  const before = new Map(compared === null ? [] : nodes(compared).map(({ id, totals }) => [id, totals]))
  return nodes(slice).map(({ codes, ...node }) => ({
    ...node,
    dipType: node.level === 'dip-type' ? (DIP_TYPES.find((type) => type === node.key) ?? null) : null,
    slice: codes === null ? null : { ...slice, ...codes },
    before: before.get(node.id) ?? null,
  }))
}

function rowPlaces(
  session: Session,
  { slice, by }: Query,
  compared: Slice | null,
  span: Span | null,
): readonly Place[] {
  if (by === 'group') return []
  const { reader } = session.book()
  const before = new Map(
    compared === null ? [] : totalsBy(reader, by, compared).map(({ key, totals }) => [key, totals]),
  )
  return totalsBy(reader, by, slice).map(({ key, totals }) => ({
    id: `${by}:${key}`,
    parent: null,
    level: by,
    key,
    dipType: null,
    slice: by === 'month' ? { ...slice, from: period(key), to: period(key) } : { ...slice, [by]: key },
    totals,
    before: before.get(by === 'month' ? (monthBefore(key, span, compared) ?? '') : key) ?? null,
  }))
}

/** Months stand beside the month at the same place of the months compared with. */
function monthBefore(key: string, span: Span | null, compared: Slice | null): Period | null {
  if (span === null || compared?.from === undefined || compared.to === undefined) return null
  return comparedMonth(period(key), span, { from: compared.from, to: compared.to })
}

type TrendOf<B extends ComputedBasis> = (place: Pick<Place, 'id'>) => readonly (SurplusText<B> | null)[]

/** Surplus by month of every row: a row's is the sum of those below it. Months have no trend of their own. */
function trendsOf<B extends ComputedBasis>(
  basis: B,
  by: Query['by'],
  monthly: readonly MonthlySurplus<B>[],
  months: readonly Period[],
  types: ReadonlyMap<string, DipType>,
): TrendOf<B> {
  const parts = new Map<string, Map<string, SurplusOn<B>[]>>()
  const add = (id: string, month: string, part: SurplusOn<B>) => {
    const row = parts.get(id) ?? new Map<string, SurplusOn<B>[]>()
    parts.set(id, row.set(month, [...(row.get(month) ?? []), part]))
  }
  for (const { keys, period: month, surplus } of monthly) {
    add('', month, surplus)
    for (const id of by === 'group' ? idsAbove(keys, types) : keys.map((key) => `${by}:${key}`)) add(id, month, surplus)
  }
  return ({ id }) => {
    const row = parts.get(id)
    if (row === undefined) return []
    return months.map((month) => {
      const found = row.get(month)
      return found === undefined ? null : surplusText(sumSurplus(basis, found))
    })
  }
}

const idsAbove = ([mdc = '', adrg = '', drg = '']: readonly string[], types: ReadonlyMap<string, DipType>) =>
  pathIds({ mdc, adrg, drg }, (code) => types.get(code))

function asNode<B extends ComputedBasis>(
  place: Place,
  {
    names,
    basis,
    trendOf,
  }: {
    readonly names: ReadonlyMap<string, string>
    readonly basis: B
    readonly trendOf: TrendOf<B>
  },
): SurplusNode<B> {
  const { totals, before, ...where } = place
  const coded = isCoded(place.level)
  const label = coded ? (names.get(place.key) ?? '') : place.key
  return {
    ...surplusRow(place.key, label, totals, basis),
    ...where,
    basis,
    before: before === null ? null : surplusRow(place.key, label, before, basis),
    trend: trendOf(place),
  }
}

const isCoded = (level: SurplusNode['level']): level is TreeLevel => level in { mdc: 0, adrg: 0, drg: 0, 'dip-type': 0 }

/** Every row below its parent; siblings from the largest loss on, or in time. */
function ordered<B extends ComputedBasis>(rows: readonly SurplusNode<B>[], inTime: boolean): readonly SurplusNode<B>[] {
  const children = Map.groupBy(rows, ({ parent }) => parent)
  const under = (parent: string | null): readonly SurplusNode<B>[] =>
    (children.get(parent) ?? [])
      .toSorted((a, b) => (inTime ? (a.key < b.key ? -1 : 1) : bySurplus<B>(a, b)))
      .flatMap((row) => [row, ...under(row.id)])
  return under(null)
}
