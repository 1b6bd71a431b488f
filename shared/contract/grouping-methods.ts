import { z } from 'zod'
import { GROUPING_STATUSES } from '#shared/domain/grouping.ts'
import { DISAGREEMENT_CAUSES } from '#shared/domain/grouping-review.ts'
import {
  type CalculatedGroup,
  type CaseAlternatives,
  type DisagreeingCase,
  type GroupingAgreement,
  type GroupingCoverage,
  groupingInputSchema,
  type SchemeBranch,
  type SchemeSearch,
} from './grouping.ts'
import { caseNo, id, paging, reply } from './method-spec.ts'
import { sliceSchema } from './slice.ts'
import { COMPARISON_ROWS, type ComparedCase, comparedSchema, type SchemeComparison } from './trials.ts'

/** A group of one side of a comparison, as its rows name it. */
const comparedGroup = z.strictObject({ status: z.enum(GROUPING_STATUSES), code: z.string().max(60) })

/** What the region's scheme made of the cases. */
export const GROUPING_METHODS = {
  'grouping.coverage': reply<GroupingCoverage>()(z.strictObject({ slice: sliceSchema })),
  'grouping.agreement': reply<GroupingAgreement>()(z.strictObject({ slice: sliceSchema })),
  'grouping.disagreements': reply<{ readonly total: number; readonly rows: readonly DisagreeingCase[] }>()(
    z.strictObject({
      slice: sliceSchema,
      cause: z.enum(DISAGREEMENT_CAUSES).optional(),
      official: z.string().max(60).optional(),
      local: z.string().max(60).optional(),
      ...paging,
    }),
  ),
  'grouping.alternatives': reply<CaseAlternatives>()(z.strictObject({ caseNo })),
  /** Which group a case would fall in; without a scheme named, by the one in force. */
  'grouping.calculate': reply<CalculatedGroup>()(
    z.strictObject({ schemeId: id.optional(), input: groupingInputSchema }),
  ),
  'grouping.browse': reply<SchemeBranch>()(
    z.strictObject({
      schemeId: id.optional(),
      parent: z.strictObject({ level: z.enum(['mdc', 'adrg', 'type']), code: z.string().min(1).max(60) }).optional(),
    }),
  ),
  'grouping.search': reply<SchemeSearch>()(
    z.strictObject({ schemeId: id.optional(), text: z.string().max(200), limit: z.number().int().min(1).max(200) }),
  ),
  /** Codes of a list that the rules of a scheme name, those that contain the text; names where the scheme has them. */
  'grouping.list': reply<{
    readonly total: number
    readonly codes: readonly { readonly code: string; readonly name: string }[]
  }>()(
    z.strictObject({ schemeId: id.optional(), list: z.string().min(1).max(200), text: z.string().max(100), ...paging }),
  ),
  'grouping.compare': reply<SchemeComparison>()(
    z.strictObject({
      slice: sliceSchema,
      before: comparedSchema,
      after: comparedSchema,
      rows: z.enum(COMPARISON_ROWS),
    }),
  ),
  /** The cases of a comparison, of one pair of groups where a pair is named, the greatest difference of payment first. */
  'grouping.comparedCases': reply<{ readonly total: number; readonly rows: readonly ComparedCase[] }>()(
    z.strictObject({
      slice: sliceSchema,
      before: comparedSchema,
      after: comparedSchema,
      pair: z.strictObject({ before: comparedGroup, after: comparedGroup }).optional(),
      /** Only cases whose status or group differs. */
      changedOnly: z.boolean(),
      ...paging,
    }),
  ),
} as const
