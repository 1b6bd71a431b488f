import { useCallback, useState, useSyncExternalStore } from 'react'
import type { JobMethod, RequestOf, ValueOf } from '#shared/contract/contract.ts'
import type { Job } from '#shared/contract/jobs.ts'
import type { Problem } from '#shared/domain/problem.ts'
import { callValue, problemOf } from './call.ts'
import { isOver, runJob } from './jobs.ts'
import { useCore } from './provider.tsx'

export function useJobs(): readonly Job[] {
  const { jobs } = useCore()
  return useSyncExternalStore(jobs.subscribe, jobs.list)
}

export function useRunningJobs(): readonly Job[] {
  return useJobs().filter((job) => !isOver(job))
}

export function useCancelJob(): (jobId: string) => void {
  const { bridge } = useCore()
  return useCallback((jobId: string) => void callValue(bridge, 'jobs.cancel', { jobId }).catch(() => {}), [bridge])
}

export interface JobHandle<M extends JobMethod> {
  /** Resolves with the job's value, or null when it failed or was cancelled (see `problem`). */
  start(request: RequestOf<M>): Promise<ValueOf<M> | null>
  cancel(): void
  reset(): void
  readonly job: Job | null
  readonly running: boolean
  /** Why the last run has no value; a cancelled run is no problem. */
  readonly problem: Problem | null
}

/** One button's job: start, progress, cancel, outcome. */
export function useJob<M extends JobMethod>(method: M): JobHandle<M> {
  const core = useCore()
  const cancelJob = useCancelJob()
  const all = useJobs()
  const [id, setId] = useState<string | null>(null)
  const [running, setRunning] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)

  const start = useCallback(
    async (request: RequestOf<M>): Promise<ValueOf<M> | null> => {
      setProblem(null)
      setId(null)
      setRunning(true)
      try {
        return await runJob(core.bridge, core.jobs, method, request, setId)
      } catch (error) {
        const found = problemOf(error)
        if (found.code !== 'cancelled') setProblem(found)
        return null
      } finally {
        setRunning(false)
      }
    },
    [core, method],
  )

  return {
    start,
    cancel: () => {
      if (id !== null) cancelJob(id)
    },
    reset: () => {
      setProblem(null)
      setId(null)
    },
    job: all.find((job) => job.id === id) ?? null,
    running,
    problem,
  }
}
