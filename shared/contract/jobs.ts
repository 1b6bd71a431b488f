import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { Problem } from '#shared/domain/problem.ts'

/** A job method answers at once with its id; progress and the outcome follow as events and by `jobs.get`. */
export interface JobStarted {
  readonly jobId: string
}

export interface JobProgress {
  readonly phase: Bilingual
  readonly done: number
  /** Null while the size of the work is not known. */
  readonly total: number | null
  /** Units per second since the phase began; null in the first moments. */
  readonly rate: number | null
  /** Seconds left at that rate; null when it cannot be told. */
  readonly secondsLeft: number | null
}

export interface Job {
  readonly id: string
  readonly method: string
  readonly label: Bilingual
  readonly state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled'
  readonly progress: JobProgress
  /** The method's reply value once `state` is `done`. */
  readonly value?: unknown
  readonly error?: Problem
}

/** What the core tells every shell without being asked. */
export type CoreEvent =
  | { readonly type: 'job'; readonly job: Job }
  /** Stored data changed: pages that show it ask again. */
  | { readonly type: 'data-changed'; readonly revision: number }
  | { readonly type: 'book-changed' }
  /** Files came into the inbox folder, or went. */
  | { readonly type: 'inbox-changed' }
