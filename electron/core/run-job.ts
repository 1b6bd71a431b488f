import type { JobMethod, RequestOf, ValueOf } from '#shared/contract/contract.ts'
import type { Job, JobProgress } from '#shared/contract/jobs.ts'
import type { Reply } from '#shared/contract/reply.ts'
import type { CoreClient } from './client.ts'
import { hasEnded } from './jobs.ts'

export interface RunJobOptions {
  readonly onProgress?: (progress: JobProgress) => void
  /** Aborting cancels the job; the reply is then the job's `cancelled` problem. */
  readonly signal?: AbortSignal
}

/** Starts a job and waits for its end: the value the method is about, or the problem that ended it. */
export async function runJob<M extends JobMethod>(
  client: CoreClient,
  method: M,
  request: RequestOf<M>,
  options: RunJobOptions = {},
): Promise<Reply<ValueOf<M>>> {
  const { promise, resolve } = Promise.withResolvers<Job>()
  // Events may overtake the reply that names the job, so all are kept until the id is known.
  const early = new Map<string, Job>()
  let jobId: string | null = null
  const unsubscribe = client.onEvent((event) => {
    if (event.type !== 'job') return
    if (jobId === null) early.set(event.job.id, event.job)
    else if (event.job.id === jobId) follow(event.job)
  })
  function follow(job: Job): void {
    if (hasEnded(job)) resolve(job)
    else options.onProgress?.(job.progress)
  }
  const cancel = () => {
    if (jobId !== null) void client.call('jobs.cancel', { jobId })
  }

  try {
    const started = (await client.forward(method, request)) as Reply<{ readonly jobId: string }>
    if (!started.ok) return started
    jobId = started.value.jobId
    options.signal?.addEventListener('abort', cancel, { once: true })
    if (options.signal?.aborted === true) cancel()
    const known = early.get(jobId)
    if (known !== undefined) follow(known)
    const job = await promise
    if (job.error !== undefined) return { ok: false, error: job.error }
    return { ok: true, value: job.value as ValueOf<M> }
  } finally {
    unsubscribe()
    options.signal?.removeEventListener('abort', cancel)
  }
}
