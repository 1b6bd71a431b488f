import { z } from 'zod'

/** One method: its request schema, and whether its reply is the value or a job that leads to it. */
export interface MethodSpec<Q extends z.ZodType, V, J extends boolean> {
  readonly request: Q
  readonly job: J
  /** Type only: what the reply (or the finished job) carries. */
  readonly value?: V
}

export const reply =
  <V>() =>
  <Q extends z.ZodType>(request: Q): MethodSpec<Q, V, false> => ({ request, job: false })
export const job =
  <V>() =>
  <Q extends z.ZodType>(request: Q): MethodSpec<Q, V, true> => ({ request, job: true })

export const nothing = z.strictObject({})
export const path = z.string().min(1).max(4096)
export const id = z.number().int().positive()
export const paging = { offset: z.number().int().min(0), limit: z.number().int().min(1).max(1000) }
export const caseNo = z.string().min(1).max(100)
export const language = z.enum(['zh', 'en'])
