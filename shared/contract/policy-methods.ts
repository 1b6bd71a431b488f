import { z } from 'zod'
import type { PolicyGap, PolicySummary, ReviewCandidates } from './book.ts'
import { job, path, id as policyId, reply } from './method-spec.ts'
import { periodSchema } from './slice.ts'

const months = { from: periodSchema.optional(), to: periodSchema.optional() }
const share = z.string().regex(/^(0|1|0\.\d{1,4})$/)
const reviewRule = z.strictObject({
  quota: share,
  ratioAbove: z
    .string()
    .regex(/^\d{1,4}(\.\d{1,4})?$/)
    .optional(),
  daysAbove: z.int().min(1).max(10_000).optional(),
  icuHoursAbove: z.int().min(1).max(100_000).optional(),
  lossAbove: z
    .string()
    .regex(/^\d{1,10}(\.\d{1,2})?$/)
    .optional(),
})

/** The payment policies of a book: each month of a scheme is settled by one of them. */
export const POLICY_METHODS = {
  'policies.list': reply<readonly PolicySummary[]>()(z.strictObject({})),
  /** Months that have cases and no policy. */
  'policies.gaps': reply<readonly PolicyGap[]>()(z.strictObject({})),
  /** Cases that fit the review lines of the policy that settled them; `rule` for those whose policy has none, and for DIP. */
  'policies.candidates': reply<readonly ReviewCandidates[]>()(
    z.strictObject({ ...months, rule: reviewRule.optional() }),
  ),
  /** `makeRoom`: policies of the same months end before the new one, or are replaced by it; without it they are a `policy-overlap`. */
  'policies.add': reply<PolicySummary>()(
    z.strictObject({ path, name: z.string().max(400).optional(), makeRoom: z.boolean().optional() }),
  ),
  /** Takes a policy out of use; closed months keep what it settled. */
  'policies.remove': reply<PolicySummary>()(z.strictObject({ policyId })),
  /** Writes a policy as a workbook or as JSON, as the name of the file says. */
  'policies.export': job<{ readonly path: string; readonly groups: number }>()(
    z.strictObject({ policyId, format: z.enum(['xlsx', 'json']), path: path.optional() }),
  ),
} as const
