import { spokesOf } from '#engine/analysis/spokes.ts'
import {
  type Step,
  stepRows,
  type WaterfallCell,
  type WaterfallParts,
  waterfall,
} from '#engine/analysis/surplus-waterfall.ts'
import type { ParsedOf } from '#shared/contract/contract.ts'
import type { Slice } from '#shared/contract/slice.ts'
import type { SurplusStepRows, SurplusWaterfall } from '#shared/contract/surplus.ts'
import { sumFen } from '#shared/domain/money.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'
import { groupNames } from '#store/book-queries.ts'
import type { ReadableDb } from '#store/database.ts'
import { paidCategories, paidElements, settlementSums, type WaterfallKey } from '#store/surplus-waterfall.ts'
import { costTags } from '../costing/tags.ts'
import type { Session } from '../session.ts'

/** Rows of a step that are listed; the rest is one sum. */
const LISTED = 200

/** From the charges of a slice to its surplus, bar by bar. */
export function surplusWaterfall(session: Session, { slice, basis }: ParsedOf<'surplus.waterfall'>): SurplusWaterfall {
  const { reader } = session.book()
  return reader.snapshot(() => {
    const input = inputOf(reader, slice, basis, 'group')
    return {
      ...{ basis, slice, n: input.cells.reduce((sum, { n }) => sum + n, 0) },
      steps: waterfall(input),
      costTags: costTags(reader, slice),
    }
  })
}

/** What one bar is made of: the groups of the slice, or the cases where it is of one group. */
export function surplusStep(session: Session, { slice, basis, step }: ParsedOf<'surplus.step'>): SurplusStepRows {
  const { reader } = session.book()
  return reader.snapshot(() => {
    const of: WaterfallKey = slice.drg === undefined ? 'group' : 'case'
    const rows = stepRows(step as Step, inputOf(reader, slice, basis, of))
    const names = of === 'group' ? groupNames(reader) : new Map<string, string>()
    const rest = rows.slice(LISTED)
    return {
      basis,
      of,
      total: sumFen(rows.map(({ amount }) => amount)),
      rows: rows.slice(0, LISTED).map((row) => ({ ...row, label: names.get(row.key) ?? '' })),
      rest: {
        rows: rest.length,
        n: rest.reduce((sum, { n }) => sum + n, 0),
        amount: sumFen(rest.map(({ amount }) => amount)),
      },
    }
  })
}

function inputOf(
  db: ReadableDb,
  slice: Slice,
  basis: ComputedBasis,
  by: WaterfallKey,
): {
  readonly basis: ComputedBasis
  readonly cells: readonly WaterfallCell[]
  readonly parts: readonly WaterfallParts[]
} {
  return {
    basis,
    cells: settlementSums(db, slice, by),
    parts:
      basis === 'B1'
        ? paidCategories(db, slice, by).map(({ key, amounts, unlisted }) => ({
            key,
            amounts: { ...spokesOf(amounts), unlisted },
          }))
        : paidElements(db, slice, by),
  }
}
