import type { Method, ReplyValueOf, RequestOf } from './contract.ts'
import type { CoreEvent } from './jobs.ts'
import type { Reply } from './reply.ts'

/** The page's only way out: the same four functions whether Electron or the local web host stands behind them. */
export interface Bridge {
  readonly shell: 'desktop' | 'web'
  call<M extends Method>(method: M, request: RequestOf<M>): Promise<Reply<ReplyValueOf<M>>>
  /** Returns the function that ends the subscription. */
  onEvent(listener: (event: CoreEvent) => void): () => void
  /** Makes a file the person chose or dropped readable for the core; the path may be temporary, the name is theirs. */
  offerFile(file: File): Promise<Reply<{ readonly path: string; readonly name: string }>>
  /** Hands a file the core wrote to the person (save dialog on the desktop, download in a browser). */
  deliverFile(path: string, suggestedName: string): Promise<Reply<{ readonly saved: boolean }>>
}
