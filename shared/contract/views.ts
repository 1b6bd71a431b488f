import { z } from 'zod'

/** A page with everything in its address, under a name; kept in the book, in the order of the menu. */
export interface SavedView {
  readonly id: number
  readonly name: string
  /** As the router has it: `/surplus?from=2026-01&to=2026-06`. */
  readonly address: string
}

const name = z.string().trim().min(1).max(60)
const address = z
  .string()
  .max(4000)
  .regex(/^\/[a-z]+(\?.*)?$/s)
const viewId = z.number().int().positive()

export const VIEW_REQUESTS = {
  /** Without `id`: a new view, last. With it: that view gets the name and the address. */
  save: z.strictObject({ id: viewId.optional(), name, address }),
  remove: z.strictObject({ id: viewId }),
  /** All ids in their new order. */
  order: z.strictObject({ ids: z.array(viewId).max(200) }),
} as const
