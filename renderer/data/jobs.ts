import type { Bridge } from '#shared/contract/bridge.ts'
import type { JobMethod, RequestOf, ValueOf } from '#shared/contract/contract.ts'
import type { Job } from '#shared/contract/jobs.ts'
import { type Problem, ProblemError } from '#shared/domain/problem.ts'
import { words } from '#shared/i18n/words/index.ts'
import { callValue } from './call.ts'

/** All jobs this window has heard of, newest last; React reads it through `useSyncExternalStore`. */
export interface JobStore {
  apply(job: Job): void
  get(id: string): Job | undefined
  list(): readonly Job[]
  clear(): void
  subscribe(listener: () => void): () => void
}

/** Finished jobs that the tray still shows. */
const KEPT = 20

export function createJobStore(): JobStore {
  let jobs: readonly Job[] = []
  const listeners = new Set<() => void>()
  const replace = (next: readonly Job[]): void => {
    jobs = next
    for (const listener of listeners) listener()
  }
  return {
    apply(job) {
      const known = jobs.findIndex((other) => other.id === job.id)
      // An answer to `jobs.get` may arrive after the event that ended the job.
      if (known >= 0 && isOver(jobs[known]!) && !isOver(job)) return
      replace(known < 0 ? [...jobs, job].slice(-KEPT) : jobs.with(known, job))
    },
    get: (id) => jobs.find((job) => job.id === id),
    list: () => jobs,
    clear: () => replace([]),
    subscribe(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}

export function isOver(job: Job): boolean {
  return job.state === 'done' || job.state === 'failed' || job.state === 'cancelled'
}

const CANCELLED: Problem = { code: 'cancelled', message: words['jobs.state.cancelled'] }

/** Resolves when the job has ended, however it ended. */
export function untilOver(store: JobStore, id: string): Promise<Job> {
  return new Promise((resolve) => {
    const look = (): boolean => {
      const job = store.get(id)
      if (job === undefined || !isOver(job)) return false
      resolve(job)
      return true
    }
    if (look()) return
    const stop = store.subscribe(() => {
      if (look()) stop()
    })
  })
}

/**
 * Starts a job and waits for what it is about.
 * @param onStart gets the job's id as soon as the core has accepted it
 * @throws ProblemError the job's own, or `cancelled`
 */
export async function runJob<M extends JobMethod>(
  bridge: Bridge,
  store: JobStore,
  method: M,
  request: RequestOf<M>,
  onStart: (id: string) => void = () => {},
): Promise<ValueOf<M>> {
  const { jobId } = (await callValue(bridge, method, request)) as { readonly jobId: string }
  onStart(jobId)
  // The job may have ended before this window heard of it.
  store.apply(await callValue(bridge, 'jobs.get', { jobId }))
  const job = await untilOver(store, jobId)
  if (job.state === 'done') return job.value as ValueOf<M>
  throw new ProblemError(job.error ?? CANCELLED)
}
