import { z } from 'zod'
import { GROUPING_STATUSES } from '#shared/domain/grouping.ts'
import { isPeriod, type Period } from '#shared/domain/period.ts'
import { SETTLEMENT_CLASSES, SLICE_DIMENSIONS } from '#shared/domain/slice.ts'

export const periodSchema = z.custom<Period>((value) => typeof value === 'string' && isPeriod(value), 'YYYY-MM')

/** Which cases a page or a figure is about. Every field narrows; an empty slice is the whole book. */
export const sliceSchema = z.strictObject({
  from: periodSchema.optional(),
  to: periodSchema.optional(),
  mdc: z.string().max(40).optional(),
  adrg: z.string().max(40).optional(),
  drg: z.string().max(60).optional(),
  team: z.string().max(100).optional(),
  physician: z.string().max(100).optional(),
  insurance: z.string().max(100).optional(),
  settlement: z.enum(SETTLEMENT_CLASSES).optional(),
  status: z.enum(GROUPING_STATUSES).optional(),
  /** Code of the principal diagnosis, exactly; `—`: none is recorded. */
  principalDx: z.string().max(60).optional(),
  /** Only cases whose total is not the sum of their lines. */
  linesDiffer: z.literal(true).optional(),
  /** Quick search in case number, patient, principal diagnosis, group, team and physician. */
  text: z.string().max(200).optional(),
})
export type Slice = z.infer<typeof sliceSchema>

export const dimensionSchema = z.enum(SLICE_DIMENSIONS)
/** The bases that the pages can show today (see `SURPLUS_BASES`). */
export const basisSchema = z.enum(['B1', 'B3'])
