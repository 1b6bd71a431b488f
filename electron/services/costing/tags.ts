import type { TaggedCases } from '#shared/contract/costing.ts'
import type { Slice } from '#shared/contract/slice.ts'
import { factTags, type TagCount } from '#store/case-costs.ts'
import type { ReadableDb } from '#store/database.ts'
import { tagOf } from './runs.ts'

/** Tags of some cases as replies carry them. */
export const asTags = (counts: readonly TagCount[]): TaggedCases[] =>
  counts.map(({ method, estimated, partial, n }) => tagOf(method, estimated, partial, n))

/** How the costs that the pages show were found. */
export const costTags = (db: ReadableDb, slice: Slice): TaggedCases[] => asTags(factTags(db, slice))
