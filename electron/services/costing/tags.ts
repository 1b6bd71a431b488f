import type { TaggedCases } from '#shared/contract/costing.ts'
import type { Slice } from '#shared/contract/slice.ts'
import { factTags, type TagCount } from '#store/case-costs.ts'
import type { ReadableDb } from '#store/database.ts'
import { tagOfCases } from './runs.ts'

/** Tags of some cases as replies carry them. */
export const asTags = (counts: readonly TagCount[]): TaggedCases[] => counts.map((count) => tagOfCases(count, count.n))

/** How the costs that the pages show were found. */
export const costTags = (db: ReadableDb, slice: Slice): TaggedCases[] => asTags(factTags(db, slice))
