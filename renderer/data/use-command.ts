import { useCallback, useState } from 'react'
import type { JobMethod, Method, ReplyValueOf, RequestOf } from '#shared/contract/contract.ts'
import type { Problem } from '#shared/domain/problem.ts'
import { callValue, problemOf } from './call.ts'
import { useCore } from './provider.tsx'

export interface CommandHandle<M extends Method> {
  /** Resolves with the value (which may itself be null), or null when it was refused (see `problem`). */
  run(request: RequestOf<M>): Promise<{ readonly value: ReplyValueOf<M> } | null>
  readonly running: boolean
  readonly problem: Problem | null
  clear(): void
}

/** A short call that changes something. What it changed comes back as an event, so nothing is refreshed by hand. */
export function useCommand<M extends Exclude<Method, JobMethod>>(method: M): CommandHandle<M> {
  const { bridge } = useCore()
  const [running, setRunning] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const run = useCallback(
    async (request: RequestOf<M>) => {
      setProblem(null)
      setRunning(true)
      try {
        return { value: await callValue(bridge, method, request) }
      } catch (error) {
        setProblem(problemOf(error))
        return null
      } finally {
        setRunning(false)
      }
    },
    [bridge, method],
  )
  return { run, running, problem, clear: () => setProblem(null) }
}
