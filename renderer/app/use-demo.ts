import { useCallback, useState } from 'react'
import { callValue, problemOf } from '#renderer/data/call.ts'
import { runJob } from '#renderer/data/jobs.ts'
import { useCore } from '#renderer/data/provider.tsx'
import { useRunningJobs } from '#renderer/data/use-job.ts'
import type { Problem } from '#shared/domain/problem.ts'

/** Builds the demonstration department and shows it. */
export function useDemo(): {
  readonly running: boolean
  readonly problem: Problem | null
  start(): void
  clear(): void
} {
  const { bridge, jobs } = useCore()
  const [problem, setProblem] = useState<Problem | null>(null)
  const [starting, setStarting] = useState(false)
  // A reloaded window finds the job that it began before.
  const underWay = useRunningJobs().some((job) => job.method === 'book.createDemo')
  const start = useCallback(() => {
    setProblem(null)
    setStarting(true)
    const build = async (): Promise<void> => {
      const { path } = await runJob(bridge, jobs, 'book.createDemo', {})
      const status = await callValue(bridge, 'book.status', {})
      if (!status.open || status.path !== path) await callValue(bridge, 'book.open', { path })
    }
    build()
      .catch((error: unknown) => {
        const found = problemOf(error)
        if (found.code !== 'cancelled') setProblem(found)
      })
      .finally(() => setStarting(false))
  }, [bridge, jobs])
  return { running: starting || underWay, problem, start, clear: () => setProblem(null) }
}
