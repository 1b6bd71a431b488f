import { profileOfSums } from '#engine/analysis/structure.ts'
import { STRUCTURE_VIEWS } from '#engine/analysis/structure-views.ts'
import type { ParsedOf } from '#shared/contract/contract.ts'
import type { StructureRowOf, StructureRows, StructureView } from '#shared/contract/structure.ts'
import { ZERO_FEN } from '#shared/domain/money.ts'
import { groupNames } from '#store/book-queries.ts'
import { boundsOf, comparedSlice } from '../overview.ts'
import type { Reading } from '../steady-reading.ts'
import { type PartSums, partSums, totalOf } from './sums.ts'

/** The structure of each group, team, physician or month of a slice, and what it was in the months compared with. */
export async function structureRows(
  reading: Reading,
  { slice, view, compare, by }: ParsedOf<'structure.by'>,
): Promise<StructureRows> {
  const { db } = reading
  const sums = await partSums(reading, view, slice, [by])
  const { from, to } = boundsOf(db, slice)
  // A month is not laid beside another one here: they stand in a row.
  const before = by === 'month' || from === null || to === null ? null : comparedSlice(slice, from, to, compare)
  const earlier = before === null ? [] : await partSums(reading, view, before, [by])
  const named = by === 'drg' || by === 'adrg' || by === 'mdc'
  const names = named ? groupNames(db) : new Map<string, string>()
  const known = new Map(earlier.map((row) => [row.keys[0]!, row]))
  const rows = sums.map((row) => {
    const [key = ''] = row.keys
    return asRow(view, key, named ? (names.get(key) ?? '') : key, row, known.get(key))
  })
  return {
    view,
    by,
    names: STRUCTURE_VIEWS[view].parts.map(({ key, name }) => ({ key, name })),
    rows: by === 'month' ? rows : rows.toSorted((a, b) => b.total - a.total || (a.key < b.key ? -1 : 1)),
  }
}

function asRow(
  view: StructureView,
  key: string,
  label: string,
  sums: PartSums,
  before: PartSums | undefined,
): StructureRowOf {
  const own = profileOfSums(view, sums.n, sums.parts)
  return {
    key,
    label,
    n: sums.n,
    total: totalOf(sums),
    perCase: own.perCase.toFixed(),
    parts: sharesOf(view, sums).map((share, index) => ({
      ...share,
      amount: sums.parts[STRUCTURE_VIEWS[view].parts[index]!.key] ?? ZERO_FEN,
    })),
    before: before === undefined ? null : sharesOf(view, before),
  }
}

const sharesOf = (view: StructureView, { n, parts }: PartSums) =>
  [...profileOfSums(view, n, parts).parts.values()].map(({ perCase, share }) => ({
    perCase: perCase.toFixed(),
    share: share?.toFixed() ?? null,
  }))
