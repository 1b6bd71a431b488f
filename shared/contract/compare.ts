import { z } from 'zod'
import { periodSchema } from './slice.ts'

/** A `Compare`: one choice for all pages, made in the filter bar. */
export const compareSchema = z.union([
  z.enum(['previous', 'year', 'none']),
  z.strictObject({ from: periodSchema, to: periodSchema }),
])
