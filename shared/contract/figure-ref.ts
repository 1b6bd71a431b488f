import { z } from 'zod'
import { caseNo } from './method-spec.ts'
import { basisSchema, sliceSchema } from './slice.ts'
import { PAYMENT_COLUMNS, SPENT_COLUMNS, varianceQuerySchema } from './variance.ts'

/** What an explanation can be asked for: an indicator over a slice, or one figure of one case. */
export const figureRefSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('indicator'),
    id: z.string().max(60),
    slice: sliceSchema,
    basis: basisSchema.optional(),
  }),
  z.strictObject({
    kind: z.literal('case'),
    id: z.enum(['standard', 'payment', 'surplus', 'charge', 'fund']),
    caseNo,
    basis: basisSchema.optional(),
  }),
  /** An effect of a variance table; of one of its groups, or of all. `change`: the sum of a side's effects. */
  z.strictObject({
    kind: z.literal('variance'),
    query: varianceQuerySchema,
    side: z.enum(['payment', 'spent', 'surplus']),
    effect: z.enum([...PAYMENT_COLUMNS, ...SPENT_COLUMNS, 'change']),
    group: z.string().max(60).optional(),
  }),
])
export type FigureRef = z.infer<typeof figureRefSchema>
