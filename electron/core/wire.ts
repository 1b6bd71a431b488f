import type { CoreEvent } from '#shared/contract/jobs.ts'
import type { Reply } from '#shared/contract/reply.ts'

/** What goes from a shell's thread to the core's. */
export type ToCore =
  | { readonly type: 'call'; readonly id: number; readonly method: unknown; readonly request: unknown }
  | { readonly type: 'close' }

/** What comes back. */
export type FromCore =
  | { readonly type: 'reply'; readonly id: number; readonly reply: Reply<unknown> }
  | { readonly type: 'event'; readonly event: CoreEvent }
