import type { CallContext } from '#core/handler.ts'
import { SPOKES, spokesOf } from '#engine/analysis/spokes.ts'
import type { Parts } from '#engine/analysis/structure.ts'
import { stageOfLine } from '#engine/costing/levels.ts'
import type { Slice } from '#shared/contract/slice.ts'
import type { StructureView } from '#shared/contract/structure.ts'
import { FEE_CATEGORIES, type FeeCategory } from '#shared/domain/fee-category.ts'
import { addFen, type Fen, fen, sumFen, ZERO_FEN } from '#shared/domain/money.ts'
import type { ReadableDb } from '#store/database.ts'
import { dayAmounts, type LinedCase, linedCases } from '#store/structure-lines.ts'
import { categorySums, type Dimensions, elementSums } from '#store/structure-sums.ts'
import { type Reading, remembered } from '../steady-reading.ts'

/** What the cases of one row spent, by the parts of a view. */
export interface PartSums {
  /** Of as many dimensions as were asked for. */
  readonly keys: readonly string[]
  readonly n: number
  /** Charge or cost of the same cases. */
  readonly whole: Fen
  readonly parts: Parts
}

/** Cases whose lines are read at once: some ten milliseconds. */
export const CASES_AT_ONCE = 250

export const wholeOf = (view: StructureView): 'charge' | 'cost' => (view === 'elements' ? 'cost' : 'charge')

/** Σ parts. */
export const totalOf = ({ parts }: PartSums): Fen => sumFen(Object.values(parts).map((amount) => amount ?? ZERO_FEN))

/** By team and group: what the best team is found from, and what teams, groups and the whole are added up from. */
export const BY_TEAM_AND_GROUP: Dimensions = ['team', 'drg']

/**
 * Sums by part for each value of one or two dimensions, without any for the slice as a whole (one row). Categories and elements are
 * summed from the roll-ups; stages hang on the day of each line, so their lines are read.
 */
export async function partSums(
  reading: Reading,
  view: StructureView,
  slice: Slice,
  by: Dimensions,
): Promise<readonly PartSums[]> {
  const [only] = by
  const pairs = by.length === 1 ? reading.known.get(questionOf(view, slice, BY_TEAM_AND_GROUP)) : undefined
  if (pairs !== undefined && (only === 'team' || only === 'drg'))
    return foldTo((await pairs) as readonly PartSums[], only === 'team' ? 0 : 1)
  return remembered(reading, questionOf(view, slice, by), () => readSums(reading, view, slice, by))
}

const questionOf = (view: StructureView, slice: Slice, by: Dimensions): string => JSON.stringify([view, by, slice])

async function readSums(
  { db, breathe }: Reading,
  view: StructureView,
  slice: Slice,
  by: Dimensions,
): Promise<readonly PartSums[]> {
  switch (view) {
    case 'spokes':
      return categorySums(db, slice, by).map((row) => withParts(row, spokesOf(row.amounts as Record<FeeCategory, Fen>)))
    case 'categories':
      return categorySums(db, slice, by).map((row) => withParts(row, row.amounts as Parts))
    case 'elements':
      return elementSums(db, slice, by).map((row) => withParts(row, row.amounts as Parts))
    case 'stages':
      return stageSums(db, slice, by, breathe)
  }
}

const withParts = (row: Omit<PartSums, 'whole' | 'parts'> & { readonly whole: number }, parts: Parts): PartSums => ({
  keys: row.keys,
  n: row.n,
  whole: fen(row.whole),
  parts,
})

async function stageSums(
  db: ReadableDb,
  slice: Slice,
  by: Dimensions,
  breathe: CallContext['breathe'],
): Promise<readonly PartSums[]> {
  const sums = new Map<string, { keys: readonly string[]; n: number; whole: number; parts: Map<string, number> }>()
  const cases = linedCases(db, slice, by)
  for (let at = 0; at < cases.length; at += CASES_AT_ONCE) {
    const piece = new Map(cases.slice(at, at + CASES_AT_ONCE).map((lined) => [lined.id, lined]))
    for (const { charge, ...lined } of piece.values()) {
      const keys = [lined.firstKey, lined.secondKey].slice(0, by.length)
      const sum = sums.get(rowKey(lined)) ?? { keys, n: 0, whole: 0, parts: new Map() }
      sums.set(rowKey(lined), sum)
      sum.n++
      sum.whole += charge
    }
    for (const [caseId, day, category, amount] of dayAmounts(db, [...piece.keys()])) {
      const lined = piece.get(caseId)!
      const { parts } = sums.get(rowKey(lined))!
      const stage = stageKey(day, category, lined)
      parts.set(stage, (parts.get(stage) ?? 0) + amount)
    }
    await breathe()
  }
  return [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { keys, n, whole, parts }]) => ({
      keys,
      n,
      whole: fen(whole),
      parts: Object.fromEntries([...parts].map(([stage, amount]) => [stage, fen(amount)])),
    }))
}

const rowKey = ({ firstKey, secondKey }: Pick<LinedCase, 'firstKey' | 'secondKey'>): string =>
  `${firstKey}\u001f${secondKey}`

/** All rows as one. */
export function together(rows: readonly PartSums[]): PartSums {
  const parts = new Map<string, Fen>()
  for (const row of rows)
    for (const [part, amount] of Object.entries(row.parts))
      parts.set(part, addFen(parts.get(part) ?? ZERO_FEN, amount ?? ZERO_FEN))
  return {
    keys: [],
    n: rows.reduce((sum, { n }) => sum + n, 0),
    whole: sumFen(rows.map(({ whole }) => whole)),
    parts: Object.fromEntries(parts),
  }
}

/** Rows of two dimensions as rows of one of them. */
export function foldTo(rows: readonly PartSums[], dimension: 0 | 1): readonly PartSums[] {
  return [...Map.groupBy(rows, ({ keys }) => keys[dimension]!)].map(([key, members]) => ({
    ...together(members),
    keys: [key],
  }))
}

/** The part a line belongs to: its stage of care, or `none`. */
export const stageKey = (
  day: string,
  category: string,
  dates: Pick<LinedCase, 'operatedAt' | 'dischargedAt'>,
): string => stageOfLine(day, category as FeeCategory, dates) ?? 'none'

/** The fee categories a part is made of; null where it isn't made of whole categories. */
export function categoriesOfPart(view: StructureView, part: string): readonly string[] | null {
  if (view === 'spokes') return SPOKES[part as keyof typeof SPOKES].categories
  return view === 'categories' ? FEE_CATEGORIES.filter((code) => code === part) : null
}
